"""Deeds: whatever somebody may do to a log, drawn at random; what the program refuses changes nothing."""

from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.builders import day
from tests.services.workspaces import FRIDAY, Person, read_plan
from tinywins.domain.days import EPOCH, MINUTES, Moment, write_day
from tinywins.domain.ids import short_code
from tinywins.domain.line import Mention, parse_line
from tinywins.errors import TinyWinsError
from tinywins.services import daybook, entries, habits, pausing, tags
from tinywins.services import undo as undoing
from tinywins.services.logging import When, has_same, log
from tinywins.services.review_notes import write_note
from tinywins.services.settings import set_setting
from tinywins.services.ticking import keep, tick

Deed = tuple[Any, ...]

TODAY = day(FRIDAY)
NAMES = ("run", "jog", "café", "weight")
PERSONS = ("@anna", "@ben")
TEXTS = ("", "Along the river", "Zwölf Seiten", "100 %", "to @anna about it")
RULES = (
    *("daily", "mon,wed,fri", "3/week", "10/month", "every 3d", "anytime", "daily at least 5", "2/week at least 10"),
    *("daily at most 2", "1/week at most 3 assume kept", "daily at most 0 without spares", "daily without spares"),
)
AMOUNTS = (None, 0, 1, 500, 1_000, 5_200, 999_999_999_999)

Draw = Callable[[Random], Any]
Named = tuple[str, int | None]


def one_of(*choices: object) -> Draw:
    """Draw one of these."""
    return lambda random: random.choice(choices)


def draw_day(random: Random) -> int:
    """Draw one of the last ten days."""
    return random.randint(TODAY - 9, TODAY)


def draw_place(random: Random) -> int:
    """Draw which of the entries or acts that there are."""
    return random.randrange(1 << 16)


def draw_names(random: Random) -> list[Named]:
    """Draw tags and persons with amounts."""
    amounts = ((name, random.choice(AMOUNTS)) for name in random.sample((*NAMES, *PERSONS), random.randrange(4)))
    return list(amounts)


def draw_line(random: Random) -> tuple[str, list[Named]]:
    """Draw a text with its names."""
    return random.choice(TEXTS), draw_names(random)


def draw_monday(random: Random) -> int:
    """Draw one of the last four Mondays."""
    return TODAY - 4 - 7 * random.randrange(4)


def maybe(draw: Draw) -> Draw:
    """Draw it, or None."""
    return lambda random: draw(random) if random.random() < 0.3 else None


def some(draw: Draw, most: int) -> Draw:
    """Draw one to so many of it."""
    return lambda random: [draw(random) for _ in range(random.randint(1, most))]


name, unit = one_of(*NAMES), one_of(None, "", "km", "pages")
KINDS: dict[str, tuple[Draw, ...]] = {
    "log": (some(draw_line, 3), draw_day, one_of(False, True)),
    "edit": (
        *(draw_place, maybe(one_of(*TEXTS)), draw_names),
        *(maybe(name), maybe(draw_day), maybe(one_of("", "why"))),
    ),
    "remove": (some(draw_place, 2),),
    "star": (draw_place, one_of(False, True)),
    "save_day": (draw_day, draw_place, draw_line),
    "merge": (name, name),
    "rename": (name, one_of(*NAMES, "walk")),
    "edit_tag": (name, unit, one_of(None, *tags.READINGS)),
    "add_habit": (name, one_of(*RULES), maybe(draw_day), unit),
    "edit_habit": (name, unit, one_of(None, "", "after the first coffee"), one_of(None, True, False), maybe(draw_day)),
    "change_rule": (name, one_of(*RULES), draw_day),
    "archive": (name,),
    "unarchive": (name,),
    "order": (some(name, 3),),
    "skip": (name, draw_day, one_of("", "ill"), one_of(False, False, True)),
    "pause": (one_of([], ["run"], ["jog", "weight"]), draw_day, maybe(draw_day)),
    "resume": (one_of([], ["run"], ["jog"]),),
    "keep": (some(name, 2), draw_day),
    "remove_habit": (name,),
    "set": (one_of(("day_start", "0"), ("day_start", "4"), ("spares", "0,0,0"), ("spares", "2,5,3")),),
    "done": (some(lambda random: (name(random), random.choice(AMOUNTS)), 3), draw_day),
    "note": (one_of("week", "week", "month"), draw_monday, one_of("", "a", "b", " a ")),
    "undo": (),
    "redo": (),
    "undo_act": (draw_place,),
    "redo_act": (draw_place,),
}
OFTEN = (
    *KINDS,
    *("log",) * 6,
    "edit",
    "edit",
    "note",
    "note",
    "add_habit",
    "add_habit",
    "change_rule",
    "skip",
    "done",
    "undo",
    "undo_act",
    "redo_act",
    "merge",
    "merge",
)
MOST = 30  # deeds of one life


def draw_deed(random: Random) -> Deed:
    """Draw a kind of deed, its second on a clock that may stand still or go back, and what it is done to."""
    kind = random.choice(OFTEN)
    return kind, random.randrange(40), [draw(random) for draw in KINDS[kind]]


def draw_life(seed: int, lived: list[bool]) -> list[Deed]:
    """Draw deeds; `lived` says which of them are done, so that a failing life shrinks to the deeds that matter."""
    return [draw_deed(Random(f"{seed} {place}")) for place, done in enumerate(lived) if done]


lives = st.builds(draw_life, st.integers(0, 1 << 32), st.lists(st.booleans(), min_size=MOST, max_size=MOST))


def mention(name: str, amount: int | None) -> Mention:
    """Name a tag or person as a line does; a person has no amount."""
    return Mention(name, None if name.startswith("@") else amount)


