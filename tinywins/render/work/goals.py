"""Goals as lines of text: how they stand, what feeds them, and what comes next."""

from typing import TYPE_CHECKING

from tinywins.domain.amounts import write_amount
from tinywins.domain.days import label_day, read_day, write_day
from tinywins.domain.goals import Phase, Step
from tinywins.domain.names import show_name
from tinywins.render.columns import Look, cell_width, cut, wrap
from tinywins.render.phrases import count
from tinywins.render.safe import make_safe
from tinywins.services.work.goal_steps import Next, StepDone
from tinywins.services.work.goals import DONE, FOCUS, PARKED, GoalView, PhaseView

if TYPE_CHECKING:
    from tinywins.services.work.burn_ups import BurnUp
    from tinywins.services.work.goal_credit import Earlier
    from tinywins.services.work.goal_feeds import Fed, Feed

SIGNS = {"done": "x", "blocked": "!", "open": " "}
WIDEST = 80
NOT_CREDITED = "The goal is set; no earlier win was counted."


def say_count(view: GoalView) -> str:
    """Say what a goal has of what it wants: `8 done of 20 steps` below half of it, `7 to go of 20 steps` above."""
    if not view.want:
        return "no steps yet"
    return say_part(view.done, view.want, view.goal.tag)


def say_part(done: int, want: int, tag: str) -> str:
    """Say how much is done below half of a whole, and how much is left above; thousandths of a tag, or steps."""
    if tag:
        unit = f" {show_name(tag)}"
        whole = f"of {write_amount(want)}{unit}"
        return f"{write_amount(done)} done {whole}" if 2 * done < want else f"{write_amount(want - done)} to go {whole}"
    whole = f"of {count(want, 'step')}"
    return f"{done} done {whole}" if 2 * done < want else f"{want - done} to go {whole}"


def say_by(by: str, today: int) -> str:
    """Say the date of a goal or phase; nothing where it has none."""
    return f", by {label_day(read_day(by), today)}" if by else ""


def find_headline(view: GoalView) -> PhaseView | None:
    """Give the phase that is a goal's headline: the current one before half of the goal is done; None after."""
    phase = view.current
    is_phase = phase is not None and phase.want > 0 and view.reached is None and not view.is_past_half
    return phase if is_phase else None


def say_headline(view: GoalView) -> str:
    """Say how a goal stands in one line: its current phase before half of it is done, and the whole of it after.

    Parts draw on at the start, and the whole does near the end (docs/compounding.md, "Goals").
    """
    goal, today, phase = view.goal, view.today, view.current
    if (headline := find_headline(view)) is not None:
        said = say_part(headline.done, headline.want, goal.tag if headline.phase.upto else "")
        return f"{make_safe(headline.phase.title)}: {said}{say_by(headline.phase.by, today)}"
    if view.reached is not None:
        ahead = read_day(goal.by) - view.reached if goal.by else 0
        early = f", {count(ahead, 'day')} before its date" if ahead > 0 else ""
        return f"done on {label_day(view.reached, today)}{early}"
    if phase is not None and not phase.want and view.want == view.done:
        return f"{make_safe(phase.phase.title)} has no steps yet"
    if not goal.tag and view.want and view.done == view.want:
        return f"{count(view.done, 'step')} done, and none open yet{say_by(goal.by, today)}"
    return f"{say_count(view)}{say_by(goal.by, today)}"


def say_early(phase: PhaseView) -> str:
    """Say that a phase is done, and how long before its date that was."""
    ahead = phase.ahead
    early = f", {count(ahead, 'day')} before its date" if ahead and ahead > 0 else ""
    return f"{make_safe(phase.phase.title)} is done{early}."


def say_done(done: StepDone) -> list[str]:
    """Say what a step that was done moved, and what comes next."""
    view, phase = done.goal, done.phase
    title = make_safe(view.goal.title)
    if done.is_goal_reached:
        more = f'More to do?  tinywins goal step add "..." --goal {view.goal.short}'
        if view.want == 1:
            return [f"{title}: its one step so far is done.", f"  {more}"]
        ahead = read_day(view.goal.by) - (view.reached or 0) if view.goal.by else 0
        early = f", {count(ahead, 'day')} before its date" if ahead > 0 else ""
        return [f"{title}: all {count(view.want, 'step')} are done{early}.", f"  {more}"]
    said = []
    if done.is_phase_reached and phase is not None:
        said.append(say_early(phase))
        following = view.current
        if following is not None:
            steps = f": {say_ahead(following)}" if following.want and not following.phase.upto else ""
            said.append(
                f"Next comes {make_safe(following.phase.title)}{steps}{say_by(following.phase.by, view.today)}."
            )
            return said
    return [*said, f"{title}: {say_headline(view)}."]


