"""Questions to the tables: entries by words, tags and days, against a plain loop; and what names mean."""

import unicodedata
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, examples
from tests.services.workspaces import FRIDAY, Person
from tests.storage.deeds import Deed, live, lives
from tests.storage.tables import deliver, read_changes, read_tables
from tinywins.domain.days import write_day
from tinywins.domain.entries import Entry
from tinywins.domain.line import Line, Mention
from tinywins.services.entries import star_entry
from tinywins.services.logging import When, log
from tinywins.services.tags import edit_tag, list_known, merge_tags, rename_tag
from tinywins.services.undo import redo, undo
from tinywins.storage import queries
from tinywins.storage.fold import fold_kind, read_fields
from tinywins.storage.name_rows import BIRTH, resolve_names
from tinywins.storage.queries import Filter

TODAY = day(FRIDAY)
TAGS = ("run", "jog", "café", "@anna")
PIECES = ("Coffee", "coffee", "CAFÉ", "café", "cafe\u0301", "Straße", "STRASSE", "100 %", "a_b", "a\\b", "İ", "ſ", "ж")
texts = st.lists(st.sampled_from(PIECES), max_size=4).map(" ".join) | st.text(max_size=6).filter(
    lambda s: "\0" not in s
)
wrote = st.tuples(texts, texts, st.lists(st.sampled_from(TAGS), max_size=3), st.integers(0, 5), st.booleans())
words = st.sampled_from(PIECES) | texts.filter(bool)
Wrote = tuple[str, str, list[str], int, bool]


def fold(text: str) -> str:
    """Fold a text as a reader does who minds neither case nor how an accent is stored."""
    return unicodedata.normalize("NFC", text).casefold()


def is_wanted(entry: Entry, wanted: Filter, means: dict[str, str]) -> bool:
    """Say whether an entry is wanted, by looking at it."""
    tags = {means.get(name, name) for name, _ in entry.tags}
    return (
        all(fold(word) in fold(entry.text) or fold(word) in fold(entry.note) for word in wanted.words)
        and tags >= set(wanted.tags)
        and wanted.since <= write_day(entry.day) <= (wanted.until or "9999-12-31")
        and (entry.star or not wanted.starred)
        and (entry.win or not wanted.wins)
    )


def write(person: Person, wrote: list[Wrote]) -> None:
    """Log entries with texts, notes, names and days as they come."""
    for text, note, names, ago, starred in wrote:
        person.moment.ms += 1 if ago % 2 else 0
        at = person.moment.ms if ago % 3 else None
        line = Line(text, [Mention(name) for name in dict.fromkeys(names)])
        entry = log(person.ws, [line], When(TODAY - ago, at, at and 0), note)[0].entry
        if starred:
            star_entry(person.ws, entry.short)


@settings(max_examples=examples(1))
@given(
    st.lists(wrote, max_size=8),
    st.lists(st.tuples(st.sets(words, max_size=2), st.sets(st.sampled_from(TAGS), max_size=2)), min_size=3, max_size=5),
    st.randoms(use_true_random=False),
)
def test_find_entries(entries: list[Wrote], asked: list[tuple[set[str], set[str]]], random: Random) -> None:
    """Entries are found by words in text or note, by tags under any of their names, and by days: newest first."""
    person = Person()
    write(person, entries)
    known = list_known(person.db)
    means = {"jog": "run"} if {"run", "jog"} <= set(known) else {}
    if means:
        merge_tags(person.ws, "jog", "run")
    edit_tag(person.ws, "café", None, "last")
    everything = queries.find_entries(person.db, Filter())
    assert len(everything) == len(entries)
    newest = [(entry.day, entry.logged[0] if entry.at is None else entry.at, entry.id) for entry in everything]
    assert newest == sorted(newest, reverse=True)
    for wanted_words, tags in asked:
        since, until = (random.choice(["", write_day(TODAY - random.randint(0, 5))]) for _ in range(2))
        wanted = Filter(
            tuple(wanted_words),
            tuple({means.get(tag, tag) for tag in tags}),
            since,
            until,
            random.random() < 0.2,
            random.random() < 0.2,
        )
        expected = [entry.id for entry in everything if is_wanted(entry, wanted, means)]
        assert [entry.id for entry in queries.find_entries(person.db, wanted)] == expected
        assert [entry.id for entry in queries.find_entries(person.db, wanted, 2)] == expected[:2]
    person.close()


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("Café au lait", "CAFÉ", True),
        ("Cafe\u0301 au lait", "café", True),
        ("Café au lait", "cafe\u0301", True),
        ("Café au lait", "cafe", False),
        ("Cafe\u0301 au lait", "cafe", False),
        ("STRASSE gefegt", "straße", True),
        ("Straße gefegt", "STRASSE", True),
        ("Half of 100 %", "%", True),
        ("Half of it", "%", False),
        ("a_b", "_", True),
        ("a-b", "_", False),
        ("C:\\temp", "\\t", True),
    ],
)
def test_words(person: Person, text: str, word: str, found: bool) -> None:
    """Words are found whatever their case and however their accents are stored; no sign of theirs is a pattern."""
    person.log(text)
    assert person.texts(word) == ([text] if found else [])


