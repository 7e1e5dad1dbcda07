"""The workspace: what every service needs from outside, put together once by `bootstrap`."""

from collections.abc import Callable

from tinywins.domain.days import Moment, day_of
from tinywins.storage.connect import explain_error
from tinywins.storage.facts import read_settings
from tinywins.storage.store import Store

__all__ = ["Settings", "Workspace", "explain_error", "load_settings", "open_beside"]


class Settings:
    """The settings that change what is counted; they are kept in the journal.

    `day_start` is a whole hour 0-6; `spares` are (start, earned every so many, cap).
    """

    __slots__ = ("day_start", "spares")

    def __init__(self, day_start: int = 4, spares: tuple[int, int, int] = (1, 7, 2)) -> None:
        self.day_start = day_start
        self.spares = spares


class Workspace:
    """A store with the clocks and the randomness that services may use.

    `now` tells the moment that a person lives in, `stamp_clock` the real UTC milliseconds that order acts;
    `new_id` makes a fresh UUIDv7; `localize` gives the instant and offset of a wall-clock time, in milliseconds.
    """

    __slots__ = ("localize", "new_id", "now", "settings", "stamp_clock", "store")

    def __init__(
        self,
        store: Store,
        settings: Settings,
        now: Callable[[], Moment],
        stamp_clock: Callable[[], int],
        new_id: Callable[[], str],
        localize: Callable[[int], tuple[int, int]],
    ) -> None:
        self.store = store
        self.settings = settings
        self.now = now
        self.stamp_clock = stamp_clock
        self.new_id = new_id
        self.localize = localize

    def today(self) -> int:
        """Give the day that counts now."""
        return day_of(self.now(), self.settings.day_start)


def open_beside(ws: Workspace, notify: Callable[[str], None]) -> Workspace:
    """Give a workspace of its own on the same log, for another thread; whoever opens it closes its store."""
    store = ws.store.beside(notify)
    return Workspace(store, ws.settings, ws.now, ws.stamp_clock, ws.new_id, ws.localize)


def load_settings(store: Store) -> Settings:
    """Read the settings that are kept in the log, or the defaults."""
    settings = Settings()
    for key, value in read_settings(store.reader()):
        if key == "day_start":
            settings.day_start = int(value)
        elif key == "spares":
            start, every, cap = value.split(",")
            settings.spares = (int(start), int(every), int(cap))
    return settings
