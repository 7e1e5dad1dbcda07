"""`tag`: the names that entries are counted under."""

import typer

from tinywins.cli.options import JSON, example, new_app
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.domain.names import is_person, show_name
from tinywins.errors import UsageError
from tinywins.render import data, listing
from tinywins.render.feedback_data import feedback_data
from tinywins.render.happenings import show_happenings
from tinywins.render.phrases import count
from tinywins.services import tags
from tinywins.services.happenings import list_happenings

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
    """Show a tag, with its newest entries; of a person all there was with them: wins, feedback, moments, thanks."""
    ws = open_workspace()
    facts, entries = tags.show_tag(ws, name, limit)
    happenings = list_happenings(ws, facts.tag, entries, limit) if is_person(facts.tag) else []
    if json:
        newest = [data.entry_data(entry) for entry in entries]
        said = [feedback_data(each.feedback, each.age) for each in happenings if each.feedback]
        print_json("tag", {**data.tag_data(facts), "newest": newest, "feedback": said})
        return
    look = read_look(read_config())
    text = listing.show_tag(facts, [] if happenings else entries, ws.today(), look)
    print_text(text + (f"\n{show_happenings(happenings, facts.tag, ws.today(), look)}" if happenings else ""))


@app.command(
    epilog=example(
        "tinywins tag edit run --unit km",
        "tinywins tag edit subscribers --reads last",
        'tinywins tag edit reviews --treat "good coffee" --every 10',
    )
)
def edit(
    name: str = NAME,
    unit: str | None = typer.Option(None, "--unit", help="What its amounts are counted in."),
    reads: str | None = typer.Option(
        None, "--reads", help="sum (default), last, mean or max: a level is no count and no win."
    ),
    treat: str | None = typer.Option(None, "--treat", help='What you give yourself, said once when due; "" for none.'),
    every: int | None = typer.Option(None, "--every", help="After every so many entries from now on."),
    json: bool = JSON,
) -> None:
    """Set a tag's unit, how its amounts read, or a treat after every so many entries."""
    wanted = tags.read_treat(treat, every)
    if unit is None and reads is None and wanted is None:
        raise UsageError("Nothing was said to change.", f"tinywins tag edit {name} --unit km")
    facts = tags.edit_tag(open_workspace(), name, unit, reads, wanted)
    if json:
        print_json("tag", data.tag_data(facts), done=True)
        return
    print_text(
        listing.say_tag_edited(facts, counted=(unit, reads) != (None, None), treat=wanted is not None), done=True
    )


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
