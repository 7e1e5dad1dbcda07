"""A log that has one of everything, and each command of the tree with arguments that suit it."""

import shlex

from tests.cli.harness import Home
from tinywins.cli.tree import read_tree

LIFE = (  # a line a deed, in order; what they name is what ARGUMENTS speak of
    "habit add run --days mon,wed,fri --unit km --target 5 --from 2026-11-02 --cue 'after coffee' --reward tea",
    "habit add stretch --times 3/week --from 2026-11-02",
    "habit add coffee --limit 2 --from 2026-11-02",
    "habit add walk --anytime --quiet",
    "habit add swim --from 2026-11-02",
    "habit archive swim",
    "habit skip run --on 2026-11-06 --because ill",
    "habit pause stretch --from 2026-11-09 --to 2026-11-11 --because travel",
    "habit add sing --from 2026-11-02",
    "habit pause sing --from 2026-11-20",
    "log Watered the plants +garden --note 'naïve ✓ 日本'",
    "log Along the river with @anna +run=5.2 --on 2026-11-20 --at 08:10",
    "log +subscribers=120 --on yesterday",
    "log Numbers +visit=100 +signup=20 +order=3 --on 2026-11-18",
    "log Answered the hardest review +reviews +answers",
    "done stretch",
    "kept coffee --on yesterday",
    "star last~1",
    "tag edit subscribers --reads last",
    "tag edit garden --unit m --treat 'good coffee' --every 10",
    "log Dug the beds over +planting --on 2026-11-19",
    "tag merge planting garden",
    "goal add 'Launch the shop' --why 'my own things' --by 2027-03-01 --tag order",
    "goal phase add Catalogue --by 2026-12-20",
    "goal step add 'Take the pictures'",
    "goal step add 'Set the prices'",
    "goal step block prices --by 'no lamp'",
    "goal add 'Forty orders' --target 40 +order",
    "goal add Rest",
    "goal park Rest",
    "goal focus shop",
    "moment customer 'Answered within the hour' --situation 'angry mail' --choice call --expect stays",
    "moment outcome answered stayed --turned well",
    "feedback add 'The export button hides' --from @anna --via review",
    "feedback add 'Is there a gift wrap?' --follow-up +3",
    "feedback add 'Could it be cheaper?'",
    "feedback decline cheaper --because 'one price'",
    "feedback add 'The form is long'",
    "feedback act form --tweak 'Shorter form' --measure +signup/+visit",
    "tweak start 'New photos' --measure +order --size 20%",
    "funnel add shop +visit +signup +order --target signup=25%",
    "thanks @anna 'Lent me her lamp'",
    "review week --note 'A good week'",
    "config set day_start 3",
    "backup",
    "log Undone later",
    "undo",
)
ARGUMENTS = {  # what follows a command; commands that are not here take the first example of their help
    "log": "A page written +writing=2",
    "done": "run=5.2",
    "kept": "coffee",
    "streaks": "run",
    "why": "run",
    "chart heatmap": "run --ascii",
    "chart strength": "--svg strength.svg --force",
    "chart streak": "run",
    "chart burnup": "shop",
    "chart funnel": "shop",
    "chart tweak": "photos",
    "chart wins": "--format csv",
    "review": "month --format markdown",
    "report": "year.html --force",
    "list": "+garden",
    "show": "last --history",
    "edit": "last --text Later +run=4",
    "rm": "last",
    "star": "last",
    "undo": "",
    "redo": "",
    "habit add": "read --cue 'after dinner'",
    "habit show": "run --schedule",
    "habit edit": "run --target 6",
    "habit rename": "stretch bend",
    "habit order": "walk run",
    "habit archive": "run",
    "habit unarchive": "swim",
    "habit rm": "walk",
    "habit skip": "run --on tomorrow",
    "habit pause": "stretch",
    "habit resume": "sing",
    "tag show": "garden",
    "tag edit": "garden --unit l",
    "tag merge": "answers reviews",
    "tag rename": "reviews critics",
    "goal credit": "shop --all",
    "goal add": "'Write a book'",
    "goal show": "shop --history",
    "goal next": "shop",
    "goal focus": "forty",
    "goal park": "forty",
    "goal unpark": "rest",
    "goal rm": "forty",
    "goal edit": "shop --why because",
    "goal phase add": "Checkout",
    "goal phase rm": "catalogue",
    "goal step add": "'Print the cards'",
    "goal step block": "pictures --by rain",
    "goal step unblock": "prices",
    "goal step rm": "pictures",
    "moment KIND": "internal 'Said no' --choice no",
    "moment outcome": "answered 'came back' --turned well",
    "moment show": "answered",
    "moment edit": "answered --choice write",
    "feedback add": "'Ship it' --via mail",
    "feedback act": "gift 'Offered it' +service",
    "feedback decline": "gift --because no",
    "feedback reopen": "cheaper",
    "feedback edit": "gift --via shop",
    "feedback rm": "gift",
    "feedback show": "export",
    "tweak start": "'Fewer fields' --measure +signup",
    "tweak show": "photos --history",
    "tweak stop": "photos",
    "tweak edit": "photos --size 30%",
    "tweak rm": "photos",
    "funnel add": "list +visit +order",
    "funnel show": "shop --history",
    "funnel edit": "shop --target signup=30%",
    "funnel rm": "shop",
    "thanks WHO": "@otto 'Came early'",
    "export": "everything -o log.jsonl --force",
    "import": "{user}/rows.csv --map day=Date,text=What",
    "backup restore": "--yes",
    "config get": "day_start",
    "config set": "day_start 2",
    "completion": "zsh",
    "help": "goal step",
}
ACTS = {  # the commands that record something when they end well
    *("log", "done", "kept", "edit", "rm", "star", "undo", "redo", "thanks WHO", "import", "config set"),
    *(f"habit {verb}" for verb in ("add", "edit", "rename", "order", "archive", "unarchive", "rm", "skip", "pause")),
    *("tag edit", "tag merge", "tag rename", "habit resume", "backup restore"),
    *(f"goal {verb}" for verb in ("credit", "add", "focus", "park", "unpark", "rm", "edit", "phase add", "phase rm")),
    *(f"goal step {verb}" for verb in ("add", "block", "unblock", "rm")),
    *("moment KIND", "moment outcome", "moment edit"),
    *(f"feedback {verb}" for verb in ("add", "act", "decline", "reopen", "edit", "rm")),
    *(f"tweak {verb}" for verb in ("start", "stop", "edit", "rm")),
    *(f"funnel {verb}" for verb in ("add", "edit", "rm")),
}
MORE = (  # more that the same commands can do
    *("--help", "--version", "", "today --json", "list --json --limit 50", "log -", "edit --day today", "help"),
    *(f"export {kind}" for kind in ("log", "wins", "amounts", "days", "habits", "goals", "feedback", "moments")),
    *("export tweaks --format jsonl", "export funnels", "doctor --rebuild", "doctor --salvage new.db --json"),
    *("review week --copy", "report -", "goal edit shop", "completion bash", "completion fish", "today --nope", "habt"),
    *("show zzzz", "goal step", "config set color never"),
)


