"""Import: what was exported comes back as it was, once, in one act, and nothing that is refused leaves a trace."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, examples
from tests.services.imports import add_up, bring, count_changes, read_entries, to_csv, to_lines, write_out
from tests.services.workspaces import FRIDAY, Person
from tests.storage.tables import Row, read_changes, read_tables, rebuild_tables
from tinywins.domain.line import BREAKS, Line, Mention
from tinywins.domain.names import natural_id
from tinywins.formats.tables import MARK
from tinywins.services.entries import Edit, edit_entry, remove_entries, star_entry
from tinywins.services.logging import When, log
from tinywins.services.tags import merge_tags
from tinywins.services.undo import redo, undo

TODAY = day(FRIDAY)
FORMS = ("csv", "jsonl")
GUARDED = ("=1+1", "+5kg", "-40%", "@SUM(A1)", "'quoted", "''", "\tx", 'say "so"', "a,b;c|d", "é 日本 👩‍👧", "null", " ")
notes = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=12)
texts = notes.filter(lambda text: not set(text) & set(BREAKS)) | st.sampled_from(GUARDED)
names = st.lists(
    st.builds(Mention, st.sampled_from(("run", "jog", "café")), st.sampled_from((None, 0, 1, 1_500, 10**12 - 1)))
    | st.sampled_from((Mention("@anna"), Mention("@ben"))),
    max_size=3,
    unique_by=lambda mention: mention.name,
)
lines = st.builds(Line, texts, names).filter(lambda line: line.text or line.mentions)
moments = st.fixed_dictionaries(
    {"moment": st.sampled_from(("focus", "snack")), "situation": texts, "choice": texts, "expect": texts},
    optional={
        "follow": st.just("2026-12-01"),
        "outcome": st.tuples(st.sampled_from(("well", "badly")), texts, st.just(FRIDAY)).map(list),
    },
)
links = st.fixed_dictionaries(
    {},
    optional={
        "step": st.just(natural_id("step", "1")),
        "feedback": st.just(natural_id("feedback", "1")),
        "thanks": texts,
    },
)
works = st.none() | moments | links
instants = st.none() | st.integers(-(10**12), 1_700_000_000_000)
logged = st.tuples(lines, texts | notes, works, st.integers(0, 30), instants, st.integers(-720, 840), st.booleans())
Logged = tuple[Line, str, dict[str, Any] | None, int, int | None, int, bool]


def write(person: Person, entries: list[Logged]) -> None:
    """Log entries as they come."""
    for line, note, work, ago, at, offset, star in entries:
        person.moment.offset = offset
        log(person.ws, [line], When(TODAY - ago, at, None if at is None else offset), note, work=[work])
        if star:
            star_entry(person.ws, "last")
    person.moment.offset = 0


def read_state(person: Person) -> dict[str, list[Row]]:
    """Read all tables but those that remember what was taken back."""
    return {name: rows for name, rows in read_tables(person.db).items() if name not in ("act_off", "entry_gone")}


@settings(max_examples=examples(1) // 2)
@given(st.lists(logged, max_size=6), st.sampled_from(FORMS))
def test_export_then_import_is_identity(entries: list[Logged], form: str) -> None:
    """An empty log that takes in an export holds the same entries, and a second import finds each one there.

    The tables are what a fold of the journal gives, one undo empties them, redo fills them as before, and to import
    after an undo is a first time again.
    """
    one, other = Person(), Person(device="b")
    write(one, entries)
    out = write_out(one, form)
    told = bring(other, out)
    assert (told.read, told.imported, told.written) == (len(entries), len(entries), bool(entries))
    assert told.wins == sum(entry.win for entry in one.entries())
    assert read_entries(other) == read_entries(one)
    assert write_out(other, form) == out
    tables, changes = read_tables(other.db), read_changes(other.db)
    assert tables == rebuild_tables(changes)
    for data in (out, *(write_out(other, each) for each in FORMS)):
        again = bring(other, data, update=True)
        assert (again.read, again.here, again.written) == (len(entries), len(entries), False)
    assert read_changes(other.db) == changes
    if entries:
        undo(other.ws)
        assert not any(read_entries(other).values())
        redo(other.ws)
        assert read_tables(other.db) == tables
        undo(other.ws)
        assert bring(other, out).imported == len(entries)
        assert write_out(other, form) == out
        assert read_tables(other.db) == rebuild_tables(read_changes(other.db))
    one.close()
    other.close()
