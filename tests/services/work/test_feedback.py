"""Feedback: open until it is answered or declined, closed once, and its ages are true whatever the clock did."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import refusal
from tests.services.workspaces import Person
from tests.storage.tables import read_changes, read_tables, rebuild_tables
from tinywins.compounding.estimates import NotYet
from tinywins.domain.days import write_day
from tinywins.domain.feedback import ACTED, DECLINED, Feedback, find_age
from tinywins.domain.line import parse_line
from tinywins.errors import UsageError
from tinywins.services.entries import Edit, edit_entry, remove_entries
from tinywins.services.today import show_today
from tinywins.services.undo import redo, undo
from tinywins.services.work import feedback as service
from tinywins.services.work.feedback_pace import find_quarters, list_feedback
from tinywins.services.work.tweaks import TweakDraft, start
from tinywins.storage import facts


def add(person: Person, text: str, /, **how: str) -> Feedback:
    """Keep a piece of feedback."""
    on = how.pop("on", None)
    return service.add_feedback(person.ws, text, when=person.when(on), **how).feedback


def act(person: Person, reference: str, raw: str, on: str | None = None) -> service.Acted:
    """Answer a piece of feedback."""
    return service.act_on(person.ws, reference, parse_line(raw), person.when(on))


class Book:
    """What feedback must be, kept beside the log: for each piece its wins, whether it is declined, and acts to undo."""

    def __init__(self) -> None:
        self.wins: dict[str, list[str]] = {}
        self.declined: set[str] = set()

    def state(self, feedback_id: str) -> str:
        """Say how a piece stands."""
        if self.wins[feedback_id]:
            return ACTED
        return DECLINED if feedback_id in self.declined else ""


def live(person: Person, random: Random, deeds: int) -> None:
    """Add, answer, decline, reopen, remove wins, undo at once; after each deed the log says what the book does."""
    book = Book()
    for number in range(deeds):
        known = list(book.wins)
        deed = random.choice(("add", "act", "act", "decline", "decline", "reopen", "rm", "undo"))
        if deed == "add" or not known:
            book.wins[add(person, f"Number {number} hides").id] = []
            continue
        chosen = random.choice(known)
        code = person.db.execute("SELECT short FROM feedback WHERE id = ?", (chosen,)).fetchone()[0]
        state = book.state(chosen)
        wins = facts.count_all_wins(person.db)
        if deed == "rm" and book.wins[chosen]:
            remove_entries(person.ws, [book.wins[chosen].pop()])
            wins -= 1
        elif deed in ("act", "undo") and not state:
            logged = act(person, code, "Moved it").logged
            if deed == "undo":
                undo(person.ws, None)
            else:
                book.wins[chosen].append(logged.entry.short)
                wins += 1
        elif deed == "decline" and not state:
            service.decline(person.ws, code, "too dear")
            book.declined.add(chosen)
        elif deed == "reopen" and state == DECLINED:
            service.reopen(person.ws, code)
            book.declined.discard(chosen)
        elif deed in ("act", "decline") and state:
            count = len(read_changes(person.db))
            with pytest.raises(UsageError, match=r"was (answered|declined)"):
                act(person, code, "Again") if deed == "act" else service.decline(person.ws, code, "no")
            assert len(read_changes(person.db)) == count
        assert facts.count_all_wins(person.db) == wins
        found = {item.id: item.closed for item, _ in list_feedback(person.ws, closed=True).items}
        assert found == {each: book.state(each) for each in book.wins}


@given(st.integers(0, 2**32))
def test_what_is_closed_is_closed_once(seed: int) -> None:
    """Whatever is done in whichever order, each piece is open or closed in one way, and its wins are the log's."""
    person = Person()
    live(person, Random(seed), 25)
    assert read_tables(person.db) == rebuild_tables(read_changes(person.db))
    person.close()


def test_undo_opens_and_redo_closes(person: Person) -> None:
    """Undo of a decline or of a win opens the feedback again; redo closes it as it was."""
    item = add(person, "The export button hides")
    for close in (lambda: service.decline(person.ws, item.short, "too dear"), lambda: act(person, item.short, "Moved")):
        close()
        closed = service.show_feedback(person.ws, item.short).feedback
        assert closed.closed
        undo(person.ws, None)
        assert service.show_feedback(person.ws, item.short).feedback == item
        redo(person.ws, None)
        assert service.show_feedback(person.ws, item.short).feedback == closed
        undo(person.ws, None)


def brute_median(pairs: list[tuple[float, bool]]) -> float | None:
    """Find the median time to act by multiplying, at each age, the shares that stayed open."""
    share = 1.0
    for age in sorted({age for age, acted in pairs if acted}):
        at_risk = sum(other >= age for other, _ in pairs)
        share *= 1 - sum(acted for other, acted in pairs if other == age) / at_risk
        if share <= 0.5 + 1e-12:
            return age
    return None


