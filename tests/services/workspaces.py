"""Somebody with a log: a workspace on real SQLite, with clocks that a test sets and ids that are the same each time."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tests.builders import UTC, moment, moment_of
from tinywins.domain.days import Moment
from tinywins.domain.entries import Entry
from tinywins.domain.ids import order_id
from tinywins.domain.line import parse_line
from tinywins.domain.schedule import read_rule, write_when
from tinywins.services.habits import Plan, add_habit, edit_habit
from tinywins.services.listing import find_entries
from tinywins.services.logging import Logged, When, has_same, log
from tinywins.services.ticking import tick
from tinywins.services.views import HabitView, list_habits
from tinywins.services.when import find_when
from tinywins.services.workspace import Workspace, load_settings
from tinywins.storage.connect import Db
from tinywins.storage.store import Store

FRIDAY = "2026-11-20"


def colliding_ids(times: int, signs: int = 4) -> list[str]:
    """Make ids whose codes share so many first signs, and differ in the next."""
    step = 22 * 32 ** (signs - 1)
    return [order_id(1_000 + number, (12_345 + number * step).to_bytes(10, "big")) for number in range(times)]


def read_plan(rule: str) -> Plan:
    """Give the plan that asks for a whole rule."""
    schedule = read_rule(rule, 1)
    return Plan(write_when(schedule), schedule.target, schedule.limit, schedule.spares, schedule.assume)


class Person:
    """Somebody with a log, on one device.

    `go` moves them through time and zones, `stamp` is the real clock in milliseconds, which moves on a second with
    every act, and `notes` holds what a store had to say.
    """

    def __init__(self, folder: str = ":memory:", *, device: str = "a", now: str = f"{FRIDAY} 12:00") -> None:
        self.random = Random(device)
        self.stamp = 1_700_000_000_000
        self.notes: list[str] = []
        self.moment = moment(now, "UTC")
        self.store = Store(folder, self.notes.append, lambda: device)

    def go(self, wall: str, zone: str = "UTC", *, fold: int = 0) -> None:
        """Be where the clocks of a zone show this time."""
        self.moment = moment(wall, zone, fold=fold)

    def go_to(self, day: int, hour: int = 12) -> None:
        """Be at an hour of a day, in UTC."""
        self.go(f"{datetime.fromordinal(day):%Y-%m-%d} {hour:02d}:00")

    def make_id(self) -> str:
        """Make an id that is the same in every run of a test."""
        return order_id(self.stamp, self.random.randbytes(10))

    def read_stamp(self) -> int:
        """Read the clock that orders acts; it moves on a second."""
        self.stamp += 1_000
        return self.stamp

    def localize(self, wall: int) -> tuple[int, int]:
        """Give instant and offset of a wall-clock time in the zone of the moment."""
        naive = datetime(1970, 1, 1) + timedelta(milliseconds=wall)  # noqa: DTZ001 - the zone follows
        zone = self.moment.zone or "UTC"
        found = moment_of(naive.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), zone)
        return found.ms, found.offset

    @property
    def ws(self) -> Workspace:
        """The workspace as a command would open it now."""
        settings = load_settings(self.store)
        return Workspace(self.store, settings, self.read_moment, self.read_stamp, self.make_id, self.localize)

    def read_moment(self) -> Moment:
        """Read the clock that a person lives by."""
        return self.moment

    @property
    def db(self) -> Db:
        """The connection that queries read."""
        return self.store.reader()

    def when(self, on: str | None, at: str | None = None, *, force: bool = False) -> When | None:
        """Give the day and instant that words mean; None for now."""
        return find_when(self.ws, on, at, force=force) if on or at else None

    def log(
        self, raw: str, on: str | None = None, at: str | None = None, *, note: str = "", force: bool = False
    ) -> Logged:
        """Log one line."""
        return log(self.ws, [parse_line(raw)], self.when(on, at, force=force), note)[0]

    def log_if_missing(self, raw: str, on: str | None = None) -> list[Logged]:
        """Log one line unless its day has it."""
        return log(self.ws, [parse_line(raw)], self.when(on), unless=has_same)

    def log_days(self, raw: str, days: list[int]) -> None:
        """Log one line on each of these days, in the order given."""
        ws = self.ws
        for number in days:
            log(ws, [parse_line(raw)], When(number))

    def done(self, *words: str, on: str | None = None) -> tuple[list[str], list[str]]:
        """Tick habits: the tags that were logged, and those that were done already."""
        ticked = tick(self.ws, list(words), find_when(self.ws, on, None))
        return [logged.tag for logged in ticked.logged], ticked.already

    def habit(self, name: str) -> HabitView:
        """Give a habit as it stands."""
        return next(habit for habit in list_habits(self.ws) if habit.tag == name)

    def add_habit(self, name: str, rule: str = "daily", start: int | None = None) -> HabitView:
        """Add a habit whose rule is written as it is stored."""
        return add_habit(self.ws, name, read_plan(rule), start)

    def edit_habit(self, name: str, rule: str, since: int) -> HabitView:
        """Change a habit's rule from a day on."""
        return edit_habit(self.ws, name, read_plan(rule), since).habit

    def entries(self, *words: str) -> list[Entry]:
        """Find entries, newest first."""
        return find_entries(self.ws, list(words), None, None, None).entries

    def texts(self, *words: str) -> list[str]:
        """Give the texts of entries, newest first."""
        return [entry.text for entry in self.entries(*words)]

    def changes(self) -> list[tuple[str, int, str, int, str, str, str, int]]:
        """Give the rows of the journal, in the order in which they came to be."""
        return self.db.execute("SELECT * FROM change ORDER BY stamp, device, n").fetchall()

    def close(self) -> None:
        """Close the log."""
        self.store.close()
