"""A report laid out as a page: facts, sections of charts, and the wins by month."""

from dataclasses import replace
from datetime import date
from itertools import groupby

from tinywins.compounding.estimates import NotYet
from tinywins.compounding.trends import GROWING, SHRINKING, STAYING, UNCLEAR, Growth
from tinywins.domain.amounts import write_amount
from tinywins.domain.datewords import LONG_MONTHS
from tinywins.domain.days import label_day, write_day
from tinywins.domain.entries import Entry
from tinywins.domain.names import is_person, show_name
from tinywins.render import charts
from tinywins.render.findings import percent
from tinywins.render.html.model import Month, Section, Win
from tinywins.render.html.model import Report as Page
from tinywins.render.panels import BarPanel, CalendarPanel, Chart
from tinywins.render.phrases import count
from tinywins.render.work_report import list_work_sections
from tinywins.services.charts import BestRuns, Heatmap
from tinywins.services.report import Report
from tinywins.services.work_charts import NO_WORK, WorkCharts

FEW_TAGS = 3
VERDICTS = {GROWING: "Growing", SHRINKING: "Fewer of late", STAYING: "Steady", UNCLEAR: "Within chance"}


def lay_out_report(report: Report, work: WorkCharts = NO_WORK) -> Page:
    """Lay a report out as a page, with what there is of work."""
    span, today = report.span, min(report.today, report.span.last)
    title = f"Tiny wins of {span.year}" if span.year else "A year of tiny wins"
    first, last = label_long(span.first), label_long(min(span.last, today))
    return Page(
        title=title,
        subtitle=f"{first} to {last}",
        facts=tuple(list_facts(report)),
        sections=tuple(section for section in list_sections(report, work) if section.charts),
        wins=tuple(list_months(report.entries)),
        footer=f"Made with tinywins on {label_long(report.today)}. It asks for nothing from elsewhere.",
    )


def label_long(day: int) -> str:
    """Write a day with its year: `22 November 2026`."""
    when = date.fromordinal(day)
    return f"{when.day} {LONG_MONTHS[when.month - 1]} {when.year}"


def list_facts(report: Report) -> list[tuple[str, str]]:
    """List the year at a glance, leaving out what there is none of."""
    span, counts = report.span, report.heatmap.series.counts
    end = min(span.last, report.today)
    within = {day: n for day, n in counts.items() if span.first <= day <= end}
    begun = max(span.first, report.heatmap.series.first or span.first)
    facts = [
        ("Wins", f"{int(sum(within.values())):,}"),
        ("Days with a win", f"{len(within)} of {max(0, end - begun + 1)}"),
    ]
    if report.fullest:
        facts.append(("The fullest day", f"{label_day(report.fullest[0], end)}, {count(report.fullest[1], 'win')}"))
    kept, decided = sum(each.kept for each in report.kept), sum(each.decided for each in report.kept)
    if decided:
        facts.append(("Slots of habits kept", f"{kept:,} of {decided:,}"))
    if report.returns:
        facts.append(("Habits taken up again", count(report.returns, "time")))
    tags = [f"{show_name(tag)} {n:,}" for tag, n in report.tags[:FEW_TAGS]]
    if tags:
        facts.append(("Counted most", ", ".join(tags)))
    found = report.growth.growth
    facts.append(("From week to week", "Too early to say" if isinstance(found, NotYet) else say_verdict(found)))
    return facts


def say_verdict(found: Growth) -> str:
    """Say the verdict on growth with its range."""
    return f"{VERDICTS[found.verdict]}: {percent(found.lo)} to {percent(found.hi)} %"


def list_sections(report: Report, work: WorkCharts) -> list[Section]:
    """List the sections of charts; days are labelled as of the span's end, so that those of its year need none."""
    today = min(report.today, report.span.last)
    strengths = charts.draw_strengths(report.strengths, today, len(report.strengths.lines))
    habits = [draw_habit(heatmap, runs, today) for heatmap, runs in zip(report.habits, report.runs, strict=True)]
    return [
        Section("The days", "Each day is a cell; the levels are the same in every year.", days_of(report)),
        Section(
            "Adding up",
            "Wins add up, whatever else they do. Whether there are more of them from week to week is another question.",
            (total_of(report), charts.draw_growth(report.growth)) if report.wins.series.first else (),
        ),
        Section(
            "How strong habits are",
            "Strength rises with each slot that is kept and bends with each that is not; one miss does not matter.",
            (strengths,) if report.strengths.lines else (),
        ),
        Section("Habit by habit", "The days of each habit, and its best runs with both dates.", tuple(habits)),
        *list_work_sections(work, report.today),
    ]


def days_of(report: Report) -> tuple[Chart, ...]:
    """Draw the days, where there is any win in them."""
    return (charts.draw_heatmap(report.heatmap, report.today),) if report.entries else ()


def total_of(report: Report) -> Chart:
    """Draw how wins add up, without the weeks, which stand beside the growth."""
    chart = charts.draw_wins(report.wins, report.today)
    return replace(chart, panels=chart.panels[:1])


def draw_habit(heatmap: Heatmap, runs: BestRuns, today: int) -> Chart:
    """Draw a habit's days above its best runs; the numbers behind it are those of the runs."""
    days, best = charts.draw_heatmap(heatmap, today), charts.draw_runs(runs, today)
    panels = [replace(panel, titles=()) if isinstance(panel, CalendarPanel) else panel for panel in days.panels]
    bars = [replace(panel, name="Best runs") for panel in best.panels if isinstance(panel, BarPanel)]
    return Chart(runs.habit.tag, (*panels, *bars), (*days.finding, *best.finding[:1]), best.table)


def list_months(entries: tuple[Entry, ...]) -> list[Month]:
    """Group wins by month, after the starred ones, which come in their months too."""
    starred = tuple(show_win(entry) for entry in entries if entry.star)
    months = groupby(entries, key=lambda entry: write_day(entry.day)[:7])
    found = [Month(name_month(month), tuple(show_win(entry) for entry in each)) for month, each in months]
    return [Month("Starred", starred), *found] if starred else found


def name_month(month: str) -> str:
    """Name a month that is written as `2026-11`."""
    year, number = month.split("-")
    return f"{LONG_MONTHS[int(number) - 1]} {int(year)}"


def show_win(entry: Entry) -> Win:
    """Give a win as it is shown; one without a text is called by its tags."""
    tags = tuple(
        show_name(name) if amount is None else f"{show_name(name)}={write_amount(amount)}"
        for name, amount in entry.tags
    )
    text = entry.text or ", ".join(name for name, _ in entry.tags if not is_person(name)) or ", ".join(tags)
    return Win(write_day(entry.day), label_day(entry.day, entry.day), text, tags, entry.note, entry.star)
