"""The command tree as a table, tree.txt: all that the tab key needs of it, without loading a single command.

`python -m tests.docs tinywins/cli/tree.txt` writes the table anew from the commands themselves, and a test compares.
Each line is a command's path, what the line tells of it (`has` a command, `takes` an argument, or an `option`), its
name, how many values it takes (-1 for any number, 0 for a switch), their name, how it is typed, and what it is for.
"""

import os


class Part:
    """An argument or option: its name, how many values it takes, what they are called, how it is typed, its help."""

    __slots__ = ("count", "metavar", "name", "told", "typed")

    def __init__(self, name: str, count: int, metavar: str, typed: tuple[str, ...], told: str) -> None:
        self.name = name
        self.count = count
        self.metavar = metavar
        self.typed = typed
        self.told = told


class Command:
    """A command or group: the commands in it with a word on each, and its arguments and options."""

    __slots__ = ("arguments", "inside", "options")

    def __init__(self) -> None:
        self.inside: dict[str, str] = {}
        self.arguments: list[Part] = []
        self.options: list[Part] = []


def read_tree() -> dict[str, Command]:
    """Read the table: each command by its path, such as `goal add`; the root's is ""."""
    with open(os.path.join(os.path.dirname(__file__), "tree.txt"), encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    tree: dict[str, Command] = {}
    for path, kind, name, count, metavar, typed, told in lines:
        command = tree.setdefault(path, Command())
        if kind == "has":
            command.inside[name] = told
            tree.setdefault(f"{path} {name}".strip(), Command())
        else:
            part = Part(name, int(count), metavar, tuple(typed.split()), told)
            (command.options if kind == "option" else command.arguments).append(part)
    return tree
