"""What all charts share: the options that say where a picture goes, and showing it there."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

import typer

from tinywins.cli.files import write_to_stdout
from tinywins.cli.options import JSON
from tinywins.cli.session import is_narrow_output, print_json, print_text, read_config, read_look
from tinywins.errors import UsageError
from tinywins.render.panels import Chart
from tinywins.services.files import write_to_file

Shown = tuple[Chart, dict[str, object]]
OPTIONS: dict[str, tuple[Any, Any]] = {
    "svg": (str | None, typer.Option(None, "--svg", metavar="FILE", help="Write the picture to this file, as SVG.")),
    "force": (bool, typer.Option(False, "--force", help="Let --svg replace a file.")),
    "signs": (bool, typer.Option(False, "--ascii", help="Draw with ASCII signs.")),
    "form": (
        str | None,
        typer.Option(None, "--format", metavar="csv", help="The numbers behind the picture, as CSV."),
    ),
    "json": (bool, JSON),
}


@dataclass(frozen=True, slots=True)
class Way:
    """How a chart is wanted: as SVG in a file, with ASCII signs, as CSV, or as JSON; else as a picture in signs."""

    svg: str | None
    force: bool
    signs: bool
    form: str | None
    json: bool


def with_ways_out(command: Callable[..., Shown]) -> Callable[..., None]:
    """Make a command of a function that gives a chart and its data: with the options of `Way`, it is shown."""

    @wraps(command)
    def run(**given: Any) -> None:
        """Work out the chart, and show it."""
        way = Way(**{name: given.pop(name) for name in OPTIONS})
        check_way(command.__name__, way)
        chart, body = command(**given)
        show_chart(command.__name__, chart, body, way)

    own = inspect.signature(command).parameters.values()
    shared = [
        inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=option, annotation=kind)
        for name, (kind, option) in OPTIONS.items()
    ]
    run.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
    run.__annotations__ = {**command.__annotations__, **{name: kind for name, (kind, _) in OPTIONS.items()}}
    return run


def check_way(name: str, way: Way) -> None:
    """Raise UsageError for a format that is not there, and for two ways out at once."""
    if way.form not in (None, "csv"):
        raise UsageError(f"There is no format '{way.form}'.", "It is csv; for JSON there is --json.")
    if sum((way.svg is not None, way.form is not None, way.json)) > 1:
        raise UsageError("A chart goes one way at a time: --svg, --format or --json.", f"tinywins chart {name} --json")


def show_chart(name: str, chart: Chart, body: dict[str, object], way: Way) -> None:
    """Show a chart in the way that is wanted."""
    if way.json:
        print_json(f"chart.{name}", body)
    elif way.form:
        from tinywins.formats.tables import guard_row, write_csv

        rows = (guard_row(row) for row in chart.table.rows)
        write_to_stdout(lambda stream: write_csv(stream, chart.table.columns, rows))
    elif way.svg is not None:
        from tinywins.render.svg.picture import draw_chart

        picture = draw_chart(chart)
        write_to_file(way.svg, lambda stream: stream.writelines([picture]), force=way.force)
        print_text(f"Drawn: {way.svg}\n", done=True)
    else:
        from tinywins.render.terminal.page import show_chart as draw

        look = read_look(read_config())
        print_text(draw(chart, replace(look, ascii=look.ascii or way.signs or is_narrow_output())))
