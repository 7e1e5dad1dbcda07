"""`habit`: tags with a schedule; adding, changing and showing them."""

import sys

import typer

from tinywins.cli import habit_options as options
from tinywins.cli import pauses
from tinywins.cli.habit_options import NAME
from tinywins.cli.options import JSON, example, new_app
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.domain.datewords import read_day_words
from tinywins.errors import UsageError
from tinywins.render import habit_data as data
from tinywins.render import habits as pages
from tinywins.render.replies import say_added, say_archived, say_changed, say_unarchived
from tinywins.services import habits, views
from tinywins.services.excuses import list_excuses
from tinywins.services.habit_plans import Asked, make_plan
from tinywins.services.tags import rename_tag

app = new_app("Habits: tags with a schedule. Any tag can become one, and its whole history counts.")
APPS = {"habit": app}
NAMES = typer.Argument(..., metavar="NAME...", show_default=False)


@app.command(
    epilog=example(
        'tinywins habit add stretch --cue "after the first coffee"',
        "tinywins habit add gym --times 3/week",
        "tinywins habit add read --target 20 --unit pages",
        "tinywins habit add coffee --limit 2",
        "tinywins habit add                  (asks, on a terminal)",
    )
)
def add(
    name: str | None = typer.Argument(None, metavar="[NAME]", show_default=False),
    daily: bool = options.DAILY,
    days: str | None = options.DAYS,
    times: str | None = options.TIMES,
    every: str | None = options.EVERY,
    anytime: bool = options.ANYTIME,
    target: str | None = options.TARGET,
    limit: str | None = options.LIMIT,
    assume_kept: bool = options.ASSUME,
    no_spares: bool = options.NO_SPARES,
    unit: str | None = options.UNIT,
    cue: str | None = options.CUE,
    reward: str | None = options.REWARD,
    quiet: bool = options.QUIET,
    start: str | None = options.FROM_ADD,
    json: bool = JSON,
) -> None:
    """Add a habit; what was logged under its tag counts at once.

    Without a name it asks the few questions there are. A slot is filled by one entry, by --target so much, or, for a
    limit, by staying at or under --limit; weeks and months go by their sum.
    """
    asked = Asked(daily, days, times, every, anytime, target, limit, assume_kept or None, no_spares)
    if name is None:
        if asked != Asked() or any((unit, cue, reward, quiet, start)) or not is_terminal():
            raise UsageError("A habit needs a name.", "tinywins habit add stretch")
        from tinywins.cli.questions import ask_habit

        name, asked, unit, cue, quiet = ask_habit(open_workspace())
    plan, unit = make_plan(asked, unit)
    ws = open_workspace()
    begin = read_day_words(start, ws.today()) if start is not None else None
    traits = habits.Traits(unit or None, cue or None, reward or None, quiet or None)
    habit = habits.add_habit(ws, name, plan, begin, traits)
    if json:
        print_json("habit", data.habit_data(habit), done=True)
    else:
        print_text(say_added(habit, ws.today()), done=True)


