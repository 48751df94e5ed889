"""When and where sessions meet, and the calendars that follow."""
