"""Feedback as lines of text: what is open with its age, how long things take, and what became of one."""

from math import isinf

from tinywins.compounding.estimates import NotYet
from tinywins.compounding.survival import LEAST_CLOSED
from tinywins.domain.days import MONTHS, label_day, read_day
from tinywins.domain.feedback import ACTED, DECLINED, PLANNED, Age, Feedback
from tinywins.domain.periods import number_of
from tinywins.render.columns import Look, align, cell_width, cut, drop_columns, wrap
from tinywins.render.listing import label_instant, say_version
from tinywins.render.phrases import count, say_days
from tinywins.render.safe import make_safe
from tinywins.render.text import TICK, list_treats, show_logged
from tinywins.services.work.feedback import Acted, Added, FeedbackPage
from tinywins.services.work.feedback_pace import FeedbackView, Pace

NARROWEST_TEXT = 20


def say_age(age: Age) -> str:
    """Say how old something is: in hours below two days, where the hour is known."""
    if age.exact:
        return say_days(age.days)
    return count(round(age.days), "day") if age.days else "today"


def say_took(age: Age) -> str:
    """Say how long something was open: `after 9 days`, `within the hour`, `the same day`."""
    if age.exact:
        return f"after {say_days(age.days)}" if age.days * 24 >= 0.5 else "within the hour"
    return f"after {count(round(age.days), 'day')}" if age.days else "the same day"


def say_added(added: Added, today: int) -> str:
    """Say that a piece of feedback is kept, and what is open."""
    item = added.feedback
    day = read_day(item.follow) if item.follow else 0
    follow = f" Back to it {'today' if day == today else label_day(day, today)}." if day else ""
    oldest = f"; the oldest {say_age(added.oldest)}" if added.open > 1 else ""
    lines = [f"Kept {item.short}. {added.open:,} open{oldest}.{follow}"]
    if added.near:
        word, n = added.near
        lines.append(f"  {item.via} is new. You have {word} ({count(n, 'time')}). Meant that?")
        lines.append(f"  tinywins feedback edit {item.short} --via {word}")
    return "\n".join(make_safe(line) for line in lines) + "\n"


def say_acted(acted: Acted) -> str:
    """Say which win answered which feedback, and how long that took."""
    item = acted.feedback
    head, *rest = show_logged(acted.logged)
    answers = f"  Answers {item.short} {say_took(acted.age)}: "
    rest += list_treats([acted.logged])
    return "\n".join([head, answers + cut(make_safe(item.text), 78 - len(answers)), *rest]) + "\n"


def say_closed(item: Feedback, age: Age) -> str:
    """Say that a piece of feedback was declined or planned."""
    lines = [f"{item.closed.capitalize()} {item.short} {say_took(age)}: {item.text}"]
    lines += [f"  Because: {item.answer}"] if item.answer else []
    return "\n".join(make_safe(line) for line in lines) + "\n"


def say_changed(item: Feedback, verb: str = "") -> str:
    """Say what a piece of feedback is after a change: `Open again`, `Removed`."""
    parts = [item.text, item.person, f"via {item.via}" if item.via else ""]
    parts.append(f"back to it {item.follow}" if item.follow else "")
    line = "   ".join(part for part in [*parts, item.short] if part)
    return make_safe(f"{verb}: {line}" if verb else f"{TICK} {line}") + "\n"


def show_view(view: FeedbackView, look: Look) -> str:
    """Write what is open, the oldest first, then what is closed, and how long things take."""
    if not view.pace.n:
        return 'No feedback yet. When somebody says something:\n  tinywins feedback add "..." --from @anna --via mail\n'
    waiting = [(item, age) for item, age in view.items if not item.closed]
    over = [(item, age) for item, age in view.items if item.closed]
    lines = list_items(waiting, view.today, look) if waiting else ["Nothing is open."]
    if over:
        lines += ["", look.bold("Closed, newest first"), *list_items(over, view.today, look)]
    return "\n".join([*lines, "", *list_pace(view, look)]) + "\n"


def list_items(items: list[tuple[Feedback, Age]], today: int, look: Look) -> list[str]:
    """Write a line for each: code, age, text, whose it is, the channel, and how it ended or when to come back."""
    rows = [
        [
            item.short,
            say_age(age),
            make_safe(item.text),
            make_safe(item.person),
            make_safe(item.via),
            say_state(item, today),
        ]
        for item, age in items
    ]
    wide = max(len(row[1]) for row in rows)
    rows = [[row[0], row[1].rjust(wide), *row[2:]] for row in rows]
    filled = [place for place in range(6) if place < 3 or any(row[place] for row in rows)]
    rows = [[row[place] for place in filled] for row in rows]
    room = min(look.width, 80)
    least = [[*row[:2], row[2][:NARROWEST_TEXT], *(cut(cell, 14) for cell in row[3:])] for row in rows]
    kept = len(drop_columns(least, tuple(range(len(filled) - 1, 2, -1)), room)[0])
    rows = [[*row[:3], *(cut(cell, 14, look.sign("…")) for cell in row[3:kept])] for row in rows]
    others = sum(max(cell_width(row[place]) for row in rows) + 2 for place in range(kept) if place != 2)
    rows = [[*row[:2], cut(row[2], max(NARROWEST_TEXT, room - others), look.sign("…")), *row[3:]] for row in rows]
    return ["".join(row).rstrip() for row in align(rows)]


