"""A review written: lines that fit, words that are true and kind, and Markdown that can be pasted."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from tests.builders import day, examples
from tests.render.samples import HOSTILE
from tests.render.test_phrases import find_unkind
from tests.services.lived import TODAY, add_times, live
from tests.services.workspaces import Person
from tinywins.domain.line import Line, Mention
from tinywins.render.columns import Look, wrap
from tinywins.render.review import name_period, say_wins, show_review, write_markdown
from tinywins.render.safe import make_safe
from tinywins.services.entries import star_entry
from tinywins.services.logging import When, log
from tinywins.services.review import Review, review_period
from tinywins.services.review_notes import write_note

KINDS = ("week", "month", "year")
MONDAY = TODAY - 4
LONG = "a" * 60
DATED = re.compile(r"\(\w{3} \d+ \w{3}(?: \d{4})?\)$")
TEXTS = (
    *(text for text in HOSTILE if "\ud800" not in text and "\0" not in text),
    "漢字" * 40,
    "# 1. * _a_ | `b`",
    "x " * 90,
)


def check_lines(text: str, width: int) -> None:
    """No line is wider than it may be, none ends in a blank, and no sign is one that a terminal obeys."""
    assert text.endswith("\n")
    for line in text.splitlines():
        assert cell_len(line) <= width, line
        assert line == line.rstrip(" ")
        assert line == make_safe(line)


def live_hard(person: Person) -> None:
    """Log what is hard to show: hostile texts, long and wide names, a gap, many tags, and long notes."""
    for place, tag in enumerate((LONG, "漢" * 60, "run")):
        person.add_habit(tag, ("daily", "daily without spares", "10/month")[place], MONDAY - 30)
        person.log_days(f"+{tag}", [MONDAY - 30, MONDAY - 29, MONDAY + 1, MONDAY + 3])
    for place, text in enumerate(TEXTS):
        (told,) = log(
            person.ws, [Line(text[:500], [Mention(f"tag{place}"), Mention(f"{LONG[:50]}{place}", 5_200)])], When(TODAY)
        )
        if place % 2:
            star_entry(person.ws, told.entry.short)
    for kind in KINDS:
        for first in (day("2025-01-01"), MONDAY - 21, MONDAY, day("2026-11-01"), day("2026-01-01")):
            write_note(person.ws, kind, first, "漢" * 400 if kind == "week" else "x" * 500)


def test_no_line_is_wider_than_the_terminal(person: Person) -> None:
    """From 40 to 80 columns, with long names, wide signs and hostile texts, each line fits."""
    live_hard(person)
    for kind in KINDS:
        found = review_period(person.ws, kind, names=True)
        for width in range(40, 81):
            check_lines(show_review(found, Look(width=width), every=width % 2 == 0), width)
            check_lines(show_review(found, Look(width=width, ascii=True), every=width % 2 > 0), width)


@settings(max_examples=examples(1) // 8)
@given(st.integers(0, 1 << 16), st.sampled_from(KINDS), st.integers(0, 95), st.integers(40, 100))
def test_a_review_of_a_life_fits_and_is_kind(seed: int, kind: str, ago: int, width: int) -> None:
    """Whatever was lived: lines fit into 80 columns and the terminal, wins are said, and no word is unkind."""
    person = live(seed)
    found = review_period(person.ws, kind, TODAY - ago)
    text = show_review(found, Look(width=width))
    check_lines(text, min(80, width))
    assert not [line for line in text.splitlines() if find_unkind(line)]
    assert f"{found.wins:,} win" in " ".join(text.split())
    listed = [line for line in show_review(found, Look(), every=True).splitlines() if line[:2] in ("★ ", "  ")]
    assert len(listed) >= len(found.entries)
    assert "--all" not in show_review(found, Look(), every=True)
    person.close()


@pytest.mark.parametrize(
    ("today", "on", "kind", "name"),
    [
        ("2026-11-25", "2026-11-18", "week", "Week 47, Mon 16 - Sun 22 Nov"),
        ("2026-11-25", "2026-10-28", "week", "Week 44, Mon 26 Oct - Sun 1 Nov"),
        ("2026-11-25", "2025-11-18", "week", "Week 47, Mon 17 - Sun 23 Nov 2025"),
        ("2027-01-05", "2027-01-02", "week", "Week 53, Mon 28 Dec 2026 - Sun 3 Jan"),
        ("2026-12-30", "2026-12-30", "week", "Week 53, Mon 28 Dec 2026 - Sun 3 Jan 2027"),
        ("2026-11-25", "2026-01-01", "week", "Week 1, Mon 29 Dec 2025 - Sun 4 Jan"),
        ("2026-11-25", "2025-01-01", "week", "Week 1, Mon 30 Dec 2024 - Sun 5 Jan 2025"),
        ("2026-11-25", "2026-11-01", "month", "November 2026"),
        ("2026-11-25", "2024-02-29", "year", "2024"),
    ],
)
def test_a_period_has_a_name(person: Person, today: str, on: str, kind: str, name: str) -> None:
    """A week has its number and both days, with a year where it is not this one; over New Year each day its own."""
    person.go(f"{today} 12:00")
    assert name_period(review_period(person.ws, kind, day(on))) == name


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (0, 1, "1 win so far"),
        (2, 0, "0 wins so far, 2 the week before"),
        (2, 3, "3 wins so far, 2 the week before"),
        (9, 14, "14 wins so far, 9 the week before (perhaps beyond chance)"),
        (9, 40, "40 wins so far, 9 the week before (beyond chance)"),
        (90, 9, "9 wins so far, 90 the week before"),
        (9, 5, "5 wins so far, 9 the week before (within chance)"),
    ],
)
def test_more_is_said_where_it_is_more_than_chance(person: Person, before: int, now: int, said: str) -> None:
    """Beside the wins before stands whether the rate of days rose; below ten in all, and without one, no word."""
    add_times(person, [MONDAY - 7 - 1] * bool(before) + [MONDAY - 3] * before + [MONDAY] * now)
    assert say_wins(review_period(person.ws, "week")) == said


def read_markdown(found: Review, *, every: bool = False) -> list[str]:
    """Render a review's Markdown, and give the text of each item of its lists."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(write_markdown(found, every=every))
    assert not {token.type for token in tokens} & {"html_block", "fence", "code_block", "hr", "table_open"}
    inline = [token for token in tokens if token.type == "inline"]
    assert all({child.type for child in token.children or []} <= {"text"} for token in inline)
    return [token.content and "".join(child.content for child in token.children or []) for token in inline]


