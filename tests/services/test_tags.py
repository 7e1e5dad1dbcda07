"""Tags: units, ways of reading, other names; and that a mistake with any of them is offered its mending."""

import unicodedata

import pytest

from tests.builders import refusal
from tests.services.workspaces import Person
from tinywins.services.habits import Traits, edit_habit
from tinywins.services.tags import edit_tag, list_tags, merge_tags, read_name, rename_tag, show_tag
from tinywins.services.undo import undo


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("run", "run"),
        ("+Run", "run"),
        ("@Anna", "@anna"),
        ("read-20", "read-20"),
        ("Straße", "strasse"),
        (unicodedata.normalize("NFD", "Café"), "café"),
        ("наука", "наука"),
    ],
)
def test_names(typed: str, name: str) -> None:
    """A name is read with or without its sign, in any case and however its accents are stored."""
    assert read_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("two words", "Write two-words, perhaps."),
        ("run=5", "Write run-5, perhaps."),
        ("20pages", "Write reading, or read-20."),
        ("", "Write reading, or read-20."),
        ("++run", "Write run, perhaps."),
        ("run?", "Write run, perhaps."),
    ],
)
def test_what_is_no_name(typed: str, hint: str) -> None:
    """What cannot be a name is refused, with one that could."""
    assert refusal(read_name, typed).hint == hint


def test_list(person: Person) -> None:
    """All tags and persons are listed, the most used first, with entries, amounts, days and other names."""
    person.log("+run=5 @anna", "-3")
    person.log("+run=5.2 +out")
    person.log("+reveiw")
    edit_tag(person.ws, "run", "km", None)
    merge_tags(person.ws, "reveiw", "out")
    told = [(facts.tag, facts.n, facts.unit, facts.aliases) for facts in list_tags(person.ws)]
    assert told == [("out", 2, "", ("reveiw",)), ("run", 2, "km", ()), ("@anna", 1, "", ())]
    facts, entries = show_tag(person.ws, "+RUN", 1)
    assert (facts.amount, facts.first, facts.last, len(entries)) == (10_200, "2026-11-17", "2026-11-20", 1)


def test_unknown_tag(person: Person) -> None:
    """For a mistyped tag the nearest is offered."""
    person.log("+reviews")
    assert refusal(show_tag, person.ws, "reveiws", 5).hint == "Did you mean reviews?"
    assert refusal(merge_tags, person.ws, "piano", "reviews").hint == "tinywins tag list shows those there are."


@pytest.mark.parametrize("unit", ["km", "€", "%", "°C", "pages", ""])
def test_units(person: Person, unit: str) -> None:
    """A unit is a short word or sign, and can be taken away."""
    assert edit_tag(person.ws, "run", unit, None).unit == unit


@pytest.mark.parametrize("unit", ["k m", "5", "km/h", "x" * 21, "=", "+", "a\n"])
def test_what_is_no_unit(person: Person, unit: str) -> None:
    """What could not follow a number in a line is no unit."""
    refusal(edit_tag, person.ws, "run", unit, None)
    assert person.changes() == []


def test_readings(person: Person) -> None:
    """A tag reads as sum, last, mean or max; for a mistyped reading the nearest is offered."""
    for reads in ("last", "mean", "max", "sum"):
        assert edit_tag(person.ws, "weight", None, reads).reads == reads
    assert refusal(edit_tag, person.ws, "weight", None, "lst").hint == "Did you mean last?"
    assert refusal(edit_tag, person.ws, "weight", None, "average").hint == "sum, last, mean or max."


def test_own_attributes_win(person: Person) -> None:
    """A merged tag's own unit, reading and cue win; where it has none those of a name that means it count."""
    for name, unit in (("jog", "miles"), ("trot", "laps"), ("run", None)):
        person.add_habit(name)
        edit_habit(person.ws, name, traits=Traits(unit, f"cue of {name}"))
    merge_tags(person.ws, "trot", "run")
    merge_tags(person.ws, "jog", "run")
    assert (person.habit("run").unit, person.habit("run").cue) == ("miles", "cue of run")
    edit_tag(person.ws, "run", "km", None)
    assert person.habit("run").unit == "km"
    undo(person.ws)
    undo(person.ws)
    assert (person.habit("run").unit, person.habit("jog").unit) == ("laps", "miles")


def test_taken_away_is_taken_away(person: Person) -> None:
    """A unit that a tag's own was taken away stays away, though a name that means it has one."""
    edit_tag(person.ws, "jog", "miles", None)
    edit_tag(person.ws, "run", "km", None)
    merge_tags(person.ws, "jog", "run")
    assert edit_tag(person.ws, "run", "", None).unit == ""


def test_nothing_mentions_it(person: Person) -> None:
    """A tag of which nothing is left but that its unit was taken away is no tag any more."""
    edit_tag(person.ws, "run", "km", None)
    assert [facts.tag for facts in list_tags(person.ws)] == ["run"]
    edit_tag(person.ws, "run", "", None)
    assert list_tags(person.ws) == []


def test_merge_is_refused(person: Person) -> None:
    """A tag is not merged into itself, into what is not there, or into a person."""
    person.log("+run +jog @anna")
    merge_tags(person.ws, "jog", "run")
    before = person.changes()
    for one, other in (("run", "run"), ("jog", "run"), ("run", "jog"), ("run", "piano"), ("run", "@anna")):
        refusal(merge_tags, person.ws, one, other)
    assert person.changes() == before


def test_persons_merge(person: Person) -> None:
    """Two names of one person are merged like tags."""
    person.log("Said @ana")
    person.log("Said too @anna")
    merge_tags(person.ws, "@ana", "@anna")
    assert [(facts.tag, facts.n) for facts in list_tags(person.ws)] == [("@anna", 2)]


def test_rename_is_refused(person: Person) -> None:
    """A tag is not renamed to its own name, to one that is there, or to a person; merging is offered instead."""
    person.log("+run +jog")
    before = person.changes()
    refusal(rename_tag, person.ws, "run", "RUN")
    refusal(rename_tag, person.ws, "run", "@anna")
    assert refusal(rename_tag, person.ws, "run", "jog").hint == "To make them one: tinywins tag merge run jog"
    assert person.changes() == before


def test_chain_of_names(person: Person) -> None:
    """A tag renamed twice is found under all three names, and what is logged under any of them counts."""
    person.log("+jog=1")
    rename_tag(person.ws, "jog", "run")
    rename_tag(person.ws, "run", "sprint")
    for name in ("jog", "run", "sprint"):
        person.log(f"+{name}=1")
    assert [(facts.tag, facts.n, facts.amount) for facts in list_tags(person.ws)] == [("sprint", 4, 4_000)]
    assert len(person.entries("+jog")) == len(person.entries("+run")) == 4


def test_one_entry_under_two_names(person: Person) -> None:
    """An entry that mentions a tag under two of its names counts once, and its amounts add up."""
    person.log("+run=5 +jog=2")
    merge_tags(person.ws, "jog", "run")
    assert [(facts.n, facts.amount) for facts in list_tags(person.ws)] == [(1, 7_000)]
