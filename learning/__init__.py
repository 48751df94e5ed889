"""E-learning content and progress."""
