"""A picture: a panel of a chart, drawn by the same renderables as on the command line."""

from textual.widgets import Static

from tinywins.render.panels import Panel
from tinywins.render.terminal.page import draw


class PictureView(Static):
    """Shows a panel in as many columns as there are; `height` is for panels with a value axis."""

    DEFAULT_CSS = "PictureView { height: auto; width: 1fr; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__("", id=id, classes=classes, markup=False)

    def show(self, panel: Panel | None, *, ascii_signs: bool = False, height: int | None = None) -> None:
        """Show a panel, or nothing."""
        self.update("" if panel is None else draw(panel, ascii_signs, height))
