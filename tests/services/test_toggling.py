"""One key on a habit: each press is one act of the log, and undo takes it back."""

import pytest

from tests.builders import refusal
from tests.services.workspaces import Person
from tinywins.domain.entries import Entry
from tinywins.domain.line import parse_line
from tinywins.errors import NotFoundError
from tinywins.services.daybook import save_line, save_note
from tinywins.services.entries import Edit, Edited, edit_entry, star_entry
from tinywins.services.habits import Traits, archive_habit, edit_habit
from tinywins.services.tags import merge_tags
from tinywins.services.ticking import Ticked
from tinywins.services.today import show_again, show_day, show_today
from tinywins.services.toggling import (
    Asked,
    Choice,
    change_amount,
    find_noted,
    tick_amount,
    toggle,
    toggle_skip,
    write_note,
)
from tinywins.services.undo import undo
from tinywins.services.views import view_habit

Held = list[tuple[str, tuple[tuple[str, int | None], ...], str]]


def held(person: Person) -> Held:
    """Give what each entry of a log holds, by its text, tags and note."""
    return sorted((entry.text, tuple(entry.tags), entry.note) for entry in person.entries())


def count_acts(person: Person) -> int:
    """Count the acts of a journal."""
    return len({row[2] for row in person.changes()})


def today(person: Person) -> int:
    """Give the day it is."""
    return person.ws.today()


def press(person: Person, name: str, ago: int = 0) -> object:
    """Toggle a habit some days ago, and see that it was one act at most, which undo takes back."""
    before, acts = held(person), count_acts(person)
    done = toggle(person.ws, name, today(person) - ago)
    after = held(person)
    assert count_acts(person) - acts == (after != before)
    if after != before:
        undo(person.ws)
        assert held(person) == before
        done = toggle(person.ws, name, today(person) - ago)
        assert [row[:2] for row in held(person)] == [row[:2] for row in after]
    return done


@pytest.mark.parametrize("ago", [0, 3])
@pytest.mark.parametrize("rule", ["daily", "3/week", "mon", "anytime", "2/month", "every 3d"])
def test_a_habit_is_ticked_and_its_tick_taken_away(person: Person, rule: str, ago: int) -> None:
    """Two presses leave the log as it was, whatever the rule and the day, and the tick is that of `done`."""
    person.add_habit("stretch", rule, today(person) - 20)
    ticked = press(person, "stretch", ago)
    assert isinstance(ticked, Ticked)
    (entry,) = person.entries()
    assert (entry.text, entry.tags, entry.day) == ("", [("stretch", None)], today(person) - ago)
    assert (entry.at is not None) == (ago == 0)
    removed = press(person, "stretch", ago)
    assert isinstance(removed, Edited)
    assert removed.after is None
    assert person.entries() == []


@pytest.mark.parametrize("line", ["Stretched +stretch", "+stretch +home", "+stretch @anna"])
def test_an_entry_that_holds_more_is_not_taken_away(person: Person, line: str) -> None:
    """A text, a further tag or a person makes an entry one that is chosen, never removed by a toggle."""
    person.add_habit("stretch")
    person.log(line)
    choice = press(person, "stretch")
    assert isinstance(choice, Choice)
    assert len(choice.entries) == len(person.entries()) == 1


def test_a_note_or_a_star_makes_an_entry_more_than_a_tick(person: Person) -> None:
    """So does a note, and so does a star."""
    person.add_habit("stretch")
    entry = person.log("+stretch").entry
    edit_entry(person.ws, entry.short, Edit(note="In the sun"))
    assert isinstance(press(person, "stretch"), Choice)
    edit_entry(person.ws, entry.short, Edit(note=""))
    star_entry(person.ws, entry.short)
    assert isinstance(press(person, "stretch"), Choice)
    star_entry(person.ws, entry.short, star=False)
    assert isinstance(press(person, "stretch"), Edited)


def test_of_several_ticks_one_is_chosen(person: Person) -> None:
    """Two ticks of one day are shown, oldest first."""
    person.add_habit("stretch")
    shorts = [person.log("+stretch").entry.short for _ in range(2)]
    choice = press(person, "stretch")
    assert isinstance(choice, Choice)
    assert sorted(entry.short for entry in choice.entries) == sorted(shorts)


