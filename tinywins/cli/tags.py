"""`tag`: the names that entries are counted under."""

import typer

from tinywins.cli.options import JSON, example, new_app
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.domain.names import show_name
from tinywins.errors import UsageError
from tinywins.render import data, listing
from tinywins.render.phrases import count
from tinywins.services import tags

app = new_app("Tags and persons: list them, set a unit, mend a misspelt one.")
APPS = {"tag": app}
NAME = typer.Argument(..., metavar="NAME", show_default=False)
NEW = typer.Argument(..., metavar="NEW", show_default=False)


@app.command("list", epilog=example("tinywins tag list"))
def list_(json: bool = JSON) -> None:
    """List all tags and persons, the most used first."""
    found = tags.list_tags(open_workspace())
    if json:
        print_json("tags", {"tags": [data.tag_data(facts) for facts in found]})
        return
    print_text(listing.show_tags_table(found))


@app.command(epilog=example("tinywins tag show run", "tinywins tag show @anna"))
def show(name: str = NAME, limit: int = typer.Option(10, "--limit", min=1), json: bool = JSON) -> None:
    """Show a tag or person, with its newest entries."""
    ws = open_workspace()
    facts, entries = tags.show_tag(ws, name, limit)
    if json:
        print_json("tag", {**data.tag_data(facts), "newest": [data.entry_data(entry) for entry in entries]})
        return
    config = read_config()
    print_text(listing.show_tag(facts, entries, ws.today(), read_look(config)))


@app.command(epilog=example("tinywins tag edit run --unit km", "tinywins tag edit subscribers --reads last"))
def edit(
    name: str = NAME,
    unit: str | None = typer.Option(None, "--unit", help="What its amounts are counted in."),
    reads: str = typer.Option(
        None, "--reads", help="sum (default), last, mean or max: a level is no count and no win."
    ),
    json: bool = JSON,
) -> None:
    """Set a tag's unit, or how its amounts read."""
    if unit is None and reads is None:
        raise UsageError("Nothing was said to change.", f"tinywins tag edit {name} --unit km")
    facts = tags.edit_tag(open_workspace(), name, unit, reads)
    if json:
        print_json("tag", data.tag_data(facts), done=True)
        return
    unit_words = f"in {facts.unit}" if facts.unit else "without a unit"
    print_text(f"{show_name(facts.tag)} is counted {unit_words} and reads as {facts.reads}.\n", done=True)


@app.command(epilog=example("tinywins tag merge reveiw reviews"))
def merge(name: str = NAME, new: str = NEW) -> None:
    """Let one tag mean another. The log keeps what was typed, and undo parts them again."""
    gone, into, facts = tags.merge_tags(open_workspace(), name, new)
    total = count(facts.n, "entry", "entries")
    print_text(f"{show_name(gone)} means {show_name(into)} from now on: {total} in all.\n", done=True)


@app.command(epilog=example("tinywins tag rename jog run"))
def rename(name: str = NAME, new: str = NEW) -> None:
    """Give a tag a new name; the old one goes on working."""
    old, now, _ = tags.rename_tag(open_workspace(), name, new)
    print_text(f"{show_name(old)} is {show_name(now)} from now on; {show_name(old)} still means it.\n", done=True)
