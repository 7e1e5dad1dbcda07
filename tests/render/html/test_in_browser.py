"""The page in a real browser: it asks for nothing, runs nothing, can be read, found in, heard and printed."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.browser import Browser
from tests.render.html.reports import decade, hostile, year
from tests.render.svg.reading import contrast
from tinywins.render.html.model import Report
from tinywins.render.html.page import write_report

REPORTS: dict[str, Callable[[], Report]] = {"year": year, "decade": decade, "hostile": hostile}
ALL = pytest.mark.parametrize("name", REPORTS)
CHARTED = pytest.mark.parametrize("name", ["year", "hostile"])
OPEN_ALL = "document.querySelectorAll('details').forEach(item => { item.open = true })"
COLOURS = """
const found = {};
for (const item of document.querySelectorAll('body *')) {
  const own = [...item.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  if (!own || !item.checkVisibility()) continue;
  let back = item;
  while (back && getComputedStyle(back).backgroundColor === 'rgba(0, 0, 0, 0)') back = back.parentElement;
  const style = getComputedStyle(item), drawn = item.namespaceURI.endsWith('svg');
  const pair = [drawn ? style.fill : style.color, getComputedStyle(back).backgroundColor].join(' on ');
  found[pair] = item.tagName + ' ' + item.textContent.slice(0, 30);
}
return found;
"""
FOREIGN = "return document.querySelectorAll('script,img,iframe,object,embed,link,form,svg image,svg a').length"


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write the sample reports into files, once."""
    folder = tmp_path_factory.mktemp("pages")
    written = {}
    for name, make in REPORTS.items():
        written[name] = folder / f"{name}.html"
        written[name].write_text("".join(write_report(make())), encoding="utf-8")
    return written


@ALL
def test_a_page_asks_for_nothing_and_runs_nothing(browser: Browser, pages: dict[str, Path], name: str) -> None:
    """From the disk it loads without a request and without a word on the console, and has nothing that could run."""
    browser.open(pages[name])
    assert browser.run("return performance.getEntriesByType('resource').length") == 0
    assert browser.run("return document.readyState") == "complete"
    assert browser.run(FOREIGN) == 0
    assert browser.complaints() == []


def test_complaints_would_be_seen(browser: Browser, tmp_path: Path) -> None:
    """A page that breaks its policy is noticed, so that silence means something."""
    page = tmp_path / "page.html"
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    page.write_text(f"<!doctype html>{policy}<script>1</script><img src=other.png>", encoding="utf-8")
    browser.open(page)
    assert any("Content Security Policy" in message for message in browser.complaints())


def test_hostile_texts_are_shown_and_change_nothing(browser: Browser, pages: dict[str, Path]) -> None:
    """The title is the text that was typed, and so is what stands in the page."""
    browser.open(pages["hostile"])
    assert browser.driver.title == "<script>alert(1)</script>"
    assert browser.run("return document.querySelector('h1').textContent") == "<script>alert(1)</script>"
    assert browser.run("return window.find('onerror=\"document.title=1\"')") is True
    assert browser.run("return window.find(']]></title></desc></svg><script>alert(2)')") is True


@pytest.mark.parametrize(("name", "words"), [("year", "the late parcel 1"), ("decade", "before breakfast 10")])
def test_the_browser_finds_a_win(browser: Browser, pages: dict[str, Path], name: str, words: str) -> None:
    """The browser's own search finds a win, also in a month that is far below what is shown."""
    browser.open(pages[name])
    assert browser.run(f"return window.find({words!r})") is True
    assert browser.run("return window.find('nothing of the kind')") is False
    browser.run("getSelection().removeAllRanges(); scrollTo(0, 0)")
    assert browser.run(f"return window.find({words!r}, false, true)") is True
    assert browser.run("return scrollY") > 2000


def test_far_months_are_not_drawn(browser: Browser, pages: dict[str, Path]) -> None:
    """Of ten years a month that is far away takes its room without being drawn, about as high as it will be."""
    browser.open(pages["decade"])
    guess = browser.run("return document.querySelector('#month60').parentElement.getBoundingClientRect().height")
    browser.run("document.querySelector('#month60').scrollIntoView()")
    browser.run("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    real = browser.run("return document.querySelector('#month60').parentElement.getBoundingClientRect().height")
    assert guess != real
    assert 0.7 < guess / real < 1.4


@ALL
@pytest.mark.parametrize("width", [320, 360, 800, 1600])
def test_a_page_never_moves_sideways(browser: Browser, pages: dict[str, Path], name: str, width: int) -> None:
    """At any width, with the numbers unfolded, nothing but a picture or a table can be moved sideways."""
    browser.open(pages[name], width)
    browser.run(OPEN_ALL)
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
    assert browser.run("return document.querySelectorAll('.scroll:not([tabindex=\"0\"])').length") == 0


def test_pictures_stay_legible_on_a_phone(browser: Browser, pages: dict[str, Path]) -> None:
    """At 360 pixels a label in a picture is still drawn 10 pixels high."""
    browser.open(pages["year"], 360)
    scale = browser.run("const svg = document.querySelector('.pic'); return svg.getBoundingClientRect().width / 720")
    assert scale * 12 >= 10


@CHARTED
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(browser: Browser, pages: dict[str, Path], name: str, scheme: str) -> None:
    """Each text, in pictures too, has a contrast of 4.5 or more with what lies behind it."""
    browser.open(pages[name], scheme=scheme)
    browser.run(OPEN_ALL)
    found: dict[str, str] = browser.run(COLOURS)
    assert len(found) >= 4
    assert {pair: where for pair, where in found.items() if contrast(*pair.split(" on ")) < 4.5} == {}
    grounds = {pair.split(" on ")[1] for pair in found}
    assert grounds == {"rgb(255, 255, 255)" if scheme == "light" else "rgb(17, 22, 27)"}


def read_aloud(browser: Browser) -> list[dict[str, Any]]:
    """Give what a screen reader is told: the elements that are not ignored, with role and name."""
    browser.ask("Accessibility.enable")
    nodes = browser.ask("Accessibility.getFullAXTree")["nodes"]
    browser.ask("Accessibility.disable")
    return [
        {
            "role": node["role"]["value"],
            "name": node.get("name", {}).get("value", ""),
            **{item["name"]: item["value"].get("value") for item in node.get("properties", [])},
        }
        for node in nodes
        if not node["ignored"]
    ]


def test_a_page_can_be_heard(browser: Browser, pages: dict[str, Path]) -> None:
    """Landmarks, headings, figures, pictures and tables have names, and headings go down step by step."""
    browser.open(pages["year"])
    browser.run(OPEN_ALL)
    told = read_aloud(browser)
    roles = [item["role"] for item in told]
    assert {"main", "navigation", "banner", "contentinfo"} <= set(roles)
    for role, count in {"figure": 6, "image": 6, "table": 6, "navigation": 1}.items():
        names = [item["name"] for item in told if item["role"] == role]
        assert len(names) >= count
        assert all(names), role
    levels = [item["level"] for item in told if item["role"] == "heading"]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {"columnheader", "rowheader", "list", "listitem", "time"} & set(roles) >= {"columnheader", "rowheader"}
    assert browser.run("return document.querySelectorAll('figure').length") == browser.run(
        "return [...document.querySelectorAll('figure')].filter(f => f.parentElement.querySelector('table')).length"
    )


def test_the_first_tab_leads_to_the_report(browser: Browser, pages: dict[str, Path]) -> None:
    """The link that skips the contents comes first, is hidden until it has the focus, and leads to the report."""
    browser.open(pages["year"])
    left = "return document.querySelector('.skip').getBoundingClientRect().left"
    assert browser.run(left) < 0
    for kind in ("keyDown", "keyUp"):
        browser.ask("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
    assert browser.run("return document.activeElement.className") == "skip"
    assert browser.run(left) >= 0
    browser.run("document.activeElement.click()")
    assert browser.run("return document.activeElement.id") == "main"


@CHARTED
def test_a_page_prints(browser: Browser, pages: dict[str, Path], name: str) -> None:
    """On paper it is black on white also for who prefers dark, without contents and folded numbers, page by page."""
    browser.open(pages[name], scheme="dark")
    pdf = browser.print()
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 3
    browser.prefer("dark", "print")
    assert browser.run("return getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert browser.run("return getComputedStyle(document.querySelector('.pic text')).fill") in {
        "rgb(89, 99, 110)",
        "rgb(31, 35, 40)",
    }
    hidden = browser.run(
        "return [...document.querySelectorAll('nav, .skip, details')].map(item => item.checkVisibility())"
    )
    assert set(hidden) == {False}
    kept = browser.run("return getComputedStyle(document.querySelector('figure')).breakInside")
    assert kept == "avoid"
    browser.prefer("light")


def test_unfolded_numbers_are_printed(browser: Browser, pages: dict[str, Path]) -> None:
    """A table that was unfolded goes onto the paper, without the word that unfolds it."""
    browser.open(pages["year"])
    browser.run("document.querySelector('details').open = true")
    browser.prefer("light", "print")
    assert browser.run("return document.querySelector('details table').checkVisibility()")
    assert not browser.run("return document.querySelector('details summary').checkVisibility()")
    browser.prefer("light")
