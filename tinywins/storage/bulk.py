"""Many entries at once: what is known of their ids, and their rows, written in batches and counted once at the end."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, cast
from zlib import crc32

from tinywins.domain.entries import is_win
from tinywins.domain.ids import LONGEST, SHORTEST, short_code
from tinywins.storage.connect import Db
from tinywins.storage.entry_rows import find_free_code, find_tag, is_uncounted
from tinywins.storage.fold import Fields, read_fields
from tinywins.storage.journal import Act
from tinywins.storage.projection import Cells, project_entry, refresh_cells
from tinywins.storage.work_rows import insert_work, is_bad, pick_work

CACHE = "PRAGMA cache_size = -65536"  # 64 MB: the indexes of many rows grow at random places
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

MANY_CELLS = 250_000  # from which they are counted before the end, so that they do not fill the memory

UNKNOWN, UNDONE, GONE, HERE = "unknown", "undone", "gone", "here"
Known = tuple[str, Fields]  # what became of an id, and the fields that its live changes fold to
Rows = list[tuple[object, ...]]
Birth = tuple[str, str, Fields, tuple[int, int, str], bool]  # id, code or "", fields, logged, whether undone before


def read_known(db: Db, ids: list[str]) -> dict[str, Known]:
    """Read what is known of ids; those of which nothing is are left out.

    `undone` are those whose birth came with an import that is undone: to bring them again is no second time.
    """
    rows = db.execute(
        """SELECT thing_id, fields, act, EXISTS (SELECT 1 FROM act_off WHERE act_off.act = change.act)
           FROM change WHERE thing_id IN (SELECT value FROM json_each(?)) AND thing = 'entry'
           ORDER BY stamp, device, n""",
        (ENCODE(ids),),
    )
    live: dict[str, Fields] = {}
    births: dict[str, str] = {}
    for entry_id, written, act, off in rows.fetchall():
        fields = read_fields(written)
        known = live.setdefault(entry_id, {})
        if off:
            births[entry_id] = act if "logged" in fields else births.get(entry_id, "")
        else:
            known.update(fields)
    return {entry_id: (judge(db, fields, births.get(entry_id, "")), fields) for entry_id, fields in live.items()}


def judge(db: Db, live: Fields, act: str) -> str:
    """Say what became of an entry from its live fields, and the undone act of its birth ("" for none)."""
    if "logged" in live:
        return GONE if live.get("gone") else HERE
    brought = db.execute("SELECT 1 FROM change WHERE act = ? AND thing = 'import'", (act,)).fetchone()
    return UNDONE if brought else GONE


def write_birth(code: str, fields: Fields, logged: tuple[int, int, str]) -> str:
    """Write the fields of an entry's first change as JSON; by hand, for that takes half as long."""
    (day, at, offset), (ms, minutes, zone) = cast("Sequence[Any]", fields["when"]), logged
    when = f'["{day}",null,null]' if at is None else f'["{day}",{at},{offset}]'
    head = f'"short":"{code}","text":{ENCODE(fields["text"])},"when":{when},"logged":[{ms},{minutes},{ENCODE(zone)}]'
    rest = [
        f"{ENCODE(key)}:{'true' if value is True else ENCODE(value)}"
        for key, value in fields.items()
        if key not in ("text", "when")
    ]
    return "{" + ",".join((head, *rest)) + "}"


