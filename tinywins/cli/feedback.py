"""`feedback`: what somebody said, open until an act answers it or it is declined."""

from dataclasses import dataclass

import typer

from tinywins.cli.options import AT, FORCE, JSON, ON, LineCommand, example, list_alone, new_app
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.domain.datewords import read_day_words
from tinywins.domain.feedback import Feedback
from tinywins.domain.line import Line, check_text, parse_line
from tinywins.errors import UsageError
from tinywins.render.work import feedback as pages
from tinywins.render.work import feedback_data as data
from tinywins.services.logging import When
from tinywins.services.when import find_when
from tinywins.services.work import feedback as service
from tinywins.services.workspace import Workspace

ABOUT = "Feedback: what somebody said, open until you act on it or decline it."
app = new_app(ABOUT)
APPS = {"feedback": app}
ID = typer.Argument(..., metavar="ID", show_default=False)
FROM = typer.Option(None, "--from", metavar="@PERSON|WORDS", help="Who said it: @anna, or words such as 'a reader'.")
STEP = typer.Option(
    None,
    "--step",
    metavar="GOAL TITLE",
    help="Plan it as a step of a goal: the goal, then the step.",
    show_default=False,
)
FOLLOW = typer.Option(None, "--follow-up", metavar="DAY", help="When to come back to it: fri, +3, 2026-12-01.")


VIA = typer.Option(None, "--via", metavar="CHANNEL", help="How it came in: one short word, used again.")


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
        'tinywins feedback act k3p0 --tweak "shorter subject line" \\',
        "    --measure +clicks/+opens --review +4w",
        'tinywins feedback act k3p0 --step shop "Put the button on top"',
    ),
)
def act(
    reference: str = ID,
    words: list[str] | None = typer.Argument(None, metavar="TEXT... [+TAG]... [@PERSON]", show_default=False),
    note: str = typer.Option("", "--note", help="More to remember about it."),
    on: str | None = ON,
    at: str | None = AT,
    force: bool = FORCE,
    tweak: str | None = typer.Option(None, "--tweak", metavar="TITLE", help="Act by starting a tweak of this title."),
    measure: str | None = typer.Option(None, "--measure", help="Of the tweak: a tag, or a share, +clicks/+opens."),
    review: str | None = typer.Option(None, "--review", help="Of the tweak: the day of its verdict."),
    size: str | None = typer.Option(None, "--size", help="Of the tweak: the change you hope to see, 20%, 1.5x."),
    step: tuple[str, str] | None = STEP,
    json: bool = JSON,
) -> None:
    """Log what you did about it: a win that answers the feedback, named by its id or words of it.

    Starting a tweak is such an answer, and is logged as one. A step of a goal closes the feedback as planned; the win
    comes when the step is done.
    """
    tried = Trial(tweak, measure, review, size)
    tried.check(reference, has_words=bool(words), is_step=step is not None)
    line = parse_line(" ".join(words)) if words else Line("", [])
    ws = open_workspace()
    if step is not None:
        if on is not None or at is not None:
            raise UsageError("A step is planned today; its win has a day of its own.", "Leave --on and --at out.")
        plan_step(ws, reference, *step, note, json=json)
        return
    when = find_when(ws, on, at, force=force) if on is not None or at is not None else None
    if tweak is not None:
        try_out(ws, reference, line, tried, when, check_text(note, "The note"), json=json)
        return
    acted = service.act_on(ws, reference, line, when, check_text(note, "The note"))
    if json:
        print_json("feedback.act", data.acted_data(acted), done=True)
        return
    print_text(pages.say_acted(acted), done=True)


@dataclass(frozen=True, slots=True)
class Trial:
    """A tweak as its options say it; None for what is not said."""

    tweak: str | None
    measure: str | None
    review: str | None
    size: str | None

    def check(self, reference: str, *, has_words: bool, is_step: bool) -> None:
        """Raise UsageError for options that do not go together."""
        if is_step and (has_words or self.tweak is not None):
            what = "a tweak is logged" if self.tweak is not None else "what was done is logged"
            raise UsageError(f"A step is planned, and {what}: one of them at a time.", "tinywins feedback act --help")
        if self.tweak is None and any(each is not None for each in (self.measure, self.review, self.size)):
            raise UsageError(
                "A measure, a review and a size are of a tweak, and --tweak names it.",
                f'tinywins feedback act {reference} --tweak "shorter subject line" --measure +clicks/+opens',
            )
        if self.tweak is not None and self.measure is None:
            raise UsageError(
                "A tweak has its measure.",
                f'tinywins feedback act {reference} --tweak "{self.tweak}" --measure +clicks/+opens',
            )
        if not (has_words or is_step or self.tweak is not None):
            raise UsageError("What was done about it is not said.", f'tinywins feedback act {reference} "Moved it up"')


def try_out(
    ws: Workspace, reference: str, line: Line, tried: Trial, when: When | None, note: str, *, json: bool
) -> None:
    """Answer feedback by starting a tweak, and print what that did."""
    from tinywins.render.work import ideas as ideas_pages
    from tinywins.services.work import ideas
    from tinywins.services.work.tweaks import TweakDraft

    end = read_day_words(tried.review, ws.today(), forward=True) if tried.review is not None else None
    day = when.day if when else None
    draft = TweakDraft(tried.tweak or "", tried.measure or "", end, tried.size or "", day)
    found = ideas.try_out(ws, reference, line, draft, when, note)
    if json:
        print_json("feedback.act", ideas_pages.tried_data(found), done=True)
    else:
        print_text(ideas_pages.say_tried(found, read_look(read_config())), done=True)


def plan_step(ws: Workspace, reference: str, goal: str, title: str, note: str, *, json: bool) -> None:
    """Make feedback a step of a goal, and print what that did."""
    from tinywins.render.work import ideas as ideas_pages
    from tinywins.services.work import ideas

    planned = ideas.plan_step(ws, reference, goal, title, note)
    if json:
        print_json("feedback.act", ideas_pages.planned_data(planned), done=True)
    else:
        print_text(ideas_pages.say_planned(planned), done=True)


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
    via: str = typer.Option("", "--via", metavar="CHANNEL", help="Of one channel."),
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
    from tinywins.services.work.feedback_pace import list_feedback

    view = list_feedback(open_workspace(), closed=everything, via=via, person=who)
    if json:
        print_json("feedback", data.view_data(view))
        return
    print_text(pages.show_view(view, read_look(read_config())))


list_alone(app, "feedback", ABOUT, lambda json: print_list(json=json))
