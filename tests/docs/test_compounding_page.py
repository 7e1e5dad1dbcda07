"""docs/compounding.md shows what the library gives."""

import doctest
import re

from tests.docs.sessions import TOP


def test_the_page_shows_what_the_library_gives() -> None:
    """Each example of the page gives what stands below it."""
    page = (TOP / "docs" / "compounding.md").read_text(encoding="utf-8")
    text = re.sub(r"^```.*$", "", page, flags=re.MULTILINE)
    found = doctest.DocTestParser().get_doctest(text, {}, "compounding.md", None, 0)
    assert len(found.examples) > 20
    told: list[str] = []
    doctest.DocTestRunner(verbose=False).run(found, out=told.append)
    assert "".join(told) == ""
