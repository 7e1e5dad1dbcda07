"""Importing: rows of a file become entries, in one act, all of them or none; what is here already stays one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from tinywins.domain.days import calendar_day, day_of, write_day
from tinywins.domain.names import natural_id
from tinywins.formats.rows import WORK, Fields, Read, Refused, Row
from tinywins.services.before import back_up_before
from tinywins.services.workspace import Workspace
from tinywins.storage import bulk, journal
from tinywins.storage.bulk import ENCODE, Birth, Bulk
from tinywins.storage.connect import Db

BATCH = 1_000  # rows that are looked up and written together
WIDEST = 20_000  # fields in them
SHORTER = (1 << 60) - 1  # of a hash: a number of two digits to Python, which takes less memory than one of three
TOLD = 10  # refusals and differences that are told in full
SHOWN = 5  # rows that a preview shows
NOTHING: bulk.Known = (bulk.UNKNOWN, {})
SIMPLE = ("text", "note", "star")

Values = dict[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry of which a row says something else: the line, its code and text, and by field (here, in the row)."""

    line: int
    short: str
    text: str
    values: Values


@dataclass(frozen=True, slots=True)
class Preview:
    """What a row would become: its line, the entry's fields, and new, here, removed or differing."""

    line: int
    fields: Fields
    state: str


@dataclass(slots=True)
class Imported:
    """What became of the rows of a file, or of the changes of a journal (`kind` is rows or changes).

    Each one read is counted once more under one of the six that follow: `imported` are new, `here` were here already,
    `removed` were and are removed, `differing` are left as they were, `updated` were changed, `refused` could not be
    read. `written` says whether anything was recorded: never in a dry run, nor when rows were refused and that was not
    allowed. `first` and `last` are the days (ISO text) of the new ones, `wins` how many of them count (0 in a dry run),
    `act` is the id to undo, "" for changes, which keep their acts. `backup` is the name of one that holds the log as it
    was before; "" where few were to come, or nothing was there.
    """

    source: str
    kind: str = "rows"
    read: int = 0
    imported: int = 0
    here: int = 0
    removed: int = 0
    differing: int = 0
    updated: int = 0
    refused: int = 0
    written: bool = False
    first: str = ""
    last: str = ""
    wins: int = 0
    act: str = ""
    backup: str = ""
    refusals: list[Refused] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    previews: list[Preview] = field(default_factory=list)


class NothingWrittenError(Exception):
    """Raised to leave a transaction without a trace."""


class Importer:
    """One import under way: it judges rows batch by batch, and writes what is new as long as all may be written."""

    __slots__ = ("bulk", "contents", "db", "keyed", "latest", "logged", "seen", "skip", "told", "update")

    def __init__(self, ws: Workspace, db: Db, source: str, *, update: bool, skip: bool) -> None:
        moment = ws.now()
        self.db = db
        self.told = Imported(source)
        self.update = update
        self.skip = skip
        self.bulk: Bulk | None = None
        self.contents: dict[int, int] = {}
        self.seen: dict[int, int] = {}  # by the hash of an id, that of what its row says
        self.keyed = 0
        self.logged = (moment.ms, moment.offset, moment.zone)
        self.latest = write_day(max(day_of(moment, ws.settings.day_start), calendar_day(moment)))

    def read(self, rows: Iterable[Read], tell: Callable[[int], None]) -> None:
        """Take all rows; `tell` hears now and then how many were read."""
        batch: dict[str, Row] = {}
        width = 0
        for row in rows:
            self.told.read += 1
            if isinstance(row, Refused):
                self.refuse(row.line, row.reason)
            elif (entry_id := self.identify(row)) is not None:
                width += len(row.fields)
                if len(batch) >= BATCH or width > WIDEST or entry_id in batch:  # as an id may be made of a line's key
                    self.take(batch)
                    batch, width = {}, len(row.fields)
                    tell(self.told.read)
                batch[entry_id] = row
        self.take(batch)
        if self.bulk is not None:
            self.bulk.finish()
            self.told.wins = self.bulk.wins

    def is_writing(self) -> bool:
        """Say whether what is read may still be written."""
        return self.bulk is not None

    def refuse(self, line: int, reason: str) -> None:
        """Count a row that cannot come in; unless such rows are skipped, nothing is written any more."""
        self.told.refused += 1
        if len(self.told.refusals) < TOLD:
            self.told.refusals.append(Refused(line, reason))
        if not self.skip:
            self.bulk = None

    def identify(self, row: Row) -> str | None:
        """Give the id of a row's entry; None for one that is refused, or that the file holds already."""
        if not row.key:
            if self.is_ahead(row):
                return None
            content = ENCODE(dict(sorted(row.fields.items())))
            same = hash(content) & SHORTER
            times = self.contents[same] = self.contents.get(same, 0) + 1
            return natural_id("row", f"{content}\x1f{times}")
        entry_id = row.key if row.is_own else natural_id("key", row.key)
        if row.is_keyed and self.is_ahead(row):
            return None
        same = hash(repr(row.fields)) & SHORTER
        before = self.seen.setdefault(hash(entry_id) & SHORTER, same)
        if len(self.seen) > self.keyed:
            self.keyed += 1
            return entry_id
        if before != same:
            self.refuse(row.line, "An earlier line has the same id, and says something else.")
        else:
            self.told.here += 1
        return None

    def is_ahead(self, row: Row) -> bool:
        """Refuse a row whose day is still to come."""
        day = str(row.fields["when"][0])  # type: ignore[index]
        if day <= self.latest:
            return False
        self.refuse(row.line, f"{day} is still to come.")
        return True

    def take(self, batch: dict[str, Row]) -> None:
        """Judge a batch of rows by their ids, and write those that are new."""
        known = bulk.read_known(self.db, list(batch))
        births: list[Birth] = []
        changes: list[tuple[str, Fields]] = []
        for entry_id, row in batch.items():
            state, live = known.get(entry_id, NOTHING)
            if state in (bulk.UNKNOWN, bulk.UNDONE):
                births.append((entry_id, row.short, row.fields, row.logged or self.logged, state == bulk.UNDONE))
                said = self.add_new(row)
            elif state == bulk.GONE:
                self.told.removed += 1
                said = "removed"
            elif changed := compare(live, row):
                said = self.add_differing(row, live, changed)
                changes.append((entry_id, changed))
            else:
                self.told.here += 1
                said = "here"
            if len(self.told.previews) < SHOWN:
                self.told.previews.append(Preview(row.line, row.fields, said))
        if self.bulk is not None:
            if births:
                self.bulk.insert(births)
            if self.update:
                self.bulk.update(changes)

    def add_new(self, row: Row) -> str:
        """Count a new entry."""
        day = str(row.fields["when"][0])  # type: ignore[index]
        told = self.told
        told.imported += 1
        told.last = max(told.last, day)
        if day < told.first or not told.first:
            told.first = day
        return "new"

    def add_differing(self, row: Row, live: Fields, changed: Fields) -> str:
        """Count an entry of which a row says something else."""
        if self.update:
            self.told.updated += 1
        else:
            self.told.differing += 1
        if len(self.told.differences) < TOLD:
            values = {key: (live.get(key), value) for key, value in changed.items()}
            named = Difference(row.line, str(live.get("short", "")), str(live.get("text", "")), values)
            self.told.differences.append(named)
        return "differing"


