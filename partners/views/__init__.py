"""Pages of this room, by what they keep."""
