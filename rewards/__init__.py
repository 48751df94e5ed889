"""Points and badges."""