@given(st.integers(0, 2**32))
def test_time_to_act_is_that_of_the_items(seed: int) -> None:
    """The median, and how many are open, acted on and declined, are what counting the items by hand gives."""
    random, person = Random(seed), Person(now="2026-11-20 20:00")
    expected: list[tuple[float, bool]] = []
    ways = {"": 0, ACTED: 0, DECLINED: 0}
    for number in range(random.randint(0, 14)):
        opened, until = random.randint(0, 9), random.randint(0, 9)
        closed = random.choice(("", ACTED, DECLINED))
        person.go(f"2026-11-{10 - opened % 10:02d} 08:00")
        code = add(person, f"Number {number}", via="mail").short
        person.go(f"2026-11-{10 + until:02d} 20:00")
        if closed == ACTED:
            act(person, code, "Moved it")
        elif closed == DECLINED:
            service.decline(person.ws, code, "too dear")
        ways[closed] += 1
        expected.append(((opened + until if closed else opened + 10) + 0.5, bool(closed)))
    person.go("2026-11-20 20:00")
    view = list_feedback(person.ws)
    assert (view.open, view.pace.acted, view.pace.declined) == (ways[""], ways[ACTED], ways[DECLINED])
    assert view.pace == view.quarters.this
    assert view.quarters.last.n == 0
    if isinstance(view.pace.found, NotYet):
        assert view.pace.found.need == 5 - view.pace.closed > 0
    else:
        median = view.pace.found.median.value
        assert (None if median == float("inf") else median) == brute_median(expected)
    person.close()


@given(st.integers(-50, 50), st.integers(-50, 50), st.booleans(), st.booleans())
def test_an_age_is_never_negative(opened: int, closed: int, knows_opening: bool, knows_closing: bool) -> None:
    """Whatever was said of the days, an age is 0 or more; by the hour where both hours are known, else by days."""
    day = 739_000
    hours = [(day + each) * 24 + 12 for each in (opened, closed)]
    iso = [write_day(day + each) for each in (opened, closed)]
    item = Feedback(
        *("id", "abcd", "It hides", "", ""),
        hours[0] * 3_600_000 if knows_opening else None,
        *(0, iso[0], "", DECLINED),
        hours[1] * 3_600_000 if knows_closing else None,
        iso[1],
    )
    age = find_age(item, day + 99, 0)
    assert age.days == max(0, closed - opened)
    assert age.exact == (knows_opening and knows_closing)


def test_an_answer_for_another_day_has_its_days(person: Person) -> None:
    """An answer logged for yesterday is as old as the days between; one for a day before it came in, none."""
    item = add(person, "It hides", on="-4")
    acted = act(person, item.short, "Moved it", on="yesterday")
    assert (acted.age.days, acted.age.exact) == (3, False)
    edit_entry(person.ws, "last", Edit(on="-9"))
    assert service.show_feedback(person.ws, item.short).age.days == 0


def test_an_answer_comes_after_it_came_in(person: Person) -> None:
    """An answer of a day before the feedback came in is refused, and nothing is logged."""
    item = add(person, "Too slow", on="yesterday")
    with pytest.raises(UsageError, match="an answer comes after that"):
        act(person, item.short, "Made it quick", "-3")
    assert person.entries() == []
    assert act(person, item.short, "Made it quick", "yesterday").feedback.closed == ACTED


def test_the_person_named_last_said_it(person: Person) -> None:
    """A person at the end stands for --from and leaves the text; elsewhere, or beside --from, the text stays whole."""
    assert [(i.text, i.person) for i in (add(person, "It hides @Anna"), add(person, "@anna says it hides"))] == [
        ("It hides", "@anna"),
        ("@anna says it hides", ""),
    ]
    kept = add(person, "It hides from @anna", person="a reader")
    assert (kept.text, kept.person) == ("It hides from @anna", "a reader")
    assert add(person, "+1 for dark mode, C++ =x").text == "+1 for dark mode, C++ =x"
    assert add(person, "@anna").text == "@anna"


def test_who_said_it_is_named_on_the_win(person: Person) -> None:
    """The person of the feedback is on the win that answers it, once, so that their history has it."""
    first, second = add(person, "It hides", person="@anna"), add(person, "It is slow", person="the boss")
    assert [name for name, _ in act(person, first.short, "Moved @anna's button up @anna").logged.entry.tags] == [
        "@anna"
    ]
    assert act(person, second.short, "Made it quick +dev").logged.entry.tags == [("dev", None)]


