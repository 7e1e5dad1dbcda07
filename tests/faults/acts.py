"""Commands that change something, each with what shows whether it did: old or new, and nothing half."""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass

from tests.cli.harness import Answer, Home
from tinywins.errors import StorageError
from tinywins.storage.keeping.copies import read_file_contents, verify, verify_file
from tinywins.storage.store import Store

HALF = ("*.new*", "*.restored*", "*-journal", ".*.new*")  # names of what is under way
FEW, ROWS = 3, 40  # entries that there were in the beginning, and those that were imported


def look_at_log(home: Home) -> list[str]:
    """Give the texts of a log in which nothing is wrong: pages, CRCs, numbers, and the tables against a fold."""
    store = Store(str(home.folder), lambda _: None, lambda: "other")
    db = store.reader()
    assert verify(db) == []
    texts = [text for (text,) in db.execute("SELECT text FROM entry ORDER BY id")]
    store.close()
    return texts


def look_at_backups(home: Home) -> tuple[int, list[str]]:
    """Count the backups, all of which must be sound, beside a log that is."""
    found = [str(path) for path in (home.folder / "backups").glob("*.db")]
    assert [verify_file(path) for path in found] == [[]] * len(found)
    return len(found), look_at_log(home)


def look_at_file(home: Home) -> str | None:
    """Give what the exported file says; None where it is not there."""
    path = home.user / "out.csv"
    return path.read_text(encoding="utf-8") if path.exists() else None


def look_at_config(home: Home) -> str:
    """Give a setting of this machine."""
    return home.call("config", "get", "editor").out


def look_at_changes(home: Home) -> int:
    """Count the changes of a log in which nothing is wrong."""
    look_at_log(home)
    return int(home.sql("SELECT count(*) FROM change")[0][0])


def look_at_restored(home: Home) -> bool:
    """Say whether the log is the restored one; what it replaced is then kept, and else it is in its place."""
    backups = sorted((home.folder / "backups").glob("*.db"))
    try:
        entries = len(look_at_log(home))
    except (StorageError, sqlite3.Error):
        assert home.path.read_bytes() == SPOILT
        return False
    kept = [path.read_bytes() == SPOILT or read_file_contents(str(path)) for path in backups]
    assert entries in (FEW, FEW + ROWS)
    assert entries > FEW or any(each is True or (each and each.entries == FEW + ROWS) for each in kept)
    return entries == FEW


@dataclass(frozen=True, slots=True)
class Act:
    """A command, and a look at what it changes."""

    words: Sequence[str]
    look: Callable[[Home], object]


LONG = "z" * 3_990
SPOILT = b"no log any more" * 400
ACTS = {
    "log": Act(["log", LONG, "--note", LONG], look_at_log),
    "first": Act(["log", "The first"], look_at_log),
    "edit": Act(["edit", "last", "--text", LONG, "--note", LONG], look_at_changes),
    "undo": Act(["undo"], look_at_changes),
    "import": Act(["import", "rows.jsonl"], look_at_log),
    "habit add": Act(["habit", "add", "lesen", "--cue", "n" * 190, "--reward", "r" * 190], look_at_changes),
    "kept": Act(["kept", "coffee"], look_at_changes),
    "goal add": Act(["goal", "add", "Open the shop", "--why", "w" * 900], look_at_changes),
    "backup": Act(["backup"], look_at_backups),
    "restore": Act(["backup", "restore", "older.db", "--yes"], look_at_restored),
    "rescue": Act(["backup", "restore", "older.db", "--yes"], look_at_restored),
    "export": Act(["export", "log", "-o", "out.csv"], look_at_file),
    "replace": Act(["export", "log", "-o", "out.csv", "--force"], look_at_file),
    "config": Act(["config", "set", "editor", "nano"], look_at_config),
    "counted": Act(["config", "set", "day_start", "3"], look_at_changes),
}


class Scene:
    """A home in which one command is run again and again, each time from the same beginning."""

    def __init__(self, home: Home, name: str, page: int = 4_096) -> None:
        self.home, self.act = home, ACTS[name]
        self.words = [str(home.user / word) if "." in word and "/" not in word else word for word in self.act.words]
        rows = (f'{{"day": "2026-11-{n % 20 + 1:02d}", "text": "Row {n}", "note": "{n}"}}\n' for n in range(ROWS))
        (home.user / "rows.jsonl").write_text("".join(rows))
        home.call("backup")
        (backup,) = (home.folder / "backups").glob("*.db")
        backup.rename(home.user / "older.db")
        if name == "replace":
            (home.user / "out.csv").write_text("before")
        home.call("import", str(home.user / "rows.jsonl"), "--dry-run" if name == "import" else "--json")
        with closing(sqlite3.connect(home.path, isolation_level=None)) as db:
            db.execute(f"PRAGMA page_size = {page}")
            db.execute("VACUUM")  # full pages, so that what is written needs new ones
        if name == "rescue":
            home.path.write_bytes(SPOILT)
        if name == "first":
            shutil.rmtree(home.folder)
        self.files = home.files()
        self.old = self.act.look(home)
        self.run()
        self.new = self.act.look(home)
        assert self.new != self.old
        self.begin()

    def begin(self) -> None:
        """Put everything back as it was at the beginning."""
        for top in (self.home.folder, self.home.user):
            shutil.rmtree(top)
            if top == self.home.user or self.files.keys() & {str(self.home.path)}:
                top.mkdir(mode=0o700)
        for name, data in sorted(self.files.items()):
            path = type(self.home.path)(name)
            if path.name in ("backups",):
                path.mkdir(mode=0o700)
            else:
                path.touch(mode=0o600)
                path.write_bytes(data)

    def run(self, code: int | None = 0) -> Answer:
        """Run the command."""
        return self.home.call(*self.words, code=code)

    def judge(self, answer: Answer, says: Sequence[str], *, late: bool = False, half: bool = False) -> bool:
        """See that it is done, or refused with a sentence and a next step, and nothing is half; say whether it is done.

        With `late` what is refused may be done all the same, and that is not denied: the fault came after it. With
        `half` a file under way may be left.
        """
        state, told = self.act.look(self.home), answer.err.splitlines()
        if answer.code == 0:
            assert state == self.new
        else:
            assert answer.code == 1, answer
            assert state == self.old or (late and state == self.new), answer
            assert state == self.old or "nothing was recorded" not in answer.err, answer
            assert any(words in answer.err for words in says), answer
            assert len(told) >= 2, answer
        assert half or self.list_half() == [], answer
        self.look_and_go_on()
        return answer.code == 0

    def look_and_go_on(self) -> None:
        """See that all is old or new, and that the command can be run where it is old."""
        state = self.act.look(self.home)
        assert state in (self.old, self.new)
        if state == self.old:
            self.run()
            assert self.act.look(self.home) == self.new

    def list_half(self) -> list[str]:
        """List the files that are under way."""
        tops = (self.home.folder, self.home.user)
        return sorted({str(path) for top in tops for end in HALF for path in top.rglob(end)})
