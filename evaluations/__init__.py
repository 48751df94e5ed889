"""What training changed."""
