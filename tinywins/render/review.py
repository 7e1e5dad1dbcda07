"""A review as lines of text, as Markdown, and as data."""

from datetime import date

from tinywins.compounding.comparing import Comparison
from tinywins.compounding.proportions import wilson_interval
from tinywins.domain.datewords import LONG_MONTHS
from tinywins.domain.days import label_day, write_day
from tinywins.domain.entries import Entry
from tinywins.domain.names import show_name
from tinywins.formats.markdown import escape_inline, escape_line
from tinywins.render.chart_data import estimate_data, growth_data
from tinywins.render.columns import Look, cell_width, cut, spread, wrap
from tinywins.render.data import entry_data
from tinywins.render.findings import find_growth
from tinywins.render.phrases import count, slot_kind
from tinywins.render.replies import join_names
from tinywins.render.review_work import list_told, list_work_lines, say_goal, say_progress, work_data, write_sections
from tinywins.render.safe import make_safe
from tinywins.render.text import show_tags, show_text
from tinywins.services.review import Kept, Return, Review
from tinywins.services.standing import ENOUGH

LABEL = 10  # columns of the words at the left
FEW_WINS, FEW_TAGS = 8, 8
BEFORE = {"week": "the week before", "month": "the month before", "year": "the year before"}
LAST = {"week": "last week", "month": "last month", "year": "last year"}
VERDICTS = {
    "very_likely_rose": "beyond chance",
    "probably_rose": "perhaps beyond chance",
    "cannot_tell": "within chance",
}


def name_period(review: Review) -> str:
    """Name the period: `Week 47, Mon 16 - Sun 22 Nov 2026`, `November 2026`, `2026`."""
    when = date.fromordinal(review.first)
    if review.kind == "year":
        return str(when.year)
    if review.kind == "month":
        return f"{LONG_MONTHS[when.month - 1]} {when.year}"
    year, week = date.fromordinal(review.last).year, when.isocalendar().week
    first, last = label_day(review.first, review.last), label_day(review.last, review.last)
    first = first[:-4] if first[-3:] == last[-3:] else first
    return f"Week {week}, {first} - {last}{'' if year == date.fromordinal(review.today).year else f' {year}'}"


def say_wins(review: Review) -> str:
    """Say how many wins there were, beside those of the period before, and whether more is more than chance.

    Of fewer the numbers say enough.
    """
    so_far = "" if review.is_over else " so far"
    said = f"{count(review.wins, 'win')}{so_far}"
    if review.change is None:
        return said
    before = f"{review.before:,} {BEFORE[review.kind]}"
    if not isinstance(review.change, Comparison) or not review.wins:
        return f"{said}, {before}"
    verdict = VERDICTS.get(review.change.verdict)
    return f"{said}, {before} ({verdict})" if verdict else f"{said}, {before}"


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
    """Say how many of a habit's slots were kept, from 14 on with the likely range; or the days of a longer slot."""
    habit = kept.habit
    said = f"{make_safe(habit.tag)} {kept.kept}/{kept.decided}"
    if kept.slot:
        return said if kept.slot.last - kept.slot.first < 7 else f"{said} this {habit.standing.schedule.period}"
    if habit.standing.schedule.period:
        said += f" {habit.standing.schedule.period}s"
    if kept.decided < ENOUGH:
        return said
    lo, hi = wilson_interval(kept.kept, kept.decided)
    return f"{said} (likely {round(100 * lo)}-{round(100 * hi)} %)"


def say_returns(review: Review) -> list[str]:
    """Say which habits were taken up again, after how long a gap, or how often."""
    by_habit: dict[str, list[Return]] = {}
    for back in review.returns:
        by_habit.setdefault(back.habit.tag, []).append(back)
    return [say_return(found) for found in by_habit.values()]


def say_return(found: list[Return]) -> str:
    """Say that a habit was taken up again, once or several times."""
    habit, longest = found[0].habit, max(back.missed for back in found)
    unit = {"daily": "day", "week": "week", "month": "month"}.get(slot_kind(habit.standing))
    gap = count(longest, unit) if unit else f"{longest} missed"
    often = f" {count(len(found), 'time')}, once" if len(found) > 1 else ""
    return f"{make_safe(habit.tag)}{often} after {gap}"


