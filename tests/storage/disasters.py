"""What can become of a log's file while a program has it open: taken away, emptied, or another in its place."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path


class Scene:
    """A log's file, a copy of it from earlier, another log, and how to bring back what was there.

    `spare` is a folder beside the log's own, for what is moved out of the way.
    """

    def __init__(self, path: Path, older: Path, another: Path, spare: Path) -> None:
        self.path, self.older, self.another, self.spare = path, older, another, spare
        spare.mkdir(exist_ok=True)
        self.kept = self.copy(path, "kept.db")

    def copy(self, source: Path, name: str) -> Path:
        """Copy a file into the spare folder."""
        return Path(shutil.copy(source, self.spare / name))

    def move_over(self, source: Path) -> None:
        """Put a copy of a file in the place of the log's, as `mv` does."""
        os.replace(self.copy(source, "moved"), self.path)

    def copy_over(self, source: Path) -> None:
        """Write a file into the log's own, as `cp` does."""
        shutil.copyfile(source, self.path)

    def write_over(self, data: bytes, *, moved: bool = False) -> None:
        """Put bytes in the place of the log."""
        source = self.spare / "bytes"
        source.write_bytes(data)
        source.chmod(0o600)
        (self.move_over if moved else self.copy_over)(source)

    def rename_folder(self) -> None:
        """Give the log's folder another name."""
        self.path.parent.rename(self.spare / "folder")

    def remove_folder(self) -> None:
        """Take the log's folder away with all that is in it."""
        shutil.copytree(self.path.parent, self.spare / "folder")
        shutil.rmtree(self.path.parent)

    def bring_back(self) -> None:
        """Put everything back as it was."""
        if not self.path.parent.exists():
            (self.spare / "folder").rename(self.path.parent)
        elif self.path.exists():
            self.copy_over(self.kept)
        else:
            self.move_over(self.kept)
        self.path.chmod(0o600)


# Each with what is in the place of the log afterwards: another, the older one, the same, or nothing that can be read.
DISASTERS: dict[str, tuple[Callable[[Scene], None], str]] = {
    "removed": (lambda scene: scene.path.unlink(), ""),
    "folder renamed": (Scene.rename_folder, ""),
    "folder removed": (Scene.remove_folder, ""),
    "another moved over": (lambda scene: scene.move_over(scene.another), "another"),
    "another copied over": (lambda scene: scene.copy_over(scene.another), "another"),
    "older moved over": (lambda scene: scene.move_over(scene.older), "older"),
    "older copied over": (lambda scene: scene.copy_over(scene.older), "older"),
    "same moved over": (lambda scene: scene.move_over(scene.kept), "same"),
    "emptied": (lambda scene: scene.write_over(b""), ""),
    "empty moved over": (lambda scene: scene.write_over(b"", moved=True), ""),
    "text copied over": (lambda scene: scene.write_over(b"Dear diary, " * 9_000), ""),
    "half copied over": (lambda scene: scene.write_over(scene.kept.read_bytes()[:90_000]), ""),
}
