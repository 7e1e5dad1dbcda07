"""Streaks."""

from typing import ClassVar

from tinywins.tui.screens.page import Page


class StreaksPage(Page):
    """The page of streaks."""

    NAME: ClassVar[str] = "streaks"
