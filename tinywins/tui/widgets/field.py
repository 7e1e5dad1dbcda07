"""An input whose text is harmless, whatever is typed or pasted into it."""

from textual.widgets import Input

from tinywins.render.safe import make_safe


class SafeInput(Input):
    """A one-line input that holds visible signs alone; each sign that is not becomes one that is."""

    DEFAULT_CSS = "SafeInput { width: 1fr; }"

    def validate_value(self, value: str) -> str:
        """Make what the input is to hold harmless; no sign is added or left out, so the cursor stays right."""
        return make_safe(value)
