"""`moment`: a small decision, what was expected of it, and how it turned."""

from typing import Any

import typer

from tinywins.cli.feedback import FOLLOW
from tinywins.cli.options import AT, FORCE, JSON, ON, LineCommand, NounGroup, example, list_alone, miss_command, new_app
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.domain.datewords import read_day_words
from tinywins.domain.days import write_day
from tinywins.domain.line import check_text, parse_line
from tinywins.domain.moments import KINDS
from tinywins.domain.near import count_slips
from tinywins.errors import UsageError
from tinywins.render.work import moment_data as data
from tinywins.render.work import moments as pages
from tinywins.services.when import find_when
from tinywins.services.work import moments as service

KIND = "KIND"


class MomentGroup(NounGroup):
    """A group in which a word that names no command is the kind of a moment to log."""

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """Find the command that is meant; the first word of any other line is a kind."""
        known = self.list_commands(ctx)
        if not args or args[0] in known or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        others = [name for name in known if name != KIND]
        if any(count_slips(args[0], name) == 1 for name in others) or len(args) == 1:
            check_kind(args[0], others, ctx.command_path)
        return args[0], self.get_command(ctx, KIND), args[1:]


def check_kind(word: str, commands: list[str], path: str) -> None:
    """Raise the error for a word that looks like a mistyped command, unless it is a kind in use."""
    if word in (*KINDS, *(kind for kind, _ in read_kinds())):
        return
    if any(count_slips(word, name) == 1 for name in commands):
        raise miss_command(word, commands, path)


def read_kinds() -> list[tuple[str, int]]:
    """Read the kinds in use."""
    from tinywins.storage.moment_rows import list_kinds

    return list_kinds(open_workspace().store.reader())


ABOUT = "Moments: a small decision, what you expected of it, and how it turned."
app = new_app(ABOUT, cls=MomentGroup)
APPS = {"moment": app}
ID = typer.Argument(..., metavar="ID", show_default=False)
SITUATION = typer.Option(None, "--situation", help="What it was about.")
CHOICE = typer.Option(None, "--choice", metavar="WORD", help="What you chose: one short word, used again.")
EXPECT = typer.Option(None, "--expect", help="What you expect to come of it.")
TURNED = typer.Option(None, "--turned", metavar="well|badly|open", help="How it turned.")


@app.command(
    KIND,
    cls=LineCommand,
    epilog=example(
        "tinywins moment KIND TEXT...       (a KIND of your own is one word)",
        'tinywins moment customer "Answered within the hour, offered a refund" \\',
        '    --situation "angry mail about delivery" --choice call \\',
        '    --expect "stays" --follow-up fri',
        "tinywins moment marketing Sent the letter on Sunday --choice sunday",
    ),
)
def log(
    ctx: typer.Context,
    words: list[str] = typer.Argument(..., metavar="TEXT... [+TAG]... [@PERSON]", show_default=False),
    situation: str | None = SITUATION,
    choice: str | None = CHOICE,
    expect: str | None = EXPECT,
    follow: str | None = FOLLOW,
    turned: str | None = TURNED,
    outcome: str | None = typer.Option(None, "--outcome", help="What came of it."),
    note: str = typer.Option("", "--note", help="More to remember about it."),
    on: str | None = ON,
    at: str | None = AT,
    force: bool = FORCE,
    json: bool = JSON,
) -> None:
    """Log a small decision of a kind: customer, marketing, internal, product, service, or a word of your own."""
    line = parse_line(" ".join(words))
    draft = service.Draft(None, situation, choice, expect, follow, turned, outcome)
    ws = open_workspace()
    when = find_when(ws, on, at, force=force) if on is not None or at is not None else None
    told = service.log_moment(ws, ctx.info_name or "", line, draft, when, check_text(note, "The note"))
    if json:
        near = [{"what": what, "new": word, "known": known} for what, word, known, _ in told.near]
        print_json("moment.log", {**data.moment_data(told.moment, told.entry), "near": near}, done=True)
        return
    print_text(pages.say_logged(told, ws.today()), done=True)


