"""The bar at the foot: the keys that one needs most, drawn as one line, so that it costs next to nothing to change."""

from typing import ClassVar

from rich.segment import Segment
from textual.events import Click
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

Place = tuple[int, int, str]  # columns from and to, and the key that a click there presses


class KeyBar(Widget):
    """Shows the keys that work where one is; a click presses one."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key", "key-bar--word"}
    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; color: $footer-foreground; background: $footer-background; }
    KeyBar > .key-bar--key {
        color: $footer-key-foreground; background: $footer-key-background; text-style: bold;
    }
    KeyBar > .key-bar--word { color: $footer-description-foreground; background: $footer-description-background; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[tuple[str, str, str]] = []  # the key, how it is written, and what it does

    def on_mount(self) -> None:
        """Follow what works where one is."""
        self.screen.bindings_updated_signal.subscribe(self, self.take_keys)

    def take_keys(self, screen: Screen[object]) -> None:
        """Take the keys that work now, each act with its first one."""
        found: dict[str, tuple[str, str, str]] = {}
        for _, binding, enabled, _ in screen.active_bindings.values():
            if binding.show and enabled:
                shown = binding.key, self.app.get_key_display(binding), binding.description
                found.setdefault(binding.action, shown)
        if self.keys != list(found.values()):
            self.keys = list(found.values())
            self.refresh()

    def list_places(self) -> list[Place]:
        """List which columns belong to which key."""
        places: list[Place] = []
        column = 0
        for key, written, word in self.keys:
            end = column + len(written) + len(word) + 3
            places.append((column, end, key))
            column = end
        return places

    def render_line(self, y: int) -> Strip:
        """Draw the keys."""
        key_style, word_style = map(self.get_component_rich_style, ("key-bar--key", "key-bar--word"))
        segments: list[Segment] = []
        for _, written, word in self.keys if y == 0 else ():
            segments += [Segment(f" {written} ", key_style), Segment(f"{word} ", word_style)]
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked."""
        for column, end, key in self.list_places():
            if column <= event.x < end:
                self.app.simulate_key(key)