def test_another_name_of_the_habit_is_its_tick(person: Person) -> None:
    """A tick under a name that was renamed is taken away as well."""
    person.add_habit("stretch")
    person.log("+yoga", "yesterday")
    merge_tags(person.ws, "yoga", "stretch")
    person.log("+yoga")
    assert isinstance(press(person, "stretch"), Edited)
    assert len(person.entries()) == 1


def test_a_target_with_a_unit_asks_for_what_is_missing(person: Person) -> None:
    """The amount that is asked for is the rest of the slot; once that is there, a press takes it away."""
    person.add_habit("read", "daily at least 20")
    edit_habit(person.ws, "read", traits=Traits(unit="pages"))
    assert press(person, "read") == Asked("read", "pages", 20_000)
    tick_amount(person.ws, "read", "12 pages", today(person))
    assert press(person, "read") == Asked("read", "pages", 8_000)
    tick_amount(person.ws, "read", "8", today(person))
    choice = press(person, "read")
    assert isinstance(choice, Choice)
    assert [dict(entry.tags)["read"] for entry in choice.entries] == [12_000, 8_000]


@pytest.mark.parametrize("typed", ["", "5,2", "-3", "x", "5km", "1.2345"])
def test_an_amount_that_cannot_be_read_is_refused(person: Person, typed: str) -> None:
    """What `done` refuses is refused here in the same sentences."""
    person.add_habit("read", "daily at least 20")
    edit_habit(person.ws, "read", traits=Traits(unit="pages"))
    refusal(tick_amount, person.ws, "read", typed, today(person))
    assert person.entries() == []


def test_a_target_in_times_is_ticked_until_it_is_reached(person: Person) -> None:
    """Without a unit each press counts one, until the target is there."""
    person.add_habit("water", "daily at least 3")
    for _ in range(3):
        assert isinstance(press(person, "water"), Ticked)
    assert isinstance(press(person, "water"), Choice)
    assert person.habit("water").state == "done"


def test_a_week_target_in_times_is_ticked_day_by_day(person: Person) -> None:
    """A week that wants five takes a press on a day that has one already."""
    person.add_habit("calls", "1/week at least 5", today(person) - 4)
    for ago in (3, 2, 0, 0):
        assert isinstance(press(person, "calls", ago), Ticked)
    assert person.habit("calls").standing.slot.sum == 4_000


def test_a_limit_is_said_to_be_kept_and_unsaid(person: Person) -> None:
    """A press says that the limit was kept, and the next one unsays it."""
    person.add_habit("coffee", "daily at most 2")
    kept = press(person, "coffee")
    assert isinstance(kept, Ticked)
    assert kept.kept
    assert person.entries()[0].tags == [("coffee", 0)]
    assert isinstance(press(person, "coffee"), Edited)
    assert person.entries() == []


def test_what_was_counted_of_a_limit_is_not_taken_away(person: Person) -> None:
    """One that was counted is shown, and kept."""
    person.add_habit("coffee", "daily at most 2")
    change_amount(person.ws, "coffee", today(person), 1)
    assert isinstance(press(person, "coffee"), Choice)


def amounts(person: Person) -> list[tuple[str, int | None]]:
    """Give the tags of all entries, newest first."""
    return [tag for entry in person.entries() for tag in entry.tags]


def step(person: Person, name: str, steps: int, ago: int = 0) -> None:
    """Change an amount, and see that it was one act, which undo takes back."""
    before, acts = held(person), count_acts(person)
    change_amount(person.ws, name, today(person) - ago, steps)
    assert count_acts(person) == acts + 1
    undo(person.ws)
    assert held(person) == before
    change_amount(person.ws, name, today(person) - ago, steps)


@pytest.mark.parametrize("ago", [0, 5])
def test_more_and_less_go_up_and_down_and_away(person: Person, ago: int) -> None:
    """The first step logs, the next ones edit that entry, and back at nothing it is gone."""
    person.add_habit("coffee", "daily at most 2", today(person) - 9)
    edit_habit(person.ws, "coffee", traits=Traits(unit="cups"))
    for expected in (1_000, 2_000, 3_000):
        step(person, "coffee", 1, ago)
        assert amounts(person) == [("coffee", expected)]
    assert person.entries()[0].day == today(person) - ago
    for rest in ([("coffee", 2_000)], [("coffee", 1_000)], []):
        step(person, "coffee", -1, ago)
        assert amounts(person) == rest


