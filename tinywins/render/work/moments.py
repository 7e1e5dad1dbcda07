"""Moments and thanks as lines of text: what was decided, how it turned, and which choices turn out well."""

from tinywins.domain.days import label_day, read_day
from tinywins.domain.entries import Entry
from tinywins.domain.moments import BADLY, Moment
from tinywins.render.columns import Look, align, cell_width, cut, drop_columns, wrap
from tinywins.render.phrases import count
from tinywins.render.safe import make_safe
from tinywins.render.text import TICK, list_treats, show_logged, show_text
from tinywins.services.work.moment_review import LEAST_SETTLED, KindTurns, MomentReview, Turns
from tinywins.services.work.moments import Told
from tinywins.services.work.thanks import Thanked

NARROWEST_TEXT = 20
NONE = 'No moment here yet. One is a small decision:\n  tinywins moment customer "..." --choice call\n'
NTH = {1: "st", 2: "nd", 3: "rd"}


def say_logged(told: Told, today: int) -> str:
    """Say that a moment is kept, what it moved, and how to say how it turned."""
    moment, entry = told.moment, told.entry
    head, *rest = show_logged(told.logged) if told.logged else [say_line(entry)]
    lines = [head]
    if moment.turned == BADLY:
        lines.append("  Kept as it was; it turned badly, so it is no win.")
        rest = rest if told.logged and told.logged.near else []
    lines += rest + (list_treats([told.logged]) if told.logged else [])
    if not moment.turned:
        when = f"Back to it {label_day(read_day(moment.follow), today)}:" if moment.follow else "Once it is known:"
        lines.append(f"  {when}  tinywins moment outcome {entry.short} --turned well|badly")
    return "\n".join([*lines, *list_near(told)]) + "\n"


def list_near(told: Told) -> list[str]:
    """List what a new kind or choice resembles, with the command that mends it."""
    lines = []
    for what, word, known, n in told.near:
        used = f" ({count(n, 'time')})" if n else ""
        lines.append(f"  {make_safe(word)} is a new {what}. You have {make_safe(known)}{used}. Meant that?")
        lines.append(f"  tinywins moment edit {told.entry.short} --{what} {make_safe(known)}")
    return lines


def say_line(entry: Entry) -> str:
    """Write an entry in a reply: its text and its code."""
    return f"{TICK} {show_text(entry)}   {entry.short}"


def say_settled(told: Told) -> str:
    """Say how a moment turned."""
    moment, lines = told.moment, [say_line(told.entry)]
    if not moment.turned:
        lines.append("  Open again.")
        return "\n".join(lines) + "\n"
    outcome = f": {make_safe(moment.outcome)}" if moment.outcome else ""
    lines.append(f"  Turned {moment.turned}{outcome}{'' if outcome[-1:] in ('.', '!', '?', '…') else '.'}")
    if moment.expect:
        lines.append(f"  Expected: {make_safe(moment.expect)}")
    if moment.turned == BADLY:
        lines.append("  Kept as it was, and no win.")
    return "\n".join(lines) + "\n"


def say_changed(told: Told, today: int) -> str:
    """Say what a moment is after a change."""
    return "\n".join([say_line(told.entry), *list_facts(told.moment, today), *list_near(told)]) + "\n"


def list_facts(moment: Moment, today: int) -> list[str]:
    """List what is known of a moment besides its line."""
    turned = moment.turned or "open"
    if moment.turned and moment.settled:
        turned += f", {label_day(read_day(moment.settled), today)}"
    facts = [
        ("moment", moment.kind),
        ("was", moment.situation),
        ("choice", moment.choice),
        ("expected", moment.expect),
        ("turned", turned),
        ("outcome", moment.outcome),
        ("back", label_day(read_day(moment.follow), today) if moment.follow and not moment.turned else ""),
    ]
    return [f"  {name:<8} {make_safe(value)}" for name, value in facts if value]


def show_moments(found: list[tuple[Moment, Entry]], today: int, look: Look) -> str:
    """Write moments, a line each: the day, the kind, the text, the choice, how it turned, the code."""
    if not found:
        return NONE
    rows = [
        [
            label_day(entry.day, today),
            make_safe(moment.kind),
            show_text(entry),
            make_safe(moment.choice),
            moment.turned or "open",
            entry.short,
        ]
        for moment, entry in found
    ]
    room = min(look.width, 80)
    least = [[*row[:2], cut(row[2], NARROWEST_TEXT), *row[3:]] for row in rows]
    width = len(drop_columns(least, (1, 3), room)[0])
    left = [place for place in range(6) if place not in (1, 3)[: 6 - width]]
    rows = [[row[place] for place in left] for row in rows]
    text = left.index(2)
    others = sum(max(cell_width(row[place]) for row in rows) + 2 for place in range(width) if place != text)
    rows = [
        [*row[:text], cut(row[text], max(NARROWEST_TEXT, room - others), look.sign("…")), *row[text + 1 :]]
        for row in rows
    ]
    return "\n".join("".join(row[:-1]) + look.dim(row[-1]) for row in align(rows)) + "\n"


