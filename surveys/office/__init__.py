"""The survey's office: a unit's own pages for its survey officer and head, and HR's overview of all units."""
