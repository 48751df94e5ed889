"""Applications and what becomes of them: asking, deciding, waiting, stepping back."""
