"""What a page links to is there."""

import re

import pytest

from tests.docs.sessions import TOP

PAGES = sorted(path.relative_to(TOP).as_posix() for path in (*TOP.glob("*.md"), *TOP.glob("docs/*.md")))


def read_anchors(name: str) -> set[str]:
    """Give the anchors of a page's headings, as a code host makes them."""
    text = re.sub(r"^```.*?^```", "", (TOP / name).read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_links_to_what_is_there(name: str) -> None:
    """Each relative link leads to a file of the checkout, and each anchor to a heading in it."""
    folder = (TOP / name).parent
    for target, anchor in re.findall(r"\]\((?!https:)([^)#]*)#?([^)]*)\)", (TOP / name).read_text(encoding="utf-8")):
        path = (folder / target).resolve() if target else TOP / name
        assert path.is_file(), f"{name} links to {target}"
        assert not anchor or anchor in read_anchors(path.relative_to(TOP).as_posix()), f"{name} links to #{anchor}"