def show_review(review: MomentReview, today: int, look: Look) -> str:
    """Write how moments turned, kind by kind with their choices, and the last expectations beside what came."""
    if not review.kinds:
        return (
            'No moment yet to look back on. One is a small decision:\n  tinywins moment customer "..." --choice call\n'
        )
    since = f" since {label_day(read_day(review.since), today)}" if review.since else ""
    lines = [look.bold(f"How moments turned{since}"), ""]
    rows = [["", "well", "badly", "open", "share that turned well"]]
    for kind in review.kinds:
        rows.append(list_cells(kind.all, ""))
        if any(choice.name for choice in kind.choices):
            rows += [list_cells(choice, "  ") for choice in kind.choices]
    wide = [max(cell_width(row[place]) for row in rows) for place in (1, 2, 3)]
    rows = [[row[0], *(row[place].rjust(wide[place - 1]) for place in (1, 2, 3)), row[4]] for row in rows]
    lines += ["".join(row).rstrip() for row in align(rows)]
    found = [line for kind in review.kinds for line in list_comparisons(kind)]
    lines += ["", *[part for line in found for part in wrap(line, min(look.width, 80))]]
    if review.expected:
        lines += ["", look.bold("Expected, and what came")]
        for moment, entry in review.expected:
            lines.append(f"  {entry.short}  {label_day(entry.day, today)}  {make_safe(moment.kind)}")
            came = f"{moment.turned}: {moment.outcome}" if moment.outcome else moment.turned
            for name, said in (("expected", moment.expect), ("came", came)):
                first, *others = wrap(make_safe(said), min(look.width, 80) - 14)
                lines += [f"    {name:<8}  {first}", *(f"{'':14}{line}" for line in others)]
    return "\n".join(lines) + "\n"


def list_cells(turns: Turns, indent: str) -> list[str]:
    """List a row of the table."""
    name = f"{indent}{make_safe(turns.name) or 'no choice said'}"
    return [name, *(f"{number:,}" if number else "-" for number in (turns.well, turns.badly, turns.open)), share(turns)]


def share(turns: Turns) -> str:
    """Say the share that turned well with its likely range, or how many settled ones that takes."""
    found = turns.share()
    if found is None:
        return f"too early: {LEAST_SETTLED} are needed"
    value, lo, hi = (round(100 * part) for part in found)
    return f"{value} % (likely {lo}-{hi})"


def list_comparisons(kind: KindTurns) -> list[str]:
    """Say of a kind whether one choice is surely better than the next, where two can be compared."""
    name = make_safe(kind.all.name)
    if kind.better:
        found = kind.better
        chance = min(99, int(100 * found.chance))
        return [
            f"{name}: {make_safe(found.choice)} turned out well more often than {make_safe(found.other)}"
            f" ({chance} % sure)."
        ]
    ready = [choice for choice in kind.choices if choice.name and choice.settled >= LEAST_SETTLED]
    if len(ready) > 1:
        names = " and ".join(make_safe(choice.name) for choice in ready[:2])
        return [f"{name}: no choice is surely better; {names} are too close to call."]
    if sum(bool(choice.name) for choice in kind.choices) > 1:
        return [f"{name}: too early to compare choices; two of them need {LEAST_SETTLED} settled each."]
    return []


def say_thanked(thanked: Thanked) -> str:
    """Say whose thanks are kept, and how many there were in that month."""
    head, *rest = show_logged(thanked.logged)
    who = make_safe(thanked.who)
    said = f"  Thanks to {who}, the {say_nth(thanked.month)} {name_month(thanked)}"
    if 1 < thanked.same < thanked.month:
        said += f" and the {say_nth(thanked.same)} to {who}"
    rest = rest if thanked.logged.near else rest[1:]
    return "\n".join([head, f"{said}.", *rest, *list_treats([thanked.logged])]) + "\n"


def name_month(thanked: Thanked) -> str:
    """Name the month of thanks: this one, or the one that their day is in."""
    day = label_day(thanked.logged.entry.day, thanked.logged.today).split()
    this = label_day(thanked.logged.today, thanked.logged.today).split()
    return "this month" if day[2:] == this[2:] else f"in {' '.join(day[2:])}"


def say_nth(number: int) -> str:
    """Write a number as a place in a row: 1st, 2nd, 11th, 23rd."""
    return f"{number:,}{'th' if number % 100 in (11, 12, 13) else NTH.get(number % 10, 'th')}"


def show_thanks(found: list[tuple[str, Entry]], today: int, look: Look) -> str:
    """Write thanks, a line each, newest first."""
    if not found:
        return 'No thanks yet.\n  tinywins thanks @anna "caught the bug before the release"\n'
    rows = [[label_day(entry.day, today), make_safe(who), show_text(entry), entry.short] for who, entry in found]
    room = min(look.width, 80)
    rows = [[row[0], cut(row[1], 20, look.sign("…")), *row[2:]] for row in rows]
    others = sum(max(cell_width(row[place]) for row in rows) + 2 for place in (0, 1, 3))
    rows = [[*row[:2], cut(row[2], max(NARROWEST_TEXT, room - others), look.sign("…")), row[3]] for row in rows]
    return "\n".join("".join(row[:-1]) + look.dim(row[-1]) for row in align(rows)) + "\n"
