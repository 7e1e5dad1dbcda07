"""Thanks: a small victory of somebody else, noticed and said."""

from dataclasses import dataclass

from tinywins.domain.days import write_day
from tinywins.domain.entries import Entry
from tinywins.domain.line import Line, Mention, check_breaks, check_text
from tinywins.domain.names import is_person
from tinywins.domain.periods import first_of, last_of
from tinywins.errors import UsageError
from tinywins.services.logging import Logged, When, log
from tinywins.services.short_words import is_same_who, read_who
from tinywins.services.workspace import Workspace
from tinywins.storage import moment_rows
from tinywins.storage.connect import Db


@dataclass(frozen=True, slots=True)
class Thanked:
    """Thanks that were said: to whom, the win, and the thanks of its month, in all and to the same."""

    who: str
    logged: Logged
    month: int
    same: int


def thank(ws: Workspace, who: str, line: Line, when: When | None = None, note: str = "") -> Thanked:
    """Log thanks to a person (a name with @, who is named on it) or to whoever is meant by some words."""
    name = check_breaks(check_text(read_who(who), "Who is thanked"))
    if not name:
        raise UsageError("Who is thanked is not said.", 'tinywins thanks @anna "caught the bug before the release"')
    mentions = list(line.mentions)
    if is_person(name) and name not in [mention.name for mention in mentions]:
        mentions.append(Mention(name))
    (logged,) = log(ws, [Line(line.text, mentions)], when, note, work=[{"thanks": name}])
    day = logged.entry.day
    thanked = moment_rows.list_thanked(
        ws.store.reader(), write_day(first_of("month", day)), write_day(last_of("month", day))
    )
    return Thanked(name, logged, len(thanked), sum(is_same_who(name, other) for other in thanked))


def list_thanks(ws: Workspace, most: int = -1) -> list[tuple[str, Entry]]:
    """List who was thanked, with the entries, newest first."""
    return moment_rows.read_thanks(ws.store.reader(), "", "9999-12-31", most)


def thanks_between(db: Db, first: str, last: str) -> list[tuple[str, Entry]]:
    """List who was thanked from one day to another (ISO text), with the entries, newest first."""
    return moment_rows.read_thanks(db, first, last)
