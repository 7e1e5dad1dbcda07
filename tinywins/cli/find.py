"""`list` and `show`: finding entries, without changing anything."""

import typer

from tinywins.cli.options import JSON, LineCommand, single
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.domain.datewords import read_day_words
from tinywins.errors import UsageError
from tinywins.render import data, listing
from tinywins.render.work.works import show_work, work_data
from tinywins.services.entries import show_entry
from tinywins.services.listing import find_entries
from tinywins.services.work.works import find_coded, find_work


def show_coded(kind: str, code: str, *, json: bool) -> None:
    """Show what has a code and is no entry: a step or a phase with the whole of its goal."""
    if kind == "feedback":
        from tinywins.cli.feedback import show as show_feedback

        show_feedback(code, json=json)
    elif kind == "tweak":
        from tinywins.cli.tweaks import show as show_tweak

        show_tweak(code, json=json)
    else:
        from tinywins.cli.goals import show_part

        show_part(kind, code, json=json)


def list_(
    words: list[str] | None = typer.Argument(None, metavar="[WORDS]... [+TAG]... [@PERSON]...", show_default=False),
    since: str | None = typer.Option(None, "--since", help="From this day on: -30, mon, 2026-11-01."),
    until: str | None = typer.Option(None, "--until", help="Up to this day."),
    starred: bool = typer.Option(False, "--starred", help="Starred entries alone."),
    limit: int | None = typer.Option(None, "--limit", min=1, help="At most so many."),
    json: bool = JSON,
) -> None:
    """List entries, newest first: those with every word, tag and person; without any, the newest 20."""
    ws = open_workspace()
    found = find_entries(ws, words or [], since, until, limit, starred=starred)
    if json:
        print_json("list", {"entries": [data.entry_data(entry) for entry in found.entries]})
        return
    config = read_config()
    print_text(listing.show_entries(found.entries, found.today, read_look(config)))
    if not found.entries and words and names_day(" ".join(words), found.today):
        print_text(listing.say_day_is_no_word(" ".join(words)))


def names_day(words: str, today: int) -> bool:
    """Say whether words that were looked for could have been meant as a day."""
    try:
        read_day_words(words, today)
    except UsageError:
        return False
    return True


def show(
    reference: str = typer.Argument(..., metavar="ID", show_default=False),
    history: bool = typer.Option(False, "--history", help="Each change it had, with the act that made it."),
    json: bool = JSON,
) -> None:
    """Show one entry: `last`, `last~1`, or an id such as b7k2; also one that was removed, with --history.

    What hangs on it is shown too: a moment, the feedback it answers, thanks, a step. The code of a goal, step, feedback
    or tweak shows that.
    """
    ws = open_workspace()
    if found := find_coded(ws, reference):
        show_coded(*found, json=json)
        return
    entry, versions = show_entry(ws, reference)
    work = find_work(ws, entry.id) if entry else None
    if entry is None and not history:
        raise UsageError(f"The entry {reference} was removed.", f"tinywins show {reference} --history")
    if json:
        body: data.Data = {"entry": data.entry_data(entry) if entry else None, "work": work_data(work)}
        if history:
            body["history"] = [data.version_data(version) for version in versions]
        print_json("show", body)
        return
    config = read_config()
    hanging = show_work(work, ws.today())
    print_text(listing.show_entry(entry, versions, ws.today(), read_look(config), hanging, with_history=history))


APPS = {
    "list": single(
        list_, "tinywins list coffee +run --since -30", "tinywins list --starred --since 2026-01-01", cls=LineCommand
    ),
    "show": single(show, "tinywins show last", "tinywins show b7k2 --history"),
}
