"""`export`: the log as CSV or JSON Lines, to standard output or a file."""

from typing import TextIO

import typer

from tinywins.cli.files import write_to_stdout
from tinywins.cli.options import LineCommand, single
from tinywins.cli.session import open_workspace
from tinywins.errors import UsageError
from tinywins.formats.tables import write_csv, write_json_lines
from tinywins.services.exporting import WHOLE, Table
from tinywins.services.exporting import export as export_table
from tinywins.services.files import write_to_file

FORMATS = ("csv", "jsonl")


def export(
    kind: str = typer.Argument(..., metavar="KIND", show_default=False),
    words: list[str] | None = typer.Argument(None, metavar="[+TAG]...", show_default=False),
    form: str | None = typer.Option(
        None, "--format", metavar="csv|jsonl", help="CSV (the default) for spreadsheets, JSON Lines for scripts."
    ),
    since: str | None = typer.Option(None, "--since", help="From this day on: -30, mon, 2026-11-01."),
    until: str | None = typer.Option(None, "--until", help="Up to this day."),
    output: str | None = typer.Option(None, "-o", "--output", help="Write to this file, which must not exist yet."),
    force: bool = typer.Option(False, "--force", help="Let -o replace a file."),
) -> None:
    """Write the log out: a row an entry (log, wins), an entry and tag (amounts), a habit and day (days), a habit.

    KIND is log, wins, amounts, days, habits, goals, feedback, moments, tweaks, funnels, or everything: the whole
    journal as JSON Lines, to be carried to another home by `import`.

    CSV cells that a spreadsheet could run as a formula begin with a '; JSON Lines are exact.
    """
    form = form or ("jsonl" if kind == WHOLE else "csv")
    if form not in FORMATS:
        raise UsageError(f"There is no format '{form}'.", "It is csv or jsonl.")
    json = form == "jsonl"
    table = export_table(open_workspace(), kind, words or [], since, until, json=json)
    if output is None or output == "-":
        write_to_stdout(lambda stream: write_table(stream, table, json=json))
    else:
        write_to_file(output, lambda stream: write_table(stream, table, json=json), force=force)


def write_table(stream: TextIO, table: Table, *, json: bool) -> None:
    """Write a table in its format."""
    if table.raw:
        stream.writelines(f"{row[0]}\n" for row in table.rows)
    elif json:
        write_json_lines(stream, table.columns, table.rows)
    else:
        write_csv(stream, table.columns, table.rows)


APPS = {
    "export": single(
        export,
        "tinywins export wins > wins.csv",
        "tinywins export log --format jsonl -o log.jsonl",
        "tinywins export amounts +run --since 2026-01-01",
        "tinywins export everything -o everything.jsonl",
        cls=LineCommand,
    )
}
