"""Signs: bars and ticks, and the ASCII that stands for them where they cannot be shown."""

EIGHTHS = " ▏▎▍▌▋▊▉"
ASCII = str.maketrans(
    {
        "✓": "+",
        "█": "#",
        "▏": "-",
        "▎": "-",
        "▍": "-",
        "▌": "-",
        "▋": "#",
        "▊": "#",
        "▉": "#",
        "★": "*",
        "·": ".",
        "○": "o",
        "–": "-",
        "…": "...",
    }
)


def draw_bar(share: float, width: int = 5) -> str:
    """Draw a share, 0 to 1, as a bar of `width` cells with eighth blocks, padded with blanks."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (EIGHTHS[rest] if rest else "")).ljust(width)


def to_ascii(text: str) -> str:
    """Replace the program's own signs by ASCII ones."""
    return text.translate(ASCII)


def fit(text: str, encoding: str) -> str:
    """Replace those of the program's own signs that an encoding lacks by ASCII ones."""
    lost = {code: sign for code, sign in ASCII.items() if not chr(code).encode(encoding, "ignore")}
    return text.translate(lost)