def compare(live: Fields, row: Row) -> Fields:
    """Give what a row says otherwise than an entry does; when it was written down is no part of it."""
    stated, wanted = row.stated, row.fields
    changes: Fields = {}
    for key in SIMPLE:
        if key in stated and (live.get(key) or "") != (wanted.get(key) or ""):
            changes[key] = wanted.get(key, False if key == "star" else "")
    if not is_same_time(live.get("when"), wanted["when"], "at" in stated):
        changes["when"] = wanted["when"]
    names = {key for key in stated if key[0] in "+@"}
    if "tags" in stated:
        names = {key for key in (*live, *wanted) if key[0] in "+@"}
    for key in sorted(names):
        if not is_same_mention(live.get(key), wanted.get(key)):
            changes[key] = wanted.get(key)
    for key in WORK[:8]:
        if key in stated and (live.get(key) or "") != (wanted.get(key) or ""):
            changes[key] = wanted.get(key, "")
    if "turned" in stated and (live.get("outcome") or "") != (wanted.get("outcome") or ""):
        changes["outcome"] = wanted.get("outcome", "")
    return changes


def is_same_mention(before: object, after: object) -> bool:
    """Say whether two fields of a name mean the same: both none, both bare, or the same amount."""
    kinds = [None if value is None or value is False else value for value in (before, after)]
    return type(kinds[0]) is type(kinds[1]) and kinds[0] == kinds[1]


def is_same_time(before: object, after: object, whole: bool) -> bool:
    """Say whether two fields `when` mean the same; unless `whole`, the day decides."""
    if not isinstance(before, list) or not isinstance(after, list):
        return before == after
    return before == after if whole else before[:1] == after[:1]


def import_rows(
    ws: Workspace,
    rows: Iterator[Read],
    source: str,
    tell: Callable[[int], None],
    *,
    update: bool = False,
    skip_refused: bool = False,
    dry_run: bool = False,
) -> Imported:
    """Bring rows in, in one act: new ones are added, and with `update` those that differ are changed.

    `source` names the file for the history. Without `skip_refused` a row that cannot be read keeps all others out.
    """
    if dry_run:
        judging = Importer(ws, ws.store.reader(), source, update=update, skip=skip_refused)
        judging.read(rows, tell)
        return judging.told
    told = Imported(source)
    rows, backup = back_up_before(ws, rows)
    try:
        with ws.store.writing() as db:
            importer = Importer(ws, db, source, update=update, skip=skip_refused)
            told = importer.told
            told.backup = backup
            act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
            importer.bulk = Bulk(db, act)
            importer.read(rows, tell)
            if not importer.is_writing() or not (told.imported or told.updated):
                raise NothingWrittenError
            counts = {"source": source, "entries": told.imported, "updated": told.updated}
            journal.record(db, act, "import", act.id, ENCODE(counts))
            told.written, told.act = True, act.id
    except NothingWrittenError:
        told.wins = 0
    return told
