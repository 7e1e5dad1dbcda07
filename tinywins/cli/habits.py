"""`habit`: tags with a schedule."""

import typer

from tinywins.cli.options import JSON, example, new_app
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.domain.datewords import read_day_words
from tinywins.errors import UsageError
from tinywins.render import data, overview
from tinywins.render.phrases import say_added
from tinywins.services import habits
from tinywins.services.tags import rename_tag

app = new_app("Habits: tags with a schedule. Any tag can become one, and its whole history counts.")
APPS = {"habit": app}
NAME = typer.Argument(..., metavar="NAME", show_default=False)
DAYS = typer.Option(None, "--days", help="On weekdays: mon,wed,fri.")
TIMES = typer.Option(None, "--times", help="So many days in each week: 3/week.")
DAILY = typer.Option(False, "--daily", help="Every day (the default).")
UNIT = typer.Option(None, "--unit", help="What amounts are counted in: km, pages.")
CUE = typer.Option(None, "--cue", help='When to do it: "after the first coffee".')
FROM = typer.Option(None, "--from", help="The first day that counts, instead of the first entry's.")


def read_rule(*, daily: bool, days: str | None, times: str | None) -> str | None:
    """Give the one schedule that was asked for, or None."""
    asked = [rule for rule in ("daily" if daily else None, days, times) if rule is not None]
    if len(asked) > 1:
        raise UsageError("A habit has one schedule.", "Give one of --daily, --days and --times.")
    if not asked:
        return None
    rule = asked[0].lower().replace(" ", "")
    if not rule or (times and not rule.endswith("/week")) or (days and "/" in rule):
        raise UsageError(f"'{asked[0]}' is not a schedule.", "Write --days mon,wed,fri or --times 3/week.")
    return rule


@app.command(
    epilog=example('tinywins habit add stretch --cue "after the first coffee"', "tinywins habit add gym --times 3/week")
)
def add(
    name: str = NAME,
    daily: bool = DAILY,
    days: str | None = DAYS,
    times: str | None = TIMES,
    unit: str | None = UNIT,
    cue: str | None = CUE,
    start: str | None = FROM,
    json: bool = JSON,
) -> None:
    """Add a habit; what was logged under its tag counts at once."""
    rule = read_rule(daily=daily, days=days, times=times) or "daily"
    ws = open_workspace()
    begin = read_day_words(start, ws.today()) if start is not None else None
    habit = habits.add_habit(ws, name, rule, begin, unit, cue)
    if json:
        print_json("habit", data.habit_data(habit), done=True)
    else:
        print_text(say_added(habit, ws.today()), done=True)


@app.command("list", epilog=example("tinywins habit list"))
def list_(json: bool = JSON) -> None:
    """List the habits with their rules and runs."""
    found = habits.list_habits(open_workspace())
    if json:
        print_json("habits", {"habits": [data.habit_data(habit) for habit in found]})
        return
    print_text(overview.show_habits(found))


@app.command(epilog=example("tinywins habit show run"))
def show(name: str = NAME, json: bool = JSON) -> None:
    """Show one habit: rule, run, strength, consistency and best runs."""
    ws = open_workspace()
    habit, runs = habits.show_habit(ws, name)
    if json:
        print_json("habit", data.habit_data(habit, runs))
        return
    config = read_config()
    print_text(overview.show_habit(habit, runs, ws.today(), read_look(config)))


@app.command(epilog=example('tinywins habit edit run --unit km --cue "before breakfast"'))
def edit(
    name: str = NAME,
    unit: str | None = UNIT,
    cue: str | None = CUE,
    start: str | None = FROM,
    json: bool = JSON,
) -> None:
    """Set a habit's unit, cue or first day."""
    if unit is None and cue is None and start is None:
        raise UsageError("Nothing was said to change.", f"tinywins habit edit {name} --cue ...")
    ws = open_workspace()
    begin = read_day_words(start, ws.today()) if start is not None else None
    habit = habits.edit_habit(ws, name, unit, cue, begin)
    if json:
        print_json("habit", data.habit_data(habit), done=True)
    else:
        print_text(overview.show_habits([habit]), done=True)


@app.command(epilog=example("tinywins habit rename strech stretch"))
def rename(name: str = NAME, new: str = typer.Argument(..., metavar="NEW", show_default=False)) -> None:
    """Give a habit a new name. Its history comes along, and the old name goes on working."""
    old, now, _ = rename_tag(open_workspace(), name, new)
    print_text(f"{old} is {now} from now on; +{old} still means it.\n", done=True)


@app.command(epilog=example("tinywins habit rm gym"))
def rm(name: str = NAME) -> None:
    """Take the schedule away; the entries stay, under the tag."""
    tag = habits.remove_habit(open_workspace(), name)
    print_text(f"{tag} is no habit any more. Its entries stay: tinywins list +{tag}\n", done=True)
