"""Reading pages back: elements with their attributes and texts, in order."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "input", "hr"}


@dataclass
class Item:
    """An element: its name, attributes, and the texts within it, of its children too."""

    name: str
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Give the whole text."""
        return "".join(self.texts)


class Page(HTMLParser):
    """A page that was read: its elements in the order in which they begin."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__(convert_charrefs=True)
        self.items: list[Item] = []
        self.open: list[Item] = []
        self.stray: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        item = Item(tag, {name: value or "" for name, value in attrs})
        self.items.append(item)
        if tag not in VOID:
            self.open.append(item)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element without content."""
        self.items.append(Item(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """End an element; one that is not the innermost is stray."""
        if self.open and self.open[-1].name == tag:
            self.open.pop()
        else:
            self.stray.append(tag)

    def handle_data(self, data: str) -> None:
        """Take a text as part of every element around it."""
        for item in self.open:
            item.texts.append(data)

    def find(self, *names: str, style: str = "") -> list[Item]:
        """Give the elements of some names, or those of a class among them."""
        found = [item for item in self.items if item.name in names]
        return [item for item in found if not style or style in item.attributes.get("class", "").split()]
