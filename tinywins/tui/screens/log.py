"""Log."""

from typing import ClassVar

from tinywins.tui.screens.page import Page


class LogPage(Page):
    """The page of log."""

    NAME: ClassVar[str] = "log"
