"""The public face of the room: every name is there, typed, loaded when it is asked for, and needs nothing else."""

import ast
import dataclasses
import re
import subprocess
import sys
from importlib import import_module
from inspect import isclass, isfunction, signature
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE
from tinywins import compounding

SOURCE = Path(str(compounding.__file__))
RESULTS = [name for name in compounding.__all__ if dataclasses.is_dataclass(getattr(compounding, name))]
SHOW_LOADED = """
import sys
sys.path.insert(0, {top!r})
before = set(sys.modules)
{code}
print(*sorted(set(sys.modules) - before))
"""


def load(code: str) -> set[str]:
    """Run code in a bare interpreter, and give the modules that it loaded."""
    source = SHOW_LOADED.format(top=str(PACKAGE.parent), code=code)
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", source], capture_output=True, text=True, timeout=60, check=True
    )
    return set(done.stdout.split())


def typed_names() -> dict[str, str]:
    """Give the names that a type checker sees, each with its module."""
    found = {}
    for node in ast.walk(ast.parse(SOURCE.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.update({alias.name: node.module.rpartition(".")[2] for alias in node.names})
    return found


def test_the_lists_of_names_agree() -> None:
    """What is exported, what is loaded on demand and what a type checker sees are the same names."""
    homes = {name: module for module, names in compounding.HOMES.items() for name in names}
    assert typed_names() == homes
    assert sorted(compounding.__all__) == sorted(homes)
    assert len(set(compounding.__all__)) == len(compounding.__all__)
    assert set(compounding.__all__) <= set(dir(compounding))


@pytest.mark.parametrize("name", compounding.__all__)
def test_each_name_is_its_modules(name: str) -> None:
    """Each name is what its module holds, is documented, and is written down with types."""
    (home,) = (module for module, names in compounding.HOMES.items() if name in names)
    value = getattr(compounding, name)
    assert value is getattr(import_module(f"tinywins.compounding.{home}"), name)
    if isclass(value) or isfunction(value):
        assert value.__doc__
        assert value.__module__ == f"tinywins.compounding.{home}"
    if isfunction(value):
        asked = signature(value)
        assert asked.return_annotation is not asked.empty
        assert all(part.annotation is not part.empty for part in asked.parameters.values())


@pytest.mark.parametrize("name", [name for name in compounding.__all__ if isfunction(getattr(compounding, name))])
def test_each_function_names_its_errors_and_its_source(name: str) -> None:
    """A docstring says when there is a ValueError and where the numbers come from; a page it names has that heading."""
    said = " ".join(str(getattr(compounding, name).__doc__).split())
    assert "ValueError" in said
    assert "Source:" in said
    for page, heading in re.findall(r'(docs/[a-z-]+\.md)(?:, "([^"]+)")?', said):
        headings = re.findall("^## (.+)$", (PACKAGE.parent / page).read_text(encoding="utf-8"), re.MULTILINE)
        assert heading in ("", *headings)


def test_no_name_is_also_a_module() -> None:
    """A function that is called like a file would be hidden by it as soon as the file is imported."""
    modules = {path.stem for path in SOURCE.parent.glob("*.py")}
    assert modules & set(compounding.__all__) == set()


@pytest.mark.parametrize("module", compounding.HOMES)
def test_each_file_is_there_too(module: str) -> None:
    """A file of the room can be asked for like a name, though nothing has imported it yet."""
    assert load(f"from tinywins import compounding\nassert compounding.{module}.__doc__") >= {
        f"tinywins.compounding.{module}"
    }


def test_unknown_names_are_unknown() -> None:
    """A name that is not exported is an AttributeError, as anywhere."""
    with pytest.raises(AttributeError, match="no attribute 'grow_forever'"):
        compounding.grow_forever  # type: ignore[attr-defined]  # noqa: B018  # the name is wrong on purpose


def test_the_page_names_every_function() -> None:
    """The module's own page mentions each function of the API, and has an example that runs."""
    page = str(compounding.__doc__)
    functions = [name for name in compounding.__all__ if isfunction(getattr(compounding, name))]
    assert [name for name in functions if f"`{name}`" not in page] == []
    example = "\n".join(line.strip() for line in page.splitlines() if line.startswith("    "))
    told: dict[str, object] = {
        "wins_by_day": {740_000 + place: 1 for place in range(40)},
        "first": 740_000,
        "today": 740_040,
    }
    exec(example, told)  # noqa: S102  # the example is ours
    assert told["growth"] == compounding.NotYet("weeks", 3)


def test_one_wish_loads_one_part() -> None:
    """The package loads nothing; streaks and strength load no dataclasses; what is asked for loads what it needs."""
    assert load("import tinywins.compounding") == {"tinywins", "tinywins.compounding"}
    quick = load("import tinywins.compounding.streaks, tinywins.compounding.strength")
    assert quick & {"dataclasses", "json", "typing", "enum", "re", "inspect"} == set()
    assert {"tinywins.compounding.trends", "tinywins.compounding.estimates"} & quick == set()
    loaded = load("from tinywins import compounding; compounding.momentum")
    assert {name for name in loaded if name.startswith("tinywins.")} == {
        "tinywins.compounding",
        "tinywins.compounding.checks",
        "tinywins.compounding.tempo",
        "tinywins.compounding.estimates",
    }


def test_all_of_it_needs_nothing_else() -> None:
    """With everything loaded, no other room is but those below."""
    loaded = load("from tinywins import compounding\nfor name in compounding.__all__: getattr(compounding, name)")
    rooms = {name.split(".")[1] for name in loaded if name.startswith("tinywins.")}
    assert rooms == {"compounding", "domain", "errors"}


@pytest.mark.parametrize("name", RESULTS)
def test_results_are_frozen_and_slotted(name: str) -> None:
    """A result cannot be changed, has no dictionary, and equals another with the same values."""
    kind = getattr(compounding, name)
    fields = dataclasses.fields(kind)
    values = [place for place, _ in enumerate(fields)]
    made = kind(*values)
    assert made == kind(*values)
    assert not hasattr(made, "__dict__")
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(made, fields[0].name, 1)


def test_results_hold_no_words() -> None:
    """The strings in the room are codes: small letters and underscores; sentences are for programmers alone."""
    codes = {"growing", "shrinking", "steady", "cannot_tell", "picking_up", "slowing"}
    from tinywins.compounding import tempo, trends

    held = {
        value
        for module in (tempo, trends)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str)
    }
    assert held == codes
