"""Logging: lines become entries, in one act, and what became true is told back."""

from collections.abc import Callable

from tinywins.domain.days import Moment, calendar_day, day_of, write_day
from tinywins.domain.entries import Entry, Tags, is_win
from tinywins.domain.line import Line, Mention, total_mentions
from tinywins.domain.names import is_person
from tinywins.errors import StorageError, UsageError
from tinywins.services.special import Special, choose_special
from tinywins.services.standing import Standing, find_lost_days, find_standing, is_filling, read_parts
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, facts, journal
from tinywins.storage.connect import Db

Fields = dict[str, object]

FEW = 5  # lines of one act that are told in full


class Logged:
    """What logging one line did.

    `tag` is its first habit, else its first tag that counts, else its first; those recorded as 0 come last. `name` is
    what the entry calls it.
    `standing` is there for a habit. `total` counts the tag's entries (without tags: all wins) and `amount` sums the
    tag in its `unit`; `added` is what this entry added to it, `wins_in_act` counts the wins of its act. `quiet` says
    that the habit wants no numbers, `reward` is the habit's when this entry filled its slot, `archived` says that it is
    put away. `near` is a known tag that a new one resembles, with its entries. `night` is the hour at which the day
    begins when that is to be explained; `behind` says that the clock stands before the newest entry, `level` that the
    tag is a measurement, `counts` that the tag makes wins. `treats` are due with the act: (how many more, tag, treat).
    """

    __slots__ = (
        "added",
        "amount",
        "archived",
        "behind",
        "counts",
        "entry",
        "level",
        "name",
        "near",
        "night",
        "quiet",
        "reward",
        "special",
        "standing",
        "tag",
        "today",
        "total",
        "treats",
        "unit",
        "wins_in_act",
        "wins_today",
    )

    def __init__(self, entry: Entry, today: int) -> None:
        self.entry = entry
        self.today = today
        self.standing: Standing | None = None
        self.tag = self.name = ""
        self.unit = ""
        self.reward = ""
        self.total = self.wins_today = self.wins_in_act = self.amount = self.added = 0
        self.near: tuple[str, str, int] | None = None
        self.treats: list[tuple[int, str, str]] = []
        self.special: Special | None = None
        self.night = 0
        self.counts = True
        self.behind = self.level = self.quiet = self.archived = False


class When:
    """The day a line is for, with the instant in UTC milliseconds and its offset where they are known."""

    __slots__ = ("at", "day", "offset")

    def __init__(self, day: int, at: int | None = None, offset: int | None = None) -> None:
        self.day = day
        self.at = at
        self.offset = offset


def log(
    ws: Workspace,
    lines: list[Line],
    when: When | None = None,
    note: str = "",
    unless: Callable[[Db, Line, int], bool] | None = None,
    work: list[Fields | None] | None = None,
    also: Callable[[Db, journal.Act], None] | None = None,
) -> list[Logged]:
    """Record lines as entries in one act, but for those of which `unless` (given their day) says so.

    `work` holds, line by line, the fields of what hangs on it: a step, feedback, thanks, a moment. `also` does before
    them what belongs to the same act, or refuses it.
    """
    moment = ws.now()
    today = day_of(moment, ws.settings.day_start)
    when = when or When(today, moment.ms, moment.offset)
    told: list[Logged] = []
    with ws.store.writing() as db:
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        last = entry_rows.find_last(db)
        if also:
            also(db, act)
        for line, entry_id, fields in zip(lines, make_ids(ws, len(lines)), work or [None] * len(lines), strict=True):
            if unless and unless(db, line, when.day):
                continue
            tags, uncounted, units = read_line_tags(db, line, when.day)
            entry = new_entry(db, entry_id, line.text, tags, when, moment, note)
            entry.win = is_win(tags, uncounted)
            if fields:
                take_work(entry, fields)
            told.append(record_entry(db, act, entry, today, units, uncounted))
        if told:
            tell_treats(db, told, count_again(db, told))
            told[0].behind = is_behind(db, last, moment)
            tell_standings(db, ws, told)
            wins = sum(logged.entry.win for logged in told)
            for logged in told:
                logged.wins_in_act = wins
        if len(told) <= FEW:
            for place, logged in enumerate(told):
                logged.night = ws.settings.day_start if explain_night(db, today, when) else 0
                logged.special = choose_special(db, logged, ws.settings.spares, act.n - len(told) + 1 + place)
    for logged in told:
        if not facts.has_entry(ws.store.reader(), logged.entry.id):
            raise StorageError("The entry was written and cannot be read back.", "Ask for details: tinywins doctor")
    return told


def read_line_tags(db: Db, line: Line, day: int) -> tuple[Tags, set[str], dict[str, str]]:
    """Add up a line's tags; give them with the names that are no wins on that day, and each name's unit."""
    units: dict[str, str] = {}
    uncounted: set[str] = set()
    for mention in line.mentions:
        if not is_person(mention.name):
            tag = entry_rows.find_tag(db, mention.name)
            units[mention.name], _ = entry_rows.read_tag(db, tag)
            check_unit(mention, units[mention.name])
            if entry_rows.is_uncounted(db, tag, write_day(day)):
                uncounted.add(mention.name)
    return total_mentions(line.mentions, units), uncounted, units


def check_unit(mention: Mention, unit: str) -> None:
    """Raise UsageError when a line gives an amount in another unit than the tag's."""
    if not mention.unit or mention.unit.casefold() == unit.casefold():
        return
    name = mention.name
    if unit:
        raise UsageError(f"+{name} is counted in {unit}, not in {mention.unit}.", f"Write +{name}=5 or +{name}=5{unit}")
    raise UsageError(
        f"+{name} has no unit yet, so {mention.unit} cannot be kept.",
        f"tinywins tag edit {name} --unit {mention.unit}",
    )


