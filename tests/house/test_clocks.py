"""Clocks: no module of the package asks what time it is, or for luck, by being imported."""

import subprocess
import sys

from tests.house.sources import PACKAGE, TOP

WATCH = """
import os, sys, time, pkgutil, importlib
asked = []
def watch(name, real):
    def ask(*arguments):
        asker = sys._getframe(1).f_code.co_filename
        if asker.startswith(sys.argv[1] + os.sep):
            asked.append(f"{os.path.basename(asker)} asks {name}")
        return real(*arguments)
    return ask
for module, names in ((time, ("time", "time_ns", "localtime", "monotonic", "gmtime")), (os, ("urandom", "getrandom"))):
    for name in names:
        if hasattr(module, name):
            setattr(module, name, watch(name, getattr(module, name)))
import tinywins
for found in pkgutil.walk_packages(tinywins.__path__, "tinywins."):
    importlib.import_module(found.name)
before = list(asked)
from tinywins.bootstrap import read_clock
read_clock()
print(before, len(asked) > len(before))
"""


def test_importing_asks_no_clock() -> None:
    """Of the whole package nothing reads a clock or a source of randomness before it is called."""
    done = subprocess.run(
        [sys.executable, "-c", WATCH, str(PACKAGE)], cwd=TOP, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[] True", "")
