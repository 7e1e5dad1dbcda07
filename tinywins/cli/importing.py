"""`import`: a file's rows become entries."""

import os
import sys
from shlex import quote
from typing import BinaryIO

import typer

from tinywins.cli.boundary import Exit
from tinywins.cli.options import JSON, single
from tinywins.cli.progress import watch
from tinywins.cli.session import finish, open_workspace, print_json, print_text, read_config, read_look
from tinywins.errors import UsageError
from tinywins.formats.journal_lines import is_journal, read_changes
from tinywins.formats.lines import STANDARD_INPUT, Lines
from tinywins.formats.sources import Foreign, read_foreign, read_rows
from tinywins.render.importing import imported_data, show_imported
from tinywins.services.importing import Imported, import_rows
from tinywins.services.receiving import is_log, receive_changes, receive_copy
from tinywins.services.workspace import Workspace


def import_(
    file: str = typer.Argument(..., metavar="FILE", show_default=False),
    plan: str | None = typer.Option(
        None, "--map", metavar="TARGET=COLUMN,...", help="What the columns of any CSV are: see below."
    ),
    dates: str | None = typer.Option(None, "--dates", metavar="dmy|mdy|ymd", help="The order in which it writes days."),
    decimal: str | None = typer.Option(None, "--decimal", metavar="comma|point", help="Its decimal sign."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Say what would become of the rows, and write nothing."),
    update: bool = typer.Option(False, "--update", help="Change the entries of which a row says something else."),
    skip_refused: bool = typer.Option(False, "--skip-refused", help="Leave out rows that cannot be read."),
    json: bool = JSON,
) -> None:
    """Bring entries in: JSON Lines and CSV as `export` writes them or by hand, any CSV with --map, a copy of a log.

    A map names a column for each of day, at, text, note, tags, id, any +TAG (its amounts, or yes and no) and
    @person (names). One act, all or nothing; importing twice is importing once. FILE is - for standard input.
    """
    foreign = read_foreign(plan, dates, decimal)
    ws = open_workspace()
    if foreign is None and file != "-" and is_log(file):
        if update or skip_refused:
            raise UsageError(
                "A whole log is merged change by change, without --update or --skip-refused.",
                f"tinywins import {quote(file)}",
            )
        told = receive_copy(ws, file, watch("rows read"), dry_run=dry_run)
    else:
        told = read_input(ws, file, foreign, update=update, skip_refused=skip_refused, dry_run=dry_run)
    if json:
        print_json("import", imported_data(told, dry_run), done=told.written)
    else:
        print_text(show_imported(told, dry_run, read_look(read_config())), done=told.written)
    finish(Exit.FAILED if told.refused and not skip_refused else Exit.OK)


def read_input(
    ws: Workspace, file: str, foreign: Foreign | None, *, update: bool, skip_refused: bool, dry_run: bool
) -> Imported:
    """Bring in the rows, or the journal, that a text holds."""
    name = os.path.basename(file) if file != "-" else STANDARD_INPUT
    tell = watch("rows read")
    with open_input(file) as stream:
        lines = Lines(stream, STANDARD_INPUT if file == "-" else file)
        if foreign is None and is_journal(lines):
            lost: dict[str, int] = {}
            return receive_changes(ws, read_changes(lines, lost), name, tell, dry_run=dry_run, lost=lost)
        rows = read_rows(lines, ws.localize, foreign)
        return import_rows(ws, rows, name, tell, update=update, skip_refused=skip_refused, dry_run=dry_run)


def open_input(file: str) -> BinaryIO:
    """Open what is to be read, as bytes; UsageError where that cannot be."""
    if file == "-":
        if sys.stdin is None:
            raise UsageError("There is no standard input.", "Name a file, or give it one: tinywins import - < FILE")
        return open(sys.stdin.fileno(), "rb", closefd=False)
    if os.path.isdir(file):
        raise UsageError(f"{file} is a folder.", "Name a file in it.")
    try:
        return open(file, "rb")
    except FileNotFoundError:
        raise UsageError(f"There is no file {file}.", "Look at its name and folder; - is standard input.") from None
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.", "Look at its rights.") from None


APPS = {
    "import": single(
        import_,
        "tinywins import log.jsonl",
        "tinywins import visits.csv --dry-run --map day=Date,text=What,+visit=Visits",
        "tinywins import - < counts.jsonl",
        'tinywins import "tinywins (conflicted copy).db"',
    )
}
