"""Behaviour (level 3): what participants do differently at work, seen by themselves, their head and two colleagues."""
