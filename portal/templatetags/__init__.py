"""Parts of pages that join several rooms."""
