"""Partner institutions, agreements, instructors, partner staff."""
