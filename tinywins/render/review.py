"""A review as lines of text, as Markdown, and as data."""

from datetime import date

from tinywins.compounding.comparing import Comparison
from tinywins.domain.days import MONTHS, label_day, write_day
from tinywins.domain.entries import Entry
from tinywins.domain.names import show_name
from tinywins.render.chart_data import estimate_data, growth_data
from tinywins.render.columns import Look, cell_width, cut, spread
from tinywins.render.data import entry_data
from tinywins.render.findings import find_growth
from tinywins.render.phrases import count, slot_kind
from tinywins.render.safe import make_safe
from tinywins.render.text import show_tags, show_text
from tinywins.services.review import Kept, Return, Review

LABEL = 10  # columns of the words at the left
FEW_WINS, FEW_TAGS = 8, 8
BEFORE = {"week": "the week before", "month": "the month before", "year": "the year before"}
LAST = {"week": "last week", "month": "last month", "year": "last year"}
VERDICTS = {
    "very_likely_rose": "very likely more",
    "probably_rose": "probably more",
    "cannot_tell": "within chance",
    "probably_fell": "probably fewer",
    "very_likely_fell": "very likely fewer",
}


def name_period(review: Review) -> str:
    """Name the period: `Week 47, Mon 16 - Sun 22 Nov 2026`, `November 2026`, `2026`."""
    when = date.fromordinal(review.first)
    if review.kind == "year":
        return str(when.year)
    if review.kind == "month":
        return f"{MONTHS[when.month - 1]} {when.year}"
    year, week, _ = when.isocalendar()
    first, last = label_day(review.first, review.last), label_day(review.last, review.last)
    first = first[:-4] if first[-3:] == last[-3:] else first
    return f"Week {week}, {first} - {last}{'' if year == date.fromordinal(review.today).year else f' {year}'}"


def say_wins(review: Review) -> str:
    """Say how many wins there were, beside those of the period before, and whether that is more than chance."""
    so_far = "" if review.is_over else " so far"
    said = f"{count(review.wins, 'win')}{so_far}"
    if review.change is None:
        return said
    before = f"{review.before:,} {BEFORE[review.kind]}"
    if not isinstance(review.change, Comparison):
        return f"{said}, {before}"
    rate = "" if review.is_over else "day for day "
    return f"{said}, {before} ({rate}{VERDICTS[review.change.verdict]})"


def say_when(review: Review, first: int) -> str:
    """Say when an earlier note was written: last week, or in the period that it belongs to."""
    if is_followed(review, first):
        return LAST[review.kind]
    if review.kind == "year":
        return f"in {date.fromordinal(first).year}"
    return f"in the {review.kind} of {label_day(first, review.today)}"


def is_followed(review: Review, first: int) -> bool:
    """Say whether the period reviewed is the one after that which began on a day."""
    gap = review.first - first
    return {"week": gap == 7, "month": 28 <= gap <= 31, "year": 365 <= gap <= 366}[review.kind]


def say_kept(kept: Kept) -> str:
    """Say how many of a habit's slots were kept."""
    return f"{make_safe(kept.habit.tag)} {kept.kept}/{kept.decided}"


def say_return(back: Return) -> str:
    """Say that a habit was taken up again."""
    unit = {"daily": "day", "week": "week", "month": "month"}.get(slot_kind(back.habit.standing), "slot")
    return f"{make_safe(back.habit.tag)} after {count(back.missed, unit)}"


def say_tag(tag: str, n: int, before: int) -> str:
    """Say how often a tag was counted, and how often in the period before."""
    return f"{make_safe(show_name(tag))} {n} ({before})" if before else f"{make_safe(show_name(tag))} {n}"


def say_rest(words: list[str], rest: int) -> list[str]:
    """Put `and so many more` behind a list that was cut."""
    return [*words, f"and {rest} more"] if rest > 0 else words


def list_lines(review: Review) -> list[tuple[str, list[str]]]:
    """List what a review has to say besides its wins: (word at the left, items)."""
    tags = [say_tag(*tag) for tag in review.tags[:FEW_TAGS]]
    day = review.fullest
    trend = " ".join(find_growth(review.trend, review.weeks))
    return [
        ("Tags", say_rest(tags, len(review.tags) - FEW_TAGS)),
        ("Kept", [say_kept(kept) for kept in review.habits]),
        ("Came back", [say_return(back) for back in review.returns[:FEW_TAGS]]),
        ("Best day", [f"{label_day(day[0], review.today)}, {count(day[1], 'win')}"] if day else []),
        ("At risk", [f"{make_safe(habit.tag)}, open now and no spare left" for habit in review.at_risk]),
        ("Trend", trend.split(" ") if trend else []),
    ]


