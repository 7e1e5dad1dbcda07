"""Funnels in words: counts and rates, the weakest step where it is sure, what changed, and how much room there is."""

from datetime import date

from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.funnels import Funnel, FunnelChange, StepChange
from tinywins.domain.datewords import LONG_MONTHS
from tinywins.domain.days import label_day
from tinywins.domain.names import show_name
from tinywins.render.columns import Look, align, cell_width, drop_columns, wrap
from tinywins.render.glyphs import draw_bar
from tinywins.render.phrases import count
from tinywins.render.safe import make_safe
from tinywins.services.work.funnel_views import ALL, Counts, FunnelView, Headroom

SHORTEST_BAR, LONGEST_BAR, GAP = 8, 28, 3


def name_period(period: str, counts: Counts, today: int) -> str:
    """Name a period: `November 2026`, `week of Mon 16 Nov`, `quarter 4 of 2026`, `2026`."""
    when = date.fromordinal(counts.first)
    if period == "month":
        return f"{LONG_MONTHS[when.month - 1]} {when.year}"
    if period == "quarter":
        return f"quarter {(when.month + 2) // 3} of {when.year}"
    if period == "year":
        return str(when.year)
    if period == ALL:
        return f"all since {label_day(counts.first, today)}"
    return f"week of {label_day(counts.first, today)}"


def say_period(period: str, counts: Counts, today: int) -> str:
    """Name a period within a sentence: `the week of Mon 16 Nov`."""
    name = name_period(period, counts, today)
    return f"the {name}" if period in ("week", "quarter") else name


def name_step(view: FunnelView, place: int) -> str:
    """Name a step by the tag it leads to."""
    return make_safe(view.tags[place + 1])


def show_funnel(view: FunnelView, look: Look) -> str:
    """Write a funnel in a period."""
    width = min(look.width, 80)
    so_far = " so far" if view.is_open and view.period != ALL else ""
    title = f"{make_safe(view.plan.name)}, {name_period(view.period, view.counts, view.today)}{so_far}"
    if view.before and view.change:
        title += f", against {say_period(view.period, view.before, view.today)}"
    lines = [*(look.bold(line) for line in wrap(title, width)), ""]
    if view.found is None:
        said = [make_safe(view.problem.message), make_safe(view.problem.hint)] if view.problem else []
    elif not view.counts.steps[0]:
        said = [f"Nothing is counted under {make_safe(show_name(view.tags[0]))} in these days."]
    else:
        lines += [*(f"  {line}".rstrip() for line in show_steps(view, view.found, look)), ""]
        said = list_findings(view, view.found)
        if view.change and find_parted(view.change):
            said.append("The parts are those of the logarithms, which add up to 100 %.")
    lines += [f"  {line}" for sentence in said for line in wrap(sentence, width - 2)]
    return "\n".join(lines) + "\n"


def show_steps(view: FunnelView, found: Funnel, look: Look) -> list[str]:
    """Write the steps as a table: counts, rates with their likely ranges, and bars, or what they were before."""
    room = min(look.width, 80) - 2
    head = ["", "count", "rate", "likely"]
    rows = [head, [make_safe(view.tags[0]), f"{view.counts.steps[0]:,}", "", ""]]
    for place, step in enumerate(found.steps):
        rows.append([name_step(view, place), f"{step.passed:,}", *write_rate(step.rate, step.entered)])
    rows.append(["overall", "", *write_rate(found.overall, view.counts.steps[0])])
    if view.before and view.change:
        head += ["before", "", "times", "part"]
        rows[1] += [f"{view.before.steps[0]:,}", "", "", ""]
        changes, whole = [*view.change.steps, view.change.overall], find_parted(view.change)
        for place, (row, change) in enumerate(zip(rows[2:], changes, strict=True)):
            row += [*write_before(view.before, place), write_times(change), write_part(change, whole)]
        rows = rows if whole else [row[:-1] for row in rows]
        rows = drop_columns(rows, (4, 3, 5, 7), room, GAP)
    right = [[row[0], row[1].rjust(max(len(each[1]) for each in rows)), *row[2:]] for row in rows]
    if not view.change:
        add_bars(right, view.counts.steps, room, look)
    return ["".join(row) for row in align(right, GAP)]


