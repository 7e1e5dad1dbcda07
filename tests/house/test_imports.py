"""What is loaded when: a logged win loads next to nothing, and no module does anything by being imported.

Each test asks a process of its own, started without `site`, because an environment may load modules before we can.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest
import rich
import typer

import tinywins

NOW = "2026-11-22T10:42:00+01:00"  # a Sunday
ROOMS = str(Path(tinywins.__file__).parents[1])
LIBRARIES = sorted({str(Path(str(module.__file__)).parents[1]) for module in (platformdirs, rich, typer)})
HEAVY = {
    *("typer", "click", "rich", "textual", "pydantic", "json", "dataclasses", "typing", "enum", "re", "pathlib"),
    *("uuid", "zoneinfo", "platformdirs", "tomllib", "tomli_w", "contextlib", "inspect", "ast", "shutil", "subprocess"),
    *("importlib.metadata", "logging", "argparse", "traceback", "hashlib", "random", "locale"),
}
FLOOR = "import os, gc, math, sqlite3, zlib, fcntl"  # `site` loads os, and gc and math are part of Python itself
RUN = """
import sys
sys.path[:0] = {paths}
sys.argv = ["tinywins"] + {words}
from tinywins.__main__ import main
code = main()
loaded = sorted(sys.modules)
sys.stdout.flush()
print("\\n" + repr((code, loaded)))
"""
IMPORT_ALL = """
import sys
sys.path[:0] = {paths}
import pkgutil, importlib, json, os
touched = []
WATCHED = ("sqlite3.connect", "os.mkdir", "os.remove", "os.rename", "os.link", "os.symlink", "os.truncate", "os.chmod",
           "subprocess.Popen", "os.exec", "os.fork", "os.posix_spawn", "os.system", "socket.connect")
def watch(event, arguments):
    writes = event == "open" and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if event in WATCHED or writes:
        touched.append(f"{{event}} {{arguments[:1]}}")
sys.addaudithook(watch)
import tinywins
names = [found.name for found in pkgutil.walk_packages(tinywins.__path__, "tinywins.")]
for name in names:
    importlib.import_module(name)
print(json.dumps({{"names": names, "touched": touched}}))
"""


class Loader:
    """A home in which commands run, each in a fresh interpreter that tells what it loaded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {"TINYWINS_HOME": str(folder / "log"), "HOME": str(folder), "TINYWINS_NOW": NOW, "TZ": "UTC"}

    def run(self, source: str, env: dict[str, str] | None = None) -> str:
        """Run Python in a bare interpreter, in the home's folder, and give what it printed."""
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", source],
            cwd=self.folder,
            env=self.env if env is None else env,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def load(self, *words: str, quick: bool = False) -> set[str]:
        """Run a command and give the modules it had loaded at its end; the quick path finds no library at all."""
        paths = [ROOMS] if quick else [ROOMS, *LIBRARIES]
        told = self.run(RUN.format(paths=paths, words=list(words))).rstrip("\n").rpartition("\n")[2]
        code, loaded = json.loads(told.replace("(", "[").replace(")", "]").replace("'", '"'))
        assert code == 0, words
        return set(loaded)

    def bare(self) -> set[str]:
        """Give what the floor loads: a bare interpreter with what any SQLite program needs."""
        return set(self.run(f"{FLOOR}\nimport sys\nprint(*sys.modules)").split())


@pytest.fixture
def loader(tmp_path: Path) -> Loader:
    """A home in which nothing was logged yet."""
    return Loader(tmp_path)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a log, once, with a habit of 20 days, a tag and a person, all in ASCII."""
    loader = Loader(tmp_path_factory.mktemp("made"))
    loader.load("habit", "add", "run", "--unit", "km", "--from", "2026-11-02", "--cue", "after the first coffee")
    for day in ("2026-11-02", "2026-11-03", "2026-11-09"):
        loader.load("log", "Along the river with @anna", "+run=5.2", "--on", day)
    loader.load("log", "Answered the hardest review", "+reviews", quick=True)
    return loader.folder


@pytest.fixture
def kept(loader: Loader, made: Path) -> Loader:
    """A home with that log."""
    shutil.copytree(made, loader.folder, dirs_exist_ok=True)
    return loader


def list_beyond(loaded: set[str], floor: set[str]) -> list[str]:
    """List what is loaded beyond the floor and is not the program's own."""
    return sorted(name for name in loaded - floor if name.partition(".")[0] != "tinywins")