def show_review(review: Review, look: Look) -> str:
    """Write a review as lines of text, at most 80 columns."""
    width = min(look.width, 80)
    head, wins = name_period(review), say_wins(review)
    fits = cell_width(head) + cell_width(wins) + 2 <= width
    lines = [look.bold(spread(head, wins, width))] if fits else [look.bold(head), wins]
    lines.append("")
    if review.last_note:
        when = say_when(review, review.last_note.first)
        lines += [f'You wrote {when}: "{make_safe(review.last_note.text)}"', ""]
    lines += list_wins(review, look, width)
    for word, items in list_lines(review):
        if items:
            gap = " " if word == "Trend" else ", " if word == "At risk" else "  "
            lines += fill(word, items, gap, width)
    lines += ["", *say_next(review)]
    return "\n".join(lines) + "\n"


def say_next(review: Review) -> list[str]:
    """Say what was written for the next review, or how to."""
    following = {"week": "next week", "month": "next month", "year": "next year"}[review.kind]
    if review.note:
        return [f'To try: "{make_safe(review.note)}"   (shown {following})']
    return [f'What to try next? tinywins review {review.kind} --note "..."   (shown {following})']


def list_wins(review: Review, look: Look, width: int) -> list[str]:
    """List the wins of a review, the starred ones first, and how many more there are."""
    if not review.entries:
        return ["Nothing logged in these days yet." if not review.is_over else "Nothing was logged in these days."]
    stars = sum(entry.star for entry in review.entries)
    shown = review.entries[: max(FEW_WINS, stars)]
    lines = []
    for entry in shown:
        star = look.sign("★") if entry.star else " "
        tags = show_tags(entry)
        day = label_day(entry.day, review.today)[: 3 if review.kind == "week" else None]
        text = f"{star} {show_text(entry)}{'  ' + tags if tags and entry.text else ''}"
        lines.append(spread(cut(text, width - len(day) - 2, look.sign("…")), day, width))
    rest = len(review.entries) - len(shown)
    if rest:
        until = write_day(min(review.last, review.today))
        lines.append(f"  and {rest} more: tinywins list --since {write_day(review.first)} --until {until}")
    return [*lines, ""]


def fill(word: str, items: list[str], gap: str, width: int) -> list[str]:
    """Write items after the word at the left, in lines no wider than the width."""
    lines, line = [], ""
    for item in items:
        joined = f"{line}{gap}{item}" if line else item
        if line and cell_width(joined) > width - LABEL:
            lines.append(line)
            joined = item
        line = joined
    return [f"{word if place == 0 else '':<{LABEL}}{text}" for place, text in enumerate([*lines, line])]


def write_markdown(review: Review) -> str:
    """Write a review as Markdown: of a week or month with every win, of a year with the starred ones."""
    from tinywins.formats.markdown import escape_markdown

    lines = [f"# {name_period(review)}", "", f"{say_wins(review)}.", ""]
    starred = [entry for entry in review.entries if entry.star]
    others = [entry for entry in review.entries if not entry.star]
    for heading, entries in (("Starred", starred), ("Wins", [] if review.kind == "year" else others)):
        if entries:
            lines += [f"## {heading}", "", *(write_item(entry, review) for entry in entries), ""]
    told = [(word, items) for word, items in list_lines(review) if items and word != "At risk"]
    if told:
        lines += ["## In numbers", ""]
        for word, items in told:
            joined = " ".join(items) if word == "Trend" else ", ".join(items)
            lines.append(f"- {word}: {escape_markdown(joined)}")
        lines.append("")
    if review.note:
        lines += ["## To try next", "", escape_markdown(make_safe(review.note)), ""]
    return "\n".join(lines)


def write_item(entry: Entry, review: Review) -> str:
    """Write a win as an item of a Markdown list."""
    from tinywins.formats.markdown import escape_markdown

    tags = show_tags(entry) if entry.text else ""
    text = escape_markdown(show_text(entry)) + (f" {escape_markdown(tags)}" if tags else "")
    return f"- {text} ({label_day(entry.day, review.today)})"


def review_data(review: Review) -> dict[str, object]:
    """Give a review as plain data."""
    change = review.change
    return {
        "period": review.kind,
        "first": write_day(review.first),
        "last": write_day(review.last),
        "over": review.is_over,
        "wins": review.wins,
        "wins_before": review.before,
        "change": {**(estimate_data(change) or {}), "chance": round(change.chance, 6), "verdict": change.verdict}
        if isinstance(change, Comparison)
        else None,
        "tags": [{"tag": tag, "wins": n, "before": before} for tag, n, before in review.tags],
        "entries": [entry_data(entry) for entry in review.entries],
        "habits": [{"habit": each.habit.tag, "kept": each.kept, "of": each.decided} for each in review.habits],
        "returns": [
            {"habit": back.habit.tag, "day": write_day(back.day), "missed": back.missed} for back in review.returns
        ],
        "fullest": {"day": write_day(review.fullest[0]), "wins": review.fullest[1]} if review.fullest else None,
        "at_risk": [habit.tag for habit in review.at_risk],
        "trend": growth_data(review.trend),
        "note": review.note or None,
        "last_note": {"first": write_day(review.last_note.first), "note": review.last_note.text}
        if review.last_note
        else None,
    }
