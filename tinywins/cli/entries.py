"""`edit`, `rm`, `star`, `undo` and `redo`: correcting any mistake."""

import typer

from tinywins.cli.options import AT, FORCE, JSON, ON, LineCommand, single
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.domain.line import Mention, parse_line
from tinywins.errors import UsageError
from tinywins.render import data, listing
from tinywins.services import entries
from tinywins.services import undo as undoing

ID = typer.Argument(..., metavar="ID", show_default=False)
ACT = typer.Argument(None, metavar="[ACT]", show_default=False)


def edit(
    words: list[str] | None = typer.Argument(None, metavar="[ID] [+TAG[=AMOUNT]]...", show_default=False),
    untag: list[str] = typer.Option([], "--untag", help="Take a tag or person away."),
    text: str | None = typer.Option(None, "--text", help="The new text, as it is."),
    note: str | None = typer.Option(None, "--note", help="The new note; an empty one takes it away."),
    on: str | None = ON,
    at: str | None = AT,
    day: str | None = typer.Option(None, "--day", help="Open that day's entries in the editor, a line each."),
    force: bool = FORCE,
    json: bool = JSON,
) -> None:
    """Change an entry (`last`, `last~1` or its id), or with --day a day's entries in your editor.

    +tag sets a tag or its amount. In the editor each line is an id and the line as you would log it: change it,
    take a line out to remove the entry, add one without an id to log it. Saving is one act.
    """
    typed = words or []
    if day is not None:
        if typed:
            raise UsageError("With --day there is no single entry to name.", f"tinywins edit --day {day}")
        given = {"--untag": untag, "--text": text, "--note": note, "--on": on, "--at": at, "--json": json or None}
        if also := [name for name, value in given.items() if value is not None and value != []]:
            raise UsageError(
                f"The option --day stands alone, without {' and '.join(also)}.", f"tinywins edit --day {day}"
            )
        from tinywins.cli.editor import edit_day

        edit_day(day, read_config(), force=force)
        return
    if not typed:
        raise UsageError("Which entry?", "tinywins edit last --text ..., or tinywins edit --day today")
    change = entries.Edit(
        tuple(read_tags(typed[1:])),
        tuple(untag),
        text,
        note,
        on,
        at,
        force,
    )
    if change == entries.Edit(force=force):
        raise UsageError("Nothing was said to change.", f"tinywins edit {typed[0]} +run=4.8 --text ...")
    ws = open_workspace()
    edited = entries.edit_entry(ws, typed[0], change)
    report(edited, ws.today(), json=json)


def read_tags(words: list[str]) -> list[Mention]:
    """Read words that must all be tags or persons."""
    if not words:
        return []
    line = parse_line(" ".join(words))
    if line.text:
        raise UsageError(f"'{line.text}' is no tag.", "Tags begin with +, and a new text goes into --text.")
    return line.mentions


def report(edited: entries.Edited, today: int, *, json: bool) -> None:
    """Print what became of an entry."""
    if json:
        print_json("entry", {"entry": data.entry_data(edited.after) if edited.after else None}, done=True)
    else:
        print_text(listing.show_edited(edited, today, read_look(read_config())), done=True)


def remove(references: list[str] = typer.Argument(..., metavar="ID...", show_default=False), json: bool = JSON) -> None:
    """Remove entries, in one act; `undo` brings them back."""
    ws = open_workspace()
    removed = entries.remove_entries(ws, references)
    if json:
        print_json("rm", {"removed": [data.entry_data(edited.before) for edited in removed]}, done=True)
    else:
        look = read_look(read_config())
        print_text("".join(listing.show_edited(edited, ws.today(), look) for edited in removed), done=True)


def star(
    reference: str = ID,
    off: bool = typer.Option(False, "--off", help="Take the star away."),
    json: bool = JSON,
) -> None:
    """Star an entry, to find it again."""
    ws = open_workspace()
    report(entries.star_entry(ws, reference, star=not off), ws.today(), json=json)


def undo(act: str | None = ACT, json: bool = JSON) -> None:
    """Take back the last thing done on this device, or the act with this id."""
    show_switched(undoing.undo(open_workspace(), act), json=json)


def redo(act: str | None = ACT, json: bool = JSON) -> None:
    """Put back what was undone last, or the act with this id."""
    show_switched(undoing.redo(open_workspace(), act), json=json)


def show_switched(switched: undoing.Switched, *, json: bool) -> None:
    """Print what was undone or redone."""
    if json:
        print_json("undo", data.switched_data(switched), done=True)
    else:
        print_text(listing.show_switched(switched), done=True)


APPS = {
    "edit": single(
        edit,
        'tinywins edit last +run=4.8 --text "Along the river"',
        "tinywins edit b7k2 --on yesterday --at 21:30",
        "tinywins edit --day yesterday",
        cls=LineCommand,
    ),
    "rm": single(remove, "tinywins rm last", "tinywins rm b7k2 c2m8"),
    "star": single(star, "tinywins star last", "tinywins star b7k2 --off"),
    "undo": single(undo, "tinywins undo", "tinywins undo 3f9a12bc"),
    "redo": single(redo, "tinywins redo"),
}
