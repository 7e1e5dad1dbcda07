"""Measures: tags whose counts a tweak or a funnel is read from."""

from tinywins.domain.amounts import write_amount
from tinywins.domain.days import label_day, read_day, write_day
from tinywins.domain.names import is_person, show_name
from tinywins.domain.near import find_nearest
from tinywins.errors import UsageError
from tinywins.services.tags import list_known, read_name
from tinywins.storage import entry_rows, work_plans
from tinywins.storage.connect import Db


def read_counted(db: Db, word: str) -> str:
    """Read a tag as typed that is to be counted; UsageError for a person, and for a measurement."""
    name = read_name(word)
    check_counted(db, name)
    return name


def check_counted(db: Db, name: str) -> str:
    """Give the tag that a folded name means; UsageError where its amounts do not add up to a count."""
    if is_person(name):
        raise UsageError(f"{name} is a person, and people are not counted.", "Name a tag, such as +orders.")
    tag = entry_rows.find_tag(db, name)
    reads = entry_rows.read_tag(db, tag)[1]
    if reads != "sum":
        raise UsageError(
            f"{show_name(tag)} is a measurement: it reads as {reads}, and does not add up to a count.",
            f"If it is a count after all: tinywins tag edit {tag} --reads sum",
        )
    return tag


def read_whole(db: Db, tag: str, first: int, last: int) -> dict[int, int]:
    """Read a tag's amounts by day, both ends included; UsageError where one is not whole: there are no half people."""
    counts = {}
    for day, _, amount in work_plans.read_span(db, tag, write_day(first), write_day(last)):
        if amount % 1000:
            ordinal = read_day(day)
            raise UsageError(
                f"{show_name(tag)} has {write_amount(amount)} on {label_day(ordinal, last)}, and counts are whole.",
                f"tinywins list +{tag} --since {day} --until {day} shows where.",
            )
        counts[read_day(day)] = amount // 1000
    return counts


def read_events(db: Db, tag: str, first: int, last: int) -> dict[int, int]:
    """Read how often something happened by day: a tag's amounts, or where it has a unit, its entries."""
    if not entry_rows.read_tag(db, tag)[0]:
        return read_whole(db, tag, first, last)
    return {read_day(day): n for day, n, _ in work_plans.read_span(db, tag, write_day(first), write_day(last))}


def list_unlogged(db: Db, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """List the names under which nothing was logged yet, each with the known tag that it resembles, or ""."""
    unlogged = [name for name in names if not work_plans.read_ends(db, entry_rows.find_tag(db, name))[0]]
    if not unlogged:
        return ()
    known = [tag for tag in list_known(db) if not is_person(tag) and tag not in unlogged]
    return tuple((name, find_nearest(name, known) or "") for name in unlogged)
