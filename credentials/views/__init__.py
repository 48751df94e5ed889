"""Pages of certificates and hours."""
