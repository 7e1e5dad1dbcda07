"""`thanks`: a small victory of somebody else, noticed and said."""

from typing import Any

import typer

from tinywins.cli.options import AT, FORCE, JSON, ON, LineCommand, NounGroup, example, list_alone, new_app
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.domain.line import check_text, parse_line
from tinywins.render.work import moment_data as data
from tinywins.render.work import moments as pages
from tinywins.services.when import find_when
from tinywins.services.work import thanks as service

WHO = "WHO"


class ThanksGroup(NounGroup):
    """A group in which words that name no command are thanks: to whom, and for what."""

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """Find the command that is meant; the first word of any other line says who is thanked."""
        if not args or args[0] in self.list_commands(ctx) or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        return args[0], self.get_command(ctx, WHO), args[1:]


ABOUT = "Thanks: a small victory of somebody else, noticed and said."
app = new_app(ABOUT, cls=ThanksGroup)
APPS = {"thanks": app}


@app.command(
    WHO,
    cls=LineCommand,
    epilog=example(
        "tinywins thanks WHO TEXT...",
        'tinywins thanks "a teammate" "caught the bug before the release"',
        "tinywins thanks @anna Drew the new icons +design",
    ),
)
def thank(
    ctx: typer.Context,
    words: list[str] = typer.Argument(..., metavar="TEXT... [+TAG]...", show_default=False),
    note: str = typer.Option("", "--note", help="More to remember about it."),
    on: str | None = ON,
    at: str | None = AT,
    force: bool = FORCE,
    json: bool = JSON,
) -> None:
    """Log thanks to a person (@anna) or to whoever is meant ("a teammate"): a win, and part of the week's review."""
    line = parse_line(" ".join(words))
    ws = open_workspace()
    when = find_when(ws, on, at, force=force) if on is not None or at is not None else None
    thanked = service.thank(ws, ctx.info_name or "", line, when, check_text(note, "The note"))
    if json:
        print_json("thanks", data.thanked_data(thanked), done=True)
        return
    print_text(pages.say_thanked(thanked), done=True)


@app.command("list", epilog=example("tinywins thanks list"))
def list_(limit: int = typer.Option(20, "--limit", min=1, help="At most so many."), json: bool = JSON) -> None:
    """List thanks, newest first."""
    ws = open_workspace()
    found = service.list_thanks(ws, limit)
    if json:
        print_json("thanks.list", {"thanks": [data.thanks_data(who, entry) for who, entry in found]})
        return
    print_text(pages.show_thanks(found, ws.today(), read_look(read_config())))


list_alone(app, "thanks", ABOUT, lambda json: list_(limit=20, json=json))
