"""Template tags of the surveys room."""
