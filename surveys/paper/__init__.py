"""Paper: sheets typed in by the unit, corrected with a trace, and the blank form."""