def say_ahead(phase: PhaseView) -> str:
    """Say what lies ahead in a phase: its steps, or what is left of them where some are done."""
    return say_part(phase.done, phase.want, "") if phase.done else count(phase.want, "step")


def say_step(step: Step, view: GoalView, look: Look) -> str:
    """Write a step on a line: its state, code and title, and what stands in its way or where it came from."""
    state = "done" if step.done else "blocked" if step.obstacle else "open"
    after = []
    if step.done:
        after.append(label_day(read_day(step.done), view.today))
    elif step.obstacle:
        after.append(f"waits: {make_safe(step.obstacle)}")
    if step.id in view.heard:
        after.append(f"from feedback {view.heard[step.id]}")
    line = f"[{SIGNS[state]}] {step.short}  {make_safe(step.title)}"
    line += f"  ({'; '.join(after)})" if after else ""
    text = cut(line, min(look.width, WIDEST) - 4, look.sign("…"))
    return look.dim(text) if step.done else text


def show_goal(view: GoalView, found: tuple[str, ...], look: Look) -> str:
    """Write a goal whole: its headline, phases and steps, and the sentences that its pace allows."""
    goal, width = view.goal, min(look.width, WIDEST)
    lines = [look.bold(f"{make_safe(goal.title)} ({goal.short})"), *wrap_under(say_state(view), width)]
    if goal.why:
        lines += wrap_under(f"Why: {make_safe(goal.why)}", width)
    for phase in view.phases:
        lines += ["", *("  " + look.bold(part) for part in wrap(say_phase(phase, view), width - 2))]
        lines += ["    " + say_step(step, view, look) for step in phase.steps]
        if not phase.steps and not phase.phase.upto:
            lines.append("    no steps yet")
    if view.loose:
        lines += ["", *(["  " + look.bold("Without a phase")] if view.phases else [])]
        lines += ["    " + say_step(step, view, look) for step in view.loose]
    found += say_unplanned(view) if found else ()
    if found:
        lines += [""] + [line for sentence in found for line in wrap_under(sentence, width)]
    if view.reads != "sum":
        tag = make_safe(show_name(goal.tag))
        lines += [
            "",
            *wrap_under(f"{tag} is a measurement now (it reads as {view.reads}), and adds up to nothing.", width),
        ]
        lines.append(f"    tinywins tag edit {make_safe(goal.tag)} --reads sum")
    if view.done == view.want and view.reached is None and not goal.tag:
        hint = f'tinywins goal step add "one small step" --goal {goal.short}'
        lines += ["", "  " + hint]
    return "\n".join(lines) + "\n"


def say_unplanned(view: GoalView) -> tuple[str, ...]:
    """Say which phase has no steps yet, where a pace counts steps: what is not planned is not counted."""
    empty = [make_safe(each.phase.title) for each in view.phases if not each.steps]
    if view.goal.tag or not empty:
        return ()
    return (f"This counts the steps there are; {empty[0]} has none yet.",)


def wrap_under(text: str, width: int) -> list[str]:
    """Break a text into lines that stand two columns in."""
    return [f"  {line}" for line in wrap(text, width - 2)]


def say_state(view: GoalView) -> str:
    """Say a goal's headline, and that it is in focus or rests."""
    state = {FOCUS: "  In focus.", PARKED: "  It rests."}.get(view.state, "")
    headline = say_headline(view)
    by = (
        ""
        if view.goal.by == "" or headline.endswith(say_by(view.goal.by, view.today)) or view.state == DONE
        else (f" The whole: {say_count(view)}{say_by(view.goal.by, view.today)}.")
    )
    return f"{capitalize(headline)}.{by}{state}"


def capitalize(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]


