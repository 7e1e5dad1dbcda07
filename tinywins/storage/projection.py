"""The projection: the tables that queries read, kept equal to what folding the whole journal would give."""

from collections.abc import Callable, Iterable

from tinywins.domain.days import monday_of, read_day, write_day
from tinywins.domain.entries import is_win
from tinywins.storage.connect import Db
from tinywins.storage.entry_rows import (
    find_tag,
    insert_entry,
    is_uncounted,
    refresh_tag_days,
    refresh_win_week,
    refresh_wins,
)
from tinywins.storage.fold import fold_act, fold_acts_off, fold_changes, read_entry_fields, read_fields
from tinywins.storage.items import KINDS, project_all_items, project_item
from tinywins.storage.name_rows import project_names
from tinywins.storage.reviews import project_reviews
from tinywins.storage.schema import PROJECTION_KEYS
from tinywins.storage.work_rows import delete_work, is_bad, pick_work

TOLD_EVERY = 200  # changes
MANY = 400  # days of one tag from which it is quicker to count it all again

Cells = set[tuple[str, str]]


def project(db: Db, touched: Iterable[tuple[str, str]]) -> None:
    """Bring the projection up to date after changes of these things: (thing, id)."""
    entries: dict[str, None] = {}
    items: dict[tuple[str, str], None] = {}
    others = reviews = False
    for thing, thing_id in touched:
        parts = switch_act(db, thing_id) if thing == "act" else [(thing, thing_id)]
        for kind, part_id in parts:
            if kind == "entry":
                entries[part_id] = None
            elif kind in KINDS:
                items[kind, part_id] = None
            elif kind == "review":
                reviews = True
            elif kind != "import":  # which says where an act came from, and no more
                others = True
    cells: Cells = set()
    tags: set[str] = set()
    for kind, item_id in items:
        project_item(db, kind, item_id)
    if reviews:
        project_reviews(db)
    if others:
        tags, names = project_names(db)
        for name in names:
            entries.update({row[0]: None for row in db.execute("SELECT entry FROM entry_tag WHERE name = ?", (name,))})
    for entry_id in entries:
        project_entry(db, entry_id, cells)
    refresh_cells(db, cells, tags)


def switch_act(db: Db, act: str) -> list[tuple[str, str]]:
    """Write whether an act is off, and give the things that it changed."""
    db.execute("DELETE FROM act_off WHERE act = ?", (act,))
    if fold_act(db, act):
        db.execute("INSERT INTO act_off VALUES (?)", (act,))
    return db.execute("SELECT DISTINCT thing, thing_id FROM change WHERE act = ? AND thing <> 'act'", (act,)).fetchall()


def project_entry(db: Db, entry_id: str, cells: Cells) -> None:
    """Write an entry's rows anew; the (name, day) pairs whose counts it touched go into `cells`."""
    for (day,) in db.execute("SELECT day FROM entry WHERE id = ?", (entry_id,)).fetchall():
        cells.add(("", day))
    cells.update(db.execute("SELECT name, day FROM entry_tag WHERE entry = ?", (entry_id,)))
    for table in ("entry", "entry_gone"):
        db.execute(f"DELETE FROM {table} WHERE id = ?", (entry_id,))
    db.execute("DELETE FROM entry_tag WHERE entry = ?", (entry_id,))
    delete_work(db, entry_id)
    changes = db.execute(
        """SELECT device, n, fields, EXISTS (SELECT 1 FROM act_off WHERE act_off.act = change.act) FROM change
           WHERE thing_id = ? AND thing = 'entry' ORDER BY stamp, device, n""",
        (entry_id,),
    ).fetchall()
    write_entry(db, entry_id, changes)
    for (day,) in db.execute("SELECT day FROM entry WHERE id = ?", (entry_id,)).fetchall():
        cells.add(("", day))
    cells.update(db.execute("SELECT name, day FROM entry_tag WHERE entry = ?", (entry_id,)))


