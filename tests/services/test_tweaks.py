"""Tweaks: started, looked at before and after their review, stopped, changed, undone."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, refusal
from tests.services.workspaces import FRIDAY, Person
from tests.storage.tables import read_tables
from tinywins.compounding.comparing import Comparison
from tinywins.compounding.estimates import NotYet
from tinywins.domain.days import write_day
from tinywins.errors import UsageError
from tinywins.render.columns import Look
from tinywins.render.listing import say_deeds
from tinywins.render.tweaks import VERDICTS, show_tweak, show_tweaks
from tinywins.services import tweaks
from tinywins.services.logging import log
from tinywins.services.tags import edit_tag, merge_tags, rename_tag
from tinywins.services.tweak_views import TweakView
from tinywins.services.tweaks import TweakDraft, TweakEdit
from tinywins.services.undo import redo, undo
from tinywins.storage import items, journal, projection
from tinywins.storage.fold import write_fields

MONDAY = day("2026-11-23")
WORDS = ("better", "worse")


def live_weeks(person: Person, tag: str, first: int, counts: list[int]) -> None:
    """Log so much of a tag on the Wednesday of each week from a Monday on; nothing for 0."""
    for place, amount in enumerate(counts):
        if amount:
            person.log(f"numbers +{tag}={amount}", write_day(first + 7 * place + 2), force=True)


def start(person: Person, measure: str = "+orders", title: str = "free shipping", **how: object) -> TweakView:
    """Start a tweak on Monday, 23 November, unless the day is given."""
    person.go_to(MONDAY)
    return tweaks.start(person.ws, TweakDraft(title, measure, **how))  # type: ignore[arg-type]


def see(person: Person, today: int, which: str = "free shipping") -> TweakView:
    """See a tweak on a day."""
    person.go_to(today)
    return tweaks.show_tweak(person.ws, which)


def test_a_tweak_collects_until_its_review(person: Person) -> None:
    """By default it is judged after three full weeks; until then there are counts, and no comparison."""
    live_weeks(person, "orders", MONDAY - 98, [4] * 14 + [9, 9, 9, 9])
    view = start(person)
    assert (view.start, view.review, view.spans.planned) == (MONDAY, MONDAY + 21, 3)
    assert (view.before.mondays[0], view.before.mondays[-1]) == (MONDAY - 98, MONDAY - 21)
    assert (len(view.before.mondays), view.before.events) == (12, 48)
    for ahead, weeks in ((0, 0), (6, 0), (7, 1), (20, 2)):
        view = see(person, MONDAY + ahead)
        assert (view.state, view.comparison, len(view.after.mondays)) == ("collecting", None, weeks)
    view = see(person, MONDAY + 21)
    assert view.state == "judged"
    assert isinstance(view.comparison, Comparison)
    assert (view.comparison.verdict, view.after.events) == ("very_likely_rose", 27)


def test_a_verdict_stays(person: Person) -> None:
    """What is logged after the review, for days after it, changes nothing: it is judged once."""
    live_weeks(person, "orders", MONDAY - 98, [4] * 14 + [9, 9, 9, 0, 0, 0])
    start(person)
    first = see(person, MONDAY + 21)
    later = see(person, MONDAY + 40)
    assert first.comparison == later.comparison
    assert first.after == later.after


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 1 << 32))
def test_no_verdict_before_the_review(seed: int) -> None:
    """Whatever the numbers, until the review no word says better or worse, and no ratio or chance is given."""
    random, person = Random(seed), Person()
    live_weeks(person, "clicks", MONDAY - 70, [random.choice([0, 1, 5, 30]) for _ in range(16)])
    live_weeks(person, "opens", MONDAY - 70, [random.choice([50, 90]) for _ in range(16)])
    measure = random.choice(["+clicks", "+clicks/+opens"])
    begin = MONDAY - random.randrange(10)
    person.go_to(MONDAY)
    view = tweaks.start(person.ws, TweakDraft("free shipping", measure, MONDAY + random.randrange(7, 40), start=begin))
    for today in range(MONDAY, view.review, 5):
        seen = see(person, today)
        assert seen.state == "collecting" and seen.comparison is None
        words = show_tweak(seen, Look())
        assert not any(word in words for word in (*WORDS, "chance", "likely", "Can't tell"))
        assert not any(word in show_tweaks([seen], Look()) for word in WORDS)
    assert see(person, view.review).state in ("judged", "too early")
    person.close()


def test_one_stopped_early_has_no_verdict(person: Person) -> None:
    """A stop before the review may follow what the numbers showed: there is no verdict, then or later."""
    live_weeks(person, "orders", MONDAY - 98, [4] * 14 + [9, 9, 9, 9])
    start(person)
    person.go_to(MONDAY + 15)
    stopped = tweaks.stop_tweak(person.ws, "free", note="too dear")
    assert (stopped.state, len(stopped.after.mondays), stopped.tweak.note) == ("stopped", 2, "too dear")
    assert see(person, MONDAY + 60).comparison is None
    refusal(lambda: tweaks.stop_tweak(person.ws, "free"), UsageError)
    undo(person.ws)
    assert see(person, MONDAY + 21).state == "judged"


def test_one_stopped_later_keeps_its_verdict(person: Person) -> None:
    """Stopped after its review it is judged as it was, and no longer among those that run."""
    live_weeks(person, "orders", MONDAY - 98, [4] * 14 + [9, 9, 9])
    start(person)
    before = see(person, MONDAY + 22)
    tweaks.stop_tweak(person.ws, "free")
    after = see(person, MONDAY + 30)
    assert (after.state, after.comparison) == ("judged", before.comparison)
    assert tweaks.list_tweaks(person.ws) == []
    assert [view.tweak.title for view in tweaks.list_tweaks(person.ws, every=True)] == ["free shipping"]


def test_undo_restores_every_change(person: Person) -> None:
    """Start, edit, stop and remove are an act each; undo takes each back, and redo puts it back, row for row."""
    live_weeks(person, "orders", MONDAY - 98, [4] * 14)
    states = [read_tables(person.db)]
    start(person)
    states.append(read_tables(person.db))
    deeds = [
        lambda: tweaks.edit_tweak(person.ws, "free", TweakEdit("free parcels", None, MONDAY + 28, "20%")),
        lambda: tweaks.stop_tweak(person.ws, "parcels", MONDAY, "no"),
        lambda: tweaks.remove_tweak(person.ws, "parcels"),
    ]
    for deed in deeds:
        deed()
        states.append(read_tables(person.db))
    assert len({str(state["tweak"]) for state in states}) == 5
    said = []
    for state in states[-2::-1]:
        said.append(say_deeds(undo(person.ws)).split(" free")[0])
        assert read_tables(person.db)["tweak"] == state["tweak"]
    assert said == ["removed tweak", "stopped tweak", "changed tweak", "added tweak"]
    for state in states[1:]:
        redo(person.ws)
        assert read_tables(person.db)["tweak"] == state["tweak"]


def test_too_few_events_are_too_early(person: Person) -> None:
    """Below ten events there is no verdict at the review; the review may then be moved, since nothing was said."""
    live_weeks(person, "orders", MONDAY - 56, [0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0])
    start(person)
    view = see(person, MONDAY + 21)
    assert (view.state, view.comparison) == ("too early", NotYet("events", 6))
    assert "Too early: 4 +orders in all of the 10 it takes" in show_tweak(view, Look())
    moved = tweaks.edit_tweak(person.ws, "free", TweakEdit(review=MONDAY + 70))
    assert moved.state == "collecting"


def test_what_decides_stands_once_it_is_judged(person: Person) -> None:
    """After the verdict neither review, measure nor size can be changed; the title can."""
    live_weeks(person, "orders", MONDAY - 98, [4] * 14 + [9, 9, 9])
    start(person)
    person.go_to(MONDAY + 21)
    for edit in (TweakEdit(review=MONDAY + 60), TweakEdit(measure="+visit"), TweakEdit(size="20%")):
        refusal(lambda edit=edit: tweaks.edit_tweak(person.ws, "free", edit), UsageError)  # type: ignore[misc]
    assert tweaks.edit_tweak(person.ws, "free", TweakEdit("other words")).tweak.title == "other words"


def test_a_short_or_missing_baseline_is_said(person: Person) -> None:
    """Fewer than four full weeks before are said to be few; with none there is no verdict at all."""
    live_weeks(person, "orders", MONDAY - 28, [5, 5, 5, 5, 9, 9, 9])
    start(person)
    live_weeks(person, "visit", MONDAY - 14, [5, 5, 9, 9, 9])
    start(person, "+visit", "new banner")
    short = show_tweak(see(person, MONDAY + 21), Look())
    assert "The baseline is short: 2 weeks of the 4 to 12 it wants." in short
    none = see(person, MONDAY + 21, "banner")
    assert (none.state, none.comparison) == ("too early", NotYet("before", 1))
    assert "no full week that ended" in " ".join(show_tweak(none, Look()).split())


def test_a_share_counts_both_tags(person: Person) -> None:
    """A share is of what both tags hold; more than there can be is refused with the reason."""
    live_weeks(person, "opens", MONDAY - 98, [100] * 17)
    live_weeks(person, "clicks", MONDAY - 98, [2] * 14 + [6] * 3)
    start(person, "+clicks/+opens")
    view = see(person, MONDAY + 21)
    assert (view.before.events, view.before.people, view.after.events, view.after.people) == (24, 1200, 18, 300)
    assert isinstance(view.comparison, Comparison) and view.comparison.verdict == "very_likely_rose"
    assert abs(view.comparison.value - 0.04) < 1e-12
    person.log("too many +clicks=900", write_day(MONDAY + 8))
    view = see(person, MONDAY + 21)
    assert view.state == "refused" and view.problem is not None
    assert "918 +clicks of 300 +opens" in view.problem.message
    assert "the numbers do not fit" in show_tweaks([view], Look())


@pytest.mark.parametrize(("size", "less", "ratio"), [("20%", None, 1200), ("1.2x", None, 1200), ("-20%", None, 800)])
def test_sizes_are_read(person: Person, size: str, less: bool | None, ratio: int) -> None:
    """A size is a per cent or a factor; a minus says that less is better."""
    view = start(person, size=size, less=less)
    assert (view.tweak.size, view.tweak.less) == (ratio, ratio < 1000)


@pytest.mark.parametrize("size", ["20", "much", "0%", "1x", "-200%", "x", "5kg", "-1.2x", "1e9x"])
def test_what_is_no_size_is_refused(person: Person, size: str) -> None:
    """A size that says nothing, or nothing possible, is refused, and nothing is started."""
    refusal(lambda: start(person, size=size), UsageError)
    assert tweaks.list_tweaks(person.ws) == []


def test_less_is_better_where_that_is_said(person: Person) -> None:
    """With `less`, and of a limit by itself, a fall is the better; `20%` is then a fifth less."""
    live_weeks(person, "mails", MONDAY - 98, [9] * 14 + [3, 3, 3])
    view = start(person, "+mails", less=True, size="20%")
    assert view.tweak.size == 800
    view = see(person, MONDAY + 21)
    assert isinstance(view.comparison, Comparison) and view.comparison.verdict == "very_likely_fell"
    assert VERDICTS["very_likely_better"] in show_tweak(view, Look())
    person.add_habit("coffee", "daily at most 2")
    assert start(person, "+coffee", "tea instead").tweak.less
    assert not start(person, "+coffee", "more coffee", less=False).tweak.less


def test_names_that_moved_are_followed(person: Person) -> None:
    """A tag that was renamed or merged counts on, and one that became a measurement is refused with the reason."""
    live_weeks(person, "orders", MONDAY - 98, [4] * 14 + [9, 9, 9])
    start(person)
    rename_tag(person.ws, "orders", "sales")
    view = see(person, MONDAY + 21)
    assert (view.measure, view.after.events, view.state) == ("sales", 27, "judged")
    person.log("one +more")
    merge_tags(person.ws, "sales", "more")
    assert see(person, MONDAY + 21).measure == "more"
    edit_tag(person.ws, "more", None, "last")
    view = see(person, MONDAY + 21)
    assert view.state == "refused" and view.problem is not None and "measurement" in view.problem.message


def test_two_at_once_are_told_of(person: Person) -> None:
    """Tweaks of one tag at one time are named to each other; those of other tags, or of other times, are not."""
    first, second = start(person), start(person, "+clicks/+orders", "shorter line")
    third = start(person, "+visit", "banner")
    assert [other.id for other in second.others] == [first.tweak.id]
    assert third.others == ()
    assert "Both may be in the numbers." in show_tweak(see(person, MONDAY), Look())
    late = start(person, "+orders", "later", start=MONDAY - 60)
    assert {other.id for other in late.others} == {first.tweak.id, second.tweak.id}


def test_where_it_came_from_is_shown(person: Person) -> None:
    """A tweak that was started from feedback names it, whoever wrote it."""
    with person.store.writing() as db:
        act = journal.start_act(db, person.make_id(), person.read_stamp())
        fields = {"short": "defg", "text": "the mails are\x1b[2J long", "opened": [1, 0, FRIDAY]}
        journal.record(db, act, "feedback", "feedback-1", write_fields(fields))
        projection.project(db, [("feedback", "feedback-1")])
        tweak = tweaks.start_in(db, person.ws, act, TweakDraft("shorter mails", "+opens"), "feedback-1")
    assert items.find_code(person.db, tweak.short, ["tweak"])
    page = show_tweak(tweaks.show_tweak(person.ws, "shorter"), Look())
    assert "From feedback defg" in page and "\x1b" not in page
    undo(person.ws)
    assert tweaks.list_tweaks(person.ws) == []


@pytest.mark.parametrize("measure", ["", "/", "+a/+b/+c", "+a/+a", "@anna", "+a/@anna", "5", "+weight"])
def test_what_cannot_be_measured_is_refused(person: Person, measure: str) -> None:
    """Neither persons, measurements, a tag of itself nor what is no tag is a measure; nothing is started."""
    person.log("on the scales +weight=70")
    edit_tag(person.ws, "weight", None, "last")
    refusal(lambda: start(person, measure), UsageError)
    assert tweaks.list_tweaks(person.ws) == []


def test_reviews_lie_ahead(person: Person) -> None:
    """A review is no day gone by, and comes after a full week; a tweak of long ago is looked at today."""
    refusal(lambda: start(person, review=MONDAY - 1), UsageError)
    refusal(lambda: start(person, review=MONDAY + 6), UsageError)
    assert start(person, review=MONDAY + 7).spans.planned == 1
    live_weeks(person, "orders", MONDAY - 140, [4] * 14)
    assert start(person, title="long ago", start=MONDAY - 50).review == MONDAY


def test_a_unit_counts_entries(person: Person) -> None:
    """Of a tag with a unit the entries are counted, as everywhere; parts of things without a unit are refused."""
    for week in range(14):
        log(person.ws, [], None)
        person.log("ran +run=5.5", write_day(MONDAY - 98 + 7 * week))
    start(person, "+run", "new shoes")
    assert see(person, MONDAY, "shoes").state == "refused"
    edit_tag(person.ws, "run", "km", None)
    assert see(person, MONDAY, "shoes").before.events == 12
