"""The power goes: what a command asked of the disk is recorded, and the disks that could be left are made from it.

The disk is a strict one. The bytes of a file are on it once that file was synced, and a name once its folder was; of
everything else any part may be there or not, in any order, and the last write may be torn in half.
"""

import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from random import Random

from tests.cli.harness import Home, module

TRACED = (
    "openat,open,creat,close,dup,dup2,dup3,write,pwrite64,writev,pwritev,pwritev2,lseek,fsync,fdatasync,rename,"
    "renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,mkdir,mkdirat,truncate,ftruncate,fallocate,"
    "copy_file_range,sendfile,symlink,symlinkat,exit_group"
)
LINE = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+|\?)")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
LARGE = 12  # steps, of which there are too many subsets to list
FOLDER = -1  # what stands for a folder where a file has its number


@dataclass(frozen=True, slots=True)
class Bytes:
    """Bytes that were written to a file at a place; with no bytes, the file was cut there."""

    file: int
    path: str
    place: int
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Names:
    """Names that were given or taken at one stroke: the file that each stands for, None where it is gone."""

    path: str
    named: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Sync:
    """A file whose bytes, or a folder whose names, are on the disk from now on."""

    file: int
    path: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The command has acknowledged: it printed, or came to its end without a fault."""


Step = Bytes | Names | Sync | Reply


@dataclass(slots=True)
class Disk:
    """What a disk holds: the file of each name, and the bytes of each file."""

    names: dict[str, int] = field(default_factory=dict)
    files: dict[int, bytes] = field(default_factory=dict)

    def copy(self) -> "Disk":
        """Give a disk of its own with the same on it."""
        return Disk(dict(self.names), dict(self.files))

    def take(self, step: Step, *, torn: bool = False) -> None:
        """Put a step on the disk; of one that is torn, its first half."""
        if isinstance(step, Names):
            for path, file in step.named.items():
                if file is None:
                    self.names.pop(path, None)
                else:
                    self.names[path] = file
        elif isinstance(step, Bytes):
            old = self.files.get(step.file, b"")
            if step.data is None:
                self.files[step.file] = old[: step.place].ljust(step.place, b"\0")
            else:
                data = step.data[: len(step.data) // 2] if torn else step.data
                kept = old[: step.place].ljust(step.place, b"\0")
                self.files[step.file] = kept + data + old[step.place + len(data) :]

    def reach(self) -> dict[str, bytes | None]:
        """Give what can be reached by its name: the bytes of files, and None for folders."""
        found: dict[str, bytes | None] = {}
        for path in sorted(self.names):
            if "/" not in path or os.path.dirname(path) in found:
                file = self.names[path]
                found[path] = None if file == FOLDER else self.files.get(file, b"")
        return found


def read_disk(top: Path) -> Disk:
    """Read what lies beneath a folder."""
    disk = Disk()
    for number, path in enumerate(sorted(top.rglob("*"))):
        disk.names[str(path.relative_to(top))] = FOLDER if path.is_dir() else number
        if path.is_file():
            disk.files[number] = path.read_bytes()
    return disk


def write_disk(disk: Disk, top: Path) -> None:
    """Write what a disk holds beneath a folder."""
    for name, data in disk.reach().items():
        if data is None:
            (top / name).mkdir(mode=0o700)
        else:
            (top / name).touch(mode=0o600)
            (top / name).write_bytes(data)


class Recording:
    """A trace under way: what its names and descriptors stand for."""

    def __init__(self, top: Path) -> None:
        self.top = f"{top}/"
        self.names = {"": FOLDER, **read_disk(top).names}
        self.next = 1 + max(self.names.values(), default=0)
        self.open: dict[str, tuple[int, str]] = {}
        self.places: dict[str, int] = {}
        self.calls: list[tuple[str, int]] = []  # those beneath the folder: the name, and the how manieth of that name

    def run(self, home: Home, words: Sequence[str], log: Path) -> list[Step]:
        """Run a command under strace; give what it did beneath the folder, in order."""
        command = ["strace", "-f", "-qq", "-xx", "-s", "99999999", "-e", f"trace={TRACED}", "-o", str(log)]
        done = subprocess.run(
            [*command, *map(os.fsdecode, module()), *words],
            env=home.env,
            cwd=home.user,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return self.read(log.read_text())

    def read(self, trace: str) -> list[Step]:
        """Read a trace; the process must be one alone, or the order would not be certain."""
        lines = [LINE.match(line) for line in trace.splitlines()]
        calls = [match.groups() for match in lines if match]
        assert len({process for process, *_ in calls}) == 1
        steps: list[Step] = []
        times: Counter[str] = Counter()
        for _, name, given, result in calls:
            times[name] += 1
            if result[0] != "-" and (found := self.read_call(name, given, result)):
                steps += found
                if not isinstance(found[0], Reply):
                    self.calls.append((name, times[name]))
        return steps

    def read_call(self, name: str, given: str, result: str) -> list[Step]:
        """Read one call that went well."""
        assert not any(cut for _, cut in TEXT.findall(given)), name
        texts = [bytes.fromhex(text.replace("\\x", "")) for text, _ in TEXT.findall(given)]
        words = TEXT.sub("", given).split(", ")
        if name == "exit_group":
            return [Reply()] if words[0] == "0" else []
        if name == "write" and words[0] == "1":
            return [Reply()]
        if name in ("write", "pwrite64", "ftruncate", "fsync", "fdatasync", "close", "lseek", "fallocate"):
            return self.read_file_call(name, words, texts, result) if words[0] in self.open else []
        absolute = [os.path.normpath(text.decode()) + "/" for text in texts[:2]]
        paths = [path[len(self.top) : -1] for path in absolute if path.startswith(self.top)]
        if not paths:
            return []
        return self.read_name_call(name, given, paths, result)

    def read_file_call(self, name: str, words: list[str], texts: list[bytes], result: str) -> list[Step]:
        """Read a call on a descriptor."""
        number = words[0]
        file, path = self.open[number]
        if name == "close":
            del self.open[number]
        elif name == "lseek":
            self.places[number] = int(result)
        elif name in ("fsync", "fdatasync"):
            return [Sync(file, path)]
        elif name == "ftruncate":
            return [Bytes(file, path, int(words[1]), None)]
        else:
            assert name in ("write", "pwrite64"), name
            place = int(words[-1]) if name == "pwrite64" else self.places[number]
            self.places[number] = place + int(result)
            return [Bytes(file, path, place, texts[0][: int(result)])]
        return []

    def read_name_call(self, name: str, given: str, paths: list[str], result: str) -> list[Step]:
        """Read a call that names files."""
        path, file = paths[0], self.names.get(paths[0], 0)
        named: dict[str, int | None]
        if name == "openat":
            steps: list[Step] = []
            if path not in self.names:
                steps.append(self.name(path, {path: self.next}))
                self.next += 1
            elif "O_TRUNC" in given:
                steps.append(Bytes(file, path, 0, None))
            assert "O_APPEND" not in given
            self.open[result], self.places[result] = (self.names[path], path), 0
            return steps
        if name.startswith("mkdir"):
            named = {path: FOLDER}
        elif name.startswith("rename"):
            named = {path: None, paths[1]: file}
        elif name.startswith("link"):
            named = {paths[1]: file}
        else:
            assert name.startswith("unlink"), name
            named = {path: None}
        return [self.name(path, named)]

    def name(self, path: str, named: dict[str, int | None]) -> Names:
        """Remember what names stand for now."""
        for each, file in named.items():
            if file is None:
                del self.names[each]
            else:
                self.names[each] = file
        return Names(path, named)


def is_synced(step: Step, sync: Sync) -> bool:
    """Say whether a sync puts a step on the disk."""
    if isinstance(step, Bytes):
        return step.file == sync.file
    return isinstance(step, Names) and sync.file == FOLDER and os.path.dirname(step.path) == sync.path


def cut_power(start: Disk, steps: Sequence[Step], dice: Random, most: int) -> Iterator[tuple[Disk, bool]]:
    """Give the disks that could be left after each step, each with whether the command had acknowledged.

    After a step these are: what was synced and nothing else; that with one, two or three of the other steps; with all
    of them, or all but one; and with a last write that was torn. Of many the dice choose `most`.
    """
    durable, pending, is_acknowledged = start.copy(), list[Step](), False
    for step in steps:
        if isinstance(step, Reply):
            is_acknowledged = True
        elif isinstance(step, Sync):
            for each in pending:
                if is_synced(each, step):
                    durable.take(each)
            pending = [each for each in pending if not is_synced(each, step)]
        else:
            pending.append(step)
        for chosen in choose(len(pending), dice, most):
            disk = durable.copy()
            for place in chosen:
                disk.take(pending[place])
            yield disk, is_acknowledged
        if pending:
            disk = durable.copy()
            for each in pending[:-1]:
                disk.take(each)
            disk.take(pending[-1], torn=True)
            yield disk, is_acknowledged


def choose(number: int, dice: Random, most: int) -> list[list[int]]:
    """Choose among so many steps: none, all, and subsets of at most three, or of all but one."""
    every = list(range(number))
    few = [list(subset) for size in (1, 2, 3) for subset in combinations(every, size)] if number < LARGE else []
    few += [[*every[:place], *every[place + 1 :]] for place in every]
    while number >= LARGE and len(few) < most + number:
        few.append(sorted(dice.sample(every, dice.randint(1, 3))))
    return [[], every, *(few if len(few) <= most else dice.sample(few, most))]


def list_unsynced(start: Disk, steps: Sequence[Step]) -> set[str]:
    """Name what lives and was not on the disk yet when the command first acknowledged: bytes of files, and names."""
    pending: list[Step] = []
    disk = start.copy()
    for step in steps:
        if isinstance(step, Reply):
            break
        if isinstance(step, Sync):
            pending = [each for each in pending if not is_synced(each, step)]
        else:
            disk.take(step)
            pending.append(step)
    alive = set(disk.names.values())
    found = {each.path for each in pending if isinstance(each, Bytes) and each.file in alive}
    given = [item for each in pending if isinstance(each, Names) for item in each.named.items()]
    return found | {path for path, file in given if file is not None and disk.names.get(path) == file}
