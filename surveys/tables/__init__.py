"""Reading published SKM tables: CSV and XLSX, raw answers and recaps. No Django, no database."""