@settings(max_examples=examples(1) // 2)
@given(lives)
def test_tags_there_are(lived: list[Deed]) -> None:
    """A tag exists while something living mentions it: an entry, a habit, an attribute, or a name that means it."""
    person = Person()
    live(person, lived)
    names = {fields["name"]: fields for fields in fold_kind(person.db, "name").values()}
    means = resolve_names({str(name): str(fields["means"]) for name, fields in names.items() if fields.get("means")})
    living: set[str] = set(means.values())
    for name, fields in names.items():
        if any(fields.get(attribute) for attribute in ("unit", "reads")):
            living.add(means.get(str(name), str(name)))
    for fields in fold_kind(person.db, "schedule").values():
        if fields.keys() >= BIRTH and not fields.get("gone"):
            living.add(means.get(str(fields["name"]), str(fields["name"])))
    for entry in queries.find_entries(person.db, Filter()):
        living |= {means.get(name, name) for name, _ in entry.tags}
    assert list_known(person.db) == sorted(living)
    person.close()


@settings(max_examples=examples(1))
@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdef")))
def test_cycles_resolve_to_the_smallest(means: dict[str, str]) -> None:
    """Names follow what they mean to the end; where that runs in a circle, all of it means its smallest name."""
    resolved = resolve_names(means)
    for name in "abcdef":
        walk = [name]
        for _ in range(12):
            walk.append(means.get(walk[-1], walk[-1]))
        assert resolved.get(name, name) == min(walk[6:])


def test_merge_counts_as_one(person: Person) -> None:
    """After a merge both names are one tag, in counts and searches; the entries keep what was typed."""
    person.log("One +reveiw")
    person.log("Two +reviews")
    merge_tags(person.ws, "reveiw", "reviews")
    person.log("Three +reveiw")
    assert list_known(person.db) == ["reviews"]
    assert sorted(person.texts("+reviews")) == sorted(person.texts("+reveiw")) == ["One", "Three", "Two"]
    assert sorted(name for entry in person.entries() for name, _ in entry.tags) == ["reveiw", "reveiw", "reviews"]


def test_undone_merge_wakes_the_schedule(person: Person) -> None:
    """Merged into another habit a schedule sleeps; when the merge is undone it wakes, with its unit."""
    person.add_habit("jog", "mon,wed,fri")
    edit_tag(person.ws, "jog", "km", None)
    person.add_habit("run", "daily")
    before = read_tables(person.db)
    merge_tags(person.ws, "jog", "run")
    act = person.changes()[-1][2]
    assert person.db.execute("SELECT tag, rule FROM schedule").fetchall() == [("run", "daily")]
    assert person.db.execute("SELECT tag, unit FROM tag").fetchall() == [("run", "km")]
    undo(person.ws)
    assert read_tables(person.db) == before | {"act_off": [(act,)]}
    redo(person.ws)
    assert [habit[0] for habit in person.db.execute("SELECT tag FROM schedule")] == ["run"]


@pytest.mark.parametrize(("one", "other"), [("jog", "run"), ("run", "jog")])
def test_rename_and_back(person: Person, one: str, other: str) -> None:
    """A renamed habit keeps its history under the new name; renamed back, all is as it was."""
    person.add_habit(one)
    person.log(f"Ran +{one}=5")
    counted = person.db.execute("SELECT day, n, amount FROM tag_day").fetchall()
    rename_tag(person.ws, one, other)
    assert list_known(person.db) == [other]
    assert person.habit(other).standing.streaks.current == 1
    rename_tag(person.ws, other, one)
    assert list_known(person.db) == [one]
    assert person.habit(one).standing.streaks.current == 1
    assert person.db.execute("SELECT tag, day, n, amount FROM tag_day").fetchall() == [(one, *counted[0])]


def test_late_arrivals(person: Person) -> None:
    """What another device logs under a name before it heard of the merge counts under the tag that it means now."""
    other = Person(device="b")
    other.log("Ran there +jog=3")
    person.log("Ran here +run=5")
    person.log("Jogged here +jog=1")
    merge_tags(person.ws, "jog", "run")
    deliver(person.db, read_changes(other.db))
    deliver(other.db, read_changes(person.db))
    for log_of in (person, other):
        rows = log_of.db.execute("SELECT tag, n, amount FROM tag_day").fetchall()
        assert rows == [("run", 3, 9_000)]
    assert read_tables(person.db) == read_tables(other.db)
    other.close()


def test_two_merges_in_a_circle(person: Person) -> None:
    """Two devices that merge two tags each into the other agree on the smaller name."""
    other = Person(device="b")
    for somebody in (person, other):
        somebody.log(f"By {somebody.store.new_device()} +jog")
        somebody.log(f"By {somebody.store.new_device()} +run")
    merge_tags(person.ws, "jog", "run")
    merge_tags(other.ws, "run", "jog")
    deliver(person.db, read_changes(other.db))
    deliver(other.db, read_changes(person.db))
    assert list_known(person.db) == list_known(other.db) == ["jog"]
    assert read_tables(person.db) == read_tables(other.db)
    other.close()


def test_fields_that_are_no_object() -> None:
    """Fields that are no JSON object are none."""
    assert read_fields("[1]") == read_fields("3") == {}
