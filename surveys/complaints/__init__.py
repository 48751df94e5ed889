"""Complaints of citizens: received, read, answered, done, forgotten."""
