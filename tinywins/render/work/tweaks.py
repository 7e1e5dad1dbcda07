"""Tweaks in words: how one stands, what is still needed, and the verdict, which says after and never because."""

from math import ceil, isfinite, isinf

from tinywins.compounding.comparing import Comparison
from tinywins.compounding.estimates import NotYet
from tinywins.domain.days import label_day, write_day
from tinywins.domain.names import show_name
from tinywins.domain.tweaks import LEAST_WEEKS, MOST_WEEKS, TRIGGER_WEEKS
from tinywins.render.columns import Look, align, cell_width, cut, drop_columns, wrap
from tinywins.render.listing import label_instant
from tinywins.render.phrases import count
from tinywins.render.safe import make_safe
from tinywins.services.work.tweak_views import COLLECTING, JUDGED, REFUSED, STOPPED, TOO_EARLY, TweakView
from tinywins.services.work.tweak_weeks import Side
from tinywins.services.work.tweaks import write_measure

VERDICTS = {
    "very_likely_better": "Very likely better after it.",
    "probably_better": "Probably better after it; luck alone does this 1 time in 10 or less.",
    "cannot_tell": "Can't tell.",
    "probably_worse": "Probably worse after it; luck alone does this 1 time in 10 or less.",
    "very_likely_worse": "Very likely worse after it.",
}
SHORT = {
    "very_likely_better": "very likely better after",
    "probably_better": "probably better after",
    "cannot_tell": "can't tell",
    "probably_worse": "probably worse after",
    "very_likely_worse": "very likely worse after",
}
LEVELS = "▁▂▃▄▅▆▇█"
LONGEST_HEAD = 16  # columns of a tag's name over a table
SHORTEST_TITLE = 20  # columns of a list, below which the measure is left out
MOST_AHEAD = 26  # weeks to which a later review is proposed
NOTICED = 1.25  # times the scatter of chance, from which it is told that it is allowed for
FAR = 520  # weeks beyond which a number of them says no more than "never"


def name_verdict(view: TweakView) -> str:
    """Give a verdict as a word of VERDICTS; "" where there is none."""
    if view.state != JUDGED or not isinstance(view.comparison, Comparison):
        return ""
    verdict = view.comparison.verdict
    good, bad = ("fell", "rose") if view.tweak.less else ("rose", "fell")
    return verdict.replace(good, "better").replace(bad, "worse")


def show_tweak(view: TweakView, look: Look) -> str:
    """Write one tweak: what it is, the weeks before and after, and what may be said."""
    tweak, width = view.tweak, min(look.width, 80)
    lines = [look.bold(make_safe(tweak.title)) + f"   {look.dim(tweak.short)}"]
    lines += [f"  {line}" for line in wrap(say_course(view), width - 2)]
    if view.heard:
        lines.append("  " + cut(make_safe(f'From feedback {view.heard[0]}: "{view.heard[1]}"'), width - 2))
    lines += ["", *show_sides(view, width, look), ""]
    said = [*say_finding(view), *say_caveats(view)]
    lines += [f"  {line}" for sentence in said for line in break_lines(sentence, width - 2)]
    if tweak.note:
        lines += [f"  {line}" for line in wrap(make_safe(f'Noted: "{tweak.note}"'), width - 2)]
    return "\n".join(lines) + "\n"


def say_measure(view: TweakView) -> str:
    """Say what is measured: `+clicks of +opens`, `+orders a week`."""
    name = show_name(view.measure)
    said = f"{name} of {show_name(view.per)}" if view.per else f"{name} a week"
    return make_safe(f"{said}, less is better" if view.tweak.less else said)


def say_course(view: TweakView) -> str:
    """Say the measure, and from when to when a tweak goes."""
    begin = f"since {label_day(view.start, view.today)}"
    if view.stopped is not None:
        begin = f"from {label_day(view.start, view.today)}, stopped {label_day(view.stopped, view.today)}"
    verb = "review" if view.today < view.review else "reviewed"
    return f"{say_measure(view)}; {begin}; {verb} {label_day(view.review, view.today)}."


