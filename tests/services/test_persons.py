"""Persons are left out: no name of an entry's persons is left, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinywins.domain.entries import Entry
from tinywins.domain.line import parse_line
from tinywins.domain.names import fold_name, is_person
from tinywins.errors import UsageError
from tinywins.services.persons import hide_persons, leave_out_persons

SAME = (
    "",
    "a@b.c",
    "Mail to a@b.c, C@t",
    "@ home",
    "3 @ 5",
    "me@",
    "@",
    "@5",
    "@@",
    "cafe\u0301@b.c",
    "x_@y",
    "a+b@c.d",
)
NAMES = (
    "विनोद",
    "मीना",
    "நண்பன்",
    "שָׁלוֹם",
    "ผู้ใหญ่",
    "İpek",
    "anna",
    "Anna",
    "ANNA-MARIA",
    "bob",
    "Jose\u0301",
    "José",
    "Straße",
    "наука",
    "太郎",
    "a",
    "x_1",
)
ENDS = ("", ".", ",", "!", "?", ")", ":", "…", "'s", "=5", "/@bob")
words = st.sampled_from((*SAME[1:], "Told", "the", "+dev", "+run=5", "100 %", "@ 5", "++dev", "漢字"))
persons = st.tuples(st.sampled_from(("", "", "(", "„")), st.sampled_from(NAMES), st.sampled_from(ENDS)).map(
    lambda parts: f"{parts[0]}@{parts[1]}{parts[2]}"
)
texts = st.lists(words | persons, max_size=6).map(" ".join)


def make_entry(raw: str, note: str = "") -> Entry:
    """Make the entry that a line is logged as."""
    line = parse_line(raw)
    tags = [(mention.name, mention.amount) for mention in line.mentions]
    return Entry("id", "b7k2", line.text, 1, None, None, (0, 0, "UTC"), tags, note)


@given(texts.filter(str.strip), texts)
def test_no_person_is_left(raw: str, note: str) -> None:
    """Neither text, note nor tags hold the name of one of an entry's persons, however it is spelt or ended."""
    entry = make_entry(raw, note)
    names = [name for name, _ in entry.tags if is_person(name)]
    before = (entry.text, entry.note, list(entry.tags))
    plain = leave_out_persons(entry)
    said = fold_name(f"{plain.text} {plain.note}")
    for name in names:
        assert all(not word.startswith(name) for word in said.replace("(", " ").replace("/", " ").split())
    assert plain.tags == [(name, amount) for name, amount in entry.tags if not is_person(name)]
    assert plain.text or plain.tags or not names
    assert (entry.text, entry.note, entry.tags) == before


@given(st.text(st.characters(exclude_characters="@"), max_size=40), st.sampled_from(NAMES), st.sampled_from(ENDS[:-1]))
def test_a_name_becomes_someone_and_all_else_stays(around: str, name: str, end: str) -> None:
    """Of a text with one person in it that one name is changed."""
    assert hide_persons(f"{around} @{name}{end} {around}") == f"{around} someone{end} {around}"


@given(st.lists(words, max_size=8).map(" ".join))
def test_what_names_nobody_is_untouched(text: str) -> None:
    """Mails, prices, a lone @ and any other text come back as they are."""
    assert hide_persons(text) == text


@pytest.mark.parametrize("text", SAME)
def test_an_at_sign_is_no_person(text: str) -> None:
    """An address, or an @ with nothing behind it that could be a name, stays."""
    assert hide_persons(text) == text
    entry = Entry("id", "b7k2", text, 1, None, None, (0, 0, "UTC"), [("dev", 2_000)], "")
    assert leave_out_persons(entry).text == text


def test_of_a_person_alone_someone_is_left() -> None:
    """An entry that is nothing but a person is somebody's still; one with a tag is called by it."""
    assert leave_out_persons(make_entry("@anna")).text == "someone"
    assert leave_out_persons(make_entry("@anna +dev")).text == ""
    assert leave_out_persons(make_entry("Thanks to @anna, again", "@bob saw it")).note == "someone saw it"


@pytest.mark.parametrize(
    "name", ["O'Brien", "D’Angelo", "anna.smith", "anna@bob", "a\u200bnna", "मी\u200dना", "Jose\u0301'Ruiz"]
)
def test_what_hangs_on_to_a_name_goes_with_it(name: str) -> None:
    """A name with an apostrophe, a dot or a sign that nobody sees in it leaves no part of itself; an 's stays."""
    for sign in "@＠﹫":
        assert hide_persons(f"Told {sign}{name}'s son.") == "Told someone's son."


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("Lunch with @anna", "Lunch with someone"),
        ("Sent the plans to @anna @bob +dev", "Sent the plans to someone"),
        ("Wrote the newsletter @anna +mail", "Wrote the newsletter"),
        ("Called back @anna", "Called back"),
    ],
)
def test_someone_is_said_where_the_sentence_wants_one(raw: str, said: str) -> None:
    """A person behind a sentence is someone where it ends in a word such as with, and else is left out."""
    assert leave_out_persons(make_entry(raw)).text == said


def test_every_text_that_names_a_person_is_read_as_one() -> None:
    """What a line takes for a person is what is hidden in it, so that the two never drift apart."""
    for name in NAMES:
        for end in ENDS:
            try:
                entry = make_entry(f"Told @{name}{end} of it")
            except UsageError:
                continue
            if any(is_person(tag) for tag, _ in entry.tags):
                assert "@" not in leave_out_persons(entry).text
