"""An entry as one row: day, time, text, star and tags, and at the right its id."""

from rich.style import Style

from tinywins.domain.days import label_time
from tinywins.domain.entries import Entry
from tinywins.render.columns import Look, cell_width, cut, pad
from tinywins.render.text import show_tags, show_text
from tinywins.tui.widgets.rows import Piece

DAY, DAY_SHORT = 15, 10  # columns of a day with its year, and without
ROOMY, NARROW = 96, 68  # columns from which times are written, and below which ids are left out
FAINT, STARRED, TAGS, HEAD = Style(dim=True), Style(color="yellow"), Style(color="cyan"), Style(bold=True)


def draw_entry(entry: Entry, day: str, width: int, look: Look, day_width: int = DAY) -> list[Piece]:
    """Draw an entry in so many columns; `day` is its heading, or empty under another entry of the same day."""
    time = ""
    if width >= ROOMY:
        time = label_time(entry.at, entry.at_offset or 0) if entry.at is not None else ""
        time = pad(time, 7)
    code = f"  {entry.short}" if width >= NARROW else ""
    text, star = show_text(entry), look.sign(" ★") if entry.star else ""
    note, tags = "  note" if entry.note else "", show_tags(entry)
    room = width - day_width - 2 - len(time) - cell_width(code)
    behind = cell_width(star) + cell_width(note) + (2 + cell_width(tags) if tags else 0)
    if cell_width(text) + behind > room:  # the text gives way first, the tags after it
        text = cut(text, max(min(cell_width(text), room // 2), room - behind), look.sign("…"))
        left = room - cell_width(text) - cell_width(star) - len(note) - 2
        tags = cut(tags, left, look.sign("…")) if left > 3 else ""
    pieces: list[Piece] = [(pad(day, day_width) + "  ", HEAD), (time, FAINT), (text, None), (star, STARRED)]
    pieces += [(f"  {tags}" if tags else "", TAGS), (note, FAINT)]
    used = sum(cell_width(piece) for piece, _ in pieces)
    return [*pieces, (" " * max(0, width - used - cell_width(code)), None), (code, FAINT)]
