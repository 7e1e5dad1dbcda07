"""Rows in parts: the cursor rests on things alone, and passes over their titles."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click

from tinywins.tui.widgets.rows import Draw, Rows


class PartRows(Rows):
    """A list whose rows are things or words between them. `stops` are the rows where the cursor may rest, in order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "part(1)", "Next part", show=False, id="parts.next"),
        Binding("shift+tab", "part(-1)", "Part before", show=False, id="parts.before"),
    ]
    stops: Sequence[int] = ()

    def show_parts(self, count: int, stops: Sequence[int], draw: Draw, cursor: int | None = None) -> None:
        """Show so many rows; the cursor goes to `cursor` or stays where it is, or goes to the stop nearest to it."""
        self.stops = stops
        self.show(count, draw, self.find_stop(self.cursor if cursor is None else cursor))

    def find_stop(self, place: int) -> int:
        """Give the stop nearest to a row, the later one of two; the row itself where there is none."""
        return min(self.stops, key=lambda stop: (abs(stop - place), -stop), default=place)

    def points_at(self, index: int) -> bool:
        """Say whether the cursor is on a row."""
        return index == self.cursor and index in self.stops

    def action_step(self, by: int) -> None:
        """Move the cursor by some things."""
        if self.stops:
            place = bisect_left(self.stops, self.cursor)
            self.cursor = self.stops[max(0, min(len(self.stops) - 1, place + by))]

    def action_part(self, by: int) -> None:
        """Move the cursor to the first thing of the next part that has any, or of the one before; round the ends."""
        heads = [stop for stop in self.stops if stop - 1 not in self.stops]
        if heads:
            here = max((place for place, head in enumerate(heads) if head <= self.cursor), default=0)
            self.cursor = heads[(here + by) % len(heads)]

    def action_choose(self) -> None:
        """Choose the thing under the cursor."""
        if self.cursor in self.stops:
            super().action_choose()

    def bring_into_sight(self) -> None:
        """Scroll as far as it takes to see the cursor, and above the first thing its title."""
        super().bring_into_sight()
        if self.stops and self.cursor == self.stops[0]:
            self.scroll_to(y=0, animate=False)

    def on_click(self, event: Click) -> None:
        """Go to the thing that was clicked; titles take no clicks."""
        if event.y + self.scroll_offset.y not in self.stops:
            event.prevent_default()