def test_markdown_reads_as_it_was_typed(person: Person) -> None:
    """Hostile and formatted texts come out of Markdown as they were typed, and as text alone."""
    live_hard(person)
    for kind in KINDS:
        texts = read_markdown(review_period(person.ws, kind, names=True), every=True)
        assert texts[0] == name_period(review_period(person.ws, kind))
        for typed in TEXTS:
            shown = " ".join(make_safe(typed[:500]).split())
            assert any(text.startswith(shown) for text in texts), typed


@settings(max_examples=examples(1) // 8)
@given(st.integers(0, 1 << 16), st.sampled_from(KINDS))
def test_markdown_lists_each_win(seed: int, kind: str) -> None:
    """With every win asked for there is an item each; without, those of habits are left to their counts."""
    person = live(seed)
    found = review_period(person.ws, kind)
    every, some = (list(filter(DATED.search, read_markdown(found, every=every))) for every in (True, False))
    assert len(every) == len(found.entries)
    assert len(some) == (found.stars if kind == "year" else found.stars + found.others)
    assert not any("@" in text for text in read_markdown(found, every=True))
    person.close()


def test_a_note_is_said_with_when_it_was_written(person: Person) -> None:
    """That of the week before is last week's; an older one tells its week, and its year where that is another."""
    write_note(person.ws, "week", MONDAY - 7, "Less coffee")
    assert 'You wrote last week: "Less coffee"\n' in show_review(review_period(person.ws, "week"), Look())
    person.go_to(TODAY + 14)
    assert 'You wrote in the week of Mon 9 Nov: "Less coffee"' in show_review(review_period(person.ws, "week"), Look())
    write_note(person.ws, "month", day("2026-10-01"), "More sleep")
    assert 'You wrote last month: "More sleep"' in show_review(review_period(person.ws, "month", TODAY), Look())
    write_note(person.ws, "year", day("2024-01-01"), "Go on")
    assert 'You wrote in 2024: "Go on"' in show_review(review_period(person.ws, "year"), Look())


def test_an_empty_review_says_how_to_begin(person: Person) -> None:
    """With nothing logged that is said plainly, and the note is asked for by a command that can be typed."""
    text = show_review(review_period(person.ws, "week"), Look())
    assert "No win in these days yet." in text
    assert 'tinywins review week --note "..."' in text
    past = show_review(review_period(person.ws, "week", TODAY - 20), Look())
    assert "No win in these days." in past
    assert "--note" not in past


@settings(max_examples=examples(1))
@given(st.text(st.sampled_from("ab 漢é-\u3000"), max_size=60), st.integers(2, 30))
def test_wrapping_leaves_nothing_out(text: str, width: int) -> None:
    """Each line fits, and all signs but blanks are there in their order."""
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
