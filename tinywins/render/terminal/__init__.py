"""Panels as Rich renderables, for the command line and any other screen; what need not draw does not load this room."""