def say_phase(phase: PhaseView, view: GoalView) -> str:
    """Write a phase's own line: its code, title, how it stands and its date."""
    if phase.reached is not None:
        ahead = phase.ahead
        early = f", {count(ahead, 'day')} before its date" if ahead and ahead > 0 else ""
        said = f"done {label_day(phase.reached, view.today)}{early}"
    else:
        tag = view.goal.tag if phase.phase.upto else ""
        said = (say_part(phase.done, phase.want, tag) if phase.want else "open") + say_by(phase.phase.by, view.today)
    return f"{make_safe(phase.phase.title)} ({phase.phase.short}): {said}"


def list_goals(views: list[GoalView], fed: "Fed", look: Look) -> str:
    """Write the goals, each with its phases, steps and what feeds it, and the wins that feed none."""
    width, lines = min(look.width, WIDEST), []
    for view in views:
        goal = view.goal
        mark = {FOCUS: ", in focus", PARKED: ", resting", DONE: ""}.get(view.state, "")
        head = cut(f"{goal.short}  {make_safe(goal.title)}", width - len(mark), look.sign("…"))
        lines.append(look.bold(f"{head}{mark}"))
        lines += indent(f"{say_headline(view)}", width)
        headline = find_headline(view)
        for phase in view.phases:
            if phase is not headline:
                first, *more = wrap(say_phase(phase, view), width - 8)
                lines += [f"      - {first}", *(f"        {part}" for part in more)]
        lines += indent(say_feeds(fed.feeds[goal.id], fed.steps[goal.id], fed.wins[goal.id]), width)
    if not views:
        lines.append("No goal is being worked on. tinywins goal list --all shows those that rest or are done.")
    lines += say_apart(fed, width, look) if views else []
    return "\n".join(lines) + "\n"


def indent(text: str, width: int) -> list[str]:
    """Break a text into lines that stand six columns in, under a goal's title."""
    return [f"      {line}" for line in wrap(text, width - 6)]


def say_feeds(feeds: "tuple[Feed, ...]", steps: int, wins: int) -> str:
    """Say what feeds a goal: this month's wins of its steps, tags and habits; a win may name several."""
    parts = [count(steps, "step")] if steps else []
    parts += [f"{make_safe(feed.name if feed.is_habit else show_name(feed.name))} {feed.wins}" for feed in feeds]
    total = f"this month: {count(wins, 'win')}"
    return f"{total} ({', '.join(parts)})" if parts else total


def say_apart(fed: "Fed", width: int, look: Look) -> list[str]:
    """Say, kindly, which of this month's wins feed no goal: not everything must."""
    if not fed.apart:
        return []
    head = f"{count(fed.apart, 'win')} this month stood on {'its' if fed.apart == 1 else 'their'} own:"
    names = [make_safe(entry.text or ", ".join(show_name(name) for name, _ in entry.tags)) for entry in fed.others]
    lines = ["", head] + [f"      {cut(name, width - 6, look.sign('…'))}" for name in names]
    rest = fed.apart - len(names)
    return [*lines, *([f"      and {rest} more"] if rest > 0 else [])]


def say_next(found: Next) -> list[str]:
    """Say the one step that comes next, how to tick it, and what waits where nothing else is open."""
    goal, step = found.goal.goal, found.step
    title = make_safe(goal.title)
    if step is not None:
        return [f"{title}: {make_safe(step.title)}", f"  tinywins done {step.short}"]
    if found.waiting:
        waits = [
            f"  {each.short}  {make_safe(each.title)}: waits, {make_safe(each.obstacle)}" for each in found.waiting
        ]
        return [f"{title}: each open step waits for something.", *waits]
    if found.goal.reached is not None:
        return [f"{title} is done."]
    return [f"{title} has no open step.", f'  tinywins goal step add "one small step" --goal {goal.short}']


def say_line(found: Next, look: Look) -> str:
    """Say the goal in focus on one line of today: its next step; nothing where there is none."""
    if found.step is None:
        return ""
    line = f"  next  {found.step.short}  {make_safe(found.step.title)}"
    title = make_safe(found.goal.goal.title)
    width = min(look.width, WIDEST)
    room = width - cell_width(line) - 3
    line += f"  ({cut(title, room - 2, look.sign('…'))})" if room > 8 else ""
    return cut(line, width, look.sign("…"))


