"""Starts, stops and watches everything a checkout needs.

It runs before the virtual environment exists, so it uses the standard library only.
"""
