"""Sample reports: a year as it may have been, one of ten years, and one that holds hostile texts everywhere."""

from datetime import date
from random import Random

from tests.render.samples import FIRST, HOSTILE, TODAY, all_samples, named
from tinywins.domain.days import MONTHS, label_day, write_day
from tinywins.render.html.model import Month, Report, Section, Win

DONE = (
    ("Answered the hardest review", ("+reviews",)),
    ("Ran along the canal before breakfast", ("+run=5.2",)),
    ("Wrote to @supplier about the late parcel", ("+service", "@supplier")),
    ("Stretched", ("+stretch",)),
    ("読書を三十分", ("+read=30",)),
    ("Planted the last of the tulips", ()),
    ("שטפתי כלים מיד אחרי הארוחה", ("+home",)),
)


def months(days: range, each: int = 1) -> tuple[Month, ...]:
    """Give so many wins for each of some days, month by month."""
    luck = Random(3)
    found: dict[tuple[int, int], list[Win]] = {}
    for day in days:
        when = date.fromordinal(day)
        for number in range(each):
            text, tags = luck.choice(DONE)
            note = "It took an hour.\nNext time, sooner." if luck.random() < 0.1 else ""
            win = Win(
                write_day(day), label_day(day, days[-1]), f"{text} {number + 1}", tags, note, luck.random() < 0.05
            )
            found.setdefault((when.year, when.month), []).append(win)
    return tuple(Month(f"{MONTHS[month - 1]} {year}", tuple(wins)) for (year, month), wins in found.items())


def year() -> Report:
    """Give the report of a year."""
    charts = all_samples()
    return Report(
        "2026 in tiny wins",
        "1 January to 25 November",
        (
            ("wins", "412"),
            ("days with a win", "251 of 329"),
            ("longest run of days", "31"),
            ("busiest month", "May, 61 wins"),
            ("strongest habit", "stretch, 86 of 100"),
        ),
        (
            Section("The year", "One square is a day.", (charts["titled"],)),
            Section("Habits", "", (charts["strength"], charts["habits"], charts["runs"])),
            Section("Growth", "Weeks that are not full are left out.", (charts["weeks"], charts["fan"])),
        ),
        months(range(FIRST, TODAY + 1)),
        "Made by tinywins on 25 November 2026.",
    )


def decade() -> Report:
    """Give a report of 36,500 wins."""
    return Report("Ten years", "", (), (), months(range(TODAY - 3_649, TODAY + 1), 10))


def hostile() -> Report:
    """Give a report in which every text is hostile."""
    wins = tuple(Win("2026-11-25", text, text, (text, "+" + text), f"{text}\n{text}", True) for text in HOSTILE)
    return Report(
        HOSTILE[0],
        HOSTILE[1],
        tuple((text, text) for text in HOSTILE),
        tuple(Section(text, text, (named(text),)) for text in HOSTILE),
        (Month(HOSTILE[4], wins), Month(HOSTILE[5], wins)),
        HOSTILE[2],
    )
