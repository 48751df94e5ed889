"""The citizens' survey and the index; stands alone."""