def list_commands() -> dict[str, list[str]]:
    """Give the words of every command that the tree has, by its path; the whole tree is walked, so a new one is there.

    `{user}` in a word stands for the person's own folder, where rows.csv lies.
    """
    leaves = [path for path, command in read_tree().items() if not command.inside or path in ("review", "backup")]
    groups = [path for path, command in read_tree().items() if command.inside and path]
    return {path: [*name_words(path), *find_arguments(path)] for path in dict.fromkeys([*leaves, *groups])}


def name_words(path: str) -> list[str]:
    """Give the words that name a command; what stands for a free word is among its arguments."""
    return [word for word in path.split() if not word.isupper()]


def find_arguments(path: str) -> list[str]:
    """Give what follows a command: what suits this log, else what the first example of its help says."""
    if path in ARGUMENTS or not (read_tree()[path].arguments and not read_tree()[path].inside):
        return shlex.split(ARGUMENTS.get(path, ""))
    return shlex.split(find_example(path))[1 + len(name_words(path)) :]


def find_example(path: str) -> str:
    """Give the first example in a command's help; there is one for every command."""
    import typer

    from tinywins.cli.app import root

    command = typer.main.get_command(root)
    for word in path.split():
        found = command.get_command(typer.Context(command), word)  # type: ignore[attr-defined]
        assert found is not None, path
        command = found
    return next(line.strip() for line in (command.epilog or "").splitlines() if "tinywins" in line)


def live(home: Home) -> Home:
    """Fill a home with one of everything, and put beside it a file that can be imported; give it."""
    for line in LIFE:
        home.call(*shlex.split(line))
    (home.user / "rows.csv").write_text("Date,What\n2026-11-20,From elsewhere\n2026-11-21,=1+1\n", "utf-8")
    home.env["EDITOR"] = "true"
    return home
