"""The walls of the house, read from its sources: what each room may import, and who may ask for time and luck."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE, TOP, name_of, package_files, parse, room_of, walk_imports, walk_texts

SQL = re.compile(
    r"\s*(?:SELECT|INSERT (?:INTO|OR)|REPLACE INTO|DELETE FROM|UPDATE \w+ SET|WITH|CREATE|DROP|ALTER|PRAGMA|BEGIN"
    r"|COMMIT|ROLLBACK|VACUUM|ATTACH)\b"
)
OUTSIDE = {  # modules that reach the disk, the terminal, other programs, the clock or randomness
    *("os", "io", "sys", "sqlite3", "subprocess", "time", "socket", "shutil", "tempfile", "pathlib", "random"),
    *("secrets", "zoneinfo", "tomllib", "platformdirs", "rich", "textual", "typer", "click", "logging"),
}
CLOCKS = {
    *("datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time", "time.time_ns"),
    *("uuid.uuid1", "uuid.uuid4", "os.urandom"),
}
DRAWING = re.compile(r"\brich\b|tinywins\.render\.terminal\b|tinywins\.render import .*\bterminal\b")
FILES = package_files()


def in_rooms(*rooms: str) -> list[Path]:
    """Give the files of some rooms."""
    return [path for path in FILES if room_of(path) in rooms]


def list_imports(files: list[Path], wanted: set[str]) -> list[str]:
    """List where some of these modules are imported, at the top of a file or later."""
    return [
        f"{name_of(path)}:{line} {module}"
        for path in files
        for line, module in walk_imports(path)
        if module.partition(".")[0] in wanted
    ]


def list_clocks(path: Path) -> list[str]:
    """List where a source names one of the clocks or sources of randomness."""
    found = []
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            names = [f"{owner}.{node.attr}"]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        found += [f"{name_of(path)}:{node.lineno} {name}" for name in names if name in CLOCKS]
    return found


def test_every_room_has_a_floor() -> None:
    """The layers of pyproject.toml name each top-level module of the package, once, and nothing else."""
    contracts = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract for contract in contracts if contract["type"] == "layers")
    named = [room.strip() for layer in layers["layers"] for room in layer.split("|")]
    assert layers["exhaustive"] is True
    assert sorted(named) == sorted({room_of(path) for path in FILES if path != PACKAGE / "__init__.py"})


def test_storage_alone_imports_sqlite3() -> None:
    """No other room opens a database."""
    assert list_imports([path for path in FILES if room_of(path) != "storage"], {"sqlite3", "_sqlite3"}) == []


def test_storage_alone_speaks_sql() -> None:
    """No string of another room begins like a statement."""
    others = [path for path in FILES if room_of(path) != "storage"]
    assert [f"{name_of(p)}:{line}" for p in others for line, text in walk_texts(p) if SQL.match(text)] == []
    assert any(SQL.match(text) for path in in_rooms("storage") for _, text in walk_texts(path))


def test_bootstrap_alone_asks_for_time_and_luck() -> None:
    """Clocks and randomness are read in bootstrap and handed on from there."""
    found = [where for path in FILES for where in list_clocks(path)]
    assert found
    assert [where for where in found if not where.startswith("tinywins/bootstrap.py:")] == []


def test_domain_and_compounding_reach_nothing_outside() -> None:
    """What things are and what they add up to is computed from values alone."""
    assert list_imports(in_rooms("domain", "compounding", "errors"), OUTSIDE) == []


def test_compounding_imports_mathematics_alone() -> None:
    """Of the standard library, compounding takes `math`, and types to name what it is given."""
    allowed = {"math", "collections", "dataclasses", "tinywins"}
    standard = set(sys.stdlib_module_names) - allowed
    assert list_imports(in_rooms("compounding"), standard) == []


def test_no_room_below_the_face_knows_a_terminal() -> None:
    """Typer is for the command tree, Textual for the full screen; Rich for the latter and for `render/terminal`."""
    below = in_rooms("render", "services", "storage", "formats", "compounding", "domain", "paths", "config", "errors")
    assert list_imports(below, {"typer", "click", "textual"}) == []
    assert list_imports([path for path in FILES if room_of(path) not in ("render", "tui")], {"rich"}) == []
    assert list_imports([path for path in FILES if room_of(path) not in ("tui",)], {"textual"}) == []
    for path in FILES:
        if not name_of(path).startswith(("tinywins/render/terminal/", "tinywins/tui/")):
            imports = [node for node in parse(path).body if isinstance(node, ast.Import | ast.ImportFrom)]
            assert not any(DRAWING.search(ast.unparse(node)) for node in imports), path


def test_import_linter_holds_all_contracts() -> None:
    """`lint-imports` keeps every contract of pyproject.toml."""
    if find_spec("importlinter") is None:
        pytest.skip("import-linter is not installed: .ci/run installs it and runs it")
    start = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    command = [sys.executable, "-c", start, "--no-cache"]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken." in done.stdout
