"""What `export log` is measured against: the same cells from the same rows, through csv.writer.writerows."""

import csv
import sqlite3
import sys

HEAD = (
    *("id", "short", "day", "at", "text", "tags", "note", "star", "win", "logged", "zone"),
    *(
        "step",
        "feedback",
        "thanks",
        "moment",
        "situation",
        "choice",
        "expect",
        "follow",
        "turned",
        "outcome",
        "settled",
    ),
    "tinywins-csv 1",
)

SELECT = """
SELECT
  id,
  short,
  entry.day,
  strftime('%Y-%m-%dT%H:%M:%S', at / 1000 + at_offset * 60, 'unixepoch') || printf('.%03d', at % 1000)
    || printf('%s%02d:%02d', iif(at_offset < 0, '-', '+'), abs(at_offset) / 60, abs(at_offset) % 60),
  text,
  (SELECT group_concat(iif(amount IS NULL, name, name || '=' || amount / 1000.0), ' ')
   FROM entry_tag WHERE entry_tag.entry = entry.id ORDER BY place),
  note,
  star,
  win,
  strftime('%Y-%m-%dT%H:%M:%S', logged / 1000 + logged_offset * 60, 'unixepoch') || printf('.%03d', logged % 1000)
    || printf('%s%02d:%02d', iif(logged_offset < 0, '-', '+'), abs(logged_offset) / 60, abs(logged_offset) % 60),
  zone,
  step,
  feedback,
  thanks,
  kind,
  situation,
  choice,
  expect,
  follow,
  turned,
  outcome,
  settled,
  ''
FROM entry
LEFT JOIN entry_work ON entry_work.entry = entry.id
LEFT JOIN moment ON moment.entry = entry.id
ORDER BY entry.day, coalesce(at, logged), id
"""


def main() -> None:
    """Write the entries of the database that the first argument names to standard output."""
    connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    connection.execute("PRAGMA temp_store = MEMORY")
    with open(sys.stdout.fileno(), "w", 1 << 16, encoding="utf-8", newline="", closefd=False) as stream:
        writer = csv.writer(stream)
        writer.writerow(HEAD)
        writer.writerows(connection.execute(SELECT))


if __name__ == "__main__":
    main()
