"""Series: what is counted by day, of all wins or of one tag, ready for `compounding`."""

from dataclasses import dataclass
from datetime import date

from tinywins.compounding.weeks import Weeks, weekly
from tinywins.domain.days import read_day, write_day
from tinywins.domain.names import is_person
from tinywins.errors import UsageError
from tinywins.services.excuses import EVERY, list_excuses
from tinywins.services.standing import find_lost_days
from tinywins.services.tags import require_tag
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, facts, series
from tinywins.storage.connect import Db

LONGEST_PAUSE = 3_660  # days that an open pause is followed


@dataclass(frozen=True, slots=True)
class Series:
    """What was counted by day: of a tag, or with "" of all wins.

    `counts` holds the days on which there was any. A tag without a unit counts its amounts, one with a unit its
    entries, because weeks of kilometres do not scatter as counts do. `paused` are days on which nothing was wanted.
    """

    tag: str
    counts: dict[int, float]
    paused: frozenset[int]
    today: int
    unit: str = ""

    @property
    def first(self) -> int | None:
        """The first day with a count; None where there is none."""
        return min(self.counts, default=None)

    @property
    def total(self) -> float:
        """All that was counted up to today."""
        return sum(count for day, count in self.counts.items() if day <= self.today)

    def weeks(self) -> Weeks:
        """Give the full weeks for an estimate: without the first day, which has a count by its nature."""
        return weekly(self.counts, self.first + 1, self.today, self.paused) if self.first else Weeks((), (), ())

    def shown_weeks(self) -> Weeks:
        """Give the full weeks as they were, the first day among them."""
        return weekly(self.counts, self.first, self.today, self.paused) if self.first else Weeks((), (), ())


def read_series(ws: Workspace, word: str | None = None, *, any_tag: bool = False) -> Series:
    """Read what was counted under a tag or habit as typed, or all wins.

    UsageError for a measurement, unless `any_tag`: its values do not add up.
    """
    db, today = ws.store.reader(), ws.today()
    tag = require_tag(db, word) if word else ""
    if not tag:
        return Series("", read_days(series.read_win_days(db)), find_paused(ws, EVERY), today)
    if facts.read_habit(db, tag)[2]:
        raise UsageError(
            f"{tag} is quiet: it is recorded without numbers and charts.",
            f"To have them: tinywins habit edit {tag} --no-quiet",
        )
    unit, reads = entry_rows.read_tag(db, tag)
    if reads != "sum" and not any_tag:
        raise UsageError(
            f"{tag} is a measurement: it reads as {reads}, and does not add up.",
            f"tinywins chart heatmap +{tag} shows its days.",
        )
    counts = read_tag_counts(db, tag, is_number=not unit and reads == "sum")
    return Series(tag, counts, find_paused(ws, tag), today, unit)


def read_open(ws: Workspace, word: str | None = None) -> Series:
    """Read a series whose growth means something: all wins, or a tag that has no ceiling.

    UsageError for a limit, and for a habit that is done once a day or not: seven a week is the most it can have.
    """
    db, found = ws.store.reader(), read_series(ws, word)
    if not found.tag or not facts.is_habit(db, found.tag):
        return found
    if entry_rows.is_uncounted(db, found.tag, write_day(found.today)):
        raise UsageError(
            f"{found.tag} is a limit, and no win to grow.", f"tinywins chart heatmap {found.tag} shows how it was kept."
        )
    if max(found.counts.values(), default=0) <= 1:
        raise UsageError(
            f"{found.tag} is done or not, so seven a week is the most, and growth means little.",
            f"tinywins chart strength {found.tag} shows how steady it is.",
        )
    return found


def read_days(rows: list[tuple[str, int]]) -> dict[int, float]:
    """Read rows of ISO text and a count into days."""
    from_text = date.fromisoformat
    return {from_text(day).toordinal(): n for day, n in rows if n}


def read_tag_counts(db: Db, tag: str, *, is_number: bool) -> dict[int, float]:
    """Read a tag's counts by day: its amounts where it has no unit, else its entries."""
    rows = facts.read_tag_days(db, tag)
    if not is_number or is_person(tag):
        return read_days([(day, n) for day, n, _ in rows])
    return {date.fromisoformat(day).toordinal(): amount / 1000 for day, _, amount in rows if amount}


def find_paused(ws: Workspace, tag: str) -> frozenset[int]:
    """Give the days on which a tag paused or was archived ("": all habits paused), and those a traveller never had."""
    db, today = ws.store.reader(), ws.today()
    days = set(find_lost_days(db, ws.settings.day_start))
    for excuse in list_excuses(db, tag):
        last = today if excuse.last is None else min(excuse.last, today)
        days.update(range(max(excuse.first, last - LONGEST_PAUSE), last + 1))
    archived = facts.read_habit(db, tag)[3]
    if archived:
        days.update(range(read_day(archived), today + 1))
    return frozenset(days)
