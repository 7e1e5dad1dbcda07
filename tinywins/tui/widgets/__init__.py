"""Widgets: they hold data and post messages, and know neither the log nor each other."""
