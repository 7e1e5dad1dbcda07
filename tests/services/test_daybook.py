"""A day as text in an editor: what is saved is one act, and a slip of the hand costs nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, examples, refusal
from tests.services.workspaces import FRIDAY, Person
from tinywins.domain.line import Line, Mention
from tinywins.services.daybook import Daybook, Saved, open_day, save_day
from tinywins.services.entries import Edit, edit_entry, remove_entries
from tinywins.services.logging import When, log
from tinywins.services.undo import undo

TODAY = day(FRIDAY)
printable = st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" #+@"), max_size=20).map(str.strip)
counted = st.builds(Mention, st.sampled_from(("run", "café")), st.sampled_from((None, 0, 5_200)))
tags = st.lists(counted | st.just(Mention("@anna")), max_size=3, unique_by=lambda mention: mention.name)


def begin(person: Person) -> Daybook:
    """Log three entries and open their day."""
    for raw, at in (("One +run=5.2", "08:00"), ("Two", "09:00"), ("Three +out @anna", "10:00")):
        person.log(raw, "today", at)
    return open_day(person.ws, TODAY)


def lines_of(book: Daybook) -> list[str]:
    """Give the lines of a day's entries as they are in the editor."""
    return [f"{short}  {line}" for short, line in book.lines.items()]


def shown(person: Person) -> list[str]:
    """Give today's lines as the editor would show them."""
    return list(open_day(person.ws, TODAY).lines.values())


def test_text(person: Person) -> None:
    """A day is a heading of comments and a line an entry, in the order of the day, each with its id first."""
    book = begin(person)
    assert list(book.lines.values()) == ["One +run=5.2", "Two", "Three +out @anna"]
    heading, lines = book.text.splitlines()[:-3], book.text.splitlines()[-3:]
    assert all(line.startswith("# ") and len(line) <= 80 for line in heading)
    assert lines == lines_of(book)


@settings(max_examples=examples(1) // 2)
@given(st.lists(st.tuples(printable, tags).filter(lambda line: line[0] or line[1]), min_size=1, max_size=4))
def test_saving_as_it_is_changes_nothing(entries: list[tuple[str, list[Mention]]]) -> None:
    """Whatever the entries say, saving their day as it was opened writes nothing."""
    person = Person()
    for text, mentions in entries:
        log(person.ws, [Line(text, mentions)], When(TODAY))
    before = person.changes()
    book = open_day(person.ws, TODAY)
    for text in (book.text, book.text.replace("\n", "\r\n"), "\n\n" + book.text + "\n  \n"):
        assert save_day(person.ws, book, text) == Saved(0, 0, 0)
    assert person.changes() == before
    person.close()


def test_all_at_once(person: Person) -> None:
    """A changed line, one taken out and one added are one act, and undo takes all of it back."""
    book = begin(person)
    first, second, _ = lines_of(book)
    text = "\n".join([*book.heading, f"{first} +out", f"{second[:4]} Two and a half", "Four +read=12"])
    assert save_day(person.ws, book, text) == Saved(2, 1, 1)
    assert shown(person) == ["One +run=5.2 +out", "Two and a half", "Four +read=12"]
    assert len({row[2] for row in person.changes()[3:]}) == 1
    undo(person.ws)
    assert shown(person) == list(book.lines.values())


def test_only_what_changed_is_written(person: Person) -> None:
    """Of a changed line only the fields that differ are written; the rest of the entry stays as it was."""
    book = begin(person)
    edit_entry(person.ws, "last", Edit(note="said so"))
    third = list(book.lines)[2]
    save_day(person.ws, book, "\n".join([*lines_of(book)[:2], f"{third} Three +out=2"]))
    assert person.changes()[-1][5:7] == (book.ids[third], '{"@anna":null,"+out":2000}')
    entry = person.entries("Three")[0]
    assert (entry.note, entry.at is not None) == ("said so", True)


def test_new_lines_belong_to_the_day(person: Person) -> None:
    """A line that is added to a day gone by is an entry of that day, without a time."""
    book = open_day(person.ws, TODAY - 3)
    save_day(person.ws, book, "Found later +run\nAnd this")
    assert [(entry.day, entry.at) for entry in person.entries()] == [(TODAY - 3, None)] * 2
    assert person.db.execute("SELECT n FROM tag_day").fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{0}\n{1}\n{2}\n{0}", "Line 4: "),
        ("{0} +run=5,2\n{1}\n{2}", "Line 1: +run=5,2: 5,2 is not a number here."),
        ("{0}\n{1}\n{2:.4}", "Line 3: There is nothing to log yet."),
        ("{0} +run=2km\n{1}\n{2}", "+run has no unit yet"),
        ("New", "No line of the day's entries is left"),
        ("", "No line of the day's entries is left"),
    ],
)
def test_slips(person: Person, text: str, message: str) -> None:
    """A line twice, one that cannot be read, and a day without any of its lines are refused; nothing is changed."""
    book = begin(person)
    before = person.changes()
    error = refusal(save_day, person.ws, book, text.format(*lines_of(book)))
    assert error.message.startswith(message)
    assert person.changes() == before


def test_mistyped_id(person: Person) -> None:
    """A line whose first word is nearly the id of one that is missing is taken for a slip, not for a new entry."""
    book = begin(person)
    first, *others = lines_of(book)
    slip = ("x" if first[3] != "x" else "y").join((first[:3], first[4:]))
    assert refusal(save_day, person.ws, book, "\n".join([slip, *others])).hint == f"Did you mean {first[:4]}?"


@pytest.mark.parametrize("by", ["edit", "remove"])
def test_changed_meanwhile(person: Person, by: str) -> None:
    """Where an entry was changed or removed while the editor was open, nothing is saved."""
    book = begin(person)
    if by == "edit":
        edit_entry(person.ws, "last", Edit(text="Changed"))
    else:
        remove_entries(person.ws, ["last"])
    before = person.changes()
    refusal(save_day, person.ws, book, "\n".join([*lines_of(book), "New"]))
    assert person.changes() == before


def test_comments(person: Person) -> None:
    """The heading is no entry, and a new line that begins with # is one."""
    book = begin(person)
    save_day(person.ws, book, "\n".join([*book.heading, *lines_of(book), "#42 is merged"]))
    assert shown(person)[-1] == "#42 is merged"
