"""docs/cli.md says what the exit codes mean; tests/house/test_docs.py holds the rest of the page to the program."""

import re

from tests.docs.sessions import TOP
from tinywins.cli.boundary import Exit


def test_the_page_names_every_exit_code() -> None:
    """The table of exit codes has those that the program gives, and no other."""
    page = (TOP / "docs" / "cli.md").read_text(encoding="utf-8")
    codes = {str(value) for name, value in vars(Exit).items() if name.isupper()}
    assert set(re.findall(r"^\| (\d+) \|", page, re.MULTILINE)) == codes
