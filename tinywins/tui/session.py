"""The session: the workspace that all screens share, and what became of the log since they last looked."""

import os
from collections.abc import Callable
from typing import TypeVar

from tinywins.errors import StorageError, TinyWinsError
from tinywins.services.watching import CHANGED, GONE, REPLACED, SAME, Watch, explain_held, is_held
from tinywins.services.workspace import Workspace, load_settings

T = TypeVar("T")
__all__ = ["CHANGED", "GONE", "REPLACED", "SAME", "TURNED", "Session"]

TURNED = "turned"  # the day is another


class Session:
    """A workspace in use: acts go through it, so that none is written to a log that was taken away.

    `day` is the day that is looked at, None for today. `said` holds the last reply, which stays when screens change.
    `version` goes up by one with each own act and each change from elsewhere. `busy` is why acts have to wait, or "".
    """

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.watch = Watch(ws.store)
        self.today = ws.today()
        self.day: int | None = None
        self.said = ""
        self.is_gone = False
        self.owed = SAME  # what was found at a look that could not be seen through
        self.version = 0
        self.busy = ""

    @property
    def shown_day(self) -> int:
        """The day that is looked at."""
        return self.today if self.day is None else self.day

    def look(self) -> str:
        """Say what became of the log and the day since the last look; settings are read again where it changed."""
        found = self.watch.look()
        if found == SAME:
            found = self.owed
        if found != SAME:
            self.owed = found
            if found != GONE:
                self.ws.settings = load_settings(self.ws.store)
            self.owed = SAME
            self.version += 1
            self.is_gone = found == GONE
        today = self.ws.today()
        if today != self.today:
            self.today = today
            return TURNED if found == SAME else found
        return found

    def act(self, deed: Callable[[Workspace], T]) -> T:
        """Do something to the log and give what came of it; StorageError where the log has gone or was replaced.

        After a replacement nothing is written until it has been said and the new log is shown.
        """
        if self.busy:
            raise TinyWinsError(self.busy, "Wait a moment, or press Escape to stop it.")
        found = self.look()
        if self.is_gone:
            raise StorageError(
                f"The log {self.ws.store.path} is gone, so nothing was written.", "Bring it back; it is looked for."
            )
        if found == REPLACED:
            raise StorageError("The log was replaced by another file, so nothing was written.", "It is shown now.")
        done = deed(self.ws)
        self.version += 1
        try:
            if self.watch.learn():  # another wrote between the look and the act: it is all to be read again
                self.version += 1
                self.ws.settings = load_settings(self.ws.store)
        except Exception:  # what was done is done; the next look tells what is wrong with the log
            self.owed = CHANGED
        return done


def explain(error: Exception) -> TinyWinsError:
    """Turn any error into one that has its sentence."""
    from tinywins.paths import data_folder
    from tinywins.services.checking import explain_damage
    from tinywins.services.workspace import explain_error

    if isinstance(error, TinyWinsError):
        return error
    if is_held(error):
        return explain_held()
    path = os.path.join(data_folder(os.environ), "tinywins.db")
    return (
        explain_error(error, "The log")
        or explain_damage(path)
        or TinyWinsError(
            f"Something unforeseen happened: {type(error).__name__}: {error}.", "What was recorded is in the log."
        )
    )
