"""Every command can be looked up: it has help, an example, and its place on docs/cli.md."""

import re

import pytest

from tests.docs.cli_page import list_help, write_help
from tests.docs.sessions import TOP

PAGE = (TOP / "docs" / "cli.md").read_text(encoding="utf-8")
COMMANDS = list_help()
GROUPS = {"tinywins", "tinywins habit", "tinywins tag", "tinywins config"}


@pytest.mark.parametrize(("path", "text"), COMMANDS, ids=[path for path, _ in COMMANDS])
def test_a_command_has_help_and_an_example(path: str, text: str) -> None:
    """Its help says in a sentence what it does, and shows at least one line that begins as one would type it."""
    if path in GROUPS:
        return
    says = re.search(r"^  [A-Z][^\n]+", text, re.MULTILINE)
    assert says
    assert f"    {path}" in text.partition("Examples:")[2] or path == "tinywins today"


@pytest.mark.parametrize(("path", "text"), COMMANDS, ids=[path for path, _ in COMMANDS])
def test_a_line_of_help_fits(path: str, text: str) -> None:
    """No line of help is wider than 80 columns."""
    assert [line for line in text.splitlines() if len(line) > 80] == []


def test_the_page_is_up_to_date() -> None:
    """What the page shows is what --help prints now; `cog -r docs/cli.md` mends it."""
    assert write_help() in PAGE


def test_the_page_names_every_exit_code() -> None:
    """The table of exit codes has those that the program gives."""
    from tinywins.cli.boundary import Exit

    codes = {str(value) for name, value in vars(Exit).items() if name.isupper()}
    assert set(re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)) == codes
