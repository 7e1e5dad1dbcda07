"""Rows of a day's entries: time, text, star, tags and id."""

from rich.style import Style

from tinywins.domain.days import label_time
from tinywins.domain.entries import Entry
from tinywins.render.columns import Look, cell_width, cut
from tinywins.render.safe import make_safe
from tinywins.render.text import show_tags, show_text
from tinywins.tui.widgets.rows import Piece

FAINT, STAR, TAGS = Style(dim=True), Style(color="yellow"), Style(color="cyan")


def draw_entry(entry: Entry, width: int, look: Look) -> list[Piece]:
    """Draw an entry in so many columns: what is too long of its tags and its text is cut, in this order kept."""
    time = label_time(entry.at, entry.at_offset or 0) if entry.at is not None else " " * 5
    star, end = look.sign(" ★") if entry.star else "", look.sign("…")
    note = look.sign(" …") if entry.note else ""
    room = width - len(time) - 4 - len(entry.short) - cell_width(star) - cell_width(note)
    tags = cut(show_tags(entry)[: 4 * width], max(0, room // 2), end) if entry.tags else ""
    room -= cell_width(tags) + 2 if tags else 0
    text = make_safe(entry.text[: 4 * width]) if entry.text else show_text(entry)[: 4 * width]
    text = cut(text, max(1, room), end)
    blank = " " * max(0, room - cell_width(text))
    return [
        (f"{time}  ", FAINT),
        (text, None),
        (star, STAR),
        (note, FAINT),
        (f"  {tags}" if tags else "", TAGS),
        (f"{blank}  ", None),
        (entry.short, FAINT),
    ]
