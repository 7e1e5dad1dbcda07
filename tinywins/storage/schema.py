"""The tables of the present schema, and how a new file gets them.

`change` is the journal and never alters. `meta` and `said` belong to this file alone. All others are the
projection: each row is a function of the journal, and `doctor --rebuild` folds them again.
"""

from tinywins.storage.connect import APPLICATION_ID, VERSION, Db

JOURNAL = """
CREATE TABLE change (
  device TEXT NOT NULL, n INTEGER NOT NULL, act TEXT NOT NULL, stamp INTEGER NOT NULL, thing TEXT NOT NULL,
  thing_id TEXT NOT NULL, fields TEXT NOT NULL, crc INTEGER NOT NULL, PRIMARY KEY (device, n)) STRICT;
CREATE INDEX change_thing ON change (thing_id, thing);
CREATE INDEX change_act ON change (act);
CREATE INDEX change_kind ON change (thing, thing_id) WHERE thing <> 'entry';
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE said (n INTEGER PRIMARY KEY, what TEXT NOT NULL) STRICT;
"""

PROJECTION = """
CREATE TABLE act_off (act TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE entry (
  id TEXT PRIMARY KEY, short TEXT NOT NULL, text TEXT NOT NULL,
  day TEXT NOT NULL CHECK (day GLOB '????-??-??'), at INTEGER, at_offset INTEGER, note TEXT NOT NULL,
  star INTEGER NOT NULL, logged INTEGER NOT NULL, logged_offset INTEGER NOT NULL, zone TEXT NOT NULL,
  device TEXT NOT NULL, n INTEGER NOT NULL, win INTEGER NOT NULL) STRICT;
CREATE INDEX entry_short ON entry (short);
CREATE INDEX entry_day ON entry (day, win);
CREATE INDEX entry_offset ON entry (logged_offset, logged);
CREATE TABLE entry_gone (id TEXT PRIMARY KEY, short TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX entry_gone_short ON entry_gone (short);
CREATE TABLE entry_tag (
  entry TEXT NOT NULL, name TEXT NOT NULL, place INTEGER NOT NULL, amount INTEGER, day TEXT NOT NULL,
  PRIMARY KEY (entry, name)) STRICT, WITHOUT ROWID;
CREATE INDEX entry_tag_name ON entry_tag (name, day, amount);
CREATE TABLE alias (name TEXT PRIMARY KEY, tag TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX alias_tag ON alias (tag);
CREATE TABLE tag (tag TEXT PRIMARY KEY, unit TEXT NOT NULL, reads TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE habit (
  tag TEXT PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, cue TEXT NOT NULL, reward TEXT NOT NULL,
  quiet INTEGER NOT NULL, archived TEXT NOT NULL, place INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE schedule (
  tag TEXT NOT NULL, start TEXT NOT NULL, rule TEXT NOT NULL, begins TEXT, limited INTEGER NOT NULL,
  PRIMARY KEY (tag, start)) STRICT, WITHOUT ROWID;
CREATE TABLE excuse (
  id TEXT PRIMARY KEY, tag TEXT NOT NULL, kind TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
  because TEXT NOT NULL, said TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX excuse_tag ON excuse (tag, first);
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE tag_day (
  tag TEXT NOT NULL, day TEXT NOT NULL, n INTEGER NOT NULL, amount INTEGER NOT NULL,
  PRIMARY KEY (tag, day)) STRICT, WITHOUT ROWID;
CREATE TABLE win_day (day TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE win_week (monday TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX win_week_n ON win_week (n);
CREATE TABLE review (
  kind TEXT NOT NULL, first TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (kind, first)) STRICT, WITHOUT ROWID;
"""

PROJECTION_KEYS = {
    "act_off": "act",
    "entry": "id",
    "entry_gone": "id",
    "entry_tag": "entry, name",
    "alias": "name",
    "tag": "tag",
    "habit": "tag",
    "schedule": "tag, start",
    "excuse": "id",
    "setting": "key",
    "tag_day": "tag, day",
    "win_day": "day",
    "win_week": "monday",
    "review": "kind, first",
}


def run_statements(connection: Db, script: str) -> None:
    """Run statements one by one: `executescript` would commit the open transaction."""
    for statement in script.split(";\n"):
        if statement.strip():
            connection.execute(statement)


def create_tables(connection: Db) -> None:
    """Make the tables of a new log."""
    run_statements(connection, JOURNAL)
    run_statements(connection, PROJECTION)


def create(connection: Db, device: str) -> None:
    """Make an empty file, in an open transaction, the log of `device`."""
    create_tables(connection)
    connection.execute("INSERT INTO meta VALUES ('device', ?)", (device,))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
