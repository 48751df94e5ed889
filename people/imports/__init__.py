"""Units and employees from a spreadsheet: read, check every row, show, and only then apply, all or nothing."""
