"""Accounts, employees, the unit tree in time, assignments, heads, roles."""
