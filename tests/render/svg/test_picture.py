"""Pictures: each is valid XML that needs nothing else, whatever its names hold."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.render.samples import HOSTILE, all_samples, named
from tests.render.svg.reading import SPACE, find, parse
from tinywins.render.panels import Chart, Table
from tinywins.render.safe import make_safe
from tinywins.render.svg.picture import draw_chart, draw_panels
from tinywins.render.svg.shapes import element, escape

SAMPLES = all_samples()
NAMES = st.text(st.characters(categories=None), max_size=30) | st.sampled_from(HOSTILE)
ALLOWED = {"svg", "title", "desc", "style", "g", "rect", "path", "circle", "text"}


@given(NAMES)
def test_texts_come_back(text: str) -> None:
    """What stands between tags or inside quotes is read back as it was made safe, and never as markup."""
    shown = make_safe(text).replace("\ufffe", "�").replace("\uffff", "�")
    read = parse(element("text", escape(text), x=text))
    assert shown == (read.text or "")
    assert shown == read.get("x")


@given(NAMES, NAMES)
def test_any_name_makes_a_valid_picture(name: str, text: str) -> None:
    """With any name anywhere a picture is valid XML, and has no elements but shapes and texts."""
    root = parse(draw_chart(named(name, text)))
    assert {item.tag.removeprefix(SPACE) for item in root.iter()} <= ALLOWED
    assert not any(key.startswith("on") or "href" in key for item in root.iter() for key in item.attrib)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_picture_needs_nothing_else(name: str) -> None:
    """It refers to nothing outside, has no script, and names no font but kinds of families."""
    svg = draw_chart(SAMPLES[name])
    assert svg.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg ')
    assert re.findall(r"[a-z]+://[^\"' <)]*", svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<script|url\(|@import|font-face|href|<image|<foreignObject", svg)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_picture_says_what_it_shows(name: str) -> None:
    """Its root is an image with the chart's title and, as its description, the finding."""
    chart = SAMPLES[name]
    root = parse(draw_chart(chart))
    title, desc = root[0], root[1]
    assert root.get("role") == "img"
    assert (chart.title, " ".join(chart.finding)) == (title.text, desc.text)
    assert (title.get("id"), desc.get("id")) == (root.get("aria-labelledby"), root.get("aria-describedby"))
    assert f"0 0 {root.get('width')} {root.get('height')}" == root.get("viewBox")


def test_parts_of_a_page_have_their_own_names() -> None:
    """Two pictures in one page share no id, and leave title, finding and rules to the page."""
    chart = SAMPLES["weeks"]
    one, two = draw_panels(chart, 720, "one"), draw_panels(chart, 720, "two")
    ids = [{item.get("id") for item in parse(svg).iter() if item.get("id")} for svg in (one, two)]
    assert ids == [{"one-title", "one-desc"}, {"two-title", "two-desc"}]
    assert not find(one, "style")
    assert not {chart.title, *chart.finding} & {item.text for item in find(one, "text")}


@pytest.mark.parametrize("width", [480, 720, 1200])
def test_a_picture_is_as_wide_as_asked(width: int) -> None:
    """The width is what was asked for, the height what it takes."""
    root = parse(draw_chart(SAMPLES["fan"], width))
    assert root.get("width") == str(width)
    assert 250 < int(root.get("height", "0")) < 450


def test_a_chart_of_nothing_is_a_picture() -> None:
    """Without title, panels and finding there is still a valid picture with a name."""
    root = parse(draw_chart(Chart("", (), (), Table((), ()))))
    assert root[0].text == "A chart"
    assert root.get("aria-describedby") is None