def write_line(text: str, names: list[tuple[str, int | None]]) -> str:
    """Write a line as it is typed."""
    words = [text] if text else []
    for name, amount in names:
        sign = name if name.startswith("@") else f"+{name}"
        words.append(sign if amount is None or name.startswith("@") else f"{sign}={amount // 1000}.{amount % 1000:03d}")
    return " ".join(words) or "Something small"


def entry_at(person: Person, place: int) -> str:
    """Give the long code of one of the entries there ever were, or `last~N` where there is none."""
    ids = [row[0] for row in person.db.execute("SELECT DISTINCT thing_id FROM change WHERE thing = 'entry' ORDER BY 1")]
    return short_code(ids[place % len(ids)]) if ids else f"last~{place}"


def act_at(person: Person, place: int) -> str:
    """Give the id of one of the acts there ever were."""
    acts = [row[0] for row in person.db.execute("SELECT DISTINCT act FROM change ORDER BY 1")]
    return acts[place % len(acts)] if acts else "0000"


def do_log(person: Person, lines: list[Any], on: int, missing: bool) -> None:
    """Log lines in one act."""
    parsed = [parse_line(write_line(text, names)) for text, names in lines]
    log(person.ws, parsed, When(on, person.moment.ms, 0), "because" if missing else "", has_same if missing else None)


def do_edit(
    person: Person,
    place: int,
    text: str | None,
    names: list[Named],
    untag: str | None,
    on: int | None,
    note: str | None,
) -> None:
    """Change an entry."""
    mentions = tuple(mention(*name) for name in names)
    gone = () if untag is None else (untag,)
    edit = entries.Edit(mentions, gone, text, note, None if on is None else write_day(on), None)
    entries.edit_entry(person.ws, entry_at(person, place), edit)


def do_save_day(person: Person, on: int, place: int, line: tuple[str, list[Named]]) -> None:
    """Edit a day's lines together: one of them goes or is rewritten, or one is added."""
    book = daybook.open_day(person.ws, on)
    lines = [f"{short} {text}" for short, text in book.lines.items()] + [write_line(*line)]
    at = place % len(lines)
    if place % 3:
        lines[at] = f"{lines[at][:4]} {write_line(*line)}" if place % 2 else ""
    daybook.save_day(person.ws, book, "\n".join(lines))


def do_tick(person: Person, ticks: list[Any], on: int) -> None:
    """Tick habits."""
    words = [name if amount is None else f"{name}={amount // 1000}" for name, amount in ticks]
    tick(person.ws, words, When(on))


def do_edit_habit(
    person: Person, name: str, unit: str | None, cue: str | None, quiet: bool | None, start: int | None
) -> None:
    """Change a habit's traits or its first day."""
    habits.edit_habit(person.ws, name, traits=habits.Traits(unit, cue, cue, quiet), start=start)


def do_add_habit(person: Person, name: str, rule: str, start: int | None, unit: str | None) -> None:
    """Add a habit."""
    habits.add_habit(person.ws, name, read_plan(rule), start, habits.Traits(unit, "cue"))


DO: dict[str, Callable[..., object]] = {
    "log": do_log,
    "edit": do_edit,
    "remove": lambda person, places: entries.remove_entries(person.ws, [entry_at(person, place) for place in places]),
    "star": lambda person, place, star: entries.star_entry(person.ws, entry_at(person, place), star=star),
    "save_day": do_save_day,
    "merge": lambda person, one, other: tags.merge_tags(person.ws, one, other),
    "rename": lambda person, one, other: tags.rename_tag(person.ws, one, other),
    "edit_tag": lambda person, name, unit, reads: tags.edit_tag(person.ws, name, unit, reads),
    "add_habit": do_add_habit,
    "edit_habit": do_edit_habit,
    "change_rule": lambda person, name, rule, since: habits.edit_habit(person.ws, name, read_plan(rule), since),
    "archive": lambda person, name: habits.archive_habit(person.ws, [name]),
    "unarchive": lambda person, name: habits.unarchive_habit(person.ws, [name]),
    "order": lambda person, names: habits.order_habits(person.ws, names),
    "skip": lambda person, name, on, because, off: pausing.skip_day(person.ws, name, on, because, off=off),
    "pause": lambda person, names, first, last: pausing.pause_habits(person.ws, names, first, last, "holiday"),
    "resume": lambda person, names: pausing.resume_habits(person.ws, names),
    "keep": lambda person, names, on: keep(person.ws, names, on),
    "remove_habit": lambda person, name: habits.remove_habit(person.ws, name),
    "set": lambda person, setting: set_setting(person.ws, *setting),
    "done": do_tick,
    "note": lambda person, kind, first, text: write_note(person.ws, kind, first, text),
    "undo": lambda person: undoing.undo(person.ws),
    "redo": lambda person: undoing.redo(person.ws),
    "undo_act": lambda person, place: undoing.undo(person.ws, act_at(person, place)),
    "redo_act": lambda person, place: undoing.redo(person.ws, act_at(person, place)),
}


def do(person: Person, deed: Deed) -> None:
    """Do one deed at its second; what the program refuses changes nothing."""
    kind, second, arguments = deed
    person.stamp = 1_700_000_000_000 + 1_000 * second
    person.moment = Moment(((TODAY - EPOCH) * MINUTES + 720) * 60_000 + second, 0, "UTC")
    before = person.db.execute("SELECT count(*) FROM change").fetchone()
    try:
        DO[kind](person, *arguments)
    except TinyWinsError:
        assert person.db.execute("SELECT count(*) FROM change").fetchone() == before


def live(person: Person, lived: list[Deed]) -> None:
    """Do one deed after the other."""
    for deed in lived:
        do(person, deed)
