"""Moments: a decision is a win until it is known to have turned badly, and what was expected stays as it was said."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import refusal
from tests.services.workspaces import FRIDAY, Person
from tests.storage.tables import read_changes, read_tables, rebuild_tables
from tinywins.compounding.proportions import wilson_interval
from tinywins.domain.days import read_day
from tinywins.domain.line import parse_line
from tinywins.domain.moments import BADLY, WELL
from tinywins.errors import NotFoundError, UsageError
from tinywins.services.logging import log as log_lines
from tinywins.services.tags import edit_tag
from tinywins.services.today import list_due_follow_ups, show_day, show_today
from tinywins.services.undo import undo
from tinywins.services.work import moments as service
from tinywins.services.work.feedback import act_on, add_feedback, decline
from tinywins.services.work.moment_review import LEAST_SETTLED, Turns, review_moments
from tinywins.services.work.moments import Draft, Told
from tinywins.services.work.thanks import list_thanks, thank
from tinywins.services.work.tweaks import TweakDraft, start, stop_tweak
from tinywins.storage import facts

TODAY = read_day(FRIDAY)


def log(person: Person, raw: str = "Called back", kind: str = "customer", /, **said: str | None) -> Told:
    """Log a moment."""
    on = said.pop("on", None)
    return service.log_moment(person.ws, kind, parse_line(raw), Draft(**said), person.when(on))


@given(st.integers(0, 2**32 - 1))
def test_what_turned_badly_is_no_win(seed: int) -> None:
    """However moments are logged, settled, opened again and undone, the wins are those that did not turn badly."""
    dice, person = Random(seed), Person()
    turned: dict[str, str] = {}
    for number in range(14):
        if not turned or dice.random() < 0.5:
            way = dice.choice(["", "", WELL, BADLY])
            turned[log(person, f"Did {number} +shop", turned=way or None).entry.short] = way
        else:
            short, way = dice.choice(list(turned)), dice.choice([WELL, BADLY, "open"])
            before = len(read_changes(person.db))
            service.settle_moment(person.ws, short, "so it went", way)
            is_written = len(read_changes(person.db)) > before
            if dice.random() < 0.3 and is_written:
                undo(person.ws)
            else:
                turned[short] = "" if way == "open" else way
        wins = sum(way != BADLY for way in turned.values())
        assert facts.count_all_wins(person.db) == wins
        assert {entry.short: moment.turned for moment, entry in service.list_moments(person.ws)} == turned
    assert rebuild_tables(read_changes(person.db)) == read_tables(person.db)
    found = review_moments(person.ws)
    whole = found.kinds[0].all
    ways = list(turned.values())
    assert (whole.well, whole.badly, whole.open) == (ways.count(WELL), ways.count(BADLY), ways.count(""))
    person.close()


def test_a_bad_one_is_kept_and_feeds_no_count(person: Person) -> None:
    """One that turned badly stays in the log with its tags, and makes no habit's day and no win of its week."""
    person.add_habit("shop")
    told = log(person, "Discounted everything +shop")
    assert show_today(person.ws).wins == 1
    service.settle_moment(person.ws, told.entry.short, "nobody noticed", BADLY)
    today = show_today(person.ws)
    assert (today.wins, [entry.text for entry in today.entries]) == (0, ["Discounted everything"])
    assert service.list_moments(person.ws)[0][0].outcome == "nobody noticed"


def test_it_is_found_by_words_the_open_one_first(person: Person) -> None:
    """A moment is meant by its code or by words of what was done or what it was about; an open one goes first."""
    first = log(person, "Called back", situation="angry mail").entry
    service.settle_moment(person.ws, first.short, "fine", WELL)
    second = log(person, "Wrote back", situation="angry mail again").entry
    assert service.settle_moment(person.ws, "angry mail", "ordered", WELL).entry.id == second.id
    with pytest.raises(UsageError, match="could be 2"):
        service.find_moment(person.ws, "angry")
    with pytest.raises((NotFoundError, UsageError)):
        service.find_moment(person.ws, "zebra")
    other = person.log("No moment at all").entry
    assert "without a moment" in refusal(service.find_moment, person.ws, other.short).message


def test_new_kinds_and_choices_that_are_slips_are_told(person: Person) -> None:
    """A kind or a choice of one's own is kept; one that is a slip away from a known one is told, with how often."""
    log(person, choice="refund")
    told = log(person, "x", "custmer", choice="refnd")
    assert {(what, new, known) for what, new, known, _ in told.near} == {
        ("kind", "custmer", "customer"),
        ("choice", "refnd", "refund"),
    }
    assert log(person, "x", "gardening", choice="water").near == ()
    assert service.list_choices(person.ws)[0] in ("refund", "refnd", "water")


