"""Keeping a log: copies, restoring, salvage."""
