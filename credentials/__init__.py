"""Hours ledger and certificates."""
