"""Letters with number and signatory."""
