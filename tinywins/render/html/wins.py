"""The wins themselves, a list for each month, in a page of any length."""

from collections.abc import Iterator

from tinywins.render.html.model import Month, Win
from tinywins.render.svg.letters import measure
from tinywins.render.svg.shapes import escape

HINT = "To look for one, use your browser's own search."
ROW_REM, HEAD_REM = 1.9, 4  # how high an entry and a heading are, for a month that is not drawn yet


def write_wins(months: tuple[Month, ...]) -> Iterator[str]:
    """Write the wins month by month; a browser leaves out drawing those that are far away."""
    total = sum(len(month.wins) for month in months)
    yield f'<p class="soft">{total:,} {"win" if total == 1 else "wins"}. {HINT}</p>\n'
    for place, month in enumerate(months):
        ident = month_id(place)
        height = HEAD_REM + ROW_REM * len(month.wins)
        days = max((measure(win.day_label, 1) for win in month.wins), default=0.0)
        style = f"contain-intrinsic-size:auto {height:.0f}rem;--days:{days:.1f}rem"
        yield (
            f'<section class="month" aria-labelledby="{ident}" style="{style}">\n'
            f'<h3 id="{ident}" dir="auto">{escape(month.heading)}</h3>\n<ol class="wins">\n'
        )
        before = ("", *(win.day_iso for win in month.wins))
        yield "".join(write_win(win, day == win.day_iso) for day, win in zip(before, month.wins, strict=False))
        yield "</ol>\n</section>\n"


def month_id(place: int) -> str:
    """Give the anchor of a month by its place."""
    return f"month{place + 1}"


def write_win(win: Win, again: bool) -> str:
    """Write one win: its day, which a narrow page leaves out when it comes again, its text, and what else there is."""
    star = '<span class="star" role="img" aria-label="starred">★</span> ' if win.star else ""
    tags = "".join(f"<bdi>{escape(tag)}</bdi>" for tag in win.tags)
    style = ' class="again"' if again else ""
    lines = "\n".join(map(escape, win.note.splitlines()))
    return (
        f'<li><time{style} datetime="{escape(win.day_iso)}">{escape(win.day_label)}</time>'
        f'<div>{star}<span dir="auto">{escape(win.text)}</span>'
        + (f' <span class="tags">{tags}</span>' if tags else "")
        + (f'<span class="note" dir="auto">{lines}</span>' if lines else "")
        + "</div></li>\n"
    )
