"""Entries after they were logged: only what changes is written, and nothing that was there goes unseen."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, examples, refusal
from tests.services.workspaces import FRIDAY, Person
from tinywins.domain.line import Mention
from tinywins.services.entries import Edit, edit_entry, remove_entries, show_entry, star_entry
from tinywins.services.tags import edit_tag
from tinywins.services.undo import undo
from tinywins.storage.fold import read_fields

TODAY = day(FRIDAY)


def written(person: Person, edit: Edit) -> dict[str, Any] | None:
    """Edit the last entry, and give the fields that were written, or None."""
    before = len(person.changes())
    edit_entry(person.ws, "last", edit)
    rows = person.changes()[before:]
    assert len(rows) <= 1
    return dict(read_fields(rows[0][6])) if rows else None


@pytest.fixture
def ran(person: Person) -> Person:
    """Give somebody who ran."""
    person.log("Ran +run=5.2 +out @anna", note="in the rain")
    return person


@pytest.mark.parametrize(
    ("edit", "fields"),
    [
        (Edit(), None),
        (Edit(text="Ran"), None),
        (Edit(text="  Ran "), None),
        (Edit(note="in the rain"), None),
        (Edit((Mention("run", 5_200),)), None),
        (Edit((Mention("out"), Mention("@anna"))), None),
        (Edit(text="Jogged"), {"text": "Jogged"}),
        (Edit(text="Jogged", note="in the rain"), {"text": "Jogged"}),
        (Edit(note=""), {"note": ""}),
        (Edit((Mention("run", 4_800),)), {"+run": 4_800}),
        (Edit((Mention("run"),)), {"+run": True}),
        (Edit((Mention("run", 0),)), {"+run": 0}),
        (Edit((Mention("out", 1_000),)), {"+out": 1_000}),
        (Edit((Mention("out", 1),)), {"+out": 1}),
        (Edit((Mention("@ben"),), ("@anna",)), {"@ben": True, "@anna": None}),
        (Edit((), ("run", "+out")), {"+run": None, "+out": None}),
        (Edit(on="yesterday"), {"when": ["2026-11-19", None, None]}),
        (Edit(at="08:10"), {"when": ["2026-11-20", 1_795_162_200_000, 0]}),
        (Edit(on="today", at="12:00"), None),
    ],
)
def test_only_what_changes_is_written(ran: Person, edit: Edit, fields: dict[str, Any] | None) -> None:
    """An edit writes the fields that differ from what is there, as one change, and nothing when none does."""
    assert written(ran, edit) == fields


def test_smallest_amount_is_no_bare_mention(person: Person) -> None:
    """An amount of a thousandth and a mention without an amount are two things, in both directions."""
    person.log("Ran +run=0.001")
    assert written(person, Edit((Mention("run"),))) == {"+run": True}
    assert written(person, Edit((Mention("run", 1),))) == {"+run": 1}
    assert person.entries()[0].tags == [("run", 1)]


@settings(max_examples=examples(1) // 2)
@given(
    st.none() | st.sampled_from(("", "Ran", "Walked")),
    st.none() | st.sampled_from(("", "why")),
    st.lists(st.tuples(st.sampled_from(("run", "@anna")), st.none() | st.integers(0, 3)), max_size=2),
    st.none() | st.sampled_from(("today", "yesterday", "2020-02-29")),
    st.none() | st.sampled_from(("03:59", "04:00", "11:59")),
)
def test_edit_is_idempotent(
    text: str | None, note: str | None, names: list[tuple[str, int | None]], on: str | None, at: str | None
) -> None:
    """After an edit the entry is as was asked for, and the same edit again writes nothing."""
    person = Person()
    person.log("Ran +run=5 +out")
    mentions = tuple(Mention(name, None if name[0] == "@" else amount) for name, amount in dict(names).items())
    edit = Edit(mentions, (), text, note, on, at, force=True)
    after = edit_entry(person.ws, "last", edit).after
    assert after is not None
    assert after.text == ("Ran" if text is None else text)
    assert after.note == (note or "")
    assert {mention.name: mention.amount for mention in mentions}.items() <= dict(after.tags).items()
    assert written(person, edit) is None
    person.close()


def test_nothing_left_is_refused(person: Person) -> None:
    """An entry keeps a text or a tag: an edit that would leave neither is refused, however it goes about it."""
    person.log("+run")
    for edit in (Edit((), ("run",)), Edit((), ("run",), text="")):
        error = refusal(edit_entry, person.ws, "last", edit)
        assert error.message == "An entry needs a text or a tag."
    edit_entry(person.ws, "last", Edit((Mention("out", 0),), ("run",)))
    assert person.entries()[0].tags == [("out", 0)]
    person.log("Ran +run")
    edit_entry(person.ws, "last", Edit((), ("run",)))
    refusal(edit_entry, person.ws, "last", Edit(text=" "))
    edit_entry(person.ws, "last", Edit((Mention("run", 0),), text=""))
    assert person.entries()[0].tags == [("run", 0)]


def test_what_cannot_be_edited(ran: Person) -> None:
    """A tag that is not there, another unit, what is to come and what cannot be a text are refused; nothing changes."""
    edit_tag(ran.ws, "run", "km", None)
    before = ran.changes()
    for edit in (
        Edit((), ("read",)),
        Edit((Mention("run", 5_000, "miles"),)),
        Edit(on="2026-11-21"),
        Edit(at="12:01"),
        Edit(text="a\0b"),
        Edit(text="two\nlines"),
        Edit(text="x" * 4_001),
        Edit(note="\ud800"),
    ):
        refusal(edit_entry, ran.ws, "last", edit)
    assert ran.changes() == before


def test_moved_entry_counts_elsewhere(ran: Person) -> None:
    """An entry that is moved to another day counts there, and there alone."""
    ran.add_habit("run", "daily", TODAY - 3)
    edit_entry(ran.ws, "last", Edit(on="-2"))
    assert ran.habit("run").standing.slots.marks == b"MDMP"
    assert ran.db.execute("SELECT day, n FROM win_day").fetchall() == [("2026-11-18", 1)]


def test_time_moves_with_its_day(ran: Person) -> None:
    """A time before the day's start lies in the night after its day, and the day stays what was said."""
    edit_entry(ran.ws, "last", Edit(on="yesterday", at="01:30"))
    entry = ran.entries()[0]
    assert entry.day == TODAY - 1
    assert entry.at == ran.moment.ms - 10 * 3_600_000 - 30 * 60_000