def has_same(db: Db, line: Line, day: int) -> bool:
    """Say whether a day has an entry with the same tags; without tags, with the same text."""
    wanted = sorted({entry_rows.find_tag(db, mention.name) for mention in line.mentions})
    for entry_id, other in facts.read_day_texts(db, write_day(day)):
        names = sorted({entry_rows.find_tag(db, name) for name, _ in entry_rows.read_tags(db, entry_id)})
        if names == wanted and (wanted or other == line.text):
            return True
    return False


def make_ids(ws: Workspace, number: int) -> list[str]:
    """Make ids for the entries of one act, in order: within a millisecond they are random, and entries sort by them."""
    return sorted([ws.new_id() for _ in range(number)])


def new_entry(db: Db, entry_id: str, text: str, tags: Tags, when: When, moment: Moment, note: str) -> Entry:
    """Make an entry with a short code that no other has."""
    written = (moment.ms, moment.offset, moment.zone)
    short = entry_rows.find_free_code(db, entry_id)
    return Entry(entry_id, short, text, when.day, when.at, when.offset, written, tags, note)


def record_entry(
    db: Db, act: journal.Act, entry: Entry, today: int, units: dict[str, str], uncounted: set[str]
) -> Logged:
    """Write an entry into journal and projection; its days are counted again once the act is whole."""
    n = journal.record(db, act, "entry", entry.id, entry_rows.entry_fields(db, entry))
    logged = Logged(entry, today)
    counted = {name: entry_rows.find_tag(db, name) for name, _ in entry.tags}
    names = [name for name, amount in entry.tags if not is_person(name) and amount != 0]
    names = names or [name for name, _ in entry.tags if not is_person(name)]
    habits = [name for name in names if facts.is_habit(db, counted[name])]
    habit = next((name for name in habits if name not in uncounted), habits[0] if habits else None)
    first = habit or next((name for name in names if name not in uncounted), names[0] if names else None)
    if first is not None:
        logged.counts = first not in uncounted
        logged.level = first in uncounted and entry_rows.read_tag(db, counted[first])[1] != "sum"
        logged.name, logged.tag, logged.unit = first, counted[first], units[first]
        amount = dict(entry.tags)[first]
        logged.added = amount if amount is not None else 0 if logged.unit else 1000
        if not facts.has_days(db, counted[first]) and len(first) > 2:
            from tinywins.services.near_tags import find_near

            logged.near = find_near(db, first)
    entry_rows.insert_entry(db, entry, act.device, n)
    return logged


def take_work(entry: Entry, fields: Fields) -> None:
    """Hang on an entry what it did; a moment that turned badly is no win."""
    from tinywins.storage.work_rows import is_bad

    entry.work = fields
    entry.win = entry.win and not is_bad(fields)


def count_again(db: Db, told: list[Logged]) -> set[str]:
    """Count the days again that an act's entries belong to, each tag and day once; give the tags."""
    cells = {(entry_rows.find_tag(db, name), logged.entry.day) for logged in told for name, _ in logged.entry.tags}
    for tag, day in cells:
        entry_rows.refresh_tag_days(db, tag, write_day(day))
    entry_rows.refresh_wins(db, {write_day(logged.entry.day) for logged in told})
    return {tag for tag, _ in cells}


def tell_treats(db: Db, told: list[Logged], tags: set[str]) -> None:
    """Fill in, on an act's last entry, the treats that became due with it."""
    due = [treat for treat in facts.list_treats(db) if treat[0] in tags]
    if due:
        from tinywins.services.work.treats import find_due

        told[-1].treats = find_due(db, [logged.entry for logged in told], due)


def is_behind(db: Db, last: str | None, moment: Moment) -> bool:
    """Say whether the clock stands before the newest entry of this device."""
    return last is not None and facts.read_logged(db, last) > moment.ms


def explain_night(db: Db, today: int, when: When) -> bool:
    """Say, once ever, that an entry of the small hours counts for the evening before."""
    if when.day != today or when.at is None or when.offset is None:
        return False
    return calendar_day(Moment(when.at, when.offset)) != today and facts.explain_once(db, "night")


def tell_standings(db: Db, ws: Workspace, told: list[Logged]) -> None:
    """Fill in what an act's entries moved: the habits' runs, and of a few entries the counts too."""
    lost = find_lost_days(db, ws.settings.day_start)
    standings: dict[str, Standing] = {}
    for logged in told:
        tag = logged.tag
        if tag and facts.is_habit(db, tag):
            tell_habit(db, ws, logged, lost, standings)
        if logged.standing is not None:
            logged.total, logged.amount = logged.standing.entries, logged.standing.amount
        elif tag and len(told) <= FEW:
            logged.total, logged.amount, _, _ = facts.read_tag_total(db, tag)
        elif len(told) <= FEW:
            day = write_day(logged.entry.day)
            logged.total, logged.wins_today = facts.count_all_wins(db), facts.count_wins(db, day)


def tell_habit(db: Db, ws: Workspace, logged: Logged, lost: frozenset[int], standings: dict[str, Standing]) -> None:
    """Fill in where an entry's habit stands; `standings` keeps those that are known already."""
    tag = logged.tag
    _, reward, logged.quiet, archived = facts.read_habit(db, tag)
    if archived:
        logged.archived = True
        return
    if tag not in standings:
        parts = read_parts(db, tag)
        standings[tag] = find_standing(db, tag, parts, logged.today, ws.settings.spares, lost)
    logged.standing = standings[tag]
    if reward and is_filling(db, logged.standing, logged.entry.day, logged.added):
        logged.reward = reward
