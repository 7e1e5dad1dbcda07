"""A year of sample charts, with busy spells, a holiday and a lapse, and charts that hold what is hard to draw."""

from datetime import date
from math import inf
from random import Random

from tinywins.domain.days import monday_of
from tinywins.render.panels import (
    REFERENCE,
    Band,
    Bar,
    BarPanel,
    CalendarPanel,
    Chart,
    CountPanel,
    Line,
    LinePanel,
    Mark,
    Range,
    RangePanel,
    Table,
)

FIRST, LAST = date(2026, 1, 1).toordinal(), date(2026, 12, 31).toordinal()
TODAY = date(2026, 11, 25).toordinal()
MONDAY = monday_of(FIRST)
LEGEND = (("0", "none"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4 or more"), ("s", "day off"))
LONG = "読書と散歩を毎朝続ける" * 12
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror="document.title=1">',
    "]]></title></desc></svg><script>alert(2)</script>",
    "&amp; &#x41; %3Cscript%3E",
    "a\x00b\x07c\x1b[31mred\x9b1m\ufffe\uffff",
    "\u202eright to left\u202c \u2066isolated\u2069 שלום עולם مرحبا",
    "x" * 10_000,
    "\ud800 alone",
)


def draw_levels(seed: int = 1) -> list[str]:
    """Draw a year of levels up to today: a slow start, a busy spring, a holiday in August, a lapse in October."""
    luck = Random(seed)
    signs = []
    for day in range(FIRST, LAST + 1):
        when = date.fromordinal(day)
        if day > TODAY:
            signs.append(" ")
        elif date(2026, 8, 3) <= when <= date(2026, 8, 16):
            signs.append("s")
        elif date(2026, 10, 5) <= when <= date(2026, 10, 14):
            signs.append("0")
        else:
            busy = 1.0 + 1.6 * (when.month in {4, 5, 6, 11}) - 0.5 * (when.weekday() > 4)
            signs.append(str(min(4, int(luck.expovariate(1 / busy) + 0.4))))
    return signs


def calendar(titles: bool = False) -> Chart:
    """Give a calendar of the year."""
    signs = " " * (FIRST - MONDAY) + "".join(draw_levels())
    signs += " " * (-len(signs) % 7)
    weeks = tuple(signs[place : place + 7] for place in range(0, len(signs), 7))
    told = tuple(f"{date.fromordinal(MONDAY + n)}: {sign}" for n, sign in enumerate(signs)) if titles else ()
    return Chart(
        "Wins in 2026",
        (CalendarPanel(MONDAY, weeks, LEGEND, told),),
        ("412 wins on 251 of 329 days.", "The longest run of days with a win is 31, from 12 April to 12 May."),
        Table(("month", "wins", "days"), (("January", 24, 17), ("February", 31, 20), ("March", 38, None))),
    )


def climb(seed: int, share: float, days: int = 180) -> list[tuple[float, float]]:
    """Give a strength that grows and bends over the days up to today."""
    luck, value = Random(seed), 0.0
    points: list[tuple[float, float]] = []
    for day in range(TODAY - days + 1, TODAY + 1):
        lapse = date(2026, 10, 5) <= date.fromordinal(day) <= date(2026, 10, 14)
        value = value * 0.948 + (5.2 if luck.random() < share and not lapse else 0)
        points.append((day, value))
    return points


def strength(several: bool = False) -> Chart:
    """Give strength lines: one with what it is held against, or four habits at once."""
    first = TODAY - 179
    every = tuple((day, 100 * (1 - 0.948 ** (day - first + 1))) for day in range(first, TODAY + 1))
    names = ("stretch", "read 2 pages", "walk", "write") if several else ("stretch",)
    lines = tuple(Line(name, tuple(climb(place, 0.95 - place * 0.16))) for place, name in enumerate(names))
    lines += () if several else (Line("every day done", every, REFERENCE),)
    return Chart(
        "Strength of stretch" if not several else "Strength of all habits",
        (LinePanel(lines, first, TODAY, low=0, high=100, unit="%"),),
        ("86 of 100, and 71 in March.", "With every day done it would be 100 by now."),
        Table(("day", "strength"), (("2026-11-24", 85.25), ("2026-11-25", 86.0))),
    )


def weeks() -> Chart:
    """Give weekly counts with a gap and a week of none, and growth as a range below."""
    luck = Random(5)
    counts = [(MONDAY + 7 * week, float(luck.randint(3, 9) + week // 9)) for week in range(20, 46)]
    counts[19] = (counts[19][0], 0.0)
    del counts[11:13]
    return Chart(
        "Wins a week",
        (
            CountPanel(tuple(counts), "Wins per full week, the last 26"),
            RangePanel(
                (Range("a week", 1.0, 3.2, 5.4), Range("longer ago", -2.25, -0.5, inf)), "%", "Growth, with its range"
            ),
        ),
        (
            "Growing: 3.2 % a week (1.0 to 5.4).",
            "If exactly this went on, weekly wins would double in 22 weeks (13 to 70).",
        ),
        Table(("week", "wins"), tuple((str(date.fromordinal(monday)), count) for monday, count in counts)),
    )


def fan() -> Chart:
    """Give a burn-up with two bands ahead."""
    first, last = date(2026, 4, 6).toordinal(), date(2027, 3, 1).toordinal()
    done = tuple((day, (day - first) // 12) for day in range(first, TODAY + 1))
    now = done[-1][1]
    ahead = [(day, (day - TODAY) / 12) for day in range(TODAY, last + 1, 3)]
    wide = tuple((day, now + 0.5 * step, min(40.0, now + 2.2 * step)) for day, step in ahead)
    narrow = tuple((day, now + 0.8 * step, min(40.0, now + 1.5 * step)) for day, step in ahead)
    return Chart(
        "Forty essays",
        (
            LinePanel(
                (Line("done", done), Line("goal", ((first, 40), (last, 40)), REFERENCE)),
                first,
                last,
                (Band("8 of 10 futures", wide), Band("half of them", narrow)),
                0,
                today=TODAY,
            ),
        ),
        ("Even odds by 14 February 2027, likely (85 %) by 26 April.",),
        Table(("day", "low", "high"), (("2027-02-14", 33, 40),)),
    )


def runs() -> Chart:
    """Give the best runs, one of which goes on."""
    return Chart(
        "Best runs of stretch",
        (
            BarPanel(
                (
                    Bar("12 Jan 2026", 50, "50 days", "to 2 Mar 2026"),
                    Bar("12 Oct 2026", 45, "45 days, 2 spares used", "today", True),
                    Bar("20 Mar 2026", 22, "22 days", "to 10 Apr 2026"),
                    Bar("1 May 2026", 1, "1 day", "to 1 May 2026"),
                )
            ),
        ),
        ("Kept 81 of the last 90 days (90 %, likely range 82 to 95 %).",),
        Table(("from", "days"), (("2026-01-12", 50),)),
    )


def all_samples() -> dict[str, Chart]:
    """Give the charts of a year, by name."""
    return {
        "calendar": calendar(),
        "titled": calendar(titles=True),
        "strength": strength(),
        "habits": strength(several=True),
        "weeks": weeks(),
        "fan": fan(),
        "runs": runs(),
    }


def named(name: str, text: str = "") -> Chart:
    """Give a chart of all panels in which every name is the same."""
    start = TODAY - 30
    span = tuple((start + n, n * 1e6) for n in range(31))
    return Chart(
        name,
        (
            CalendarPanel(
                monday_of(start), ("  12340", "s123401", "4    "), (("1", name), ("s", name)), (name,) * 21, name
            ),
            LinePanel(
                (Line(name, span), Line(name, span[:1]), Line(name, span, REFERENCE)),
                start,
                TODAY + 9,
                (Band(name, tuple((TODAY + n, n, 9e6 * n) for n in range(9))),),
                unit=name[:8],
                today=TODAY,
                name=name,
                marks=(Mark(name, TODAY + 5), Mark(name, TODAY, 2e7, "1"), Mark(name, TODAY, 2e7, "2")),
            ),
            CountPanel(((monday_of(start), 3.0), (monday_of(start) + 21, 0.0)), name),
            BarPanel((Bar(name, 3, name, name, True), Bar(name, 0, name), Bar("", 7, name, name)), name),
            RangePanel((Range(name, -inf, 2.0, inf), Range(name, 1.0, 2.0, 3e5, name, REFERENCE)), name[:8], name),
        ),
        (text or name, name),
        Table((name, name), ((name, 1), (None, 2.5))),
    )
