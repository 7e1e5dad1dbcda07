"""Feedback, moments, thanks and a person's page keep within the terminal, and keep what matters when it is narrow."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.workspaces import Person
from tinywins.domain.line import parse_line
from tinywins.render.columns import Look, cell_width
from tinywins.render.happenings import show_happenings
from tinywins.render.work import feedback as pages
from tinywins.render.work import moments as moment_pages
from tinywins.services.happenings import list_happenings
from tinywins.services.work import feedback, feedback_pace, moments, thanks
from tinywins.services.work.moment_review import review_moments

WORDS = ("a", "the button", "hides", "漢字", "e\u0301te\u0301", "\x1b[31mred", "supercalifragilistic", "ok\u202e")
LONG = "Prices in the mail are hard to read, says the man from the big bakery in the old town"


def say(random: Random) -> str:
    """Make a text, of one word up to more than a line holds."""
    return " ".join(random.choice(WORDS) for _ in range(random.choice((1, 4, 20)))).strip()


def talk(person: Person, random: Random) -> None:
    """Keep, answer and decline feedback of two quarters, decide and thank; one person is in all of it."""
    for number in range(random.randint(1, 16)):
        person.go(f"2026-{random.choice(('08', '10', '11')):s}-{random.randint(1, 9):02d} 08:00")
        via = random.choice(("mail", "review", "", "a-long-channel-of-its-own"))
        kept = feedback.add_feedback(person.ws, f"{number} {say(random)}", random.choice(("@anna", say(random))), via)
        person.go(f"2026-11-{random.randint(10, 19)} 20:00")
        way = random.choice(("act", "decline", "open"))
        if way == "act":
            feedback.act_on(person.ws, kept.feedback.short, parse_line(f"{say(random)} +ui"))
        elif way == "decline":
            feedback.decline(person.ws, kept.feedback.short, say(random))
        draft = moments.Draft(None, say(random), random.choice(("call", "mail", "")), say(random))
        told = moments.log_moment(
            person.ws, random.choice(("customer", "idea")), parse_line(f"{say(random)} @anna"), draft
        )
        if random.random() < 0.8:
            moments.settle_moment(person.ws, told.entry.short, say(random), random.choice(("well", "badly")))
        thanks.thank(person.ws, random.choice(("@anna", say(random))), parse_line(say(random)))
    person.go("2026-11-20 12:00")


@given(st.integers(0, 2**32), st.integers(60, 80))
def test_no_line_is_wider_than_the_terminal(seed: int, width: int) -> None:
    """From 60 columns on every page fits, whatever was said and by whom."""
    person, look = Person(), Look(width=width)
    talk(person, Random(seed))
    ws, today = person.ws, person.ws.today()
    view = feedback_pace.list_feedback(ws, closed=True)
    written = [pages.show_view(view, look)]
    written += [pages.show_page(feedback.show_feedback(ws, item.short), today, look) for item, _ in view.items]
    written.append(moment_pages.show_moments(moments.list_moments(ws), today, look))
    written.append(moment_pages.show_review(review_moments(ws), today, look))
    written.append(moment_pages.show_thanks(thanks.list_thanks(ws), today, look))
    entries = person.entries("@anna")
    written.append(show_happenings(list_happenings(ws, "@anna", entries, 20), "@anna", today, look))
    assert [line for page in written for line in page.splitlines() if cell_width(line) > width] == []
    person.close()


@pytest.mark.parametrize("width", [60, 80])
def test_how_a_piece_ended_is_shown_before_whose_it_was(person: Person, width: int) -> None:
    """Where not everything fits, the channel goes first and the person next; how it ended stays, whole."""
    kept = feedback.add_feedback(person.ws, LONG, "my neighbour of many years", "the-letterbox").feedback
    feedback.decline(person.ws, kept.short, "too dear")
    line = pages.show_view(feedback_pace.list_feedback(person.ws, closed=True), Look(width=width)).splitlines()[3]
    assert line.endswith("declined 20 Nov")
    assert ("my neighbour" in line) == (width == 80)


def test_a_range_in_one_unit_names_it_once(person: Person) -> None:
    """Days to days are said once; `under 1 h` is whole, because it is no number."""
    for number, days in enumerate((2, 4, 6, 8, 10, 12)):
        kept = feedback.add_feedback(person.ws, f"Number {number}", when=person.when(f"-{days}")).feedback
        feedback.act_on(person.ws, kept.short, parse_line("Moved it"))
    shown = pages.show_view(feedback_pace.list_feedback(person.ws), Look())
    assert "Half of 6 are closed within 6 days (likely 2 to 12 days)" in shown
    for number in range(20):
        kept = feedback.add_feedback(person.ws, f"Quick {number}").feedback
        feedback.act_on(person.ws, kept.short, parse_line("Moved it"))
    assert "(likely under 1 h)" in pages.show_view(feedback_pace.list_feedback(person.ws), Look())