def show_sides(view: TweakView, width: int, look: Look) -> list[str]:
    """Write the counts before and after as a small table; where it is narrow, some columns are left out.

    Below it each week is a bar, high as its count or share; both sides have one scale.
    """
    names = [cut(make_safe(show_name(name)), LONGEST_HEAD) for name in (view.measure, view.per) if name]
    rows = [["", "full weeks", "", *names, "share" if view.per else "a week"]]
    blank = [""] * (len(rows[0]) - 3)
    out = say_span(view.spans.before[1] + 1, view.spans.after[0] - 1, view.today)
    over, planned = len(view.after.mondays), view.spans.planned
    rows.append(["before", str(len(view.before.mondays)), *describe_side(view, view.before)])
    rows.append(["left out", "", out, *blank])
    rows.append(["after", str(over) if over == planned else f"{over} of {planned}", *describe_side(view, view.after)])
    lines = [f"  {''.join(row).rstrip()}" for row in align(drop_columns(rows, (2, 1), width - 2, 3), 3)]
    heights = [list_heights(view.before), list_heights(view.after)]
    if not look.ascii and all(heights):
        top = max(*heights[0], *heights[1], 1e-9)
        bars = ["".join(LEVELS[max(0, ceil(8 * value / top) - 1)] for value in side) for side in heights]
        lines.append(f"  week by week: {bars[0]} before, {bars[1]} after")
    return lines


def list_heights(side: Side) -> list[float]:
    """Give how high each week of a side stands: what it counted in its time, or its share."""
    over = side.trials or side.active
    return [n / whole if whole else 0.0 for n, whole in zip(side.counts, over, strict=True)]


def say_span(first: int, last: int, today: int) -> str:
    """Write the days from one to another, `Mon 2 - Sun 22 Nov`."""
    ends = [label_day(day, today).split(" ") for day in (first, last)]
    if ends[0][2:] == ends[1][2:]:
        del ends[0][2:]
    return " - ".join(" ".join(end) for end in ends)


def describe_side(view: TweakView, side: Side) -> list[str]:
    """Give the cells of one side; of weeks that are still to come, their days."""
    if not side.mondays:
        ahead = view.state == COLLECTING and side is view.after
        return [say_span(*view.spans.after, view.today) if ahead else "-", *["-"] * (3 if view.per else 2)]
    cells = [say_span(side.mondays[0], side.mondays[-1] + 6, view.today), f"{side.events:,}"]
    if not view.per:
        return [*cells, f"{side.events / side.weeks:.1f}"]
    return [*cells, f"{side.people:,}", write_share(side.events / side.people) if side.people else "-"]


def write_share(share: float) -> str:
    """Write a share in per cent, small ones with a decimal."""
    return f"{100 * share:.1f} %" if share < 0.1 else f"{100 * share:.0f} %"


def say_finding(view: TweakView) -> list[str]:
    """Say what may be said: that it collects, the verdict, or why there is none."""
    if view.state == REFUSED and view.problem:
        return [make_safe(view.problem.message), make_safe(view.problem.hint)]
    if view.state == COLLECTING:
        return say_collecting(view)
    if view.state == STOPPED:
        return ["It was stopped before its review, so there is no verdict: a stop may follow what the numbers showed."]
    if isinstance(view.comparison, NotYet):
        return [say_too_early(view, view.comparison)]
    if view.state == JUDGED and view.comparison:
        return say_verdict(view, view.comparison)
    return []


def say_collecting(view: TweakView) -> list[str]:
    """Say how far the collecting is, and what a change of the size that is looked for takes."""
    over, planned, when = len(view.after.mondays), view.spans.planned, label_day(view.review, view.today)
    said = [f"Collecting until {when}: {over} of {count(planned, 'full week')} so far, and no verdict before."]
    return [*said, *(say_needed(view) if view.before.mondays else [say_no_baseline(view)])]