def test_without_a_unit_a_tick_stands_for_one(person: Person) -> None:
    """A bare mention counts one, so one more makes it two, and two less take it away."""
    person.add_habit("water", "daily at least 3")
    toggle(person.ws, "water", today(person))
    step(person, "water", 1)
    assert amounts(person) == [("water", 2_000)]
    step(person, "water", -1)
    step(person, "water", -1)
    assert person.entries() == []


def test_with_a_unit_a_mention_without_an_amount_stays(person: Person) -> None:
    """It has no amount that could grow, so one more is an entry of its own."""
    person.add_habit("read")
    edit_habit(person.ws, "read", traits=Traits(unit="pages"))
    person.log("Some pages +read")
    step(person, "read", 1)
    assert sorted(amounts(person), key=str) == [("read", 1_000), ("read", None)]


def test_the_newest_amount_of_the_day_is_changed(person: Person) -> None:
    """Of several entries it is the newest, with its text and its decimals kept."""
    person.add_habit("run")
    edit_habit(person.ws, "run", traits=Traits(unit="km"))
    person.log("Early +run=3", at="07:00")
    person.log("Along the canal +run=5.2", at="09:00")
    step(person, "run", 1)
    assert [(entry.text, entry.tags) for entry in person.entries()] == [
        ("Along the canal", [("run", 6_200)]),
        ("Early", [("run", 3_000)]),
    ]


def test_an_entry_that_holds_more_does_not_come_down_to_nothing(person: Person) -> None:
    """Its text is not removed by counting down; the refusal names the way."""
    person.add_habit("run")
    edit_habit(person.ws, "run", traits=Traits(unit="km"))
    entry = person.log("Along the canal +run=0.5").entry
    error = refusal(change_amount, person.ws, "run", today(person), -1)
    assert entry.short in error.message + error.hint
    assert amounts(person) == [("run", 500)]


def test_less_of_nothing_is_refused(person: Person) -> None:
    """Where there is no amount, nothing is written."""
    person.add_habit("run")
    before = person.changes()
    with pytest.raises(NotFoundError, match="no amount"):
        change_amount(person.ws, "run", today(person), -1)
    assert person.changes() == before


def test_an_amount_stays_in_its_range(person: Person) -> None:
    """The largest amount grows no further."""
    person.add_habit("run")
    person.log("+run=999999999")
    assert "too large" in refusal(change_amount, person.ws, "run", today(person), 1).message


def test_a_skip_is_said_and_taken_back(person: Person) -> None:
    """Two presses leave the habit as it stood."""
    person.add_habit("stretch")
    assert toggle_skip(person.ws, "stretch", today(person)).habit.state == "excused"
    assert toggle_skip(person.ws, "stretch", today(person)).habit.state == "open"
    undo(person.ws)
    assert person.habit("stretch").state == "excused"


def test_a_note_goes_to_the_newest_entry(person: Person) -> None:
    """A note of one line is replaced, one of several lines grows by one, and nothing of it goes away."""
    person.add_habit("stretch")
    with pytest.raises(NotFoundError):
        find_noted(person.ws, "stretch", today(person))
    person.log("+stretch", at="07:00")
    person.log("Again +stretch", at="09:00")
    entry = find_noted(person.ws, "stretch", today(person))
    assert entry.text == "Again"
    noted = write_note(person.ws, entry, "In the sun").after
    assert noted is not None
    assert noted.note == "In the sun"
    long = edit_entry(person.ws, entry.short, Edit(note="One\nTwo")).after
    assert long is not None
    grown = write_note(person.ws, long, "Three").after
    assert grown is not None
    assert grown.note == "One\nTwo\nThree"
    same = write_note(person.ws, grown, " ").after
    assert same is not None
    assert same.note == grown.note


