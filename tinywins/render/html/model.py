"""What a report holds, as values: facts, sections of charts, and the wins themselves. Texts are as they were typed."""

from dataclasses import dataclass

from tinywins.render.panels import Chart


@dataclass(frozen=True, slots=True)
class Section:
    """Charts under one heading, with a sentence before them."""

    heading: str
    intro: str
    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True)
class Win:
    """A win: its day as ISO text and as it is shown, its text, its tags as they are written, its note, its star."""

    day_iso: str
    day_label: str
    text: str
    tags: tuple[str, ...] = ()
    note: str = ""
    star: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """The wins of a month, in order."""

    heading: str
    wins: tuple[Win, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report: `facts` are names with their values, the year at a glance."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    wins: tuple[Month, ...]
    footer: str = ""
