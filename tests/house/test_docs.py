"""The papers of the house: every command explains itself, and what the pages point at is there."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
import typer

from tests.docs import man_page, tree_table
from tests.docs.cli_page import PINNED, list_help, walk_commands, write_help
from tests.house.sources import TOP, name_of
from tinywins.cli.app import HELP, root

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
PAGES = [TOP / "README.md", *sorted((TOP / "docs").glob("*.md"))]
TRY = 'python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/tinywins log "Tried tinywins"'
TEST = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest"


def list_commands() -> list[tuple[str, Any]]:
    """List every command beneath the root, with the path that is typed."""
    command = typer.main.get_command(root)
    context = command.make_context("tinywins", [], resilient_parsing=True)
    return [(path, part) for path, part, _ in walk_commands(command, context)][1:]


COMMANDS = list_commands()


def slug(heading: str) -> str:
    """Give the anchor of a heading, as it is made on the web: small letters, dashes, no signs."""
    return re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).strip().replace(" ", "-")


def list_broken_links(page: Path) -> list[str]:
    """List the relative links of a page that lead to no file, or to no heading of one."""
    broken = []
    for link in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        if not target.exists() or (
            anchor and anchor not in map(slug, HEADING.findall(FENCE.sub("", target.read_text(encoding="utf-8"))))
        ):
            broken.append(link)
    return broken


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[path for path, _ in COMMANDS])
def test_every_command_explains_itself(path: str, command: Any) -> None:
    """Each command says what it does in a sentence, and each that can be run shows how, with its own name."""
    first = (command.help or "").strip().split("\n\n")[0]
    assert first.endswith((".", ":"))
    assert first[0].isupper()
    if not hasattr(command, "list_commands"):
        examples = (command.epilog or "").split("\n")
        assert "Examples:" in examples
        assert path in command.epilog


@pytest.mark.parametrize("path", [path for path, _ in COMMANDS])
def test_every_command_has_a_section(path: str) -> None:
    """docs/cli.md has a heading for each command."""
    page = (TOP / "docs" / "cli.md").read_text(encoding="utf-8")
    assert path in HEADING.findall(page)


def test_the_page_of_commands_is_up_to_date() -> None:
    """docs/cli.md holds what the commands print now; `cog -r docs/cli.md` writes it anew."""
    page = (TOP / "docs" / "cli.md").read_text(encoding="utf-8")
    generated = page.partition("]]] -->\n")[2].partition("<!-- [[[end]]]")[0]
    assert generated.strip() == write_help().strip()


def test_the_manual_page_is_up_to_date() -> None:
    """docs/tinywins.1 is made from the commands as they are; `python -m tests.docs docs/tinywins.1` writes it anew."""
    assert (TOP / man_page.PAGE).read_text(encoding="utf-8") == man_page.write_page()


def test_the_table_of_the_tab_key_is_up_to_date() -> None:
    """What the tab key offers is what the commands are; `python -m tests.docs tinywins/cli/tree.txt` writes it anew."""
    assert (TOP / tree_table.PAGE).read_text(encoding="utf-8") == tree_table.write_table()


def test_help_fits_a_terminal() -> None:
    """`--help` of the root is one page of 20 lines, and no help is wider than 80 columns."""
    assert len(HELP.splitlines()) <= 20
    assert [(path, line) for path, text in list_help() for line in text.splitlines() if len(line) > 80] == []


def test_the_first_page_leads_to_every_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the root's help shows is that page, and it names each command."""
    for name, value in PINNED.items():
        monkeypatch.setitem(os.environ, name, value)
    words = set(re.findall(r"\w+", HELP))
    assert {path.split()[1] for path, _ in COMMANDS} <= words
    assert dict(list_help())["tinywins"] == HELP.rstrip()


@pytest.mark.parametrize("line", [TRY, TEST])
def test_readme_holds_the_two_command_lines(line: str) -> None:
    """One line installs from a checkout and logs a win, one installs and tests: each alone on a line, once."""
    assert (TOP / "README.md").read_text(encoding="utf-8").split("\n").count(line) == 1


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    """Each relative link of a page leads to a file that is there, and to a heading in it."""
    assert list_broken_links(page) == []


@pytest.mark.parametrize(
    "name",
    [
        *("tutorial", "how-streaks-count", "cli", "configuration", "architecture", "performance", "decisions"),
        *("contributing", "json", "charts", "compounding", "tui"),
    ],
)
def test_every_page_is_there_and_can_be_found(name: str) -> None:
    """Each page of the docs is there, begins with its title, and is linked from the README."""
    assert (TOP / "docs" / f"{name}.md").read_text(encoding="utf-8").startswith("# ")
    assert f"(docs/{name}.md)" in (TOP / "README.md").read_text(encoding="utf-8")
