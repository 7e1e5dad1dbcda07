"""What `import` is measured against: csv.reader, and one executemany of the same rows into one table."""

import csv
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

source, target = Path(sys.argv[1]), Path(sys.argv[2])
target.unlink(missing_ok=True)
with source.open(encoding="utf-8", newline="") as stream, closing(sqlite3.connect(target)) as connection:
    rows = csv.reader(stream)
    names = next(rows)
    columns, marks = ",".join(f'"{name}"' for name in names), ",".join("?" * len(names))
    connection.execute(f"CREATE TABLE entry ({columns})")
    with connection:
        connection.executemany(f"INSERT INTO entry VALUES ({marks})", rows)
