"""Finding entries by words, tags and days."""

from dataclasses import dataclass

from tinywins.domain.datewords import read_day_words
from tinywins.domain.days import write_day
from tinywins.domain.entries import Entry
from tinywins.domain.line import is_bare_mention
from tinywins.services.tags import require_tag
from tinywins.services.workspace import Workspace
from tinywins.storage import queries

NEWEST = 20  # entries shown when nothing was asked for


@dataclass(frozen=True, slots=True)
class Listed:
    """Entries that were asked for, newest first, and the day it is."""

    entries: list[Entry]
    today: int


def read_span(today: int, since: str | None, until: str | None) -> tuple[str, str]:
    """Read the words for a first and a last day into ISO text; what was not said is empty."""
    first, last = (write_day(read_day_words(words, today)) if words is not None else "" for words in (since, until))
    return first, last


def find_entries(
    ws: Workspace,
    words: list[str],
    since: str | None,
    until: str | None,
    most: int | None,
    *,
    starred: bool = False,
) -> Listed:
    """Find the entries that hold every word, tag and person; without any of them, the newest 20."""
    db, today = ws.store.reader(), ws.today()
    first, last = read_span(today, since, until)
    wanted = queries.Filter(
        words=tuple(word for word in words if not is_bare_mention(word)),
        tags=tuple(require_tag(db, word) for word in words if is_bare_mention(word)),
        since=first,
        until=last,
        starred=starred,
    )
    if most is None:
        most = -1 if wanted != queries.Filter() else NEWEST
    return Listed(queries.find_entries(db, wanted, most), today)
