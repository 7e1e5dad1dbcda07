"""Where a log lies: folders that services keep in step, and copies of the log that they leave in it."""

from pathlib import Path

import pytest

from tinywins.storage.keeping.places import find_service, list_copies, pick_news


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox/tinywins", "Dropbox"),
        ("Dropbox (Work)/a/b", "Dropbox"),
        ("OneDrive - Firm/log", "OneDrive"),
        ("Library/Mobile Documents/x", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("plain/tinywins", ""),
        ("dropped/tinywins", ""),
    ],
)
def test_a_service_is_known_by_its_folder(tmp_path: Path, folder: str, service: str) -> None:
    """The name of any folder above the log tells the service."""
    (tmp_path / folder).mkdir(parents=True)
    assert find_service(str(tmp_path / folder)) == service


def test_syncthing_is_known_by_its_mark(tmp_path: Path) -> None:
    """A folder with Syncthing's mark is one that it keeps in step, with all below it, through links as well."""
    (tmp_path / "shared" / ".stfolder").mkdir(parents=True)
    (tmp_path / "shared" / "log").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "shared" / "log")
    assert find_service(str(tmp_path / "link")) == "Syncthing"
    assert find_service(str(tmp_path)) == ""


def test_copies_of_the_log_are_found(tmp_path: Path) -> None:
    """What services call a copy in conflict is found; the log, its lock, its backups and what is empty are none."""
    copies = [
        "tinywins (Anna's conflicted copy 2026-11-20).db",
        "tinywins (Case Conflict).db",
        "tinywins (SFConflict anna@example.org 2026-11-20-10-11-12).db",
        "tinywins (conflicted copy 2026-11-20 101112).db",
        "tinywins 3.db",
        "tinywins(1).db",
        "tinywins-DESKTOP-4KQ7.db",
        "tinywins.conflict.db",
        "tinywins.sync-conflict-20261120-101112-ABCDEF7.db",
        "tinywins_conflict-20261120-101112.db",
        "tinywins[Conflict].db",
    ]
    for name in (*copies, "tinywins.db", "tinywins.lock", "tinywins.db.new", "other.db"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "tinywins 2.db").touch()
    (tmp_path / "backups").mkdir()
    assert [Path(path).name for path in list_copies(str(tmp_path))] == sorted(copies)


def test_what_was_told_is_no_news(tmp_path: Path) -> None:
    """Each finding is told once, a new one alone, one that was away again, and none at all is never news."""
    finds = [[], ["Dropbox"], ["Dropbox"], ["Dropbox", "a.db"], ["Dropbox", "b.db"], ["Dropbox"], [], [], ["Dropbox"]]
    told = [pick_news(str(tmp_path), found) for found in finds]
    assert told == [[], ["Dropbox"], [], ["a.db"], ["b.db"], [], [], [], ["Dropbox"]]
