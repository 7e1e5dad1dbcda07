"""The page: one file without a script and without a connection, written piece by piece."""

from collections.abc import Iterator

from tinywins.render.html.figures import write_chart
from tinywins.render.html.model import Report, Section
from tinywins.render.html.style import page_rules
from tinywins.render.html.wins import month_id, write_wins
from tinywins.render.svg.picture import is_marked
from tinywins.render.svg.shapes import escape

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
GLANCE, WINS = "At a glance", "The wins"


def write_report(report: Report) -> Iterator[str]:
    """Write a report as a page of HTML, in pieces that are one after the other."""
    yield write_head(report)
    yield write_nav(report)
    yield '<main id="main" tabindex="-1">\n'
    if report.facts:
        yield write_facts(report.facts)
    for place, section in enumerate(report.sections, 1):
        yield from write_section(section, f"part{place}")
    if report.wins:
        yield f'<section aria-labelledby="wins">\n<h2 id="wins">{WINS}</h2>\n'
        yield from write_wins(report.wins)
        yield "</section>\n"
    yield "</main>\n"
    if report.footer:
        yield f'<footer><p dir="auto">{escape(report.footer)}</p></footer>\n'
    yield "</body>\n</html>\n"


def write_head(report: Report) -> str:
    """Write what comes before the contents: the policy, the style, the title."""
    title = escape(report.title)
    marked = any(is_marked(chart) for section in report.sections for chart in section.charts)
    subtitle = f'<p class="soft" dir="auto">{escape(report.subtitle)}</p>\n' if report.subtitle else ""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n<style>\n{page_rules(marked=marked)}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">Skip to the report</a>\n'
        f'<header>\n<h1 dir="auto">{title}</h1>\n{subtitle}</header>\n'
    )


def write_nav(report: Report) -> str:
    """Write the list of contents, with the months of the wins."""
    links = [("glance", GLANCE)] if report.facts else []
    links += [(f"part{place}", section.heading) for place, section in enumerate(report.sections, 1)]
    links += [("wins", WINS)] if report.wins else []
    months = [(month_id(place), month.heading) for place, month in enumerate(report.wins)]
    lists = write_links(links, "") + write_links(months, ' class="months"')
    return f'<nav aria-label="Contents">\n{lists}</nav>\n' if lists else ""


def write_links(links: list[tuple[str, str]], style: str) -> str:
    """Write a list of links into the page."""
    items = "".join(f'<li><a href="#{ident}" dir="auto">{escape(text)}</a></li>\n' for ident, text in links)
    return f"<ul{style}>\n{items}</ul>\n" if items else ""


def write_facts(facts: tuple[tuple[str, str], ...]) -> str:
    """Write the facts at a glance."""
    items = "".join(
        f'<div><dt dir="auto">{escape(name)}</dt><dd dir="auto">{escape(value)}</dd></div>\n' for name, value in facts
    )
    return (
        f'<section aria-labelledby="glance">\n<h2 id="glance">{GLANCE}</h2>\n'
        f'<dl class="facts">\n{items}</dl>\n</section>\n'
    )


def write_section(section: Section, ident: str) -> Iterator[str]:
    """Write a section with its charts."""
    yield f'<section aria-labelledby="{ident}">\n<h2 id="{ident}" dir="auto">{escape(section.heading)}</h2>\n'
    if section.intro:
        yield f'<p dir="auto">{escape(section.intro)}</p>\n'
    for place, chart in enumerate(section.charts, 1):
        yield write_chart(chart, f"{ident}-{place}")
    yield "</section>\n"
