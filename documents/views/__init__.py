"""Pages of the documents room."""