@app.command(
    epilog=example(
        'tinywins moment outcome b7k2 "stayed, and ordered again" --turned well',
        "tinywins moment outcome last --turned badly",
    )
)
def outcome(
    reference: str = ID,
    words: list[str] | None = typer.Argument(None, metavar="[TEXT]...", show_default=False),
    turned: str | None = TURNED,
    on: str | None = ON,
    json: bool = JSON,
) -> None:
    """Say how a moment turned and what came of it. One that turned badly stays, and is no win."""
    ws = open_workspace()
    day = read_day_words(on, ws.today()) if on is not None else None
    told = service.settle_moment(ws, reference, " ".join(words) if words else None, turned, day)
    if json:
        print_json("moment", data.moment_data(told.moment, told.entry), done=True)
        return
    print_text(pages.say_settled(told), done=True)


@app.command("list", epilog=example("tinywins moment list --kind customer", "tinywins moment list --open"))
def list_(
    kind: str = typer.Option("", "--kind", help="Of one kind."),
    open_: bool = typer.Option(False, "--open", help="Those alone of which it is open how they turned."),
    limit: int | None = typer.Option(None, "--limit", min=1, help="At most so many (20 where nothing is asked for)."),
    json: bool = JSON,
) -> None:
    """List moments, newest first."""
    ws = open_workspace()
    most = limit or (-1 if kind or open_ else 20)
    found = service.list_moments(ws, kind=kind, is_open=open_, most=most)
    if json:
        print_json("moments", {"moments": [data.moment_data(moment, entry) for moment, entry in found]})
        return
    print_text(pages.show_moments(found, ws.today(), read_look(read_config())))


@app.command(epilog=example("tinywins moment show b7k2"))
def show(reference: str = ID, json: bool = JSON) -> None:
    """Show one moment."""
    ws = open_workspace()
    moment, entry = service.find_moment(ws, reference)
    if json:
        print_json("moment", data.moment_data(moment, entry))
        return
    from tinywins.render.listing import show_entry

    facts = "\n".join(pages.list_facts(moment, ws.today()))
    print_text(show_entry(entry, [], ws.today(), read_look(read_config()), facts, with_history=False))


@app.command(epilog=example("tinywins moment edit b7k2 --choice call --follow-up fri"))
def edit(
    reference: str = ID,
    kind: str | None = typer.Option(None, "--kind", help="Another kind."),
    situation: str | None = SITUATION,
    choice: str | None = CHOICE,
    expect: str | None = EXPECT,
    follow: str | None = FOLLOW,
    json: bool = JSON,
) -> None:
    """Change what is said of a moment; an empty value takes it away. Its line changes with `tinywins edit`."""
    draft = service.Draft(kind, situation, choice, expect, follow)
    if draft == service.Draft():
        raise UsageError("Nothing was said to change.", f"tinywins moment edit {reference} --choice call")
    ws = open_workspace()
    told = service.edit_moment(ws, reference, draft)
    if json:
        print_json("moment", data.moment_data(told.moment, told.entry), done=True)
        return
    print_text(pages.say_changed(told, ws.today()), done=True)


@app.command(epilog=example("tinywins moment review", "tinywins moment review --since 2026-09-01"))
def review(
    since: str | None = typer.Option(None, "--since", help="From this day on: -90, 2026-09-01."), json: bool = JSON
) -> None:
    """Look back at how moments turned, by kind and by choice.

    A share needs five of which it is known, and has its likely range (95 %). One choice is called better than another
    when that is at least 95 % sure and both have five; what is open counts as open.
    """
    from tinywins.services.work.moment_review import review_moments

    ws = open_workspace()
    day = write_day(read_day_words(since, ws.today())) if since is not None else ""
    found = review_moments(ws, day)
    if json:
        print_json("moment.review", data.review_data(found))
        return
    print_text(pages.show_review(found, ws.today(), read_look(read_config())))


list_alone(app, "moment", ABOUT, lambda json: list_(kind="", open_=False, limit=None, json=json))
