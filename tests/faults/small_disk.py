"""Commands on a disk that is nearly full, run in a mount namespace of its own; 77 where no disk can be mounted."""

import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.cli.harness import Home
from tests.faults.acts import Scene

SIZE = 3_000_000
ROOM = (0, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 160, 200, 256, 512)  # KB
NAMES = ("log", "import", "backup", "restore", "export", "replace", "config")


def fill(ballast: Path, room: int) -> None:
    """Fill the disk up to so many bytes."""
    gc.collect()  # what is still open takes room that would be given back later
    found = os.statvfs(ballast.parent)
    free = found.f_bavail * found.f_bsize
    assert free > room
    ballast.write_bytes(bytes(free - room))


def run_all(name: str, top: Path) -> list[bool]:
    """Run a command with more and more room; say when it was done."""
    top.mkdir()
    home = Home(top)
    for word in ("garden", "run=5.2", "reviews"):
        home.call("log", f"+{word}")
    scene, done = Scene(home, name), []
    for room in ROOM:
        ballast = top.parent / "ballast"
        fill(ballast, room * 1024)
        answer = scene.run(code=None)
        ballast.unlink()
        done.append(scene.judge(answer, ["The disk is full"]))
        scene.begin()
    shutil.rmtree(top)
    return done


def main(folder: str) -> int:
    """Mount a small disk and try everything on it."""
    options = f"size={SIZE},mode=700"
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=False).returncode:
        return 77
    for name in NAMES:
        done = run_all(name, Path(folder, name))
        assert (done[0], done[-1]) == (False, True), (name, done)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