def say_at_risk(review: Review) -> list[str]:
    """Say which runs would end with the slot that is open now."""
    names = [make_safe(habit.tag) for habit in review.at_risk]
    return f"{join_names(names)}: open now, no spare left".split(" ") if names else []


def say_tags(review: Review) -> list[str]:
    """Say how often each tag was counted, and how often in the period before."""
    said = []
    for place, (tag, n, before) in enumerate(review.tags[:FEW_TAGS]):
        beside = (f" ({before} before)" if place == 0 else f" ({before})") if before and review.change else ""
        said.append(f"{make_safe(show_name(tag))} {n}{beside}")
    rest = len(review.tags) - len(said)
    return [*said, f"and {rest} more"] if rest else said


def list_lines(review: Review) -> list[tuple[str, list[str]]]:
    """List what a review has to say besides its wins: (word at the left, items)."""
    day = review.fullest
    trend = " ".join(find_growth(review.trend, review.weeks))
    goals, answered, decided, thanks, following = list_work_lines(review.work, min(review.today, review.last))
    return [
        goals,
        ("Tags", say_tags(review)),
        ("Kept", [say_kept(kept) for kept in review.habits if kept.kept]),
        ("Came back", say_returns(review)),
        ("Best day", [f"{label_day(day[0], review.today)}, {count(day[1], 'win')}"] if day else []),
        answered,
        decided,
        thanks,
        ("At risk", say_at_risk(review)),
        following,
        ("Trend", trend.split(" ") if trend else []),
    ]


def show_review(review: Review, look: Look, *, every: bool = False) -> str:
    """Write a review as lines of text, at most 80 columns; with `every` all wins are listed."""
    width = min(look.width, 80)
    head, wins = name_period(review), say_wins(review)
    fits = cell_width(head) + cell_width(wins) + 2 <= width
    lines = [look.bold(spread(head, wins, width))] if fits else [*map(look.bold, wrap(head, width)), *wrap(wins, width)]
    lines.append("")
    if review.last_note:
        when = say_when(review, review.last_note.first)
        lines += [*wrap(f'You wrote {when}: "{make_safe(review.last_note.text)}"', width), ""]
    lines += list_wins(review, look, width, every=every)
    for word, items in list_lines(review):
        if items:
            lines += fill(word, items, " " if word in ("Trend", "At risk") else "  ", width)
    lines += ["", *[line for said in say_next(review) for line in wrap(said, width)]]
    return "\n".join(lines) + "\n"


def say_next(review: Review) -> list[str]:
    """Say what was written for the next review, or how to; and early in a period where the one before is."""
    if review.note:
        return [f'To try: "{make_safe(review.note)}"']
    said = [f'What to try next? {ask_again(review)} --note "..."'] if is_usual(review) else []
    begun = min(review.today, review.last) - review.first + 1
    if not review.is_over and 2 * begun <= review.last - review.first + 1 and review.first > 1:
        said.append(
            f"{LAST[review.kind].capitalize()}: tinywins review {review.kind} --on {write_day(review.first - 1)}"
        )
    return said


def is_usual(review: Review) -> bool:
    """Say whether it is the review that is shown without a day."""
    return review.first < review.today <= review.last + 1


def ask_again(review: Review) -> str:
    """Write the command that shows the same review."""
    return f"tinywins review {review.kind}{'' if is_usual(review) else f' --on {write_day(review.first)}'}"


def list_wins(review: Review, look: Look, width: int, *, every: bool) -> list[str]:
    """List the wins of a review, the starred ones first, and how many more there are.

    Those of habits are told as what was kept, unless `every` win is wanted.
    """
    if not review.entries:
        return ["No win in these days." if review.is_over else "No win in these days yet.", ""]
    listed = len(review.entries) if every else min(review.stars + review.others, max(FEW_WINS, review.stars))
    lines = []
    for entry in review.entries[:listed]:
        star, tags = look.sign("★") if entry.star else " ", show_tags(entry)
        day = label_day(entry.day, review.today)[: 3 if review.kind == "week" else None]
        text = f"{star} {show_text(entry)}{'  ' + tags if tags else ''}"
        lines.append(spread(cut(text, width - len(day) - 2, look.sign("…")), day, width))
    rest, more = len(review.entries) - listed, review.stars + review.others - listed
    if rest > 0:
        ticks = f"{rest - max(0, more):,} of habits"
        words = f"{more:,} more and {ticks}" if more > 0 and rest > more else f"{more:,} more" if more > 0 else ticks
        head = "and " if lines else ""
        lines += [f"  {line}" for line in wrap(f"{head}{words}: {ask_again(review)} --all", width - 2)]
    return [*lines, ""]


