"""The page as text: one file without a script, in order, and every text in it stays a text."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.render.html.reading import Page
from tests.render.html.reports import decade, hostile, year
from tests.render.samples import HOSTILE, named
from tests.render.work.work_samples import funnel, goal
from tinywins.render.html.figures import write_cell
from tinywins.render.html.model import Month, Report, Section, Win
from tinywins.render.html.page import write_report
from tinywins.render.safe import make_safe
from tinywins.render.work.plan_charts import draw_funnel
from tinywins.render.work.work_charts import draw_burn_up

NAMES = st.text(st.characters(categories=None), max_size=30) | st.sampled_from(HOSTILE)
REPORTS = {"year": year(), "hostile": hostile()}


def write(report: Report) -> str:
    """Write a page whole."""
    return "".join(write_report(report))


def show(text: str) -> str:
    """Give a text as a page shows it."""
    return make_safe(text).replace("\ufffe", "�").replace("\uffff", "�")


@pytest.fixture(scope="module", params=REPORTS)
def text(request: pytest.FixtureRequest) -> str:
    """Give a page, of a year or of hostile texts."""
    return write(REPORTS[request.param])


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    """Give the page read back."""
    return Page(text)


def test_every_element_is_closed_where_it_should_be(page: Page) -> None:
    """No element is left open and none closes another."""
    assert page.stray == []
    assert page.open == []


def test_a_page_says_what_it_is(text: str, page: Page) -> None:
    """It begins with its type, has a language, a character set, a size for phones, a title and both schemes."""
    assert text.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    named_metas = {item.attributes.get("name", ""): item.attributes.get("content") for item in page.find("meta")}
    assert named_metas["viewport"] == "width=device-width, initial-scale=1"
    assert named_metas["color-scheme"] == "light dark"
    assert page.find("title")[0].text == page.find("h1")[0].text


def test_nothing_may_run_or_be_fetched(text: str, page: Page) -> None:
    """A policy allows styles of the page's own and nothing else, and there is nothing else."""
    policy = [item for item in page.find("meta") if item.attributes.get("http-equiv") == "Content-Security-Policy"]
    assert "default-src 'none'; style-src 'unsafe-inline'" in policy[0].attributes["content"]
    assert page.find("script", "img", "iframe", "object", "embed", "link", "form", "input", "base", "image") == []
    assert not any(name.startswith("on") or name == "src" for item in page.items for name in item.attributes)
    assert not re.search(r"url\(|@import|@font-face", page.find("style")[0].text)


