"""Work in a report: as the log has it, as it stood at the span's end, without persons, and nothing where is none."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, examples
from tests.services.work.goal_shop import TODAY, add_goal, add_steps, do
from tests.services.workspaces import Person
from tests.tui.shops import open_shop
from tinywins.domain.days import read_day, write_day
from tinywins.domain.line import parse_line
from tinywins.render.html.page import write_report
from tinywins.render.report import lay_out_report
from tinywins.services.report import report_span
from tinywins.services.work.feedback import act_on, add_feedback, decline
from tinywins.services.work.funnels import add_funnel
from tinywins.services.work.tweaks import TweakDraft, start
from tinywins.services.work.work_charts import WorkCharts
from tinywins.storage import feedback_rows

HEADINGS = {"Goals", "Funnels", "Feedback", "Tweaks"}


def write(person: Person, *, names: bool = False) -> str:
    """Write the report of the last 53 weeks as a page."""
    return "".join(write_report(lay_out_report(report_span(person.ws, names=names))))


def test_a_log_without_work_has_no_part_of_work(person: Person) -> None:
    """There is nothing to draw, no section, and none of its words in the page."""
    person.log("Ran +run=5")
    assert report_span(person.ws).work == WorkCharts()
    assert not any(f">{heading}</h2>" in write(person) for heading in HEADINGS)


def test_a_shop_has_all_four(person: Person) -> None:
    """Goals, funnels, feedback and tweaks each have a section, whose pictures all have a name and a sentence."""
    open_shop(person, TODAY)
    sections = {section.heading: section for section in lay_out_report(report_span(person.ws)).sections}
    assert set(sections) >= HEADINGS
    charts = [chart for heading in HEADINGS for chart in sections[heading].charts]
    assert all(chart.title and chart.finding for chart in charts)
    page = write(person)
    assert page.count('role="img"') == page.count("<figcaption>") == page.count("<figure")


def test_persons_are_left_out_unless_they_are_wanted(person: Person) -> None:
    """A person in feedback, a goal, its phases, a tweak or what led to it is someone, unless --names."""
    add_goal(person, "Win @bob over")
    add_steps(person, "win", "Meet @carol", "Call @dora")
    do(person, "call", ago=1)
    add_feedback(person.ws, "The button hides, says @erik", "@anna", "mail")
    person.log("numbers +order=5", write_day(TODAY - 70), force=True)
    start(person.ws, TweakDraft("Ask @fay first", "+order", review=TODAY + 30))
    add_funnel(person.ws, "shop", ["+visit", "+order"])
    plain, named = write(person), write(person, names=True)
    for name in ("@anna", "@bob", "@carol", "@erik", "@fay"):
        assert name not in plain
        assert name in named
    assert "Win someone over" in plain


@settings(max_examples=examples(1) // 8)
@given(st.integers(0, 1 << 16))
def test_feedback_is_as_it_stood(seed: int) -> None:
    """At a year's end what was closed later is open, and what came later is not there; today all is as it is."""
    person, luck = Person(now="2025-01-02 12:00"), Random(seed)
    person.log("Began")
    for number in range(14):
        came = day("2025-11-01") + luck.randrange(120)
        person.go_to(came)
        said = add_feedback(person.ws, f"Number {number}", via=luck.choice(("", "mail", "shop"))).feedback
        person.go_to(came + luck.randrange(90))
        if luck.random() < 0.4:
            act_on(person.ws, said.short, parse_line("Mended"))
        elif luck.random() < 0.5:
            decline(person.ws, said.short, "too dear")
    person.go_to(day("2026-11-20"))
    known = list(feedback_rows.read_all_feedback(person.db))
    for year, end in ((2025, "2025-12-31"), (2026, "2026-11-20")):
        work = report_span(person.ws, year).work
        came_by = [item for item in known if item.day <= end]
        still = [item for item in came_by if not item.closed or item.closed_day > end]
        within = [item for item in came_by if item.day[:4] == str(year)]
        assert sorted(each.text for each in work.waiting) == sorted(item.text for item in still)
        assert [each.age.days for each in work.waiting] == sorted(
            (each.age.days for each in work.waiting), reverse=True
        )
        closed = [item.closed for item in within if item.closed and item.closed_day <= end]
        answers = work.answers
        assert (answers is None) == (not within)
        if answers:
            assert (answers.closed, answers.declined) == (len(closed), closed.count("declined"))
            assert len(answers.open_ages) == len(within) - len(closed)
    person.close()


def test_a_quarter_that_hardly_began_gives_way(person: Person) -> None:
    """On the first days of a quarter the funnel is that of the quarter before; with --year it is the year's."""
    for month in ("07", "10"):
        person.log("numbers +visit=100 +order=9", f"2026-{month}-05", force=True)
    person.log("numbers +visit=3", "2026-11-18", force=True)
    add_funnel(person.ws, "shop", ["+visit", "+order"])
    (now,) = report_span(person.ws).work.funnels
    assert (now.counts.steps, now.before and now.before.steps) == ((103, 9), (100, 9))
    (whole,) = report_span(person.ws, 2026).work.funnels
    assert (whole.counts.steps, whole.before) == ((203, 9 + 9), None)
    person.go("2027-01-04 12:00")
    (early,) = report_span(person.ws).work.funnels
    assert early.counts.steps == (103, 9)


@pytest.mark.parametrize(("year", "there"), [(2025, 1), (2026, 2)])
def test_tweaks_belong_to_the_years_they_were_measured_in(person: Person, year: int, there: int) -> None:
    """One from December to January is in both years, a later one in its own alone."""
    person.log("numbers +order=5", "2025-06-02", force=True)
    for title, begin, review in (("Old", "2025-12-01", "2026-01-20"), ("New", "2026-09-01", "2026-12-20")):
        person.go_to(read_day(begin))
        start(person.ws, TweakDraft(title, "+order", review=read_day(review)))
    person.go_to(TODAY)
    assert len(report_span(person.ws, year).work.tweaks) == there
