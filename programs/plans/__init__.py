"""Needs, the yearly plan, and what came of it."""
