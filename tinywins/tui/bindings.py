"""The bindings that there are, by their names: to know whether the configuration gives keys to what exists."""

import unicodedata
from collections.abc import Iterator, Mapping
from importlib import import_module

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys

from tinywins.domain.near import find_nearest

LATER = ("growth", "habit", "habit_form", "keys", "log", "question", "streaks", "work")  # screens loaded when wanted
MODIFIERS = {"ctrl", "shift", "alt", "super", "hyper", "meta"}
NAMED = {str(key.value) for key in Keys}


def list_bindings() -> dict[str, Binding]:
    """List the bindings of all screens and widgets by their ids."""
    for name in LATER:
        import_module(f"tinywins.tui.screens.{name}")
    found = {}
    for kind in walk_kinds(DOMNode):
        if kind.__module__.startswith("tinywins."):
            for binding in vars(kind).get("BINDINGS", ()):
                if isinstance(binding, Binding) and binding.id:
                    found[binding.id] = binding
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
    """List what is wrong with the keys of a configuration: names of no binding, and of no key."""
    said = []
    known = list_bindings() if keys else {}
    for name, written in keys.items():
        if name not in known:
            near = find_nearest(name, list(known))
            said.append(f"[keys]: nothing is called {name}." + (f" Did you mean {near}?" if near else ""))
        elif wrong := [key for key in written.split(",") if not is_key(key)]:
            said.append(f"[keys]: {name} cannot have the key {wrong[0].strip()}. Write z, ctrl+z or f5, for one.")
    return said