def say_added_goal(view: GoalView) -> str:
    """Say that a goal was set, and what to do next."""
    goal = view.goal
    by = say_by(goal.by, view.today)
    since = "today" if goal.since == write_day(view.today) else goal.since
    counts = f", {write_amount(goal.target)} {show_name(goal.tag)}, counted from {since} on" if goal.tag else ""
    return f"Goal {goal.short}: {make_safe(goal.title)}{counts}{by}."


def say_added_phase(phase: Phase, view: GoalView) -> str:
    """Say that a phase was added to a goal."""
    return (
        f"Phase {phase.short} of {make_safe(view.goal.title)}: {make_safe(phase.title)}{say_by(phase.by, view.today)}."
    )


def say_added_step(step: Step, view: GoalView) -> str:
    """Say that a step was added, and to which phase."""
    phase = next((each.phase.title for each in view.phases if each.phase.id == step.phase), "")
    where = f"{make_safe(phase)}, {make_safe(view.goal.title)}" if phase else make_safe(view.goal.title)
    return f"Step {step.short} of {where}: {make_safe(step.title)}"


def find_sentences(burn: "BurnUp | None") -> tuple[str, ...]:
    """Give the sentences that a goal's pace allows; none where it has nothing to count yet."""
    if burn is None:
        return ()
    from tinywins.render.work.work_findings import find_outlook

    return find_outlook(burn)


def name_goal(view: GoalView) -> str:
    """Name a goal in a reply."""
    return f"{make_safe(view.goal.title)} ({view.goal.short})."


def say_removed_phase(phase: Phase, view: GoalView) -> str:
    """Say that a phase was removed."""
    return f"Removed the phase {make_safe(phase.title)} of {make_safe(view.goal.title)}; its steps stay."


def say_step_became(step: Step, became: str) -> str:
    """Say what became of a step."""
    return f"{step.short}  {make_safe(step.title)}  ({make_safe(became)})"


def say_left_behind(heard: str) -> str:
    """Say that feedback stays closed as planned though its step is gone, and how to open it again."""
    return f"  It came from feedback {heard}, which stays planned.  tinywins feedback reopen {heard}"


def offer_credit(earlier: "Earlier", today: int) -> str:
    """Say that earlier work could count, and how to credit it; nothing where there is none."""
    said = show_earlier(earlier, today)
    if not said or earlier.goal.tag:
        return said
    return f"{said}  To count them as steps that are done: tinywins goal credit {earlier.goal.short} --all\n"


def show_earlier(earlier: "Earlier", today: int) -> str:
    """Write the earlier work that could be credited; nothing where there is none."""
    goal = earlier.goal
    if goal.tag:
        if not earlier.amount:
            return ""
        since = label_day(earlier.since, today)
        return (
            f"{write_amount(earlier.amount)} {show_name(goal.tag)} were counted before, from {since} on."
            f" To count them too: tinywins goal edit {goal.short} --since {write_day(earlier.since)}\n"
        )
    wins, few = earlier.wins, 5
    if not wins:
        return ""
    lines = [f"{count(len(wins), 'earlier win')} with its tags:"]
    lines += [f"  {short}  {label_day(day, today)}  {cut(make_safe(text), 56)}" for short, day, text in wins[:few]]
    lines += [f"  and {len(wins) - few} more"] if len(wins) > few else []
    return "\n".join(lines) + "\n"


def ask_credit(earlier: "Earlier") -> str:
    """Ask whether earlier work counts."""
    return f"Count {'them' if earlier.goal.tag or len(earlier.wins) > 1 else 'it'}? y or n [n]: "


def say_no_earlier(earlier: "Earlier") -> str:
    """Say that there is no earlier work to credit."""
    if earlier.goal.tag:
        return f"Nothing was counted under {show_name(earlier.goal.tag)} before its first day.\n"
    return "No earlier win has its tags. Name wins by id: tinywins list shows them.\n"


def say_credited(view: GoalView) -> str:
    """Say how a goal stands after earlier work was credited."""
    return f"{make_safe(view.goal.title)}: {say_headline(view)}."


def say_saved(view: GoalView, changed: int, removed: int) -> str:
    """Say how many things of a goal an outline changed, and how many of these it took out."""
    if not changed:
        return "Nothing changed."
    taken = f", {removed} of them taken out" if removed else ""
    return f"{make_safe(view.goal.title)}: {count(changed, 'change')}{taken}. {capitalize(say_headline(view))}."