def test_the_first_log_ever_is_quick(loader: Loader) -> None:
    """Making the log loads no more than writing into it."""
    assert list_beyond(loader.load("log", "Watered the plants", "+garden", quick=True), loader.bare()) == []


@pytest.mark.parametrize(
    "words",
    [
        "Watered the plants",
        "Watered the plants +garden",
        "Answered a review +reviwes",
        "Ran +run=5.2km",
        "Told @anna about it +run +reviews=2",
        "+run",
        "-40 % on the bill",
    ],
)
def test_a_log_loads_nothing_but_the_program(kept: Loader, words: str) -> None:
    """A new tag, one like a known one, a habit that comes back, a person: all beyond the floor is tinywins."""
    loaded = kept.load("log", *words.split(), quick=True)
    assert loaded & HEAVY == set()
    assert list_beyond(loaded, kept.bare()) == []


def test_a_log_on_a_real_day_loads_no_more(kept: Loader) -> None:
    """With a clock that goes, and the day's backup begun, a log loads nothing more than with a fixed one."""
    del kept.env["TINYWINS_NOW"]
    mark = kept.folder / "log" / "backups" / "daily"
    mark.parent.mkdir()
    mark.touch()
    loaded = kept.load("log", "Watered", "the", "plants", quick=True)
    assert list_beyond(loaded, kept.bare()) == []
    assert not any(name.startswith("tinywins.storage.keeping") for name in loaded)


def test_a_log_in_another_script_loads_what_folds_names(kept: Loader) -> None:
    """A name that is not ASCII needs Unicode's tables, and nothing else."""
    loaded = kept.load("log", "Käse für Jürgen", "+küche", quick=True)
    assert set(list_beyond(loaded, kept.bare())) <= {"unicodedata"}


@pytest.mark.parametrize("line", ["", "log +ru", "done ", "goal show ", "rm ", "moment ", "config get "])
def test_the_tab_key_loads_no_command(kept: Loader, line: str) -> None:
    """What a shell asks at the tab key is answered without the command tree and without any library."""
    kept.env["_TINYWINS_COMPLETE"] = f"tinywins {line}"
    loaded = kept.load(quick=True)
    assert (
        loaded & {"typer", "click", "rich", "textual", "pydantic", "tinywins.cli.app", "tinywins.compounding"} == set()
    )


def test_the_version_loads_no_database(loader: Loader) -> None:
    """`--version` and `--help` load the command tree alone, and leave nothing behind."""
    for word in ("--version", "--help"):
        loaded = loader.load(word)
        assert loaded & {"rich", "textual", "pydantic", "sqlite3", "tinywins.storage", "tinywins.services"} == set()
    assert list(loader.folder.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        *("today", "streaks", "streaks run", "list", "list river +run", "show last", "tag list", "doctor"),
        *("export wins", "export days --format jsonl", "log Ran +run=9 --at 08:10", "done run", "undo"),
    ],
)
def test_commands_load_no_drawing_library(kept: Loader, words: str) -> None:
    """With ASCII data no command loads Rich, Textual or pydantic, bars and all, and `csv` is for exports."""
    loaded = kept.load(*words.split())
    assert loaded & {"rich", "textual", "pydantic", "markdown_it", "pygments"} == set()
    assert "csv" not in loaded or words.startswith("export")


def test_latin_letters_load_no_drawing_library(kept: Loader) -> None:
    """Nor do accents and typographic signs, whose width is no question."""
    kept.load("log", "Käse für Jürgen – “gut” …", "+küche", quick=True)
    assert "rich" not in kept.load("list") | kept.load("today")


def test_importing_does_nothing(tmp_path: Path) -> None:
    """Importing every module makes no file, opens no database and starts no program."""
    loader = Loader(tmp_path)
    home = tmp_path / "home"
    home.mkdir()
    before = sorted(tmp_path.rglob("*"))
    told = json.loads(loader.run(IMPORT_ALL.format(paths=[ROOMS, *LIBRARIES]), {"HOME": str(home)}))
    assert len(told["names"]) > 60
    assert told["touched"] == []
    assert before == sorted(tmp_path.rglob("*"))