def write_entry(db: Db, entry_id: str, changes: list[tuple[str, int, str, int]]) -> None:
    """Insert the rows that an entry's changes (device, n, fields, off) fold to."""
    fields, device, n = fold_changes([change[:3] for change in changes if not change[3]])
    entry = read_entry_fields(entry_id, fields)
    if entry is None:
        short = next((str(f["short"]) for *_, text, _ in changes if "short" in (f := read_fields(text))), "")
        db.execute("INSERT INTO entry_gone VALUES (?, ?)", (entry_id, short))
        return
    day = write_day(entry.day)
    uncounted = {name for name, _ in entry.tags if is_uncounted(db, find_tag(db, name), day)}
    entry.work = pick_work(fields)
    entry.win = is_win(entry.tags, uncounted) and not is_bad(entry.work)
    insert_entry(db, entry, device, n)


def refresh_cells(db: Db, cells: Cells, tags: set[str]) -> None:
    """Count again what was touched: whole tags in `tags`, and the single days in `cells`."""
    days: dict[str, set[str]] = {}
    meant = {name: find_tag(db, name) if name else "" for name in {name for name, _ in cells}}
    for name, day in cells:
        days.setdefault(meant[name], set()).add(day)
    wins = days.pop("", set())
    for tag in tags | {tag for tag, touched in days.items() if len(touched) > MANY}:
        if find_tag(db, tag) == tag:
            refresh_tag_days(db, tag)
        else:
            db.execute("DELETE FROM tag_day WHERE tag = ?", (tag,))
        days.pop(tag, None)
    for tag, touched in days.items():
        for day in touched:
            refresh_tag_days(db, tag, day)
    if len(wins) > MANY:
        count_all_wins(db)
    else:
        refresh_wins(db, wins)


def count_all_wins(db: Db) -> None:
    """Count the wins of every day and of every week again."""
    db.execute("DELETE FROM win_day")
    db.execute("DELETE FROM win_week")
    db.execute("INSERT INTO win_day SELECT day, count(*) FROM entry WHERE win = 1 GROUP BY day")
    for monday in {monday_of(read_day(day)) for (day,) in db.execute("SELECT day FROM win_day")}:
        refresh_win_week(db, monday)


def write_entries(db: Db, rows: Iterable[tuple[str, str, int, str, int]], tell: Callable[[int], None]) -> None:
    """Insert the rows of all entries from their changes, which come entry by entry."""
    changes: list[tuple[str, int, str, int]] = []
    present = ""
    for done, (entry_id, device, n, fields, off) in enumerate(rows):
        if done % TOLD_EVERY == 0:
            tell(done)
        if entry_id != present and changes:
            write_entry(db, present, changes)
            changes = []
        present = entry_id
        changes.append((device, n, fields, off))
    if changes:
        write_entry(db, present, changes)


def rebuild(db: Db, tell: Callable[[int], None] | None = None) -> None:
    """Drop every row of the projection and fold the journal again, in the open transaction.

    `tell` hears now and then how many changes of entries are folded.
    """
    for table in PROJECTION_KEYS:
        db.execute(f"DELETE FROM {table}")
    db.executemany("INSERT INTO act_off VALUES (?)", [(act,) for act in sorted(fold_acts_off(db))])
    project_names(db)
    project_reviews(db)
    project_all_items(db)
    rows = db.execute(
        """SELECT thing_id, device, n, fields, EXISTS (SELECT 1 FROM act_off WHERE act_off.act = change.act) FROM change
           WHERE thing = 'entry' ORDER BY thing_id, stamp, device, n"""
    )
    try:
        write_entries(db, rows, tell or (lambda _: None))
    finally:
        rows.close()  # one that is left open in the middle keeps its lock on the file
    names = [row[0] for row in db.execute("SELECT DISTINCT name FROM entry_tag")]
    for tag in {find_tag(db, name) for name in names}:
        refresh_tag_days(db, tag)
    count_all_wins(db)
