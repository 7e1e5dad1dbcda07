"""`log` and `done`: one line in, a true word back."""

import sys
from io import TextIOWrapper

import typer

from tinywins.bootstrap import talk
from tinywins.cli.boundary import Exit, complain
from tinywins.cli.options import AT, FORCE, JSON, ON, LineCommand, single
from tinywins.cli.session import open_workspace, print_json, print_text
from tinywins.domain.datewords import read_day_words
from tinywins.domain.line import Line, check_text, parse_line
from tinywins.errors import UsageError
from tinywins.render.data import logged_data
from tinywins.render.text import show_reply, show_ticked, show_warnings
from tinywins.services.logging import Logged, has_same
from tinywins.services.logging import log as log_lines
from tinywins.services.ticking import Ticked, keep, tick
from tinywins.services.when import find_when


def log(
    words: list[str] = typer.Argument(None, metavar="[TEXT]... [+TAG[=AMOUNT]]... [@PERSON]", show_default=False),
    on: str | None = ON,
    at: str | None = AT,
    note: str = typer.Option("", "--note", help="More to remember about it."),
    if_missing: bool = typer.Option(
        False,
        "--if-missing",
        help="Nothing, if that day has an entry with the same tags (without tags: the same text).",
    ),
    force: bool = FORCE,
    json: bool = JSON,
) -> None:
    """Log what you finished, as one line.

    Without words it reads one raw line that no shell has touched: for text with ' ? # & ( ) ; $ or *.
    `log -` reads a line an entry from standard input, in one act. In the line +tag counts it under a tag,
    +run=5.2 with an amount, @anna names a person, and ++name writes +name.
    """
    given = words and words != ["-"]
    lines = [parse_line(" ".join(words))] if given else []
    ws = open_workspace()
    when = find_when(ws, on, at, force=force) if on is not None or at is not None else None
    check_text(note, "The note")
    typed = read_raw_line() if not words else ""  # what is typed now is not lost to an option that cannot be read
    if not given:
        lines = read_many() if words else [parse_line(typed)]
    try:
        told = log_lines(ws, lines, when, note, has_same if if_missing else None)
    except BaseException:
        if typed:
            talk(f"Not recorded: {typed}")
        raise
    reply(told, json=json)


def reply(told: list[Logged], *, json: bool) -> None:
    """Print what logging did."""
    complain(show_warnings(told))
    if json:
        print_json("log", {"entries": [logged_data(logged) for logged in told]}, done=True)
    else:
        print_text(show_reply(told), done=True)


def read_raw_line() -> str:
    """Read one line as it is typed: after a prompt on a terminal, else the first line of standard input."""
    if sys.stdin is None:
        raise UsageError("There is no standard input to read a line from.", 'tinywins log "Watered the plants"')
    keep_bytes()
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    try:
        return ask_line()
    except EOFError:
        complain("\n")
        raise typer.Exit(Exit.OK) from None
    except KeyboardInterrupt:
        complain("\n")
        raise


def ask_line() -> str:
    """Ask for a line on the terminal; the prompt stays out of an output that goes elsewhere. EOFError at its end."""
    if sys.stdout is not None and sys.stdout.isatty():
        import readline  # noqa: F401 - gives input() its line editing

        return input("won: ")
    complain("won: ")
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


def keep_bytes() -> None:
    """Let bytes that are no text come through standard input, so that the line that holds them can be named."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")


def read_many() -> list[Line]:
    """Read a line an entry from standard input; a line that cannot be read is named, and nothing is logged."""
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("`log -` reads lines from another program.", "tinywins log - < wins.txt")
    keep_bytes()
    lines = []
    for number, raw in enumerate(sys.stdin, 1):
        text = raw.rstrip("\r\n")
        if not text.strip():
            continue
        try:
            lines.append(parse_line(text))
        except UsageError as error:
            raise UsageError(f"Line {number}: {error.message} Nothing was logged.", error.hint) from None
    if not lines:
        raise UsageError("There was no line to log.", "tinywins log - < wins.txt")
    return lines


def done(
    names: list[str] = typer.Argument(..., metavar="NAME[=AMOUNT]...", show_default=False),
    on: str | None = ON,
    at: str | None = AT,
    force: bool = FORCE,
    json: bool = JSON,
) -> None:
    """Tick habits and goal steps, several in one act. What is done already stays as it is.

    A step is named by its code, or by words of its title: each step that is done is a win of its goal.
    """
    ws = open_workspace()
    report_ticks("done", tick(ws, names, find_when(ws, on, at, force=force)), json=json)


def kept(
    names: list[str] = typer.Argument(..., metavar="LIMIT...", show_default=False),
    on: str | None = ON,
    json: bool = JSON,
) -> None:
    """Say of a limit that it was kept, today or on another day. A day without a word counts neither way."""
    ws = open_workspace()
    day = read_day_words(on, ws.today()) if on is not None else ws.today()
    report_ticks("kept", keep(ws, names, day), json=json)


def list_steps(ticked: Ticked) -> dict[str, object]:
    """Give the steps that were done as data; nothing where there were none."""
    if not ticked.steps:
        return {}
    from tinywins.render.work.goal_data import done_data

    return {"steps": [done_data(done) for done in ticked.steps]}


def report_ticks(kind: str, ticked: Ticked, *, json: bool) -> None:
    """Print what ticking did."""
    complain(show_warnings(ticked.logged))
    if json:
        entries = [logged_data(logged) for logged in ticked.logged]
        print_json(kind, {"entries": entries, "already": ticked.already, **list_steps(ticked)}, done=True)
    else:
        print_text(show_ticked(ticked), done=True)


APPS = {
    "log": single(
        log,
        "tinywins log Answered the hardest review +reviews",
        "tinywins log Long run +run=14.5 --on yesterday --at 07:30",
        "tinywins log                      (asks, and reads the line as it is)",
        "git log --format=%s -3 | tinywins log -",
        cls=LineCommand,
    ),
    "done": single(
        done,
        "tinywins done stretch",
        "tinywins done stretch run=5.2 --on yesterday",
        'tinywins done "Take the pictures"    (a step of a goal)',
    ),
    "kept": single(kept, "tinywins kept coffee", "tinywins kept coffee --on yesterday"),
}
