"""The house stays small: short files, short functions, short comments, and each public thing says what it is for."""

import ast
import re
import tokenize
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from tests.house.sources import (
    all_files,
    house_files,
    name_of,
    package_files,
    parse,
    read,
    walk_definitions,
)

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
LONGEST_COMMENT = 2
UNDONE = re.compile(rf"\b(?:{'TO' + 'DO'}|{'FIX' + 'ME'}|{'X' * 3})\b")
FILES = all_files()


def measure_comments(path: Path) -> list[str]:
    """List the comments, on lines of their own, that are too long: their first lines and lengths."""
    blocks: list[tuple[int, int]] = []
    for token in tokenize.generate_tokens(StringIO(read(path)).readline):
        if token.type == tokenize.COMMENT and not token.line[: token.start[1]].strip():
            first, length = blocks[-1] if blocks else (0, 0)
            if first + length == token.start[0]:
                blocks[-1] = (first, length + 1)
            else:
                blocks.append((token.start[0], 1))
    return [f"line {first}: {length}" for first, length in blocks if length > LONGEST_COMMENT]


def list_undocumented(path: Path) -> list[str]:
    """List what is public in a module, and says nothing of what it does: itself, its classes, functions, methods."""
    tree = parse(path)
    public: list[ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef] = [tree]
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.name[0] != "_":
            public.append(node)
            parts = node.body if isinstance(node, ast.ClassDef) else []
            public += [p for p in parts if isinstance(p, ast.FunctionDef | ast.AsyncFunctionDef) and p.name[0] != "_"]
    return [getattr(node, "name", "the module") for node in public if not ast.get_docstring(node)]


def list_long_functions(path: Path) -> list[str]:
    """List the functions of a source that are too long, with their lines."""
    lengths = [
        (node.name, (node.end_lineno or 0) - node.lineno + 1)
        for node in walk_definitions(path)
        if not isinstance(node, ast.ClassDef)
    ]
    return [f"{name}: {length}" for name, length in lengths if length > LONGEST_FUNCTION]


def find(check: Callable[[Path], list[str]], files: list[Path]) -> dict[str, list[str]]:
    """Give what a check has found in some files, by file."""
    assert len(files) > 20
    return {name_of(path): found for path in files if (found := check(path))}


def test_files_stay_short() -> None:
    """No file of the package or the tests has more than 400 lines."""
    lengths = {name_of(path): len(read(path).splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_stay_short() -> None:
    """No function has more than 50 lines, its docstring among them."""
    assert find(list_long_functions, FILES) == {}


def test_public_things_say_what_they_do() -> None:
    """Every module, public class, public function and public method of the package has a docstring."""
    assert find(list_undocumented, package_files()) == {}


def test_tests_state_the_behaviour() -> None:
    """Every test, like every module and helper of the tests, says in a docstring what holds."""
    assert find(list_undocumented, [path for path in FILES if path not in package_files()]) == {}


def test_comments_stay_short() -> None:
    """A comment has two lines at most."""
    assert find(measure_comments, FILES) == {}


def test_nothing_is_put_off_in_a_comment() -> None:
    """What is left to do stands in no file of the project."""
    texts = [path for path in house_files() if path.suffix in {".py", ".md", ".toml", ""}]
    assert len(texts) > len(package_files())
    assert [name_of(path) for path in texts if UNDONE.search(path.read_text(encoding="utf-8"))] == []
