"""Fields: inputs whose text is harmless, and a box whose tick is a sign and no colour alone."""

from rich.cells import cell_len
from rich.text import Text
from textual.widgets import Checkbox, Input

from tinywins.render.safe import make_safe


class SafeInput(Input):
    """A one-line input that holds visible signs alone; each sign that is not becomes one that is."""

    DEFAULT_CSS = "SafeInput { width: 1fr; }"

    def validate_value(self, value: str) -> str:
        """Make what the input is to hold harmless; no sign is added or left out, so the cursor stays right."""
        return make_safe(value)


class KeptInput(Input):
    """A one-line input that keeps whatever it holds as it is, and shows it harmlessly."""

    @property
    def _value(self) -> Text:
        return Text(make_safe(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cell_len(make_safe(self.value[:position]))


class Tick(Checkbox):
    """A box that is ticked or empty, [x] or [ ]."""

    BUTTON_LEFT, BUTTON_INNER, BUTTON_RIGHT = "[", " ", "]"

    def watch_value(self) -> None:
        """Draw the tick, or leave it out."""
        self.BUTTON_INNER = "x" if self.value else " "
        super().watch_value()