def test_adding_is_no_win(person: Person) -> None:
    """Nothing is finished when something comes in: no win is counted, and no entry is there."""
    add(person, "It hides")
    assert facts.count_all_wins(person.db) == 0
    assert person.entries() == []


def test_work_alone_is_no_empty_log(person: Person) -> None:
    """Somebody who kept feedback, or planned something, and logged nothing yet is no newcomer to be welcomed."""
    assert not show_today(person.ws).ever
    for keep in (lambda: add(person, "It hides"), lambda: start(person.ws, TweakDraft("short", "+clicks"))):
        keep()
        assert show_today(person.ws).ever
        undo(person.ws, None)
        assert not show_today(person.ws).ever


def test_the_oldest_is_told_when_one_comes_in(person: Person) -> None:
    """The reply knows how many are open and how old the oldest is; answered ones are not among them."""
    old, other = add(person, "First", on="-9"), add(person, "Second", on="-5")
    act(person, old.short, "Moved it")
    added = service.add_feedback(person.ws, "Third")
    assert (added.open, added.oldest.days, other.closed) == (2, 5, "")


def test_a_channel_like_a_known_one_is_told(person: Person) -> None:
    """A new channel a slip away from one in use is told with it; the same again, or a far one, is not."""
    add(person, "One", via="Review")
    assert service.add_feedback(person.ws, "Two", via="reveiw").near == ("review", 1)
    assert service.add_feedback(person.ws, "Three", via="review").near is None
    assert service.add_feedback(person.ws, "Four", via="phone").near is None


def test_words_find_the_open_one_first(person: Person) -> None:
    """Words that an open piece and a closed one share mean the open one; a closed one is found where none is open."""
    closed = add(person, "The export hides")
    act(person, closed.short, "Moved it")
    waiting = add(person, "The export is slow")
    assert service.find_feedback(person.db, "export") == waiting.id
    assert service.find_feedback(person.db, "hides") == closed.id


def test_faster_than_the_median_is_said_when_true(person: Person) -> None:
    """With five closed before, an answer quicker than half of them is told; a slower one, or the fifth, is not."""
    for number, days in enumerate((2, 4, 6, 8, 10)):
        code = add(person, f"Number {number}", on=f"-{days}").short
        special = act(person, code, "Moved it").logged.special
        assert special is None or special.kind != "faster"
    slow, quick = add(person, "Slow", on="-7").short, add(person, "Quick", on="-3").short
    kinds = [act(person, code, "Moved it").logged.special for code in (slow, quick)]
    assert kinds[0] is None or kinds[0].kind != "faster"
    assert kinds[1] is not None
    assert (kinds[1].kind, kinds[1].numbers) == ("faster", (6 * 86_400,))


def test_quarters_are_the_calendars() -> None:
    """A quarter begins with January, April, July or October, and the one before it three months earlier."""
    for month, first, before in ((1, (2026, 1), (2025, 10)), (6, (2026, 4), (2026, 1)), (12, (2026, 10), (2026, 7))):
        found = find_quarters(date(2026, month, 15).toordinal())
        assert found == (date(*first, 1).toordinal(), date(*before, 1).toordinal())


def test_closed_between_goes_by_the_day_of_the_answer(person: Person) -> None:
    """A period has what was closed in it, by the answer's day, and no open one."""
    one, two = add(person, "One", on="-9"), add(person, "Two", on="-9")
    add(person, "Three", on="-9")
    act(person, one.short, "Moved it", on="-5")
    service.decline(person.ws, two.short, "too dear")
    assert [i.text for i in service.closed_between(person.db, "2026-11-15", "2026-11-19")] == ["One"]
    assert [i.text for i in service.closed_between(person.db, "2026-11-15", "2026-11-20")] == ["One", "Two"]


@pytest.mark.parametrize(
    ("how", "says"),
    [
        (lambda p: add(p, "  "), "nothing to keep"),
        (lambda p: add(p, "Two\nlines"), "line break"),
        (lambda p: add(p, "It hides", via="by mail"), "one short word"),
        (lambda p: add(p, "It hides", via="@anna"), "is a person"),
        (lambda p: add(p, "It hides", follow="yesterday"), "is over"),
        (lambda p: act(p, "nothing", "Moved it"), "no piece of feedback"),
        (lambda p: service.decline(p.ws, "known", " "), "has its reason"),
        (lambda p: service.reopen(p.ws, "known"), "is open already"),
    ],
)
def test_what_cannot_be_meant_is_refused(person: Person, how: object, says: str) -> None:
    """What cannot be kept or found is refused with a sentence, and nothing is written."""
    add(person, "A known piece")
    before = read_changes(person.db)
    assert says in str(refusal(how, person))  # type: ignore[arg-type]
    assert read_changes(person.db) == before
