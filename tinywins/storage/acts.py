"""Acts as the journal knows them: the one to undo, the one to redo, and what each of them did."""

from tinywins.storage.connect import Db
from tinywins.storage.fold import Fields, read_fields
from tinywins.storage.journal import list_devices


def find_newest_live(db: Db) -> str | None:
    """Give this log's own newest act that is not undone, also where it was another device then."""
    for device in list_devices(db):
        row = db.execute(
            """SELECT act FROM change WHERE device = ? AND thing <> 'act'
               AND NOT EXISTS (SELECT 1 FROM act_off WHERE act_off.act = change.act) ORDER BY n DESC LIMIT 1""",
            (device,),
        ).fetchone()
        if row:
            return str(row[0])
    return None


def find_last_undone(db: Db) -> str | None:
    """Give the act that was undone here last, as long as no new act came after."""
    for device in list_devices(db):
        newest = db.execute("SELECT max(n) FROM change WHERE device = ? AND thing <> 'act'", (device,)).fetchone()[0]
        for act, fields in db.execute(
            "SELECT thing_id, fields FROM change WHERE device = ? AND thing = 'act' AND n > ? ORDER BY n DESC",
            (device, newest or 0),
        ):
            if read_fields(fields).get("off") and is_off(db, act):
                return str(act)
        if newest:
            return None
    return None


def is_off(db: Db, act: str) -> bool:
    """Say whether an act is undone."""
    return db.execute("SELECT 1 FROM act_off WHERE act = ?", (act,)).fetchone() is not None


def find_acts(db: Db, ending: str) -> list[str]:
    """Give the acts whose id ends so."""
    return [row[0] for row in db.execute("SELECT DISTINCT act FROM change WHERE act LIKE '%' || ?", (ending,))]


def read_act(db: Db, act: str) -> list[tuple[str, str, Fields]]:
    """Give what an act changed: (thing, id, fields), in order."""
    rows = db.execute("SELECT thing, thing_id, fields FROM change WHERE act = ? AND thing <> 'act' ORDER BY n", (act,))
    return [(thing, thing_id, read_fields(fields)) for thing, thing_id, fields in rows]


def read_import(db: Db, act: str) -> Fields | None:
    """Give what an act says of the file that it brought in; None for one that is no import."""
    row = db.execute("SELECT fields FROM change WHERE act = ? AND thing = 'import'", (act,)).fetchone()
    return read_fields(row[0]) if row else None


def read_history(db: Db, thing: str, thing_id: str) -> list[tuple[str, int, str, Fields, bool]]:
    """Give a thing's changes, oldest first: (act, stamp in ms, device, fields, whether the act is undone)."""
    rows = db.execute(
        """SELECT act, stamp, device, fields, EXISTS (SELECT 1 FROM act_off WHERE act_off.act = change.act) FROM change
           WHERE thing_id = ? AND thing = ? ORDER BY stamp, device, n""",
        (thing_id, thing),
    )
    return [(act, stamp, device, read_fields(fields), bool(off)) for act, stamp, device, fields, off in rows]
