"""The bindings that there are, by their names: to know whether the configuration gives keys to what exists."""

import unicodedata
from collections.abc import Iterator, Mapping
from importlib import import_module

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys, _character_to_key
from textual.screen import ModalScreen, Screen

from tinywins.domain.near import find_nearest

LATER = (  # screens loaded when wanted
    "fields_form",
    "goal",
    "goals",
    "growth",
    "habit",
    "habit_form",
    "keys",
    "log",
    "long_work",
    "question",
    "sheet",
    "streaks",
    "thing",
    "work",
)
MODIFIERS = {"ctrl", "shift", "alt", "super", "hyper", "meta"}
NAMED = {str(key.value) for key in Keys}


def list_bindings() -> dict[str, Binding]:
    """List the bindings of all screens and widgets by their ids."""
    return {name: binding for name, (binding, _) in list_owned().items()}


def list_owned() -> dict[str, tuple[Binding, type[DOMNode]]]:
    """List the bindings of all screens and widgets by their ids, each with the class that has it."""
    for name in LATER:
        import_module(f"tinywins.tui.screens.{name}")
    found = {}
    for kind in walk_kinds(DOMNode):
        if kind.__module__.startswith("tinywins."):
            for binding in vars(kind).get("BINDINGS", ()):
                if isinstance(binding, Binding) and binding.id:
                    found[binding.id] = binding, kind
    return found


def walk_kinds(kind: type[DOMNode]) -> Iterator[type[DOMNode]]:
    """Give a class and all that were made from it."""
    yield kind
    for each in kind.__subclasses__():
        yield from walk_kinds(each)


def is_key(name: str) -> bool:
    """Say whether a key has this name: z, Z, ctrl+z, f5, slash."""
    *modifiers, key = name.strip().split("+") if len(name.strip()) > 1 else [name.strip()]
    if not set(modifiers) <= MODIFIERS or not key:
        return False
    if len(key) == 1 or key in NAMED:
        return True
    try:
        unicodedata.lookup(key.replace("_", " "))
    except KeyError:
        return key in ("slash", "at", "minus", "plus", "underscore")
    return True


def find_wrong(keys: Mapping[str, str]) -> list[str]:
    """List what is wrong with the keys of a configuration: names of no binding, and of no key, and clashes."""
    said = []
    known = list_bindings() if keys else {}
    for name, written in keys.items():
        if name not in known:
            near = find_nearest(name, list(known))
            said.append(f"[keys]: nothing is called {name}." + (f" Did you mean {near}?" if near else ""))
        elif wrong := [key for key in written.split(",") if not is_key(key)]:
            said.append(f"[keys]: {name} cannot have the key {wrong[0].strip()}. Write z, ctrl+z or f5, for one.")
    return said + find_clashes(keys)


def find_clashes(keys: Mapping[str, str]) -> list[str]:
    """List the keys of a configuration that something else has in the same place, where one of both cannot work."""
    said: dict[frozenset[str], str] = {}
    known = list_owned() if keys else {}
    used = {name: split_keys(keys.get(name, binding.key)) for name, (binding, _) in known.items()}
    for name in keys:
        for other in known if name in known else ():
            before = split_keys(known[name][0].key) & split_keys(known[other][0].key)
            shared = sorted((used[name] & used[other]) - before)
            pair = frozenset((name, other))
            if shared and name != other and pair not in said and can_meet(name, other, known):
                said[pair] = f"[keys]: {name} and {other} both have the key {shared[0]}. Give one of them another."
    return list(said.values())


def split_keys(written: str) -> set[str]:
    """Give the keys of a binding as Textual calls them."""
    keys = (key.strip() for key in written.split(","))
    return {_character_to_key(key) if len(key) == 1 else key for key in keys}


def can_meet(name: str, other: str, known: Mapping[str, tuple[Binding, type[DOMNode]]]) -> bool:
    """Say whether two bindings can be active at the same time."""
    one, two = known[name][1], known[other][1]
    if issubclass(one, two) or issubclass(two, one):
        return True
    if issubclass(one, App) or issubclass(two, App):  # nothing of the program works under a question
        return not issubclass(one, ModalScreen) and not issubclass(two, ModalScreen)
    if issubclass(one, Screen) == issubclass(two, Screen):
        return False
    prefixes = {each.partition(".")[0] for each in (name, other)}
    return len(prefixes) == 1 or ("rows" in prefixes and not any(issubclass(each, ModalScreen) for each in (one, two)))
