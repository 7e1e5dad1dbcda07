"""The keys that work where one is, as a list made from the bindings themselves."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from tinywins.tui.screens.box import Box

GENERAL = ("rows", "sheet", "heatmap", "page")  # bindings that are the same wherever there is such a thing


def rank(binding: Binding) -> int:
    """Say where a binding belongs: what one page has comes first, then moving about, then what holds everywhere."""
    owner = (binding.id or "").partition(".")[0]
    return 2 if owner == "app" else int(owner in GENERAL)


class KeysScreen(Box[None]):
    """Lists the bindings that are active on the screen below, with what each does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "close", "Back", id="keys.back"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with VerticalScroll(classes="box"):
            yield Static("", id="keys", markup=False)

    def on_mount(self) -> None:
        """List the bindings of the screen below, each action once with all its keys."""
        below = self.app.screen_stack[-2]
        keys: dict[tuple[str, str], list[str]] = {}
        bindings = [active.binding for active in below.active_bindings.values()]
        for binding in sorted(bindings, key=rank):
            if binding.description and binding.id and not binding.system:
                same = keys.setdefault((binding.action, binding.description), [])
                same.append(self.app.get_key_display(binding))
        lines = [f"{', '.join(dict.fromkeys(names)):<22} {said}" for (_, said), names in keys.items()]
        self.query_one("#keys", Static).update(Text("\n".join(lines)))

    def action_close(self) -> None:
        """Close the list."""
        self.finish(None)