def say_state(item: Feedback, today: int) -> str:
    """Say how a piece of feedback ended, or when to come back to it."""
    if item.closed:
        return f"{item.closed} {short_day(read_day(item.closed_day), today)}"
    if not item.follow:
        return ""
    return f"back {short_day(read_day(item.follow), today)}"


def short_day(day: int, today: int) -> str:
    """Write a day without its weekday: `20 Nov`."""
    return label_day(day, today).partition(" ")[2]


def list_pace(view: FeedbackView, look: Look) -> list[str]:
    """Write how long things take: all there ever was in a sentence, and each channel by quarter."""
    room = min(look.width, 80)
    lines = wrap(say_pace_sentence(view.pace), room)
    if isinstance(view.pace.found, NotYet):  # then each of its parts is too early too
        return lines
    lines.append("")
    rows = list_pace_rows(view, brief=False)
    if width_of(rows) > room:
        rows = drop_columns(list_pace_rows(view, brief=True), (2,), room)
    written = ["".join(row).rstrip() for row in align(rows)]
    return [*lines, look.bold(written[0]), *written[1:]]


def list_pace_rows(view: FeedbackView, *, brief: bool) -> list[list[str]]:
    """List the rows of medians by channel, this quarter beside the last; `brief` leaves their ranges out."""
    rows = [["Half closed within", f"{name_quarter(view.this)}, so far", name_quarter(view.last)]]
    groups = [("all", view.quarters.this, view.quarters.last)]
    if len(view.channels) > 1 or any(channel.via for channel in view.channels):
        groups += [(make_safe(each.via) or "no channel said", each.this, each.last) for each in view.channels]
    return [*rows, *([name, say_pace(this, brief=brief), say_pace(last, brief=brief)] for name, this, last in groups)]


def width_of(rows: list[list[str]]) -> int:
    """Give the columns that rows take."""
    return sum(max(cell_width(row[place]) for row in rows) + 2 for place in range(len(rows[0]))) - 2


def say_pace_sentence(pace: Pace) -> str:
    """Say how long it takes until half are closed, of how many, and what became of these."""
    ways = (
        (pace.acted, "acted on"),
        (pace.declined, DECLINED),
        (pace.planned, PLANNED),
        (pace.n - pace.closed, "open"),
    )
    split = ", ".join(f"{number:,} {word}" for number, word in ways if number)
    if isinstance(pace.found, NotYet):
        return f"Too early to say how long things take: {pace.closed} closed of the {LEAST_CLOSED} it takes ({split})."
    if isinf(pace.found.median.value):
        return f"Fewer than half of {pace.n:,} are closed so far: {split}."
    return f"Half of {pace.n:,} are closed within {say_median(pace)}: {split}."


def say_median(pace: Pace) -> str:
    """Say a median with its likely range; the ends that nothing bounds yet are open."""
    if isinstance(pace.found, NotYet):
        return ""
    median = pace.found.median
    if isinf(median.value):
        return "not reached"
    low, high = say_days(median.lo), say_days(median.hi) if not isinf(median.hi) else ""
    span = low if low == high else f"{low} to {high}" if high else f"{low} or more"
    return f"{say_days(median.value)} (likely {span})"


def say_pace(pace: Pace, *, brief: bool) -> str:
    """Say a group's median in a cell of a table, `brief` without its range, or how many are needed."""
    if not pace.n:
        return "nothing came in"
    if isinstance(pace.found, NotYet):
        return f"{pace.closed} closed" if brief else f"too early: {pace.closed} closed, {LEAST_CLOSED} are needed"
    said = say_median(pace)
    return f"{said.partition(' (')[0] if brief else said}, {pace.closed} of {pace.n}"


def name_quarter(first: int) -> str:
    """Name a quarter by its months: `Oct-Dec 2026`."""
    year, month = divmod(number_of("month", first), 12)
    return f"{MONTHS[month]}-{MONTHS[month + 2]} {year}"


def show_page(page: FeedbackPage, today: int, look: Look) -> str:
    """Write all that is known of one piece of feedback, with each change it had."""
    item = page.feedback
    lines = [look.bold(make_safe(item.text))]
    came = label_day(read_day(item.day), today)
    if item.opened is not None:
        came = label_instant(item.opened, item.opened_offset, today)
    facts = [
        ("from", item.person),
        ("via", item.via),
        ("came in", came),
        ("id", f"{item.short}   {item.id}"),
        (item.closed or "open", f"{say_took(page.age)}" if item.closed else say_age(page.age)),
        ("back to it", label_day(read_day(item.follow), today) if item.follow and not item.closed else ""),
        ("answer", f"{item.answer}   {page.answer}" if item.closed == ACTED else item.answer),
        *((f"a {kind}", f"{title}   {short}") for kind, short, title in page.outcomes),
    ]
    lines += [f"  {name:<10} {make_safe(value)}" for name, value in facts if value]
    lines += ["", "History, oldest first"]
    rows = [[f"  {label_instant(v.stamp, 0, today)} UTC", say_version(v), f"act {v.act[-8:]}"] for v in page.history]
    return "\n".join(lines + ["".join(row) for row in align(rows)]) + "\n"
