"""A line to type into: as after `tinywins log`, with tags and persons completed as one types."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.message import Message
from textual.suggester import Suggester

from tinywins.domain.names import fold_name, show_name
from tinywins.tui.widgets.field import KeptInput

if TYPE_CHECKING:
    from tinywins.tui.app import TinyWins

Known = Callable[[], Sequence[str]]


def complete(value: str, known: Iterable[str]) -> str | None:
    """Give a line with the tag or person that its last word begins; None where none of those known does."""
    words = value.split()
    if not words or not value.endswith(words[-1]):
        return None
    sign, typed = words[-1][:1], fold_name(words[-1][1:])
    if sign not in ("+", "@") or not typed or len(typed) != len(words[-1]) - 1:
        return None
    for name in known:
        shown = show_name(name)
        if shown[0] == sign and shown.startswith(typed, 1) and len(shown) > len(typed) + 1:
            return value + shown[len(typed) + 1 :]
    return None


class Completions(Suggester):
    """Suggests what a line finds when it is asked."""

    def __init__(self, find: Callable[[str], str | None]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.find = find

    async def get_suggestion(self, value: str) -> str | None:
        """Give the line completed."""
        return self.find(value)


class LineInput(KeptInput):
    """One line of a person's own words; whatever stands in it is shown harmlessly and kept as it is."""

    DEFAULT_CSS = "LineInput.-textual-compact { padding: 0 2; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="line.leave"),
        Binding("enter", "submit", "Save", id="line.submit"),
        Binding("tab", "complete", "Complete", id="line.complete"),
    ]

    class Left(Message):
        """The line was left as it is."""

    def __init__(self, value: str = "", known: Known = tuple, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(
            value, placeholder, id=id, suggester=Completions(self.find_completion), compact=True, select_on_focus=False
        )
        self.known = known

    def list_known(self) -> Sequence[str]:
        """List the names that are known; none where they cannot be read, which is told once."""
        try:
            return self.known()
        except Exception as error:  # typing goes on, whatever became of the log
            cast("TinyWins", self.app).tell_once(error)
            return ()

    def find_completion(self, value: str) -> str | None:
        """Give a line with its last name completed; None where there is nothing to complete."""
        return complete(value, self.list_known())

    def _on_paste(self, event: Paste) -> None:
        """Take all that was pasted, so that nothing of it is left out unseen; a line break is refused on enter."""
        event.stop()
        event.prevent_default()
        self.replace(event.text.rstrip("\r\n"), *self.selection)

    def action_complete(self) -> None:
        """Take what is suggested, or go on to the next widget."""
        completed = self.find_completion(self.value) if self.cursor_at_end else None
        if completed is None:
            self.screen.focus_next()
        else:
            self.value = completed
            self.cursor_position = len(completed)

    def action_leave(self) -> None:
        """Say that the line is left."""
        self.post_message(self.Left())


class WordInput(LineInput):
    """A line that is completed as a whole, to one of the words that were used before."""

    def find_completion(self, value: str) -> str | None:
        """Give the first known word that begins with what is typed; None where none does, or where it is whole."""
        typed = fold_name(value)
        found = (word for word in self.list_known() if typed and word.startswith(typed))
        return next((value + word[len(typed) :] for word in found if word != typed), None)
