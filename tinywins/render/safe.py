"""What a person or a file wrote, made harmless for a terminal: controls become visible signs."""

HIDDEN = (
    (0x200B, 0x200B),
    (0x200E, 0x200F),
    (0x061C, 0x061C),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xD800, 0xDFFF),
    (0xE0000, 0xE007F),
)


def make_safe(text: str) -> str:
    """Give the text with every control and direction sign replaced by a visible one; all else stays as it is."""
    if text.isascii() and text.isprintable():
        return text
    return "".join([sign if sign.isprintable() else show_hidden(sign) for sign in text])


def show_hidden(sign: str) -> str:
    """Show one unprintable sign; joiners that emoji are made of, and wide spaces, are kept."""
    code = ord(sign)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if 0x80 <= code < 0xA0 or any(low <= code <= high for low, high in HIDDEN):
        return "�" if code < 0xA0 or 0xD800 <= code <= 0xDFFF else "·"
    return " " if sign.isspace() else sign
