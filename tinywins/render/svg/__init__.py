"""Charts as SVG: one file that needs nothing else, or a picture within a page."""