def add_bars(rows: list[list[str]], counts: tuple[int, ...], room: int, look: Look) -> None:
    """Add a bar to the row of each count, as long as there is room for."""
    taken = sum(max(cell_width(row[place]) for row in rows) + GAP for place in range(len(rows[0])))
    length = min(LONGEST_BAR, room - taken)
    for row, n in zip(rows, [0, *counts, 0], strict=True):
        row.append(look.sign(draw_bar(n / counts[0], length).rstrip()) if length >= SHORTEST_BAR else "")


def find_parted(change: FunnelChange) -> StepChange | None:
    """Give the change of the whole where it is beyond luck and each step has a part in it."""
    whole, are_known = change.overall, all(isinstance(step, StepChange) for step in change.steps)
    return whole if are_known and isinstance(whole, StepChange) and whole.named else None


def write_part(change: StepChange | NotYet, whole: StepChange | None) -> str:
    """Write a step's part of the change of the whole: in logarithms they add up to 100 %."""
    if whole is None or isinstance(change, NotYet):
        return ""
    return f"{100 * change.log_ratio / whole.log_ratio:.0f} %"


def write_before(before: Counts, place: int) -> tuple[str, str]:
    """Write a step's count and rate in the period before; behind the last step stands the whole."""
    whole = place == len(before.steps) - 1
    entered, passed = (before.steps[0], before.steps[-1]) if whole else before.steps[place : place + 2]
    return "" if whole else f"{passed:,}", write_percent(passed / entered) if entered else "-"


def write_times(change: StepChange | NotYet) -> str:
    """Write a factor by which a rate changed."""
    return "too few" if isinstance(change, NotYet) else f"x{change.value:.2f}"


def write_rate(rate: Estimate | NotYet, entered: int) -> tuple[str, str]:
    """Write a rate and its likely range."""
    if isinstance(rate, NotYet):
        return ("-", "too few") if entered else ("-", "")
    if rate.hi < 0.095:
        return write_percent(rate.value), f"{100 * rate.lo:.1f}-{100 * rate.hi:.1f}"
    return write_percent(rate.value), f"{100 * rate.lo:.0f}-{100 * rate.hi:.0f}"


def write_percent(rate: float) -> str:
    """Write a rate in per cent, small ones with a decimal."""
    return f"{100 * rate:.1f} %" if rate < 0.095 else f"{100 * rate:.0f} %"


def list_findings(view: FunnelView, found: Funnel) -> list[str]:
    """List what may be said of a funnel."""
    said = [*say_weakest(view, found), *say_change(view)]
    said += [say_room(view, room) for room in (*view.rooms, *(best for best in view.bests if best.more >= 1))]
    if any(" more " in each and "would bring" in each for each in said):
        said.append("What more would bring supposes that the later rates stay as they are.")
    zero = next((place for place, step in enumerate(found.steps) if not step.passed), None)
    if zero is not None and zero < len(found.steps) - 1:
        said.append(f"Nobody came to {name_step(view, zero)} yet, so what follows it has no rate.")
    if view.is_open:
        said.append("Those who came lately may still be on their way, so the later steps may fill.")
    return said


def say_weakest(view: FunnelView, found: Funnel) -> list[str]:
    """Say which step is the weakest where that is sure, and what a point more would bring; else that it is open."""
    rated = [place for place, step in enumerate(found.steps) if isinstance(step.rate, Estimate)]
    if len(found.steps) < 2 or found.lowest is None or found.chance is None:
        return []
    if found.weakest is None:
        return [say_unsure(view, found, rated)]
    step, name = found.steps[found.weakest], name_step(view, found.weakest)
    sure = "over 99.9 %" if found.chance > 0.999 else f"{100 * found.chance:.1f} %"
    said = [f"Weakest step: {name} ({sure} sure)."]
    if step.plus_point and step.plus_point >= 0.05:
        rate = 100 * step.passed / step.entered
        end = make_safe(show_name(view.tags[-1]))
        point = f"{rate:.1f} to {rate + 1:.1f} %"
        said.append(f"One point more there ({point}) would bring {step.plus_point:.1f} more {end}.")
    return said


