"""Finding entries by words and by filters."""
