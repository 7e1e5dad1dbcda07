"""The backup drill: whatever becomes of the log, what is restored exports the same bytes as before."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.harness import Home

KINDS = ("log", "wins", "amounts", "days", "habits", "goals", "feedback", "everything")


@pytest.fixture
def lived(kept: Home) -> Home:
    """A home in which more was done than entries alone: edits, undone acts, days off, goals, feedback, settings."""
    for words in (
        ("edit", "last", "--note", "It took two hours"),
        ("log", "To be taken back", "+run=3"),
        ("undo",),
        ("habit", "add", "stretch", "--times", "3/week", "--from", "2026-10-01"),
        ("done", "stretch", "--on", "yesterday"),
        ("habit", "pause", "run", "--from", "2026-11-02", "--to", "2026-11-04"),
        ("goal", "add", "Ship the shop", "--tag", "shop"),
        ("goal", "step", "add", "Draw it", "--goal", "shop"),
        ("feedback", "add", "Slow", "@ben"),
        ("config", "set", "day_start", "3"),
        ("tag", "rename", "garden", "plants"),
    ):
        kept.call(*words)
    return kept


def export_all(home: Home) -> dict[str, bytes]:
    """Give the bytes of every export in every form."""
    files = {}
    for kind in KINDS:
        for form in ("csv", "jsonl"):
            if (kind, form) != ("everything", "csv"):
                files[f"{kind}.{form}"] = home.call("export", kind, "--format", form).out.encode(
                    "utf-8", "surrogateescape"
                )
    return files


def spoil(path: Path, at: int, data: bytes) -> None:
    """Write bytes into a file."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def remove_all_but_backups(path: Path) -> None:
    """Take away all in the log's folder but its backups."""
    for each in path.parent.iterdir():
        if each.is_file():
            each.unlink()


TROUBLES: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "all but the backups deleted": remove_all_but_backups,
    "zeroed": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "emptied": lambda path: path.write_bytes(b""),
    "head spoilt": lambda path: spoil(path, 0, b"\xff" * 100),
    "middle spoilt": lambda path: spoil(path, path.stat().st_size // 2, b"\xa5" * 20_000),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:70_000]),
    "a change altered": lambda path: path.write_bytes(path.read_bytes().replace(b"two hours", b"ten hours")),
}


def test_what_is_restored_exports_the_same_bytes(lived: Home, tmp_path: Path) -> None:
    """Deleted, zeroed or spoilt, the newest backup, or a copy of one from elsewhere, gives back every byte."""
    before = export_all(lived)
    lived.call("backup")
    (made,) = (lived.folder / "backups").glob("*.db")
    stick = tmp_path / "stick.db"
    shutil.copy(made, stick)
    for name, strike in TROUBLES.items():
        for words in ((), (made.name,), (str(stick),)):
            strike(lived.path)
            restored = lived.call("backup", "restore", *words, "--yes")
            assert restored.out.startswith("Restored: the log holds 4 entries."), (name, restored)
            assert export_all(lived) == before, (name, words)
            assert lived.call("doctor").code == 0, name
