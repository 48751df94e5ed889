"""Registered kiosks and tablets: pairing, what they show, and what they send, however late."""