def fill(word: str, items: list[str], gap: str, width: int) -> list[str]:
    """Write items after the word at the left, in lines no wider than the width."""
    lines, line = [], ""
    for item in items:
        joined = f"{line}{gap}{item}" if line else item
        if cell_width(joined) > width - LABEL:
            lines += [line] if line else []
            *whole, joined = wrap(item, width - LABEL)
            lines += whole
        line = joined
    return [f"{word if place == 0 else '':<{LABEL}}{text}" for place, text in enumerate([*lines, line])]


def write_markdown(review: Review, *, every: bool = False) -> str:
    """Write a review as Markdown: its starred wins, then those of each goal, then the others, each once.

    Those of habits come with `every` alone. Of a year the starred wins are listed, unless `every` one is wanted.
    """
    lines = [f"# {name_period(review)}", "", f"{say_wins(review)}.", ""]
    if review.last_note:
        when = say_when(review, review.last_note.first).capitalize()
        lines += [f'{when} I wrote: "{escape_inline(make_safe(review.last_note.text))}"', ""]
    for heading, said, entries in list_wins_by_goal(review, every=every):
        lines += [f"## {heading}", "", *([said, ""] if said else [])]
        lines += [*(write_item(entry, review) for entry in entries), ""] if entries else []
    lines += write_sections(review.work, min(review.today, review.last))
    own = ("Goals", "Answered", "Feedback", "Decided", "Thanks", "Next", "At risk")
    told = [(word, items) for word, items in list_lines(review) if items and word not in own]
    if told:
        lines += ["## In numbers", ""]
        for word, items in told:
            joined = " ".join(items) if word == "Trend" else ", ".join(items)
            lines.append(f"- {word}: {escape_inline(joined)}")
        lines.append("")
    return "\n".join([*lines, *write_next(review)])


def list_wins_by_goal(review: Review, *, every: bool) -> list[tuple[str, str, list[Entry]]]:
    """List the wins of a Markdown review: (heading, what is said beneath it, wins), each win once."""
    stars, end = review.stars, len(review.entries)
    last = end if every else stars if review.kind == "year" else stars + review.others
    told = list_told(review.work)
    listed = [entry for place, entry in enumerate(review.entries[:last]) if place < stars or entry.id not in told]
    found = [("Starred", "", listed[:stars])] if stars else []
    rest = {entry.id: entry for entry in listed[stars:]}
    for goal in review.work.goals:
        said = [
            escape_line(say_goal(goal).removeprefix(f"{make_safe(goal.title)}: ")),
            escape_inline(say_progress(goal)),
        ]
        own = [rest.pop(each) for each in goal.wins if each in rest]
        found.append((escape_inline(make_safe(goal.title)), f"{'; '.join(part for part in said if part)}.", own))
    if rest:
        found.append(("Other wins" if review.work.goals else "Wins", "", list(rest.values())))
    return found


def write_next(review: Review) -> list[str]:
    """Write what comes next: the step that is proposed, and what was written down to try."""
    items = [escape_line(make_safe(review.note))] if review.note else []
    if review.work.following:
        goal, step, _ = review.work.following
        items.append(f"{escape_line(make_safe(step))} ({escape_inline(make_safe(goal))})")
    return ["## To try next" if review.note else "## Next", "", *(f"- {item}" for item in items), ""] if items else []


def write_item(entry: Entry, review: Review) -> str:
    """Write a win as an item of a Markdown list."""
    tags = show_tags(entry) if entry.text or any(amount is not None for _, amount in entry.tags) else ""
    text = " ".join(part for part in (show_text(entry), tags) if part)
    return f"- {escape_line(text)} ({label_day(entry.day, review.today)})"


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
        "work": work_data(review.work),
        "at_risk": [habit.tag for habit in review.at_risk],
        "trend": growth_data(review.trend),
        "note": review.note or None,
        "last_note": {"first": write_day(review.last_note.first), "note": review.last_note.text}
        if review.last_note
        else None,
    }
