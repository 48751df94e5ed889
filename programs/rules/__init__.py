"""For whom a batch is."""
