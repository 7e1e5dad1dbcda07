"""Starting the full screen: what has to be true before it may take the terminal over."""

import gc
import os
import sys
from typing import TYPE_CHECKING

from tinywins.bootstrap import open_workspace
from tinywins.config import load_config
from tinywins.daily import begin_daily
from tinywins.errors import UsageError
from tinywins.paths import config_file

if TYPE_CHECKING:
    from tinywins.tui.app import TinyWins

PATIENCE = 0.25  # seconds that the screen may stand still while another program has the log


def make_program() -> "TinyWins":
    """Make the program for the log and the configuration of this machine."""
    from tinywins.tui.app import TinyWins

    said: list[str] = []
    path = config_file(os.environ)
    config = load_config(path)
    if config.color == "never":
        os.environ["NO_COLOR"] = "1"  # which Textual reads
    ws = open_workspace(notify=said.append)
    ws.store.patience = PATIENCE
    app = TinyWins(ws, config, path)
    app.said = said
    app.begin_daily = begin_daily
    gc.freeze()  # what is loaded by now stays, and looking through it again and again costs whole frames
    gc.enable()
    return app


def start_program() -> int:
    """Run the program on this terminal and give the exit code; UsageError where there is no terminal."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise UsageError("The full screen needs a terminal.", "As text: tinywins today")
    app = make_program()
    app.run()
    return app.return_code or 0
