"""`review`: what a week, month or year brought, to be read, pasted, and followed by a note."""

import os

import typer

from tinywins.cli.boundary import complain
from tinywins.cli.options import JSON, example, new_app
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.domain.datewords import read_day_words
from tinywins.errors import UsageError
from tinywins.render import review as page
from tinywins.render.columns import Look
from tinywins.services.review import Review, check_kind, find_period, pick_day, review_period
from tinywins.services.review_notes import write_note

app = new_app()
FORMS = ("text", "markdown")


@app.command(
    epilog=example(
        "tinywins review week",
        'tinywins review week --note "answer reviews before lunch"',
        "tinywins review month --format markdown --copy",
        "tinywins review year --on 2025-06-01",
    )
)
def review(
    kind: str = typer.Argument("week", metavar="[week|month|year]", show_default=False),
    on: str | None = typer.Option(None, "--on", help="The period that holds this day: -7, last fri, 2026-11-20."),
    note: str | None = typer.Option(
        None, "--note", help='What to try next; the next review opens with it. "" for none.'
    ),
    form: str = typer.Option("text", "--format", metavar="text|markdown", help="How to write it."),
    copy: bool = typer.Option(False, "--copy", help="Put it on the terminal's clipboard too, also over ssh (OSC 52)."),
    every: bool = typer.Option(False, "--all", help="Every win, those of habits too."),
    names: bool = typer.Option(False, "--names", help="With the persons, who are left out otherwise."),
    json: bool = JSON,
) -> None:
    """Look back at a week, month or year: its wins with the starred ones first, what was kept, and the trend.

    Without --on it is the period that holds yesterday: on a Monday the week that is over, later the one that goes on.
    """
    if form not in FORMS:
        raise UsageError(f"There is no format '{form}'.", "It is text or markdown; for data there is --json.")
    if copy and json:
        raise UsageError("JSON is not for copying; text and Markdown are.", "tinywins review week --copy")
    ws = open_workspace()
    day = read_day_words(on, ws.today()) if on is not None else None
    if note is not None:
        write_note(ws, kind, find_period(check_kind(kind), pick_day(ws, day))[0], note)
    found = review_period(ws, kind, day, names=names)
    if json:
        from tinywins.render.review_data import review_data

        print_json("review", review_data(found), done=note is not None)
        return
    look = read_look(read_config())
    print_text(write_review(found, form, look, every=every), done=note is not None)
    if copy:
        from tinywins.cli.clipboard import copy_text

        copy_text(write_review(found, form, Look(), every=every))
        complain("Sent to the terminal's clipboard.\n")
        if os.environ.get("TMUX"):
            complain("  Inside tmux it arrives after: tmux set -g set-clipboard on\n")


def write_review(found: Review, form: str, look: Look, *, every: bool) -> str:
    """Write a review in its form."""
    if form == "markdown":
        return page.write_markdown(found, every=every)
    return page.show_review(found, look, every=every)


APPS = {"review": app}