def say_unsure(view: FunnelView, found: Funnel, rated: list[int]) -> str:
    """Say that no step is surely the weakest, which has the lowest rate, and which other may be as weak."""
    few = next((place for place in range(len(found.steps)) if place not in rated), None)
    if few is not None:
        entered = count(found.steps[few].entered, "person", "people")
        return f"Too early for the weakest step: {name_step(view, few)} has {entered} before it, of the 10 it takes."
    ranked = sorted(rated, key=lambda place: found.steps[place].passed / found.steps[place].entered)
    lowest, other = (name_step(view, place) for place in ranked[:2])
    return f"{lowest} has the lowest rate, but {other} may be as weak: the counts do not tell for sure."


def say_change(view: FunnelView) -> list[str]:
    """Say what changed against the period before: how much overall, and the steps that did for sure."""
    if not view.change or not view.before:
        return []
    name, whole = say_period(view.period, view.before, view.today), view.change.overall
    if isinstance(whole, NotYet):
        return [f"Too few to say what changed overall against {name}."]
    likely = f"likely x{whole.lo:.2f} to x{whole.hi:.2f}"
    said = [f"Overall x{whole.value:.2f} against {name} ({likely}){'' if whole.named else ', which luck may well do'}."]
    steps = [(place, step) for place, step in enumerate(view.change.steps) if isinstance(step, StepChange)]
    if len(steps) == len(view.change.steps):
        said[0] += " The steps' factors multiply up to it."
    named = [(place, step) for place, step in steps if step.named]
    for place, step in named:
        word = "rose" if step.value > 1 else "fell"
        said.append(
            f"The rate at {name_step(view, place)} {word}: x{step.value:.2f} (likely x{step.lo:.2f} to x{step.hi:.2f})."
        )
    said.append("Of steady rates one in twenty looks so by luck." if named else "No step changed more than luck does.")
    return said


def say_room(view: FunnelView, room: Headroom) -> str:
    """Say what a target, or a step's own best, would bring."""
    name, end = name_step(view, room.place), make_safe(show_name(view.tags[-1]))
    rate = write_percent(room.rate)
    if room.since is None and room.more <= 0:
        return f"{name} is at or above its target of {rate}."
    more = f"about {room.more:.0f}" if room.more >= 1 else "less than one"
    if room.since is None:
        return f"At its target of {rate}, {name} would bring {more} more {end}."
    when = say_period(view.period, Counts(room.since, room.since, ()), view.today)
    return f"At its own best, {rate} in {when}, {name} would bring {more} more {end}."


def show_funnels(views: list[FunnelView]) -> str:
    """Write funnels, a line each, with their counts of the present month."""
    if not views:
        return "No funnel yet. To add one: tinywins funnel add shop +visit +signup +cart +order\n"
    rows = []
    for view in views:
        steps = " > ".join(make_safe(tag) for tag in view.tags)
        counts = " > ".join(f"{n:,}" for n in view.counts.steps)
        rows.append([make_safe(view.plan.name), steps, "the numbers do not fit" if view.problem else counts])
    return "\n".join("".join(row).rstrip() for row in align(rows)) + "\n"


def say_saved(view: FunnelView, verb: str, unlogged: list[str]) -> str:
    """Say that a funnel was added or changed, which steps have no counts yet, and how they come in."""
    steps = " > ".join(make_safe(show_name(tag)) for tag in view.tags)
    lines = [f"Funnel {make_safe(view.plan.name)} {verb}: {steps}"]
    targets = ", ".join(f"{make_safe(name)} {rate / 10:g} %" for name, rate in view.plan.targets)
    lines += [f"  Targets: {targets}."] if targets else []
    lines += [f"  {each}" for each in unlogged]
    counts = " ".join(f"{make_safe(show_name(tag))}=0" for tag in view.tags[:2]).replace("=0", "=120", 1)
    lines.append(f'  Counts by hand: tinywins log "Monday\'s numbers" {counts.replace("=0", "=30")}')
    return "\n".join(lines) + "\n"


def say_removed(name: str) -> str:
    """Say that a funnel was removed, and how it comes back."""
    return f"Removed: funnel {make_safe(name)}. What was logged stays; undo brings it back.\n"