def say_needed(view: TweakView) -> list[str]:
    """Say how many more a change of the size that is looked for takes, and for how long at the present rate."""
    needed, size = view.needed, say_size(view)
    if needed is None:
        return ["What came before is too little to say how much a change takes to show."]
    what = make_safe(show_name(view.per or view.measure))
    have, had = (view.after.people, view.before.people) if view.per else (view.after.events, view.before.events)
    if isinf(needed.after) or needed.weeks > FAR:
        said = [f"The {had:,} {what} before it are too few to show {size}, however long it goes on."]
    elif needed.weeks <= 0:
        said = [f"{have:,} {what} after it are enough to show {size} four times in five."]
    else:
        more = count(ceil(needed.weeks), "more full week", "more full weeks")
        total = f"about {ceil(needed.after):,} {what} after it"
        said = [f"To show {size} takes {total}, {have:,} so far: {more} at this rate."]
    if needed.weeks > view.spans.planned - len(view.after.mondays) and needed.visible and isfinite(needed.visible):
        said.append(f"By its review a rise of x{needed.visible:.1f} or more would mostly show.")
    return said


def say_size(view: TweakView) -> str:
    """Say the change that is looked for, and whether somebody named it."""
    ratio = view.needed.ratio if view.needed else 1.0
    said = f"a change of x{f'{ratio:.2f}'.rstrip('0').rstrip('.')}"
    notes = [] if view.tweak.size else ["no --size was named"]
    if view.per and view.before.people:
        share = view.before.events / view.before.people
        notes.insert(0, f"{write_share(share)} to {write_share(share * ratio)}")
    return f"{said} ({', '.join(notes)})" if notes else said


def say_no_baseline(view: TweakView) -> str:
    """Say that there is nothing to compare with."""
    name = make_safe(show_name(view.measure))
    return (
        f"Too early for a verdict: {name} has no full week that ended {TRIGGER_WEEKS} weeks or more before the start,"
        " and those two weeks are left out."
    )


