"""Signs: ticks, bars and what pictures are made of, and the ASCII that stands for them where they cannot be shown."""

EIGHTHS = " ▏▎▍▌▋▊▉"
BRAILLE = 0x2800  # the sign without a dot; the next 255 have one bit a dot
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
        "▁": "-",
        "▂": "-",
        "▃": "-",
        "▄": "-",
        "▅": "#",
        "▆": "#",
        "▇": "#",
        "░": "-",
        "▒": "+",
        "▓": "*",
        "★": "*",
        "·": ".",
        "○": "o",
        "–": "-",
        "…": "...",
        "─": "-",
        "│": "|",
        "┊": "|",
        "┆": "!",
        "┤": "+",
        "┬": "+",
        "└": "+",
        "├": "+",
    }
)
ASCII |= {BRAILLE + dots: " " if not dots else "." if dots.bit_count() == 1 else "*" for dots in range(256)}


def draw_bar(share: float, width: int = 5) -> str:
    """Draw a share, 0 to 1, as a bar of `width` cells with eighth blocks, padded with blanks."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    return draw_eighths(eighths).ljust(width)


def draw_eighths(eighths: int) -> str:
    """Draw a lying bar that is so many eighths of a cell long."""
    full, rest = divmod(eighths, 8)
    return "█" * full + (EIGHTHS[rest] if rest else "")


def to_ascii(text: str) -> str:
    """Replace the program's own signs by ASCII ones."""
    return text.translate(ASCII)


def fit(text: str, encoding: str) -> str:
    """Replace those of the program's own signs that an encoding lacks by ASCII ones."""
    signs = {ord(sign) for sign in text} & ASCII.keys()
    return text.translate({code: ASCII[code] for code in signs if not chr(code).encode(encoding, "ignore")})
