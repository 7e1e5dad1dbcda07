"""What the full screen is measured against: a Textual program that shows one line."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """The least that Textual can show."""

    def compose(self) -> ComposeResult:
        """Give one line."""
        yield Static("Hello")


if __name__ == "__main__":
    Hello().run()
