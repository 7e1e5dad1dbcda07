"""A chart: its title, its pictures one below the other, and the sentences that say what they show."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tinywins.render.panels import Chart, CountPanel, LinePanel
from tinywins.render.safe import make_safe
from tinywins.tui.widgets.picture import PictureView

MOST_PANELS = 2
LOW = 5  # rows of a picture's axis where a chart has several


class ChartView(Vertical):
    """Shows a chart with all that belongs to it."""

    DEFAULT_CSS = """
    ChartView { height: auto; padding: 0 1 1 1; }
    ChartView .finding { height: auto; }
    ChartView .name { height: auto; color: $text-muted; }
    """

    def compose(self) -> ComposeResult:
        """Lay out the title, room for the panels, and the sentences."""
        yield Static("...", classes="title", markup=False)
        for place in range(MOST_PANELS):
            yield Static("", classes="name", id=f"name{place}", markup=False)
            yield PictureView(id=f"picture{place}")
        yield Static("", classes="finding", markup=False)

    def show(self, chart: Chart, *, ascii_signs: bool = False, is_low: bool = False) -> None:
        """Show a chart, low where there is little room, so that its sentences can be seen too."""
        self.query_one(".title", Static).update(make_safe(chart.title))
        high = sum(isinstance(panel, LinePanel | CountPanel) for panel in chart.panels)
        for place in range(MOST_PANELS):
            panel = chart.panels[place] if place < len(chart.panels) else None
            name, picture = self.query_one(f"#name{place}", Static), self.query_one(f"#picture{place}", PictureView)
            name.display, picture.display = bool(panel and panel.name), panel is not None
            name.update(make_safe(panel.name) if panel else "")
            picture.show(panel, ascii_signs=ascii_signs, height=LOW if is_low or high > 1 else None)
        self.query_one(".finding", Static).update("\n".join(make_safe(said) for said in chart.finding))
