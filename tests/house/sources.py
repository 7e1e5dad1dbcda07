"""The sources as trees, for tests that read the house itself."""

import ast
import os
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from shutil import which

TOP = Path(__file__).parents[2]
PACKAGE = TOP / "tinywins"
MADE = {"__pycache__", "build", "dist"}  # folders that tools make; so are those that begin with a dot
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def package_files() -> list[Path]:
    """Give the modules of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def all_files() -> list[Path]:
    """Give the modules of the package and of the tests."""
    return package_files() + sorted((TOP / "tests").rglob("*.py"))


def house_files() -> list[Path]:
    """Give every file that belongs to the project: those git tracks, or where there is no git, those that are there."""
    if (TOP / ".git").exists() and which("git"):
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, capture_output=True, check=False, text=True).stdout
        if listed:
            return [TOP / name for name in listed.split("\0") if (TOP / name).is_file() and name]
    found = []
    for folder, folders, names in os.walk(TOP):
        folders[:] = [name for name in folders if name not in MADE and (name == ".ci" or not name.startswith("."))]
        found += [Path(folder, name) for name in names]
    return found


def name_of(path: Path) -> str:
    """Give a file's name from the top of the project."""
    return path.relative_to(TOP).as_posix()


@cache
def read(path: Path) -> str:
    """Read a source."""
    return path.read_text(encoding="utf-8")


@cache
def parse(path: Path) -> ast.Module:
    """Read a source as a tree."""
    return ast.parse(read(path), str(path))


def walk_definitions(path: Path) -> Iterator[Definition]:
    """Give every function and class of a source, wherever it stands."""
    for node in ast.walk(parse(path)):
        if isinstance(node, Definition):
            yield node


def join_text(node: ast.expr) -> str | None:
    """Give a string of a source, with {} for what an f-string fills in; None for any other expression."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]
    return None


def walk_texts(path: Path) -> Iterator[tuple[int, str]]:
    """Give the strings of a source with their lines, f-strings whole; what only documents the source is left out."""
    left_out: set[int] = set()
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Expr):
            left_out.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            left_out.update(id(part) for part in node.values)
        if isinstance(node, ast.expr) and id(node) not in left_out and (text := join_text(node)) is not None:
            yield node.lineno, text


def walk_imports(path: Path) -> Iterator[tuple[int, str]]:
    """Give every module that a source imports, at its top or later, with the line."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


def room_of(path: Path) -> str:
    """Give the top-level module of the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")