def say_too_early(view: TweakView, missing: NotYet) -> str:
    """Say what is missing for a verdict, and how it may come."""
    if missing.reason == "before":
        return say_no_baseline(view)
    if missing.reason == "after":
        return "Too early: no full week of it counts, since nearly all its days paused."
    if missing.reason == "entrants":
        return f"Too early: on one side there is no {make_safe(show_name(view.per))} at all."
    events = view.before.events + view.after.events
    rate = events / (view.before.weeks + view.after.weeks) / 7
    said = f"Too early: {events} {make_safe(show_name(view.measure))} in all of the 10 it takes"
    if not rate or missing.need / rate > 7 * FAR:
        return f"{said}."
    days = ceil(missing.need / rate)
    later = view.review - (-days // 7) * 7
    more = f"{said}, about {count(days, 'more day')}"
    return f"{more}: {write_move(view, later)}" if later > view.today else f"{more}."


def say_verdict(view: TweakView, found: Comparison) -> list[str]:
    """Say the verdict, then what it rests on."""
    word = name_verdict(view)
    chance = found.chance if not view.tweak.less else 1 - found.chance
    said = [f"{VERDICTS[word]} The chance that it is better is {write_chance(chance)}.", say_change(view, found)]
    if word == "cannot_tell" and view.needed and view.needed.visible and isfinite(view.needed.visible):
        said.append(f"In so many weeks a rise of x{view.needed.visible:.1f} or more would mostly show; less may hide.")
    said.append("That is what came after it; other things may have changed too.")
    return said


def write_chance(chance: float) -> str:
    """Write a chance in per cent; one that is nearly sure is not called sure."""
    if not 0.001 <= chance <= 0.999:
        return "over 99.9 %" if chance > 0.5 else "below 0.1 %"
    return f"{100 * chance:.0f} %" if 0.1 <= chance < 0.9 else f"{100 * chance:.1f} %"


def say_change(view: TweakView, found: Comparison) -> str:
    """Say the change with its likely range: of counts the ratio, of shares the difference in points."""
    if view.per:
        points = [f"{100 * value:+.1f}" for value in (found.value, found.lo, found.hi)]
        return f"The share changed by {points[0]} points, likely {points[1]} to {points[2]}{say_scatter(view)}."
    ends = [f"x{value:.2f}" if isfinite(value) else "any number" for value in (found.lo, found.hi)]
    rate = f"to x{found.value:.2f}" if isfinite(found.value) else "from none to some"
    return f"The weekly count went {rate}, likely {ends[0]} to {ends[1]}{say_scatter(view)}."


def say_scatter(view: TweakView) -> str:
    """Say that weeks which scatter more than by chance alone are allowed for."""
    return "; the scatter of the weeks is allowed for" if view.phi >= NOTICED else ""


def say_caveats(view: TweakView) -> list[str]:
    """Say what makes the numbers weaker than they look."""
    said = []
    weeks = len(view.before.mondays)
    if 0 < weeks < LEAST_WEEKS:
        said.append(f"The baseline is short: {count(weeks, 'week')} of the {LEAST_WEEKS} to {MOST_WEEKS} it wants.")
    others = ", ".join(f"{make_safe(other.title)} ({other.short})" for other in view.others[:3])
    if others:
        said.append(f"Measured by the same tags at the same time: {others}. Both may be in the numbers.")
    silent = view.after.mondays and (view.last is None or view.last < view.after.mondays[-1])
    if silent and view.state in (COLLECTING, JUDGED, TOO_EARLY):
        name = make_safe(show_name(view.measure))
        since = f"since {label_day(view.last, view.today)}" if view.last else "yet"
        said.append(f"No {name} was logged {since}: silence counts as none.")
    return said


def say_started(view: TweakView, unlogged: tuple[tuple[str, str], ...], look: Look) -> str:
    """Say that a tweak was started: how it is measured, until when, and what can be seen by then."""
    tweak, today, spans = view.tweak, view.today, view.spans
    begin = "today" if view.start == today else label_day(view.start, today)
    weeks, span = count(spans.planned, "full week"), say_span(*spans.after, today)
    said = [
        f"{say_measure(view)}, from {begin}.",
        f"Review on {label_day(view.review, today)}, of {weeks}: {span}. No verdict before.",
    ]
    if view.review % 7 == 0:
        said.append(f"A day later takes in one week more: {write_move(view, view.review + 1)}")
    said += say_unlogged(unlogged)
    if view.before.mondays:
        before = say_span(view.before.mondays[0], view.before.mondays[-1] + 6, today)
        said.append(
            f"Compared with {count(len(view.before.mondays), 'full week')} before: {before}. The two weeks before it"
            " are left out: a change often follows a dip, and what follows a dip looks good."
        )
        said += say_needed(view)
        needed = view.needed.weeks if view.needed else 0
        if spans.planned < needed <= MOST_AHEAD:
            said.append(f"To wait for it: {write_move(view, spans.after[0] + 7 * ceil(needed))}")
    elif not unlogged:
        said.append(say_no_baseline(view))
    said += say_caveats(view)
    lines = [f"{make_safe(tweak.title)}   {tweak.short}"]
    return (
        "\n".join([*lines, *(f"  {line}" for each in said for line in break_lines(each, min(look.width, 80) - 2))])
        + "\n"
    )


def write_move(view: TweakView, day: int) -> str:
    """Write the command that moves a review to a day."""
    return f"tinywins tweak edit {view.tweak.short} --review {write_day(day)}"


def break_lines(sentence: str, width: int) -> list[str]:
    """Break a sentence into lines; a command at its end stays whole, on a line of its own where it has to."""
    head, sign, command = sentence.partition(": tinywins ")
    if not sign or len(sentence) <= width:
        return wrap(sentence, width)
    return [*wrap(f"{head}:", width), f"  tinywins {command}"]


def say_unlogged(unlogged: tuple[tuple[str, str], ...]) -> list[str]:
    """Say of names under which nothing was logged that they are new, and which known ones they resemble."""
    new = [show_name(name) for name, near in unlogged if not near]
    named = " or ".join([", ".join(new[:-1]), new[-1]] if new[1:] else new)
    said = [f"Nothing is logged under {named} yet."] if new else []
    said += [
        f"Nothing is logged under {show_name(name)} yet. Was {show_name(near)} meant?"
        for name, near in unlogged
        if near
    ]
    return [make_safe(each) for each in said]


def show_tweaks(views: list[TweakView], look: Look) -> str:
    """Write tweaks, a line each."""
    if not views:
        return 'No tweak runs. To begin one: tinywins tweak start "shorter subject line" --measure +clicks/+opens\n'
    rows = [
        [view.tweak.short, make_safe(view.tweak.title), make_safe(write_measure(view.tweak)), say_state(view)]
        for view in views
    ]
    if sum(max(cell_width(row[place]) for row in rows) for place in (0, 2, 3)) + 6 + SHORTEST_TITLE > look.width:
        rows = [[*row[:2], row[3]] for row in rows]
    taken = sum(max(cell_width(row[place]) for row in rows) + 2 for place in range(len(rows[0])) if place != 1)
    for row in rows:
        row[1] = cut(row[1], max(SHORTEST_TITLE, min(look.width, 80) - taken), look.sign("…"))
    return "\n".join("".join(row).rstrip() for row in align(rows)) + "\n"


def say_state(view: TweakView) -> str:
    """Say in a few words how a tweak stands."""
    if view.state == COLLECTING:
        over = f"{len(view.after.mondays)} of {count(view.spans.planned, 'week')}"
        return f"{over}, review {say_short(view.review, view.today)}"
    if view.state == STOPPED and view.stopped is not None:
        return f"stopped {say_short(view.stopped, view.today)}, no verdict"
    if view.state == JUDGED:
        return SHORT[name_verdict(view)]
    return "the numbers do not fit" if view.state == REFUSED else "too early"


def say_short(day: int, today: int) -> str:
    """Write a day without its weekday."""
    return label_day(day, today).partition(" ")[2]


def say_stopped(view: TweakView, look: Look) -> str:
    """Say that a tweak was stopped, and whether it has a verdict."""
    day = "today" if view.stopped == view.today else label_day(view.stopped or 0, view.today)
    lines = [f"{make_safe(view.tweak.title)} is stopped from {day} on."]
    lines += [f"  {line}" for each in say_finding(view) for line in wrap(each, min(look.width, 80) - 2)]
    return "\n".join(lines) + "\n"


def say_removed(view: TweakView) -> str:
    """Say that a tweak was removed, and how it comes back."""
    return f"Removed: {make_safe(view.tweak.title)}   {view.tweak.short}. What was logged stays; undo brings it back.\n"


def show_history(history: list[tuple[str, int, str, dict[str, object], bool]], today: int) -> str:
    """Write a tweak's changes, oldest first."""
    lines = ["", "History, oldest first"]
    for act, stamp, _, fields, off in history:
        lines.append(f"  {label_instant(stamp, 0, today)} UTC   act {act[-8:]}")
        lines += [f"    {line}" for line in wrap(say_set(fields, undone=off), 76)]
    return "\n".join(lines) + "\n"


def say_set(fields: dict[str, object], *, undone: bool) -> str:
    """Say what one change of a tweak set."""
    parts = ["started"] if "short" in fields else []
    for key, value in fields.items():
        if key == "size" and type(value) is int:
            parts.append(f"size x{value / 1000:g}" if value else "no size")
        elif key == "gone":
            parts.append("removed")
        elif key in ("title", "review", "stopped", "note") or (key == "start" and parts):
            parts.append(f"{key} {make_safe(str(value))}")
        elif key == "measure" and isinstance(value, list):
            parts.append(make_safe("measure " + "/".join(show_name(str(name)) for name in value if name)))
    return ", ".join(parts) + (" (undone)" if undone else "")
