"""Keeping a log: verified copies, bringing one back, and saving what can be read of a damaged file."""
