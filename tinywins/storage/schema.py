"""The tables of the present schema, and how a new file gets them.

`change` is the journal and never alters. `meta` and `said` belong to this file alone. All others are the
projection: each row is a function of the journal, and `doctor --rebuild` folds them again.
"""

from tinywins.storage.connect import APPLICATION_ID, VERSION, Db, name_program

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
CREATE TABLE treat (
  tag TEXT PRIMARY KEY, treat TEXT NOT NULL, every INTEGER NOT NULL, base INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE entry_work (
  entry TEXT PRIMARY KEY, day TEXT NOT NULL, step TEXT NOT NULL, feedback TEXT NOT NULL, thanks TEXT NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE INDEX entry_work_step ON entry_work (step, day) WHERE step <> '';
CREATE INDEX entry_work_feedback ON entry_work (feedback, day) WHERE feedback <> '';
CREATE INDEX entry_work_thanks ON entry_work (day) WHERE thanks <> '';
CREATE TABLE moment (
  entry TEXT PRIMARY KEY, day TEXT NOT NULL, kind TEXT NOT NULL, situation TEXT NOT NULL, choice TEXT NOT NULL,
  expect TEXT NOT NULL, follow TEXT NOT NULL, turned TEXT NOT NULL, outcome TEXT NOT NULL, settled TEXT NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE INDEX moment_day ON moment (day);
CREATE INDEX moment_follow ON moment (follow) WHERE turned = '' AND follow <> '';
CREATE TABLE code (id TEXT PRIMARY KEY, thing TEXT NOT NULL, short TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX code_short ON code (short);
CREATE TABLE goal (
  id TEXT PRIMARY KEY, short TEXT NOT NULL, title TEXT NOT NULL, why TEXT NOT NULL, by TEXT NOT NULL,
  target INTEGER NOT NULL, tag TEXT NOT NULL, since TEXT NOT NULL, born TEXT NOT NULL, parked TEXT NOT NULL,
  place INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE goal_tag (goal TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (goal, name)) STRICT, WITHOUT ROWID;
CREATE TABLE phase (
  id TEXT PRIMARY KEY, goal TEXT NOT NULL, short TEXT NOT NULL, title TEXT NOT NULL, by TEXT NOT NULL,
  upto INTEGER NOT NULL, place INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX phase_goal ON phase (goal);
CREATE TABLE step (
  id TEXT PRIMARY KEY, goal TEXT NOT NULL, phase TEXT NOT NULL, short TEXT NOT NULL, title TEXT NOT NULL,
  obstacle TEXT NOT NULL, feedback TEXT NOT NULL, born TEXT NOT NULL, place INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX step_goal ON step (goal);
CREATE TABLE focus (id TEXT PRIMARY KEY, goal TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE feedback (
  id TEXT PRIMARY KEY, short TEXT NOT NULL, text TEXT NOT NULL, person TEXT NOT NULL, via TEXT NOT NULL,
  opened INTEGER, opened_offset INTEGER NOT NULL, day TEXT NOT NULL, follow TEXT NOT NULL,
  closed TEXT NOT NULL, closed_at INTEGER NOT NULL, closed_day TEXT NOT NULL, because TEXT NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE INDEX feedback_follow ON feedback (follow) WHERE closed = '' AND follow <> '';
CREATE TABLE tweak (
  id TEXT PRIMARY KEY, short TEXT NOT NULL, title TEXT NOT NULL, measure TEXT NOT NULL, per TEXT NOT NULL,
  start TEXT NOT NULL, review TEXT NOT NULL, stopped TEXT NOT NULL, size INTEGER NOT NULL, less INTEGER NOT NULL,
  weeks INTEGER NOT NULL, feedback TEXT NOT NULL, note TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE funnel (id TEXT PRIMARY KEY, name TEXT NOT NULL, tags TEXT NOT NULL, targets TEXT NOT NULL)
  STRICT, WITHOUT ROWID;
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
    "treat": "tag",
    "entry_work": "entry",
    "moment": "entry",
    "code": "id",
    "goal": "id",
    "goal_tag": "goal, name",
    "phase": "id",
    "step": "id",
    "focus": "id",
    "feedback": "id",
    "tweak": "id",
    "funnel": "id",
}


def run_statements(connection: Db, script: str) -> None:
    """Run statements one by one: `executescript` would commit the open transaction."""
    for statement in script.split(";\n"):
        if statement.strip():
            connection.execute(statement)


def read_definitions() -> list[tuple[str, str, str, str]]:
    """Give the tables and indexes as SQLite keeps their definitions: kind, name, table, statement."""
    found = []
    for statement in map(str.strip, (JOURNAL + PROJECTION).split(";\n")):
        if statement:
            _, kind, name, *words = statement.split(None, 5)
            found.append((kind.lower(), name, words[1] if kind == "INDEX" else name, statement))
    return found


def create_tables(connection: Db) -> None:
    """Make the tables of a new log."""
    run_statements(connection, JOURNAL)
    run_statements(connection, PROJECTION)


def create(connection: Db, device: str) -> None:
    """Make an empty file, in an open transaction, the log of `device`."""
    create_tables(connection)
    connection.execute("INSERT INTO meta VALUES ('device', ?), ('program', ?)", (device, name_program()))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
