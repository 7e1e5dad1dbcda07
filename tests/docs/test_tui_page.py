"""docs/tui.md shows what the full screen shows, and names every key that can be had otherwise."""

import importlib
import pkgutil
import re

from textual.binding import Binding

import tinywins.tui
from tests.docs.screens import PAGE, draw_page
from tests.docs.sessions import TOP

ROW = re.compile(r"^\|[^|]*\|([^|]*)\|[^|]*\| `([\w.-]+)` \|$", re.MULTILINE)


def list_bindings() -> set[tuple[str, str]]:
    """List the names of all bindings with their keys."""
    found = set()
    for module in pkgutil.walk_packages(tinywins.tui.__path__, "tinywins.tui."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and value.__module__ == module.name:
                bindings = [each for each in vars(value).get("BINDINGS", ()) if isinstance(each, Binding) and each.id]
                found |= {(str(each.id), each.key) for each in bindings}
    return found


def test_the_page_shows_what_the_screen_shows() -> None:
    """Each picture is what stands on the screen after these keys; `python -m tests.docs` takes them anew."""
    page = (TOP / PAGE).read_text(encoding="utf-8")
    assert draw_page(page) == page


def test_the_page_names_every_key() -> None:
    """The table has a row for each binding, with its keys and the name that the configuration knows it by."""
    page = (TOP / PAGE).read_text(encoding="utf-8")
    told = [(name, ",".join(re.findall(r"`([^`]+)`", keys))) for keys, name in ROW.findall(page)]
    assert sorted(list_bindings()) == sorted(told)
