"""Markdown: a text of somebody's, so that it reads as it was typed wherever Markdown is shown."""

SIGNS = frozenset("\\`*_[]<>|~&")
LEADING = frozenset("#+-=")


def escape_inline(text: str) -> str:
    """Write a line of text that stands within a line of Markdown: signs that would format it are escaped."""
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in " ".join(text.split()))


def escape_line(text: str) -> str:
    """Write a line of text that begins a line of Markdown: signs that would begin a block are escaped too."""
    line = escape_inline(text)
    if line[:1] in LEADING:
        return f"\\{line}"
    digits = len(line) - len(line.lstrip("0123456789"))
    if digits and line[digits : digits + 1] in (".", ")"):
        return f"{line[:digits]}\\{line[digits:]}"
    return line
