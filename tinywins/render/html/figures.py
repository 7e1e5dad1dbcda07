"""Figures: a chart in a page is a picture, its finding as a caption, and the numbers behind it as a table."""

from math import isfinite, isnan

from tinywins.render.panels import CalendarPanel, Chart, CountPanel, LinePanel, Table
from tinywins.render.svg.picture import draw_panels
from tinywins.render.svg.shapes import escape

WIDTH = 720
Cell = str | int | float | None


def write_chart(chart: Chart, ident: str) -> str:
    """Write a chart under its title; the picture is named by it, and can be moved sideways where it is too wide."""
    finding = "".join(f'<p dir="auto">{escape(sentence)}</p>\n' for sentence in chart.finding)
    caption = f"<figcaption>\n{finding}</figcaption>\n" if finding else ""
    return (
        f'<div class="chart">\n<h3 id="{ident}" dir="auto">{escape(chart.title)}</h3>\n'
        f'<figure aria-labelledby="{ident}">\n'
        f'<div class="{"scroll time" if is_dated(chart) else "scroll"}" tabindex="0" role="group"'
        f' aria-labelledby="{ident}">\n'
        f"{draw_panels(chart, WIDTH, f'{ident}-picture')}\n</div>\n{caption}</figure>\n"
        f"{write_table(chart, ident)}</div>\n"
    )


def is_dated(chart: Chart) -> bool:
    """Say whether a chart goes from the past to now, so that a narrow screen had better begin at its end."""
    return any(
        isinstance(panel, CalendarPanel | CountPanel) or (isinstance(panel, LinePanel) and panel.today is None)
        for panel in chart.panels
    )


def write_table(chart: Chart, ident: str) -> str:
    """Write the numbers behind a picture, folded away until they are asked for."""
    table = chart.table
    return (
        f'<details>\n<summary>Numbers<span class="hidden"> of {escape(chart.title)}</span></summary>\n'
        f'<div class="scroll" tabindex="0" role="group" aria-labelledby="{ident}">\n<table>\n'
        f'<caption dir="auto">{escape(chart.title)}</caption>\n{write_columns(table)}<tbody>\n'
        + "".join(write_row(row) for row in table.rows)
        + "</tbody>\n</table>\n</div>\n</details>\n"
    )


def write_columns(table: Table) -> str:
    """Write the names of the columns; one over numbers stands where they do."""
    cells = []
    for place, name in enumerate(table.columns):
        numbers = any(isinstance(row[place], int | float) for row in table.rows)
        style = ' class="number"' if place and numbers else ""
        cells.append(f'<th scope="col"{style} dir="auto">{escape(name)}</th>')
    return f"<thead>\n<tr>{''.join(cells)}</tr>\n</thead>\n"


def write_row(row: tuple[Cell, ...]) -> str:
    """Write a row; its first cell names it."""
    head = f'<th scope="row" dir="auto">{escape(write_cell(row[0]))}</th>' if row else ""
    cells = "".join(
        f'<td class="number">{write_cell(cell)}</td>'
        if isinstance(cell, int | float)
        else f'<td dir="auto">{escape(write_cell(cell))}</td>'
        for cell in row[1:]
    )
    return f"<tr>{head}{cells}</tr>\n"


def write_cell(cell: Cell) -> str:
    """Write a cell: numbers with three decimals at most, thousands parted, a dash for what there is not."""
    if cell is None or (isinstance(cell, float) and isnan(cell)):
        return "–"
    if isinstance(cell, str):
        return cell
    if not isfinite(cell):
        return "∞" if cell > 0 else "-∞"
    return f"{cell:,}" if isinstance(cell, int) else f"{cell:,.3f}".rstrip("0").rstrip(".")
