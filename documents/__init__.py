"""City identity, numbers, PDFs, charts, files."""
