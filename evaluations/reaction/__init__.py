"""Reaction (level 1): what participants thought of a batch, its instructors and its place."""
