"""What each chapter of a report says: its sentences by rules from the figures, its tables and its picture."""
