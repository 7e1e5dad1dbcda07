"""Data becomes something to look at. Words, signs and widths live here, and nothing is decided."""
