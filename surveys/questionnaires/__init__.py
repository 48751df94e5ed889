"""Building questionnaires and units' own questions, and what came out of them."""
