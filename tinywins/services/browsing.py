"""Browsing: the log as one long list, newest first, of which nothing is read but what is looked at."""

from bisect import bisect_left, bisect_right
from itertools import accumulate

from tinywins.domain.days import read_day, write_day
from tinywins.domain.entries import Entry
from tinywins.domain.line import is_bare_mention
from tinywins.services.tags import list_known, read_name, require_tag
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, windows
from tinywins.storage.connect import Db
from tinywins.storage.queries import Filter

DAYS_KEPT, ENTRIES_KEPT = 100, 400  # what was looked at lately, and need not be read again
Counts = dict[int, int]


class Browsing:
    """The entries that are wanted, newest first, each known by its place.

    `counts` says how many each day has. A day's entries are read when one of them is asked for, and kept a while; after
    a change `recount` or a new one says how things stand.
    """

    __slots__ = ("_days", "_ends", "_entries", "_ids", "counts", "wanted", "ws")

    def __init__(self, ws: Workspace, wanted: Filter, counts: Counts) -> None:
        self.ws = ws
        self.wanted = wanted
        self.counts = counts
        self._ids: dict[int, list[str]] = {}
        self._entries: dict[str, Entry | None] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        self._days = sorted((day for day, n in self.counts.items() if n), reverse=True)
        self._ends = list(accumulate(self.counts[day] for day in self._days))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def day(self, place: int) -> int:
        """Give the day of the entry at a place."""
        return self._days[bisect_right(self._ends, place)]

    def is_first(self, place: int) -> bool:
        """Say whether the entry at a place is the first of its day in the list."""
        return place == 0 or self.day(place - 1) != self.day(place)

    def entry(self, place: int) -> Entry | None:
        """Give the entry at a place; None where there is none, or another program has just taken it away."""
        if not 0 <= place < len(self):
            return None
        day = self.day(place)
        ids = self._read_ids(day)
        back = place - self._begin(day)
        return self._read(ids[back]) if back < len(ids) else None

    def _begin(self, day: int) -> int:
        """Give the place of the first entry of a day, or of the first after it in the list."""
        before = bisect_left(self._days, -day, key=lambda each: -each)
        return self._ends[before - 1] if before else 0

    def _read_ids(self, day: int) -> list[str]:
        ids = self._ids.get(day)
        if ids is None:
            if len(self._ids) >= DAYS_KEPT:
                self._ids.clear()
            ids = self._ids[day] = windows.list_day(self.ws.store.reader(), self.wanted, write_day(day))
        return ids

    def _read(self, entry_id: str) -> Entry | None:
        if entry_id not in self._entries:
            if len(self._entries) >= ENTRIES_KEPT:
                self._entries.clear()
            self._entries[entry_id] = entry_rows.read_entry(self.ws.store.reader(), entry_id)
        return self._entries[entry_id]

    def find(self, entry_id: str) -> int | None:
        """Give the place of an entry; None where it is not in the list."""
        entry = entry_rows.read_entry(self.ws.store.reader(), entry_id)
        if entry is None or not self.counts.get(entry.day):
            return None
        ids = self._read_ids(entry.day)
        return self._begin(entry.day) + ids.index(entry_id) if entry_id in ids else None

    def find_day(self, day: int) -> int:
        """Give the place of the newest entry on a day or before it; the last place where all are younger."""
        return max(0, min(self._begin(day), len(self) - 1))

    def recount(self, days: set[int]) -> None:
        """Count these days again, after entries of no other day have changed."""
        self._ids.clear()
        self._entries.clear()
        for day in days:
            self.counts[day] = len(self._read_ids(day))
        self._lay_out()


class Search:
    """A search under way: it looks through the days from the newest on, a few at each step.

    `found` are the counts of the days that were looked through, `done` says whether those are all. Between two steps
    nothing is held open, so that it can be left at any time.
    """

    __slots__ = ("_days", "_place", "found", "wanted", "ws")

    def __init__(self, ws: Workspace, wanted: Filter, counts: Counts) -> None:
        self.ws = ws
        self.wanted = wanted
        self.found: Counts = {}
        self._days = sorted(counts.items(), reverse=True)
        self._place = 0

    @property
    def done(self) -> bool:
        """Say whether all days were looked through."""
        return self._place >= len(self._days)

    def step(self, most: int) -> None:
        """Look through the next days that have so many entries together, one day at least."""
        first = self._place
        seen = 0
        while self._place < len(self._days) and (self._place == first or seen + self._days[self._place][1] <= most):
            seen += self._days[self._place][1]
            self._place += 1
        if first < self._place:
            oldest, newest = write_day(self._days[self._place - 1][0]), write_day(self._days[first][0])
            rows = windows.count_days(self.ws.store.reader(), self.wanted, oldest, newest)
            self.found.update((read_day(day), n) for day, n in rows)


def count_all(ws: Workspace) -> Counts:
    """Count the entries of each day."""
    return {read_day(day): n for day, n in windows.count_all_days(ws.store.reader())}


def read_wanted(ws: Workspace, typed: str, *, starred: bool = False) -> Filter:
    """Read what is typed to search: words, tags and persons, as for `list`.

    A tag that is not finished means all that begin so; NotFoundError where none does.
    """
    db = ws.store.reader()
    words = typed.split()
    groups = tuple(find_tags(db, word) for word in words if is_bare_mention(word))
    plain = tuple(word for word in words if word not in ("+", "@") and not is_bare_mention(word))
    return Filter(words=plain, any_of=groups, starred=starred)


def find_tags(db: Db, word: str) -> tuple[str, ...]:
    """Give the tag that a word names, or else those whose names begin with it."""
    name = read_name(word)
    known = list_known(db)
    begun = tuple(tag for tag in known if tag.startswith(name))
    return begun if begun and entry_rows.find_tag(db, name) not in known else (require_tag(db, word),)
