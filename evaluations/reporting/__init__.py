"""Reports: what is known of all four levels and of costs, per batch, program, partner, year, unit, sector and city."""
