"""What partners bring."""
