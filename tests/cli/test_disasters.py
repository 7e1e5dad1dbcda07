"""The log's file is taken away, emptied or replaced while a command waits for its line."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from tests.cli.harness import Home, module, read_answer
from tests.storage.disasters import DISASTERS, Scene


def begin(folder: Path, kept: Home) -> tuple[Home, "subprocess.Popen[bytes]"]:
    """Copy a home, and begin a `log` there that has opened the log and waits for a line."""
    home = Home(folder)
    shutil.copytree(kept.folder, home.folder)
    command = [*module(), "log"]
    child = subprocess.Popen(
        command, env=home.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    return home, child


def has_open(child: "subprocess.Popen[bytes]", path: Path) -> bool:
    """Say whether a process has a file open."""
    folder = f"/proc/{child.pid}/fd"
    return any(os.path.realpath(f"{folder}/{name}") == str(path) for name in os.listdir(folder))


def test_a_log_is_lost_before_the_line_is_typed(kept: Home, tmp_path: Path) -> None:
    """The line goes into the log that is there by then, or the sentence repeats it; nothing is made in its place."""
    (tmp_path / "other").mkdir()
    other = Home(tmp_path / "other")
    other.call("log", "A win of another log")
    older = tmp_path / "older.db"
    shutil.copy(kept.path, older)
    kept.call("log", "Since")
    began = {}
    for name in DISASTERS:
        (tmp_path / name).mkdir()
        began[name] = begin(tmp_path / name, kept)
    for name, (strike, left) in DISASTERS.items():
        home, child = began[name]
        end = time.monotonic() + 30
        while not has_open(child, home.path) and time.monotonic() < end:
            time.sleep(0.01)
        scene = Scene(home.path, older, other.path, tmp_path / name / "spare")
        before = home.texts()
        strike(scene)
        out, err = child.communicate(b"Typed +x\n")
        answer = read_answer(child.returncode, out, err)
        assert (answer.code == 0) == bool(left), (name, answer)
        if left:
            before = {"another": ["A win of another log"], "older": before[:-1], "same": before}[left]
            assert home.texts() == [*before, "Typed"], name
        else:
            assert "Not recorded: Typed +x\n" in answer.err, name
            assert len(answer.err.splitlines()) == 3, name
            assert home.path.parent.exists() == (not name.startswith("folder")), name
            scene.bring_back()
            assert home.texts() == before, name
        assert home.call("doctor").code == 0, name
