"""Lines of a file that somebody brings: text within bounds, or a sentence about what the file is."""

from collections.abc import Iterator
from typing import BinaryIO

from tinywins.errors import UsageError

STANDARD_INPUT = "standard input"
LONGEST_LINE = 1_000_000  # bytes
KINDS = (  # how files begin that are no text, and what to say of them
    (b"SQLite format 3\0", "is a database, and not a table", "Export from it what is to come in: tinywins export log"),
    (b"PK\x03\x04", "is an archive or a spreadsheet", "Save the sheet as CSV, or unpack the file first."),
    (b"\xff\xfe", "is UTF-16, and not UTF-8", "Save it as UTF-8 (in Excel: CSV UTF-8)."),
    (b"\xfe\xff", "is UTF-16, and not UTF-8", "Save it as UTF-8 (in Excel: CSV UTF-8)."),
    (b"\x1f\x8b", "is compressed", "Unpack it first: gunzip -c FILE | tinywins import -"),
)


class Lines:
    """The lines of a stream, decoded, with their ends; `number` is that of the last one given.

    What is no UTF-8 comes as surrogates, which the checks of each cell refuse. UsageError for a file that is no text.
    """

    __slots__ = ("first", "name", "number", "stream")

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.stream = stream
        self.name = name
        self.number = 0
        self.first = self.read_first()
        for start, what, hint in KINDS:
            if self.first.startswith(start):
                raise UsageError(f"{name} {what}.", hint)
        if b"\0" in self.first:
            raise UsageError(f"{name} is no text: its first line holds NUL bytes.", "CSV and JSON Lines can come in.")

    def read_first(self) -> bytes:
        """Read the first line that is not blank, without a byte order mark."""
        line = self.read_line().removeprefix(b"\xef\xbb\xbf")
        while line and line.isspace():
            self.number += 1
            line = self.read_line()
        return line

    def read_line(self) -> bytes:
        """Read one line; UsageError where it is longer than any row can be, or where no more can be read."""
        try:
            line = self.stream.readline(LONGEST_LINE + 1)
        except OSError as error:
            where = f" beyond line {self.number:,}" if self.number else ""
            raise UsageError(f"{self.name} cannot be read{where}: {error.strerror}.", "Copy the file anew.") from None
        if len(line) > LONGEST_LINE:
            raise UsageError(
                f"Line {self.number + 1:,} of {self.name} is longer than 1 MB, which no row is.",
                "CSV and JSON Lines can come in, a row a line.",
            )
        return line

    def __iter__(self) -> Iterator[str]:
        """Give the lines."""
        line = self.first
        while line:
            self.number += 1
            yield line.decode("utf-8", "surrogateescape")
            line = self.read_line()

    def is_json(self) -> bool:
        """Say whether the file begins as JSON Lines do."""
        return self.first.lstrip()[:1] == b"{"
