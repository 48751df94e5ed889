"""A whole unit by a list of numbers: read (`table`), foresee (`plan`), keep and apply (`drafts`), seat (`seating`)."""
