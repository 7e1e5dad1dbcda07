"""Plain text for a terminal or a pipe, without any library: what the quick path prints."""

from tinywins.domain.amounts import write_amount
from tinywins.domain.days import label_day, write_day
from tinywins.domain.entries import Entry
from tinywins.domain.line import CLOSING
from tinywins.domain.names import fold_name, is_person, show_name
from tinywins.errors import TinyWinsError
from tinywins.render.phrases import count, say_special, say_standing, slot_kind
from tinywins.render.safe import make_safe
from tinywins.services.logging import FEW, Logged
from tinywins.services.special import Special

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinywins.services.ticking import Ticked

TICK = "✓"


def show_tags(entry: Entry) -> str:
    """Write an entry's tags as they are typed; a person that its text names is not said again."""
    said = [word.rstrip(CLOSING) for word in fold_name(entry.text).split() if word[0] == "@"]
    return " ".join(
        make_safe(show_name(name) if amount is None else f"{show_name(name)}={write_amount(amount)}")
        for name, amount in entry.tags
        if name not in said
    )


def show_text(entry: Entry) -> str:
    """Write an entry's text; where it has none, its tags' names stand for it."""
    if entry.text:
        return make_safe(entry.text)
    return ", ".join(make_safe(name) for name, _ in entry.tags if not is_person(name)) or show_tags(entry)


def show_logged(logged: Logged) -> list[str]:
    """Write the reply to one logged line: what was recorded, what it moved, and what is special."""
    entry = logged.entry
    parts = [f"{TICK} {show_text(entry)}", show_tags(entry), label_day(entry.day, logged.today), entry.short]
    lines = ["   ".join(part for part in parts if part)]
    first = say_first(logged)
    if logged.quiet:
        lines += [make_safe(say_reward(logged))] if logged.reward else []
    elif logged.near:
        new, known, wins = logged.near
        lines.append(
            f"{show_name(new)} is new. You have {show_name(known)} ({count(wins, 'entry', 'entries')}). Meant that?"
        )
        lines.append(f"tinywins tag merge {new} {known}")
    else:
        moved = " ".join([*([first] if first else say_moved(logged)), *([say_reward(logged)] if logged.reward else [])])
        lines.append(make_safe(moved))
    if logged.special and logged.special.gap and not logged.near:
        lines[1:] = say_comeback(logged, logged.special, logged.special.gap)
    elif logged.night:
        lines.append(f"Before {logged.night:02d}:00 it counts for the evening before (config set day_start 0 to end).")
    elif logged.special and not logged.near and not first:
        unit = slot_kind(logged.standing) if logged.standing else "days"
        lines.append(make_safe(say_special(logged.special, unit)))
    return [lines[0]] + [f"  {line}" for line in lines[1:]]


def say_first(logged: Logged) -> str:
    """Say of a first entry that it is one, where nothing but a count would be said of it, which were 1."""
    special, standing = logged.special, logged.standing
    if special is None or special.kind != "first" or logged.archived:
        return ""
    is_bare = standing is None or (standing.schedule.is_anytime and logged.entry.day >= standing.start)
    return say_special(special, "days") if is_bare else ""


def say_comeback(logged: Logged, special: Special, gap: tuple[int, int]) -> list[str]:
    """Say the warmest sentence, and the reward, or else how to excuse the days between where they were no misses."""
    unit = slot_kind(logged.standing) if logged.standing else "days"
    ill = f"Ill or away? tinywins habit pause {special.tag} --from {write_day(gap[0])} --to {write_day(gap[1])}"
    return [make_safe(say_special(special, unit)), make_safe(say_reward(logged) if logged.reward else ill)]


def say_reward(logged: Logged) -> str:
    """Say the reward that a person has set for a habit."""
    end = "" if logged.reward[-1:] in ".!?…" else "."
    return f"Reward: {logged.reward}{end}"


def say_moved(logged: Logged) -> list[str]:
    """Say the streak or count that an entry moved."""
    if logged.archived:
        return [f"{logged.tag} is archived. To take it up again: tinywins habit unarchive {logged.tag}"]
    if logged.standing and logged.entry.day < logged.standing.start:
        start = label_day(logged.standing.start, logged.today)
        return [f"{logged.tag} counts from {start} on, so this day is outside its runs."]
    if logged.standing:
        is_kept = dict(logged.entry.tags).get(logged.name) == 0
        return [say_standing(logged.standing, logged.entry.day, logged.added, logged.unit, is_kept=is_kept)]
    if logged.tag and (logged.level or not logged.entry.win):
        return [f"{logged.tag}: noted, {'a measurement and' if logged.level else 'which is'} no win."]
    if logged.tag:
        is_more = logged.amount and (logged.unit or logged.amount != 1_000 * logged.total)
        amount = f", {' '.join(filter(None, (write_amount(logged.amount), logged.unit)))} in all" if is_more else ""
        return [f"{logged.tag}: {count(logged.total, 'time')}{amount}."]
    today = "today" if logged.entry.day == logged.today else "that day"
    return [f"{count(logged.wins_today, 'win')} {today}, {logged.total:,} in all."]


def show_reply(told: list[Logged]) -> str:
    """Write the whole reply to one act of logging."""
    if not told:
        return "Already there, so nothing was added.\n"
    if len(told) == 1:
        return "\n".join(show_logged(told[0]) + list_treats(told)) + "\n"
    lines = [line for logged in told for line in show_logged(logged)[: None if len(told) <= FEW else 1]]
    lines += list_treats(told)
    return "\n".join([*lines, f"  {count(len(told), 'entry', 'entries')} in one act; undo takes them all back."]) + "\n"


def list_treats(told: list[Logged]) -> list[str]:
    """List the treats that became due with an act."""
    due = [treat for logged in told for treat in logged.treats]
    return [
        f"  {more:,} {make_safe(show_name(tag))} since the last one: time for your treat, {make_safe(treat)}"
        + ("" if treat[-1:] in ".!?…" else ".")
        for more, tag, treat in due
    ]


def show_error(error: TinyWinsError) -> str:
    """Write an error: what happened, and the next step on a line of its own."""
    lines = [make_safe(error.message)]
    if error.hint:
        lines.append(f"  {make_safe(error.hint)}")
    return "\n".join(lines) + "\n"


def show_warnings(told: list[Logged]) -> str:
    """Write what has to be said beside the reply."""
    if any(logged.behind for logged in told):
        return "The clock is earlier than the newest entry. Recorded as it stands; if the clock is wrong, set it.\n"
    return ""


def show_ticked(ticked: "Ticked") -> str:
    """Write what `done` or `kept` did: a line a habit, and those of which it was said already."""
    lines = [line for logged in ticked.logged for line in show_logged(logged)] + list_treats(ticked.logged)
    words = "was said already" if ticked.kept else "is done already"
    if ticked.steps:
        from tinywins.render.work.goals import say_done

        told = {done.goal.goal.id: done for done in ticked.steps}
        lines += [line for done in told.values() for line in say_done(done)]
    lines += [f"{make_safe(tag)} {words}; nothing was added." for tag in ticked.already]
    return "\n".join(lines) + "\n"
