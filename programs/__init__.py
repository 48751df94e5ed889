"""Needs, programs, batches, sessions, enrollment, attendance."""
