"""Pages that join several rooms; no models."""
