"""Browsing: windows on the log equal the slices of the whole list, whatever was done to it in between."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, examples
from tests.services.workspaces import FRIDAY, Person
from tests.storage.deeds import NAMES, PERSONS, Deed, do, live, lives
from tinywins.domain.days import read_day
from tinywins.domain.entries import Entry
from tinywins.domain.line import compose_line, parse_line
from tinywins.errors import NotFoundError, TinyWinsError, UsageError
from tinywins.services.browsing import Browsing, Counts, Search, count_all, read_wanted
from tinywins.services.daybook import save_line
from tinywins.services.entries import remove_entries, star_entry
from tinywins.services.references import refer_to
from tinywins.services.tags import merge_tags
from tinywins.storage.queries import Filter, find_entries

TODAY = day(FRIDAY)
filters = st.builds(
    Filter,
    words=st.sets(st.sampled_from(("river", "ZWÖLF", "100 %", "a", "@anna")), max_size=2).map(tuple),
    tags=st.sets(st.sampled_from((*NAMES, *PERSONS)), max_size=1).map(tuple),
    any_of=st.lists(st.sampled_from((("run", "jog"), ("@anna", "@ben", "café"), ("weight",))), max_size=1).map(tuple),
    starred=st.booleans(),
    wins=st.booleans(),
    since=st.sampled_from(("", "2026-11-14")),
    until=st.sampled_from(("", "2026-11-18")),
)


def search_all(person: Person, wanted: Filter, random: Random) -> Counts:
    """Search in steps of any size."""
    search = Search(person.ws, wanted, count_all(person.ws))
    while not search.done:
        search.step(random.choice((0, 1, 3, 1_000)))
    return search.found


def ids_of(entries: list[Entry]) -> list[str]:
    """Give the ids of entries."""
    return [entry.id for entry in entries]


def read_all(browsing: Browsing, places: list[int]) -> list[str]:
    """Give the ids at places, which are asked for in any order."""
    found = {place: browsing.entry(place) for place in places}
    return [entry.id if (entry := found[place]) else "" for place in range(len(browsing))]


@settings(max_examples=examples(1))
@given(lives, filters, st.randoms(use_true_random=False))
def test_windows_are_slices_of_the_whole_list(lived: list[Deed], wanted: Filter, random: Random) -> None:
    """Whatever was logged, edited and undone, each place holds what the whole list has there, with its day."""
    person = Person()
    live(person, lived)
    whole = find_entries(person.db, wanted)
    assert sum(count_all(person.ws).values()) == len(find_entries(person.db, Filter()))
    browsing = Browsing(person.ws, wanted, search_all(person, wanted, random))
    places = random.sample(range(len(whole)), len(whole))
    assert len(browsing) == len(whole)
    assert read_all(browsing, places) == ids_of(whole)
    assert [browsing.day(place) for place in range(len(whole))] == [entry.day for entry in whole]
    heads = [place for place in range(len(whole)) if browsing.is_first(place)]
    assert [browsing.day(place) for place in heads] == sorted({entry.day for entry in whole}, reverse=True)
    assert [browsing.find(entry.id) for entry in whole] == list(range(len(whole)))
    left_out = [entry for entry in find_entries(person.db, Filter()) if entry.id not in ids_of(whole)]
    assert [browsing.find(entry.id) for entry in left_out] == [None] * len(left_out)
    assert (browsing.entry(-1), browsing.entry(len(whole)), browsing.find("nobody")) == (None, None, None)
    for asked in range(TODAY - 11, TODAY + 2):
        earlier = [place for place, entry in enumerate(whole) if entry.day <= asked]
        assert browsing.find_day(asked) == min(earlier, default=max(0, len(whole) - 1))
    person.close()


@settings(max_examples=examples(1))
@given(lives, filters, st.sampled_from(("star", "edit", "remove")), st.randoms(use_true_random=False))
def test_after_one_entry_changed_its_day_is_counted_again(
    lived: list[Deed], wanted: Filter, kind: str, random: Random
) -> None:
    """Counting the one day again gives what a new search gives."""
    person = Person()
    live(person, lived)
    entries = find_entries(person.db, Filter())
    if not entries:
        return
    browsing = Browsing(person.ws, wanted, search_all(person, wanted, random))
    read_all(browsing, list(range(len(browsing))))
    entry = random.choice(entries)
    try:
        if kind == "star":
            star_entry(person.ws, refer_to(entry.id), star=not entry.star)
        elif kind == "remove":
            remove_entries(person.ws, [refer_to(entry.id)])
        else:
            save_line(person.ws, entry, parse_line(f"{compose_line(entry.text, [])} along the river +jog @ben".strip()))
    except TinyWinsError:
        pass
    if wanted.wins:  # what is a win may change on all days, and no list of the full screen asks for it
        return
    browsing.recount({entry.day})
    whole = find_entries(person.db, wanted)
    assert read_all(browsing, list(range(len(browsing)))) == ids_of(whole)
    person.close()


def test_entries_of_the_same_time_keep_one_order(person: Person) -> None:
    """Entries that were logged in one millisecond are told apart by their ids, in windows as in the list."""
    for number in range(30):
        do(person, ("log", 7, [[(f"piece {number}", [])], TODAY, True]))
    browsing = Browsing(person.ws, Filter(), count_all(person.ws))
    assert read_all(browsing, list(range(29, -1, -1))) == ids_of(find_entries(person.db, Filter()))


def test_a_day_that_another_emptied_gives_nothing(person: Person) -> None:
    """A place whose entry was taken away meanwhile is empty, and is no error."""
    for number in range(3):
        person.log(f"piece {number}")
    browsing = Browsing(person.ws, Filter(), count_all(person.ws))
    remove_entries(person.ws, ["last", "last~1"])
    assert [entry.text if (entry := browsing.entry(place)) else "" for place in range(3)] == ["piece 0", "", ""]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", Filter()),
        ("two words", Filter(words=("two", "words"))),
        ("+run ran", Filter(words=("ran",), any_of=(("run",),))),
        ("+r", Filter(any_of=(("read", "run", "running"),))),
        ("+runn", Filter(any_of=(("running",),))),
        ("+jog", Filter(any_of=(("run",),))),
        ("@a +RUN", Filter(any_of=(("@anna",), ("run",)))),
        ("went +", Filter(words=("went",))),
        ("@ C++ 100%", Filter(words=("C++", "100%"))),
    ],
)
def test_what_is_typed_to_search(person: Person, typed: str, wanted: Filter) -> None:
    """Words are words, a known tag is that tag, and one that is not finished means all that begin so."""
    for line in ("+run", "+running", "+read", "+jog", "@anna"):
        person.log(f"x {line}")
    merge_tags(person.ws, "jog", "run")
    assert read_wanted(person.ws, typed) == wanted
    assert read_wanted(person.ws, typed, starred=True).starred


def test_a_tag_that_nothing_begins_with_is_said(person: Person) -> None:
    """A name that no tag begins with is told with the nearest one, as `list` tells it."""
    person.log("x +reviews")
    with pytest.raises(NotFoundError) as told:
        read_wanted(person.ws, "+reveiws")
    assert (told.value.message, told.value.hint) == ("There is no tag reveiws yet.", "Did you mean reviews?")


def test_an_edited_line_is_one_act_and_says_when_it_came_too_late(person: Person) -> None:
    """Text and tags change together; where the entry is another by now, nothing is saved."""
    before = person.log("Ran +run=5").entry
    edited = save_line(person.ws, before, parse_line("Ran along the river +run=6 @anna"))
    assert edited.after is not None
    assert compose_line(edited.after.text, edited.after.tags) == "Ran along the river +run=6 @anna"
    assert len({act for _, _, act, *_ in person.changes()}) == 2
    with pytest.raises(UsageError, match="changed elsewhere"):
        save_line(person.ws, before, parse_line("Ran"))
    assert person.texts() == ["Ran along the river"]
    assert read_day(FRIDAY) == before.day
