"""Import: what was exported comes back as it was, once, in one act, and nothing that is refused leaves a trace."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, examples
from tests.services.imports import add_up, bring, count_changes, read_entries, to_lines, write_out
from tests.services.workspaces import FRIDAY, Person
from tests.storage.tables import Row, read_changes, read_tables, rebuild_tables
from tinywins.domain.line import BREAKS, Line, Mention
from tinywins.domain.names import natural_id
from tinywins.services.entries import Edit, edit_entry, remove_entries, star_entry
from tinywins.services.logging import When, log
from tinywins.services.tags import merge_tags
from tinywins.services.undo import redo, undo

TODAY = day(FRIDAY)
FORMS = ("csv", "jsonl")
GUARDED = (
    "=1+1",
    "+5kg",
    "-40%",
    "@SUM(A1)",
    "'quoted",
    "''",
    "\tx",
    'say "so"',
    "a,b;c|d",
    "é 日本 👩‍👧",
    "null",
    " ",
)
notes = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
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
@given(st.lists(logged, min_size=1, max_size=6), st.sampled_from(FORMS))
def test_export_then_import_is_identity(entries: list[Logged], form: str) -> None:
    """An empty log that takes in an export holds the same entries, and a second import finds each one there.

    The tables are what a fold of the journal gives, one undo empties them, redo fills them as before, and to import
    after an undo is a first time again.
    """
    one, other = Person(), Person(device="b")
    write(one, entries)
    out = write_out(one, form)
    told = bring(other, out)
    assert (told.read, told.imported, told.written) == (len(entries), len(entries), True)
    assert told.wins == sum(entry.win for entry in one.entries())
    assert read_entries(other) == read_entries(one)
    assert write_out(other, form) == out
    tables, changes = read_tables(other.db), read_changes(other.db)
    assert tables == rebuild_tables(changes)
    for data in (out, *(write_out(other, each) for each in FORMS)):
        again = bring(other, data, update=True)
        assert (again.read, again.here, again.written) == (len(entries), len(entries), False)
    assert read_changes(other.db) == changes
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


@settings(max_examples=examples(1) // 2)
@given(st.lists(logged, min_size=1, max_size=5), st.sampled_from(FORMS), st.data())
def test_an_export_changes_nothing_where_it_came_from(entries: list[Logged], form: str, data: st.DataObject) -> None:
    """In the log that wrote it an export finds all its entries, also those edited, starred or renamed before.

    What was edited since differs, is named with what it was, and --update makes exactly these as the file has them.
    """
    person = Person()
    write(person, [(Line("", [Mention("jog", 1), Mention("out")]), "", None, 0, None, 0, False), *entries])
    edit_entry(person.ws, "last", Edit((Mention("run", 9_000),), (), "Changed +x", "=note", "-3", "08:00"))
    merge_tags(person.ws, "jog", "out")
    out, tables, before = write_out(person, form), read_state(person), count_changes(person)
    told = bring(person, out, update=True)
    every = person.entries()
    assert (told.here, told.read, count_changes(person)) == (len(every), len(every), before)
    chosen = data.draw(st.sets(st.sampled_from([entry.short for entry in every]), min_size=1))
    for number, short in enumerate(sorted(chosen)):
        edit_entry(person.ws, short, Edit((Mention("new", 1_000),), (), f"Edited {number}", "otherwise"))
    edited = read_state(person)
    told = bring(person, out)
    assert (told.differing, told.here, told.written) == (len(chosen), len(every) - len(chosen), False)
    assert {each.short for each in told.differences} == chosen
    for each in told.differences:
        assert {"note", "+new"} <= each.values.keys()
        assert (each.values["note"][0], each.values["+new"]) == ("otherwise", (1_000, None))
    assert read_state(person) == edited
    told = bring(person, out, update=True)
    assert (told.updated, told.here, told.written) == (len(chosen), len(every) - len(chosen), True)
    assert read_state(person) == tables
    assert write_out(person, form) == out
    assert read_tables(person.db) == rebuild_tables(read_changes(person.db))
    undo(person.ws)
    assert read_state(person) == edited
    person.close()


IDS = [natural_id("row", str(number)) for number in range(4)]
known_rows = st.builds(
    lambda key, text, amount: ({"id": key} if key else {}) | {"day": FRIDAY, "text": text, "tags": {"run": amount}},
    st.sampled_from(("", "", *IDS, "17", "18")),
    st.sampled_from(("One", "Two")),
    st.sampled_from((None, 5.25)),
)
bad_rows = st.sampled_from(
    (
        {"day": "2026-11-31", "text": "No such day"},
        {"day": "2026-11-21", "text": "Tomorrow"},
        {"day": FRIDAY},
        {"day": FRIDAY, "text": "x", "tags": {"run": -1}},
        {"day": FRIDAY, "text": "x\ny"},
        {"day": FRIDAY, "text": "x", "moment": "snack", "turned": "perhaps"},
    )
)
files = st.lists(st.one_of(known_rows, known_rows, known_rows, bad_rows), max_size=8)
rounds = st.lists(st.tuples(files, st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=4)
Round = tuple[list[dict[str, Any]], bool, bool, bool]


class Model:
    """What a log should hold after imports, told in the simplest way."""

    def __init__(self) -> None:
        self.held: dict[tuple[object, ...], tuple[object, object]] = {}
        self.gone: set[tuple[object, ...]] = set()

    def take(self, rows: list[dict[str, Any]], *, update: bool, skip: bool, dry: bool) -> dict[str, int]:
        """Judge rows one by one, and keep what may be written."""
        counts = dict.fromkeys(("imported", "here", "removed", "differing", "updated", "refused"), 0)
        held, seen, times = dict(self.held), dict[object, object](), dict[object, int]()
        for row in rows:
            content = (row.get("text"), (row.get("tags") or {}).get("run"))
            if content[0] not in ("One", "Two"):
                counts["refused"] += 1
                continue
            key: tuple[object, ...] = (row.get("id"),)
            if "id" not in row:
                times[content] = times.get(content, 0) + 1
                key = (*content, times[content])
            if key in seen:
                counts["here" if seen[key] == content else "refused"] += 1
            elif key in self.gone:
                counts["removed"] += 1
            elif self.held.get(key, content) != content:
                counts["updated" if update else "differing"] += 1
                held[key] = content if update else held[key]
            else:
                counts["here" if key in self.held else "imported"] += 1
                held[key] = content
            seen.setdefault(key, content)
        if not dry and (skip or not counts["refused"]):
            self.held = held
        return counts


@settings(max_examples=examples(1))
@given(rounds, st.sets(st.sampled_from(IDS)))
def test_counts_agree_with_a_model(imports: list[Round], removed: set[str]) -> None:
    """Whatever files come one after the other, each row is counted once, and written only where all may be.

    What somebody removed stays removed. A dry run counts the same and writes nothing; refused rows keep all others
    out, unless they are skipped.
    """
    person, model = Person(), Model()
    for rows, update, skip, dry in imports:
        if not rows:
            continue
        before, was = read_tables(person.db), count_changes(person)
        foretold = bring(person, to_lines(rows), update=update, skip_refused=skip, dry_run=True)
        assert count_changes(person) == was
        told = bring(person, to_lines(rows), update=update, skip_refused=skip, dry_run=dry)
        expected = model.take(rows, update=update, skip=skip, dry=dry)
        for each in (told, foretold):
            assert {name: getattr(each, name) for name in expected} == expected
            assert add_up(each) == each.read == len(rows)
            assert len(each.refusals) == each.refused
        assert told.written == (count_changes(person) > was)
        if not told.written:
            assert read_tables(person.db) == before
        contents = [(entry.text, *(amount for _, amount in entry.tags)) for entry in person.entries()]
        wanted = [(text, None if amount is None else 5_250) for text, amount in model.held.values()]
        assert sorted(contents, key=repr) == sorted(wanted, key=repr)
        for key in [key for key in model.held if key[0] in removed]:
            remove_entries(person.ws, [next(entry.short for entry in person.entries() if entry.id == key[0])])
            del model.held[key]
            model.gone.add(key)
    assert read_tables(person.db) == rebuild_tables(read_changes(person.db))
    person.close()
