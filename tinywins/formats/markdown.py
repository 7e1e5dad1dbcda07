"""Markdown: a text of somebody's, so that it reads as it was typed wherever Markdown is shown."""

SIGNS = frozenset("\\`*_[]<>|~&")
LEADING = frozenset("#+-=")


def escape_markdown(text: str) -> str:
    """Write a line of text as Markdown: signs that would format it are escaped, and so are those that begin a block."""
    line = " ".join(text.split())
    escaped = "".join(f"\\{sign}" if sign in SIGNS else sign for sign in line)
    if escaped[:1] in LEADING:
        return f"\\{escaped}"
    digits = len(escaped) - len(escaped.lstrip("0123456789"))
    if digits and escaped[digits : digits + 1] in (".", ")"):
        return f"{escaped[:digits]}\\{escaped[digits:]}"
    return escaped