def test_a_note_that_was_changed_elsewhere_stays(person: Person) -> None:
    """A note is written over the one that was read, never over another; text, tags and star may have changed."""
    entry = person.log("Sold a lamp").entry
    edit_entry(person.ws, entry.short, Edit(text="Sold two lamps"))
    noted = save_note(person.ws, entry, "To Anna").after
    assert noted is not None
    assert (noted.text, noted.note) == ("Sold two lamps", "To Anna")
    for write in (save_note, write_note):
        assert "changed elsewhere meanwhile" in refusal(write, person.ws, entry, "To Bo").message
    long = edit_entry(person.ws, entry.short, Edit(note="One\nTwo")).after
    assert long is not None
    edit_entry(person.ws, entry.short, Edit(note="One\nTwo\nThree"))
    refusal(write_note, person.ws, long, "Four")
    assert person.entries()[0].note == "One\nTwo\nThree"


def log_entry(person: Person, raw: str) -> Entry:
    """Log a line and give its entry."""
    return person.log(raw).entry


def test_a_line_is_saved_as_one_act(person: Person) -> None:
    """Text, tags and amounts follow the line; its note and star stay."""
    entry = log_entry(person, "Ran +run=5 +home")
    star_entry(person.ws, entry.short)
    acts = count_acts(person)
    after = save_line(person.ws, entry, parse_line("Ran far @anna +run=6.5")).after
    assert count_acts(person) == acts + 1
    assert after is not None
    assert (after.text, dict(after.tags), after.star) == ("Ran far", {"run": 6_500, "@anna": None}, True)


def test_a_line_that_was_changed_elsewhere_is_not_overwritten(person: Person) -> None:
    """What another has written meanwhile stays."""
    entry = log_entry(person, "Ran +run=5")
    edit_entry(person.ws, entry.short, Edit(text="Walked"))
    assert "elsewhere" in refusal(save_line, person.ws, entry, parse_line("Ran far +run=5")).message
    assert person.texts() == ["Walked"]


RULES = ("daily", "3/week", "mon,wed,fri", "daily at least 3", "daily at most 2", "anytime", "1/week at least 5")


def test_a_day_shown_again_is_the_day_shown_anew(person: Person) -> None:
    """After any act, what it touched shown again is everything read anew."""
    for place, rule in enumerate(RULES):
        person.add_habit(f"h{place}", rule, today(person) - 30)
    shown = show_today(person.ws)
    for place in (*range(len(RULES)), *range(len(RULES))):
        toggle(person.ws, f"h{place}", today(person))
        shown = show_again(person.ws, shown, [f"h{place}"])
        fresh = show_today(person.ws)
        assert [(h.tag, h.state, h.amount, h.strength) for h in shown.habits] == [
            (h.tag, h.state, h.amount, h.strength) for h in fresh.habits
        ]
        assert [entry.id for entry in shown.entries] == [entry.id for entry in fresh.entries]
        assert (shown.wins, shown.ever, shown.yesterday) == (fresh.wins, fresh.ever, fresh.yesterday)


@pytest.mark.parametrize("rule", RULES)
def test_a_day_gone_by_is_as_it_stood(person: Person, rule: str) -> None:
    """Read later, a day is what it was on the evening itself, whatever was logged on the days after it."""
    start = today(person)
    person.add_habit("h", rule, start)
    seen = []
    for day in range(start, start + 20):
        person.go_to(day)
        if day % 3:
            person.log("+h")
        seen.append(view_habit(person.db, person.ws, "h"))
    for place, view in enumerate(seen):
        (then,) = show_day(person.ws, start + place).habits
        assert then.standing.slots.marks == view.standing.slots.marks
        assert (then.state, then.mark, then.amount, then.strength, then.next_day) == (
            view.state,
            view.mark,
            view.amount,
            view.strength,
            view.next_day,
        )
        assert then.standing.streaks.current == view.standing.streaks.current


def test_a_day_before_a_habit_began_is_without_it(person: Person) -> None:
    """A habit is not shown on days before its first, and one that was archived later is."""
    person.add_habit("old", "daily", today(person) - 5)
    person.add_habit("new", "daily", today(person))
    archive_habit(person.ws, ["old"])
    assert [habit.tag for habit in show_day(person.ws, today(person) - 3).habits] == ["old"]
    assert [habit.tag for habit in show_day(person.ws, today(person)).habits] == ["new"]
    assert show_day(person.ws, today(person) - 9).habits == []
