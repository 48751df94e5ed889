"""Seats that are given to everybody at once, by need or by a lot that anyone can check."""