def is_terminal() -> bool:
    """Say whether somebody can be asked."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty()


@app.command("list", epilog=example("tinywins habit list", "tinywins habit list --all"))
def list_(
    everything: bool = typer.Option(False, "--all", help="Archived ones too."),
    json: bool = JSON,
) -> None:
    """List the habits with their rules and runs."""
    found = views.list_habits(open_workspace(), archived=everything)
    if json:
        print_json("habits", {"habits": [data.habit_data(habit) for habit in found]})
        return
    print_text(pages.show_habits(found, read_look(read_config())))


@app.command(epilog=example("tinywins habit show run", "tinywins habit show run --schedule"))
def show(
    name: str = NAME,
    schedule: bool = typer.Option(False, "--schedule", help="The versions of its schedule, oldest first."),
    json: bool = JSON,
) -> None:
    """Show one habit: rule, run, strength, consistency, days off and best runs."""
    ws = open_workspace()
    habit, runs = views.show_habit(ws, name)
    excuses = list_excuses(ws.store.reader(), habit.tag)
    if json:
        print_json("habit", data.habit_data(habit, runs, excuses))
    elif schedule:
        print_text(pages.show_versions(habit, ws.today()))
    else:
        print_text(pages.show_habit(habit, runs, excuses, ws.today(), read_look(read_config())))


@app.command(
    epilog=example(
        "tinywins habit edit run --times 4/week --from 2026-12-01",
        'tinywins habit edit run --unit km --cue "before breakfast"',
        "tinywins habit edit coffee --assume-kept",
    )
)
def edit(
    name: str = NAME,
    daily: bool = options.DAILY_EDIT,
    days: str | None = options.DAYS,
    times: str | None = options.TIMES,
    every: str | None = options.EVERY,
    anytime: bool = options.ANYTIME,
    target: str | None = options.TARGET,
    limit: str | None = options.LIMIT,
    once: bool = options.ONCE,
    assume_kept: bool | None = options.ASSUME_EDIT,
    spares: bool | None = options.SPARES_EDIT,
    since: str | None = options.FROM_EDIT,
    unit: str | None = options.UNIT,
    cue: str | None = options.CUE,
    reward: str | None = options.REWARD,
    quiet: bool | None = options.QUIET_EDIT,
    start: str | None = options.START,
    json: bool = JSON,
) -> None:
    """Change a habit: its schedule from a day on, its target or limit, its unit, cue, reward, or first day.

    A changed schedule, target or limit counts from today, or from --from; what was before stays as it was. The
    new one begins when the old slot that holds that day is over.
    """
    ws = open_workspace()
    asked = Asked(daily, days, times, every, anytime, target, limit, assume_kept, spares=spares, once=once)
    plan, unit = make_plan(asked, unit)
    traits = habits.Traits(unit, cue, reward, quiet)
    if plan == habits.NOTHING and since is not None:
        raise UsageError(
            "Nothing was said to change from that day.", f"For its first day: tinywins habit edit {name} --start DAY"
        )
    if plan == habits.NOTHING and traits == habits.NO_TRAITS and start is None:
        raise UsageError("Nothing was said to change.", f"tinywins habit edit {name} --times 3/week")
    begin = read_day_words(start, ws.today()) if start is not None else None
    day = read_day_words(since, ws.today(), forward=True) if since is not None else None
    changed = habits.edit_habit(ws, name, plan, day, traits, begin)
    if json:
        print_json("habit", data.habit_data(changed.habit), done=True)
    else:
        print_text(say_changed(changed, ws.today()), done=True)


@app.command(epilog=example("tinywins habit rename strech stretch"))
def rename(name: str = NAME, new: str = typer.Argument(..., metavar="NEW", show_default=False)) -> None:
    """Give a habit a new name. Its history comes along, and the old name goes on working."""
    old, now, _ = rename_tag(open_workspace(), name, new)
    print_text(f"{old} is {now} from now on; +{old} still means it.\n", done=True)


@app.command(epilog=example("tinywins habit order stretch run", "tinywins habit order gym"))
def order(names: list[str] = NAMES) -> None:
    """Put habits in an order: those that are named first, the others after them as they were."""
    tags = habits.order_habits(open_workspace(), names)
    print_text(f"In this order: {', '.join(tags)}.\n", done=True)


@app.command(epilog=example("tinywins habit archive gym"))
def archive(names: list[str] = NAMES) -> None:
    """Put habits away: they are asked for no more, and their entries and runs stay."""
    print_text(say_archived(habits.archive_habit(open_workspace(), names)), done=True)


@app.command(epilog=example("tinywins habit unarchive gym"))
def unarchive(names: list[str] = NAMES) -> None:
    """Take archived habits up again; the days between are excused, and their runs go on."""
    print_text(say_unarchived(habits.unarchive_habit(open_workspace(), names)), done=True)


@app.command(epilog=example("tinywins habit rm gym"))
def rm(name: str = NAME) -> None:
    """Take the schedule away; the entries stay, under the tag."""
    tag = habits.remove_habit(open_workspace(), name)
    print_text(f"{tag} is no habit any more. Its entries stay: tinywins list +{tag}\n", done=True)


app.command(
    epilog=example("tinywins habit skip run --because ill", "tinywins habit skip run --on yesterday --off"),
)(pauses.skip)
app.command(
    epilog=example(
        "tinywins habit pause --all --from 2026-12-20 --to 2027-01-03",
        "tinywins habit pause gym --because ill      (until: habit resume gym)",
    )
)(pauses.pause)
app.command(epilog=example("tinywins habit resume gym", "tinywins habit resume --all"))(pauses.resume)
