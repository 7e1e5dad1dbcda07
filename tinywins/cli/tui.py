"""`tui`: the full screen."""

import typer

from tinywins.cli.boundary import Exit
from tinywins.cli.options import single


def tui() -> None:
    """Open the full screen: tick, log, and browse streaks without leaving it.

    Press ? there for the keys. It shows what other terminals log within a second.
    """
    from tinywins.tui.start import start_program

    code = start_program()
    if code != Exit.OK:
        raise typer.Exit(code)


APPS = {"tui": single(tui, "tinywins tui")}