def test_headings_are_in_order(page: Page) -> None:
    """There is one h1, first, and no heading goes down by more than one."""
    levels = [int(item.name[1]) for item in page.find("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_names_within_a_page_are_found_and_unique(page: Page) -> None:
    """Each id occurs once; each link and each reference leads to one."""
    ids = [item.attributes["id"] for item in page.items if "id" in item.attributes]
    assert len(ids) == len(set(ids))
    links = {item.attributes["href"] for item in page.find("a")}
    assert {link[0] for link in links} == {"#"}
    told = {
        item.attributes[name]
        for item in page.items
        for name in ("aria-labelledby", "aria-describedby")
        if name in item.attributes
    }
    assert {link[1:] for link in links} | told <= set(ids)


def test_each_figure_has_picture_caption_and_numbers(page: Page) -> None:
    """A picture with its name, the finding as a caption, and a table with caption and headers."""
    count = len(page.find("figure"))
    assert count > 5
    assert count == len(page.find("svg")) == len(page.find("figcaption")) == len(page.find("caption"))
    assert count == len(page.find("details")) == len(page.find("summary"))
    assert {item.attributes.get("role") for item in page.find("svg")} == {"img"}
    assert {item.attributes.get("scope") for item in page.find("th")} == {"col", "row"}


@pytest.mark.parametrize("place", range(len(HOSTILE)))
def test_hostile_texts_are_shown(place: int) -> None:
    """Each hostile text stands in the page as it was typed, its controls made visible."""
    shown = Page(write(REPORTS["hostile"]))
    assert show(HOSTILE[place]) in [item.text for item in shown.find("dd")]
    assert show(HOSTILE[place]) in [item.text for item in shown.find("h2")]
    assert show(HOSTILE[place]) in [item.text for item in shown.find("bdi")]
    assert show(HOSTILE[place]) in [item.text for item in shown.find("td", "th")]


@given(NAMES, NAMES)
def test_any_text_stays_a_text(name: str, other: str) -> None:
    """With any texts anywhere the page has the same elements, and shows those texts."""

    def report(one: str, two: str) -> Report:
        win = Win("2026-11-25", "Wed 25 Nov", one, (two,), "note", True)
        section = Section(one, two, (named(one, "finding"),))
        return Report(one, two, ((one, two),), (section,), (Month(two, (win,)),), one)

    plain, written = Page(write(report("plain", "plain"))), Page(write(report(name + ".", other + ".")))
    drawing = {"svg", "g", "path", "rect", "circle", "text", "title", "desc"}
    assert [item.name for item in plain.items if item.name not in drawing] == [
        item.name for item in written.items if item.name not in drawing
    ]
    assert show(name + ".") == written.find("h1")[0].text == written.find("h2")[1].text
    assert show(other + ".") == written.find("bdi")[0].text == written.find("dd")[0].text


def test_texts_keep_their_own_direction(page: Page) -> None:
    """Whatever a person typed is isolated, so that a text from right to left moves nothing around it."""
    typed = page.find("h1", "h2", "h3", "dd", "dt", "caption")
    fixed = {"At a glance", "The wins"}
    assert {"auto"} == {item.attributes.get("dir") for item in typed if item.text not in fixed}
    assert all("dir" in item.attributes for item in page.find("span") if not item.attributes.get("class"))


def test_wins_are_listed_month_by_month() -> None:
    """Each win stands in its month with its day, its tags, its note by lines, and its star in words."""
    win = Win("2026-11-25", "Wed 25 Nov", "Ran", ("+run=5.2", "@ada"), "one\ntwo", True)
    text = write(Report("t", "", (), (), (Month("November", (win, Win("2026-11-25", "Wed 25 Nov", "Sat"))),)))
    page = Page(text)
    days = [item.attributes for item in page.find("time")]
    assert days == [{"datetime": "2026-11-25"}, {"datetime": "2026-11-25", "class": "again"}]
    assert [item.text for item in page.find("bdi")] == ["+run=5.2", "@ada"]
    assert [item.text for item in page.find("span", style="note")] == ["one\ntwo"]
    assert [item.attributes["aria-label"] for item in page.find("span", style="star")] == ["starred"]
    assert len(page.find("li")) == 2 + 2
    assert "2 wins." in text


def test_a_page_of_nothing_is_a_page() -> None:
    """A report without contents has its title, and no list of contents."""
    page = Page(write(Report("2026", "", (), (), ())))
    assert page.find("h1")[0].text == "2026"
    assert page.find("nav", "section", "footer") == []


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (None, "–"),
        ("", ""),
        ("3 %", "3 %"),
        (1234567, "1,234,567"),
        (0.5, "0.5"),
        (2.0, "2"),
        (-0.12345, "-0.123"),
        (1e6, "1,000,000"),
        (float("inf"), "∞"),
        (float("-inf"), "-∞"),
        (float("nan"), "–"),
    ],
)
def test_numbers_are_written_short(cell: str | int | float | None, shown: str) -> None:
    """Three decimals at most, thousands parted, a dash for what there is not."""
    assert shown == write_cell(cell)


def test_a_long_page_comes_in_pieces() -> None:
    """Ten years of wins are written piece by piece, none of them large."""
    pieces = [len(piece) for piece in write_report(decade())]
    assert max(pieces) < 100_000
    assert sum(pieces) > 5_000_000


def test_rules_of_marks_are_there_where_they_are_wanted() -> None:
    """A page whose pictures have no marks has no rules for them, and so is the page it always was."""
    marked = Report("t", "", (), (Section("Goals", "", (draw_burn_up(goal()),)),), ())
    assert ".pic .mark{" in write(marked)
    assert ".pic .past{" in write(Report("t", "", (), (Section("Funnels", "", (draw_funnel(funnel()),)),), ()))
    assert not re.search(r"\.pic \.(mark|past|due)\b", write(REPORTS["year"]))
