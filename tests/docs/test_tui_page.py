"""docs/tui.md shows what the full screen shows, and names every key that can be had otherwise."""

import re

from tests.docs.screens import PAGE, draw_page
from tests.docs.sessions import TOP
from tinywins.tui.bindings import list_bindings

ROW = re.compile(r"^\|[^|]*\|([^|]*)\|[^|]*\| `([\w.-]+)` \|$", re.MULTILINE)


def test_the_page_shows_what_the_screen_shows() -> None:
    """Each picture is what stands on the screen after these keys; `python -m tests.docs` takes them anew."""
    page = (TOP / PAGE).read_text(encoding="utf-8")
    assert draw_page(page) == page


def test_the_page_names_every_key() -> None:
    """The table has a row for each binding, with its keys and the name that the configuration knows it by."""
    page = (TOP / PAGE).read_text(encoding="utf-8")
    told = [(name, ",".join(re.findall(r"`([^`]+)`", keys))) for keys, name in ROW.findall(page)]
    assert sorted((name, binding.key) for name, binding in list_bindings().items()) == sorted(told)
