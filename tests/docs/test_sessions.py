"""What the pages show is what the program prints."""

import shutil
from pathlib import Path

import pytest

from tests.docs.sessions import PAGES, TOP, run_page


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_what_its_commands_print(name: str, tmp_path: Path) -> None:
    """Each `console` block, run again in a fresh home, prints what the page shows; `python -m tests.docs` mends it."""
    page = (TOP / name).read_text(encoding="utf-8")
    if "$ sqlite3 " in page and not shutil.which("sqlite3"):
        pytest.skip("the page uses sqlite3, which is not installed here")
    assert run_page(page, tmp_path) == page