class Bulk:
    """The rows of one act that brings many entries; `finish` counts again what they touched."""

    __slots__ = ("act", "cells", "db", "waiting", "wins")

    def __init__(self, db: Db, act: Act) -> None:
        self.db = db
        self.act = act
        self.cells: Cells = set()
        self.waiting: dict[str, bool | None] = {}
        self.wins = 0
        db.execute(CACHE)

    def is_uncounted(self, name: str, day: str) -> bool:
        """Say whether a name makes no win on a day; None is kept for a name of which the day decides."""
        if name not in self.waiting:
            tag = find_tag(self.db, name)
            limited = self.db.execute("SELECT 1 FROM schedule WHERE tag = ? AND limited", (tag,)).fetchone()
            self.waiting[name] = None if limited else is_uncounted(self.db, tag, day)
        known = self.waiting[name]
        return is_uncounted(self.db, find_tag(self.db, name), day) if known is None else known

    def find_codes(self, births: list[Birth]) -> list[str]:
        """Give the code of each birth: its own where that is free, else the shortest that is."""
        wanted = [short or short_code(entry_id, SHORTEST) for entry_id, short, *_ in births]
        taken = {
            row[0]
            for row in self.db.execute(
                """WITH wanted AS MATERIALIZED (SELECT value FROM json_each(?))
                   SELECT short FROM wanted JOIN entry ON short = value
                   UNION ALL SELECT short FROM wanted JOIN entry_gone ON short = value
                   UNION ALL SELECT short FROM wanted JOIN code ON short = value""",
                (ENCODE(wanted),),
            )
        }
        codes = []
        for (entry_id, *_, again), code in zip(births, wanted, strict=True):
            free = code if code not in taken else self.read_own(entry_id) if again else ""
            if not free:
                free = self.lengthen(entry_id, taken)
            taken.add(free)
            codes.append(free)
        return codes

    def read_own(self, entry_id: str) -> str:
        """Read the code that an entry had when it was here before; "" for none."""
        row = self.db.execute("SELECT short FROM entry_gone WHERE id = ?", (entry_id,)).fetchone()
        return str(row[0]) if row else ""

    def lengthen(self, entry_id: str, taken: set[str]) -> str:
        """Give the shortest code of an entry that neither the log nor this batch has."""
        code = find_free_code(self.db, entry_id)
        while code in taken and len(code) < LONGEST:
            code = short_code(entry_id, len(code) + 1)
        return code

    def insert(self, births: list[Birth]) -> list[str]:
        """Write entries that are not here yet, and give their codes."""
        act, device, n = self.act, self.act.device, self.act.n
        head, middle = f"{device}\x1f", f"\x1f{act.id}\x1f{act.stamp}\x1fentry\x1f"
        changes: Rows = []
        entries: Rows = []
        tags: Rows = []
        works: list[tuple[str, str, Fields]] = []
        codes = self.find_codes(births)
        for (entry_id, _, fields, logged, _), code in zip(births, codes, strict=True):
            n += 1
            text = write_birth(code, fields, logged)
            crc = crc32(f"{head}{n}{middle}{entry_id}\x1f{text}".encode())
            changes.append((device, n, act.id, act.stamp, "entry", entry_id, text, crc))
            day, at, offset = cast("Sequence[Any]", fields["when"])
            own = self.add_tags(entry_id, day, fields, tags)
            work = pick_work(fields)
            win = is_win(own, [name for name, _ in own if self.is_uncounted(name, day)]) and not is_bad(work)
            self.wins += win
            self.cells.add(("", day))
            row = (entry_id, code, fields["text"], day, at, offset, fields.get("note", ""), int("star" in fields))
            entries.append((*row, *logged, device, n, int(win)))
            if work:
                works.append((entry_id, day, work))
        act.n = n
        self.write(births, changes, entries, tags, works)
        if len(self.cells) > MANY_CELLS:
            self.finish()
        return codes

    def add_tags(self, entry_id: str, day: str, fields: Fields, tags: Rows) -> list[tuple[str, int | None]]:
        """Add the rows of an entry's tags, and give them as (name, amount)."""
        own: list[tuple[str, int | None]] = []
        for key, value in fields.items():
            if key[0] in "+@":
                name, amount = key if key[0] == "@" else key[1:], None if value is True else int(str(value))
                tags.append((entry_id, name, len(own), amount, day))
                own.append((name, amount))
                self.cells.add((name, day))
        return own

    def write(
        self,
        births: list[Birth],
        changes: Rows,
        entries: Rows,
        tags: Rows,
        works: list[tuple[str, str, Fields]],
    ) -> None:
        """Insert the rows of a batch; entries that were here before are folded, for later changes may hang on them."""
        db = self.db
        again = {entry_id for entry_id, *_, undone in births if undone}
        db.executemany("INSERT INTO change VALUES (?,?,?,?,?,?,?,?)", changes)
        if again:
            entries = [row for row in entries if row[0] not in again]
            tags = [row for row in tags if row[0] not in again]
            works = [each for each in works if each[0] not in again]
        db.executemany("INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", entries)
        db.executemany("INSERT INTO entry_tag VALUES (?,?,?,?,?)", tags)
        for entry_id, day, work in works:
            insert_work(db, entry_id, day, work)
        for entry_id in sorted(again):
            project_entry(db, entry_id, self.cells)

    def update(self, changes: Iterable[tuple[str, Fields]]) -> None:
        """Record what entries that are here are to become, and fold them anew."""
        from tinywins.storage.journal import record

        for entry_id, fields in changes:
            record(self.db, self.act, "entry", entry_id, ENCODE(fields))
            project_entry(self.db, entry_id, self.cells)

    def finish(self) -> None:
        """Count again all that the entries touched."""
        refresh_cells(self.db, self.cells, set())
        self.cells.clear()
        self.waiting.clear()
