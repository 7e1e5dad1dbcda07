"""What is shipped: the metadata tells the truth, and nothing of the machine it was made on comes along."""

import os
import re
import tomllib
from typing import Any

import pytest

import tinywins
from tests.house.sources import PACKAGE, TOP, house_files, name_of

CI = TOP / ".ci" / "run"
MACHINE = re.compile(r"(?<![\w.~$}])/(?:work|root|farm|tmp/w)(?=[/\s\"'`),;:]|$)", re.MULTILINE)
REGISTRIES = re.compile(r"\b(?:files\.pythonhosted|pypi|registry\.npmjs|crates|proxy\.golang)\.(?:org|io)\b")


def read_project() -> dict[str, Any]:
    """Read pyproject.toml."""
    return tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))


def read_texts() -> dict[str, str]:
    """Read every file of the project that is text."""
    texts = {}
    for path in house_files():
        raw = path.read_bytes()
        if b"\0" not in raw:
            texts[name_of(path)] = raw.decode("utf-8", "replace")
    return texts


def test_typer_is_capped_with_its_reason() -> None:
    """Typer stays below the version that is slow, and one line above says why."""
    lines = (TOP / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    (place,) = (n for n, line in enumerate(lines) if line.strip() == '"typer>=0.26,<0.29",')
    assert re.match(r"\s*# .*0\.29", lines[place - 1])
    assert not lines[place - 2].strip().startswith("#")
    assert "typer>=0.26,<0.29" in read_project()["project"]["dependencies"]


def test_dependencies_are_bounded() -> None:
    """Each dependency says from which version on it will do."""
    project = read_project()["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    assert [line for line in wanted if ">=" not in line] == []
    assert {"test", "lint"} <= set(project["optional-dependencies"])


def test_the_version_is_said_once() -> None:
    """The metadata and the program give the same version."""
    assert read_project()["project"]["version"] == tinywins.__version__


def test_types_are_shipped() -> None:
    """The package says that it is typed, and mypy is strict with it and with the tests."""
    assert (PACKAGE / "py.typed").is_file()
    mypy = read_project()["tool"]["mypy"]
    assert mypy["strict"] is True
    assert {"tinywins", "tests"} <= set(mypy["packages"])


def test_the_command_leads_to_the_front_door() -> None:
    """The installed command calls what `python -m tinywins` calls, on Python 3.11 and newer."""
    project = read_project()["project"]
    module, _, name = project["scripts"]["tinywins"].partition(":")
    assert module == "tinywins.__main__"
    assert f"def {name}(" in (PACKAGE / "__main__.py").read_text(encoding="utf-8")
    assert project["requires-python"] == ">=3.11"


def test_the_manual_page_is_shipped() -> None:
    """The wheel puts the manual page where `man` looks for it."""
    shared = read_project()["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared == {"docs/tinywins.1": "share/man/man1/tinywins.1"}
    assert all((TOP / name).is_file() for name in shared)


def test_the_licence_is_mit() -> None:
    """The licence is MIT, in the file and in the metadata."""
    text = (TOP / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("MIT License\n")
    assert "Permission is hereby granted, free of charge" in text
    assert "License :: OSI Approved :: MIT License" in read_project()["project"]["classifiers"]


@pytest.mark.skipif(not CI.exists(), reason="a source distribution comes without .ci")
def test_the_check_of_everything_can_be_run() -> None:
    """.ci/run can be executed, and stops at the first thing that does not hold."""
    assert os.access(CI, os.X_OK)
    text = CI.read_text(encoding="utf-8")
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in text
    for step in ("ruff check", "ruff format --check", "mypy", "lint-imports", "cog --check", "build --wheel"):
        assert step in text


def test_changes_have_a_place() -> None:
    """The changelog has a section for what is not released yet."""
    assert "\n## [Unreleased]\n" in (TOP / "CHANGELOG.md").read_text(encoding="utf-8")


def test_nothing_names_the_machine_it_was_made_on() -> None:
    """No file holds a path that exists on one machine alone."""
    found = {name: MACHINE.findall(text) for name, text in read_texts().items()}
    assert {name: paths for name, paths in found.items() if paths} == {}


def test_nothing_names_a_package_registry() -> None:
    """Where packages come from is the business of whoever installs them."""
    found = {name: REGISTRIES.findall(text) for name, text in read_texts().items()}
    assert {name: hosts for name, hosts in found.items() if hosts} == {}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MACHINE, "see /" + "work/main"),
        (MACHINE, "'/" + "root'"),
        (MACHINE, "at /" + "tmp/w/v"),
        (REGISTRIES, "https://pypi" + ".org/simple"),
    ],
)
def test_machines_and_registries_are_found(pattern: re.Pattern[str], text: str) -> None:
    """The search finds what it is to keep out."""
    assert pattern.search(text)
