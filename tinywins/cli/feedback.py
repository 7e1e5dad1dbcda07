"""`feedback`: what somebody said, open until an act answers it or it is declined."""

import typer

from tinywins.cli.options import AT, FORCE, JSON, ON, LineCommand, example, new_app
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.domain.feedback import Feedback
from tinywins.domain.line import check_text, parse_line
from tinywins.errors import UsageError
from tinywins.render import feedback as pages
from tinywins.render import feedback_data as data
from tinywins.services import feedback as service
from tinywins.services.when import find_when

app = new_app("Feedback: what somebody said, open until you act on it or decline it.")
APPS = {"feedback": app}
ID = typer.Argument(..., metavar="ID", show_default=False)
FROM = typer.Option(None, "--from", metavar="@PERSON|WORDS", help="Who said it: @anna, or words such as 'a reader'.")
FOLLOW = typer.Option(None, "--follow-up", metavar="DAY", help="When to come back to it: fri, +3, 2026-12-01.")


def complete_via(incomplete: str) -> list[str]:
    """Give the channels used before that begin so."""
    from tinywins.storage.feedback_rows import list_vias

    return [word for word, _ in list_vias(open_workspace().store.reader()) if word.startswith(incomplete)]


VIA = typer.Option(
    None, "--via", metavar="CHANNEL", help="How it came in: one short word, used again.", autocompletion=complete_via
)


@app.callback(invoke_without_command=True, no_args_is_help=False)
def start(ctx: typer.Context, json: bool = JSON) -> None:
    """Feedback: what somebody said, open until you act on it or decline it. Alone, it lists what is open."""
    if ctx.invoked_subcommand is None:
        print_list(json=json)
    elif json:
        raise UsageError("The option --json belongs after the command.", "tinywins feedback list --json")


@app.command(
    cls=LineCommand,
    epilog=example(
        'tinywins feedback add "the button hides" --from @anna --via review',
        "tinywins feedback add Delivery took nine days @ben --follow-up fri",
    ),
)
def add(
    words: list[str] = typer.Argument(..., metavar="TEXT...", show_default=False),
    who: str | None = FROM,
    via: str | None = VIA,
    follow: str | None = FOLLOW,
    on: str | None = ON,
    at: str | None = AT,
    json: bool = JSON,
) -> None:
    """Keep what somebody said, as it was said. A @person at the end stands for --from."""
    ws = open_workspace()
    when = find_when(ws, on, at) if on is not None or at is not None else None
    added = service.add_feedback(ws, " ".join(words), who or "", via or "", follow or "", when)
    if json:
        print_json("feedback.add", data.added_data(added), done=True)
        return
    print_text(pages.say_added(added, ws.today()), done=True)


@app.command(
    cls=LineCommand,
    epilog=example(
        'tinywins feedback act k3p0 "Moved it up" +ui',
        'tinywins feedback act export "Moved it up" --on yesterday',
    ),
)
def act(
    reference: str = ID,
    words: list[str] = typer.Argument(..., metavar="TEXT... [+TAG]... [@PERSON]", show_default=False),
    note: str = typer.Option("", "--note", help="More to remember about it."),
    on: str | None = ON,
    at: str | None = AT,
    force: bool = FORCE,
    json: bool = JSON,
) -> None:
    """Log what you did about it: a win that answers the feedback, named by its id or words of it."""
    line = parse_line(" ".join(words))
    ws = open_workspace()
    when = find_when(ws, on, at, force=force) if on is not None or at is not None else None
    acted = service.act_on(ws, reference, line, when, check_text(note, "The note"))
    if json:
        print_json("feedback.act", data.acted_data(acted), done=True)
        return
    print_text(pages.say_acted(acted), done=True)


@app.command(epilog=example('tinywins feedback decline k3p0 --because "one screen fits all, for now"'))
def decline(
    reference: str = ID,
    because: str = typer.Option(..., "--because", help="The reason.", show_default=False),
    json: bool = JSON,
) -> None:
    """Decide against it, with the reason. It is closed, and no win."""
    ws = open_workspace()
    item = service.decline(ws, reference, because)
    report(item, pages.say_closed(item, service.age_of(ws, item)), json=json)


@app.command(epilog=example("tinywins feedback reopen k3p0"))
def reopen(reference: str = ID, json: bool = JSON) -> None:
    """Open it again, after it was declined."""
    item = service.reopen(open_workspace(), reference)
    report(item, pages.say_changed(item, "Open again"), json=json)


@app.command(epilog=example("tinywins feedback edit k3p0 --via mail --follow-up mon"))
def edit(
    reference: str = ID,
    text: str | None = typer.Option(None, "--text", help="What was said."),
    who: str | None = FROM,
    via: str | None = VIA,
    follow: str | None = FOLLOW,
    json: bool = JSON,
) -> None:
    """Change what is known of it; an empty value takes it away."""
    change = service.Change(text, who, via, follow)
    if change == service.Change():
        raise UsageError("Nothing was said to change.", f"tinywins feedback edit {reference} --via mail")
    item = service.edit_feedback(open_workspace(), reference, change)
    report(item, pages.say_changed(item), json=json)


@app.command("rm", epilog=example("tinywins feedback rm k3p0"))
def remove(reference: str = ID, json: bool = JSON) -> None:
    """Remove it; `undo` brings it back, and the win that answered it stays."""
    item = service.remove_feedback(open_workspace(), reference)
    report(item, pages.say_changed(item, "Removed"), json=json)


def report(item: Feedback, text: str, *, json: bool) -> None:
    """Print what became of a piece of feedback."""
    if json:
        print_json("feedback.item", {"feedback": data.feedback_data(item)}, done=True)
    else:
        print_text(text, done=True)


@app.command(epilog=example("tinywins feedback show k3p0"))
def show(reference: str = ID, json: bool = JSON) -> None:
    """Show one piece of feedback: who said it, its answer, what came of it, and its history."""
    ws = open_workspace()
    page = service.show_feedback(ws, reference)
    if json:
        print_json("feedback.show", data.page_data(page))
        return
    print_text(pages.show_page(page, ws.today(), read_look(read_config())))


@app.command("list", epilog=example("tinywins feedback", "tinywins feedback list --all --via review"))
def list_(
    everything: bool = typer.Option(False, "--all", help="What is closed too."),
    via: str = typer.Option("", "--via", metavar="CHANNEL", help="Of one channel.", autocompletion=complete_via),
    who: str = typer.Option("", "--from", metavar="@PERSON|WORDS", help="Of one person."),
    json: bool = JSON,
) -> None:
    """List what is open, the oldest first, and how long things take until they are acted on.

    Half are acted on within the time given, with its likely range (95 %). What is open counts as "not yet", a decline
    as a decision. The quarters are the calendar's, by the day on which it came in.
    """
    print_list(everything, via, who, json=json)


def print_list(everything: bool = False, via: str = "", who: str = "", *, json: bool) -> None:
    """Print what is open, and with `everything` what is closed too."""
    from tinywins.services.feedback_pace import list_feedback

    view = list_feedback(open_workspace(), closed=everything, via=via, person=who)
    if json:
        print_json("feedback", data.view_data(view))
        return
    print_text(pages.show_view(view, read_look(read_config())))