@pytest.mark.parametrize(
    "said",
    [{"turned": "so-so"}, {"outcome": "fine"}, {"follow": "yesterday"}, {"choice": "two words"}, {"expect": "a\nb"}],
)
def test_what_cannot_be_is_refused(person: Person, said: dict[str, str]) -> None:
    """Other ways to turn, an outcome without its way, days gone by and choices of two words are refused whole."""
    refusal(service.log_moment, person.ws, "customer", parse_line("x"), Draft(**said))
    assert person.entries() == []


def test_what_is_to_be_come_back_to(person: Person) -> None:
    """From its day on an open item is told of, the oldest first; no more once it is answered, declined or settled."""
    item = add_feedback(person.ws, "Is there a gift wrap?", follow="today").feedback
    other = add_feedback(person.ws, "Too dear", follow="tomorrow").feedback
    moment = log(person, situation="angry mail", expect="stays", follow="today").entry
    told = list_due_follow_ups(person.ws)
    assert {(each.kind, each.short) for each in told} == {("feedback", item.short), ("moment", moment.short)}
    assert show_today(person.ws).follow_ups == told
    assert show_day(person.ws, TODAY - 1).follow_ups == ()
    act_on(person.ws, item.short, parse_line("Added it"))
    service.settle_moment(person.ws, moment.short, None, WELL)
    assert list_due_follow_ups(person.ws) == ()
    person.go_to(TODAY + 1)
    assert [each.short for each in list_due_follow_ups(person.ws)] == [other.short]
    decline(person.ws, other.short, "one price")
    assert list_due_follow_ups(person.ws) == ()


def test_a_tweak_is_told_of_for_a_week_from_its_review(person: Person) -> None:
    """On the day of its review and six days after a tweak is to be looked at; not before, and not once stopped."""
    tweak = start(person.ws, TweakDraft("Shorter form", "+run", review=TODAY + 21)).tweak
    seen = []
    for day in range(TODAY, TODAY + 40):
        person.go_to(day)
        seen += [day - TODAY] * bool(list_due_follow_ups(person.ws))
    assert seen == list(range(21, 28))
    person.go_to(TODAY + 22)
    stop_tweak(person.ws, tweak.short)
    assert list_due_follow_ups(person.ws) == ()


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_share_has_its_range_from_five_on(well: int, badly: int) -> None:
    """Below five settled moments there is no share; from five on it has Wilson's range around it."""
    found = Turns("customer", well, badly, 3).share()
    if well + badly < LEAST_SETTLED:
        assert found is None
    else:
        assert found is not None
        assert found[0] == well / (well + badly)
        assert found[1:] == pytest.approx(wilson_interval(well, well + badly))
        assert found[1] <= found[0] <= found[2]


def test_a_choice_is_better_when_that_is_sure(person: Person) -> None:
    """Nine of nine against three of eight is sure; two of two against none of two is not, however it looks."""
    for choice, well, badly in (("call", 9, 0), ("write", 3, 5)):
        for number in range(well + badly):
            log(person, choice=choice, turned=WELL if number < well else BADLY)
    for choice, way in (("fix", WELL), ("fix", WELL), ("wait", BADLY), ("wait", BADLY)):
        log(person, "x", "product", choice=choice, turned=way)
    customer, product = review_moments(person.ws).kinds
    assert customer.better is not None and (customer.better.choice, customer.better.other) == ("call", "write")
    assert customer.better.chance >= 0.95
    assert product.better is None


def test_thanks_are_wins_of_their_month(person: Person) -> None:
    """A word of thanks is a win that names a person; it is counted in its month, in all and to the same."""
    first = thank(person.ws, "@anna", parse_line("Drew the icons +design"))
    assert first.logged.entry.win and ("@anna", None) in first.logged.entry.tags
    thank(person.ws, "a teammate", parse_line("Caught the bug"))
    again = thank(person.ws, "@Anna", parse_line("Drew more"))
    assert (again.month, again.same) == (3, 2)
    assert [who for who, _ in list_thanks(person.ws)] == ["@anna", "a teammate", "@anna"]
    refusal(thank, person.ws, " ", parse_line("x"))


@given(st.lists(st.integers(1, 4), max_size=12), st.integers(2, 6), st.integers(1, 9))
def test_a_treat_is_told_once_each_time_it_is_due(acts: list[int], every: int, before: int) -> None:
    """After every so many entries since it was set the treat is told once, also where one act brings several."""
    person = Person()
    for _ in range(before):
        person.log("+reviews")
    edit_tag(person.ws, "reviews", treat=("good coffee", every))
    total = told = 0
    for number in acts:
        logged = log_lines(person.ws, [parse_line("+reviews")] * number)
        total += number
        told += sum(more for each in logged for more, _, _ in each.treats) // every
        assert told == total // every
    person.close()
