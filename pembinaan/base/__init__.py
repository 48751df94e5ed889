"""The few pieces that every app shares."""
