"""Text formats: rows in, streams out. Pure."""