def test_remove(person: Person) -> None:
    """Several entries are removed in one act; an entry named twice is removed once; one that is gone is refused."""
    for number in range(4):
        person.log(f"Win {number}")
    short = person.entries("3")[0].short
    assert len(remove_entries(person.ws, ["last", short, "last~2"])) == 2
    assert person.texts() == ["Win 2", "Win 0"]
    refusal(remove_entries, person.ws, ["last", short])
    assert person.texts() == ["Win 2", "Win 0"]
    undo(person.ws)
    assert len(person.texts()) == 4


def test_star(person: Person) -> None:
    """A star is set and taken away; setting it twice writes nothing."""
    person.log("Ran")
    seen = []
    for star in (True, True, False, False):
        star_entry(person.ws, "last", star=star)
        seen.append((person.entries()[0].star, len(person.changes())))
    assert seen == [(True, 2), (True, 2), (False, 3), (False, 3)]


def test_history(person: Person) -> None:
    """An entry's history holds every change with its act, also those undone, and stays when the entry is removed."""
    short = person.log("Ran").entry.short
    edit_entry(person.ws, short, Edit(text="Jogged"))
    edit_entry(person.ws, short, Edit(note="why"))
    undo(person.ws)
    remove_entries(person.ws, [short])
    entry, versions = show_entry(person.ws, short)
    assert entry is None
    told = [(version.fields.get("text"), version.fields.get("note"), version.undone) for version in versions]
    assert told == [("Ran", None, False), ("Jogged", None, False), (None, "why", True), (None, None, False)]
    assert versions[-1].fields == {"gone": True}
    assert len({version.act for version in versions}) == 4
