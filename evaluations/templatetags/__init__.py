"""Filters for the pages of evaluation."""
