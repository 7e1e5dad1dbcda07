"""Styles: few of the sixteen colours, readable on dark and on light, and none the only carrier of a meaning."""

from rich.style import Style

PLAIN = Style()
STRONG = Style(bold=True)
AXIS = Style(dim=True)
DONE = Style(color="green")
NOW = Style(color="green", bold=True)
REFERENCE = Style(color="magenta")
LIKELY = Style(color="cyan")
TODAY = Style(dim=True)
