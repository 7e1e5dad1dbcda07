"""Run the benchmark: `python -m tests.bench [--quick] [--runs N]`; the table it prints is the one of the docs."""

import argparse
import os
import platform
import shlex
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from zlib import crc32

from tests.bench import floor
from tests.bench.processes import Case, compare_cpu, compare_wall, digest, run, run_in_turns
from tests.bench.screens import Fact, Painting, measure_keys, paint_in_turns
from tests.bench.venvs import CHECKOUT, make_venv, read_version
from tinywins.bootstrap import read_clock
from tinywins.domain.days import day_of, write_day
from tinywins.storage.connect import PROFILE

HERE = Path(__file__).parent
MOST_STARTS = 1000 / 15  # a second, on a machine that starts Python in 15 ms
PARTS = ("log", "looks", "work", "charts", "tui", "export", "import", "typer")
MOST_MEMORY = {"`export log`": 100, "`import`": 300}  # megabytes


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a program, what it is measured against, and the most that the ratio may be."""

    what: str
    case: Case
    base: Case
    limit: float


def make_floor(folder: Path) -> Path:
    """Make the database that the floor script writes to."""
    path = folder / "floor.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS row (n INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    return path


def measure_log(programs: Path, folder: Path, histories: Path, runs: int) -> list[Row]:
    """Measure `log` against the floor, and with a million entries against an empty log."""
    words = [str(programs / "tinywins"), "log", "x", "+run"]
    script = [str(programs / "python"), str(HERE / "floor.py"), str(make_floor(folder))]
    base = Case("the floor", script)
    daily = Case("`log x +run`, ten years of a daily habit", words, str(histories / "daily"))
    empty = Case("`log x +run`, an empty log", words, str(histories / "empty"))
    million = Case("`log x +run`, 1,000,000 entries", words, str(histories / "million"))
    run_in_turns([base, daily, empty, million], runs)
    return [
        Row("`log x +run`, a ten-year daily habit / floor", daily, base, 1.5),
        Row("`log x +run`, 1,000,000 entries / an empty log", million, empty, 1.15),
    ]


def measure_looks(programs: Path, histories: Path, runs: int) -> list[Row]:
    """Measure `today` and `streaks` against a Typer program of one line."""
    line = Case("a Typer program", [str(programs / "python"), str(HERE / "typer_line.py")])
    looks = [
        Case(f"`{name}`", [str(programs / "tinywins"), name], str(histories / "habits"))
        for name in ("today", "streaks")
    ]
    fifty = Case("`today`, fifty habits", [str(programs / "tinywins"), "today"], str(histories / "fifty"))
    run_in_turns([line, *looks, fifty], runs)
    rows = [Row(f"{look.name}, 36,500 entries, 20 habits / a Typer program", look, line, 2.0) for look in looks]
    return [*rows, Row("`today`, 36,500 entries, 50 habits of every kind / a Typer program", fifty, line, 2.5)]


WORK = (
    *("today", "due", "goal list", "goal show 1", "goal next", "feedback", "moment review", "moment list"),
    *("tag show @customer1", "tweak show 21", "tweak list", "funnel show shop --against previous", "review week"),
)
WRITES = (
    *('feedback add "The button hides" --from @customer1 --via review', 'moment customer "Called back" --choice call'),
    *('thanks "a teammate" "caught it"', "log x +visit=120 +signup=30"),
)


def measure_work(programs: Path, histories: Path, runs: int) -> list[Row]:
    """Measure the commands about goals, feedback, moments, tweaks and funnels against a Typer program of one line."""
    line = Case("a Typer program", [str(programs / "python"), str(HERE / "typer_line.py")])
    cases = [
        Case(f"`{words}`", [str(programs / "tinywins"), *shlex.split(words)], str(histories / "shop"))
        for words in (*WORK, *WRITES)
    ]
    run_in_turns([line, *cases], runs)
    what = "36,500 wins, 200 steps, 2,000 pieces of feedback / a Typer program"
    return [Row(f"{case.name}, {what}", case, line, 2.5) for case in cases]


def measure_charts(programs: Path, histories: Path, runs: int) -> list[Row]:
    """Measure charts against a Typer program with a Rich table, and a report's numbers against Python's start."""
    table = Case("a Rich table", [str(programs / "python"), str(HERE / "typer_table.py")])
    plain = Case("Python's start", [str(programs / "python"), "-c", "pass"])
    home, fifty = str(histories / "habits"), histories / "fifty"
    names = ("heatmap", "wins", "strength", "streak daily1", "growth", "compound", "forecast")
    charts = [
        Case(f"`chart {name.split()[0]}`", [str(programs / "tinywins"), "chart", *name.split()], home) for name in names
    ]
    charts.append(Case("`chart strength`, 50 habits", [str(programs / "tinywins"), "chart", "strength"], str(fifty)))
    review = Case("`review year`", [str(programs / "tinywins"), "review", "year"], home)
    script = [str(programs / "python"), str(HERE / "report_data.py"), str(fifty / "tinywins")]
    report = Case("a report", script)
    run_in_turns([table, plain, *charts, review, report], runs)
    rows = [Row(f"{case.name}, 36,500 wins / a Typer program with a Rich table", case, table, 3.0) for case in charts]
    rows.append(Row("`review year`, 36,500 wins / the same", review, table, 0.0))
    return [*rows, Row("the numbers of `report`, ten years and 50 habits / Python's start", report, plain, MOST_STARTS)]


def measure_tui(programs: Path, histories: Path, runs: int) -> list[Row | Fact]:
    """Measure the full screen against a Textual program of one line, and what its keys cost."""
    home = histories / "fifty"
    hello = [str(programs / "python"), str(HERE / "textual_hello.py")]
    words = [str(programs / "tinywins"), "tui"]
    base = Painting("a Textual program", hello, awaited=b"Hello")
    first = Painting("`tui`, its first frame", words, str(home), awaited=b"[1 Today]")
    habits = Painting("`tui`, its habits", words, str(home), awaited=b"habit")
    paint_in_turns([base, first, habits], runs)
    against = "36,500 wins, 50 habits / a Textual program of one line"
    rows = [Row(f"{first.name}, {against}", first, base, 1.5), Row(f"{habits.name}, {against}", habits, base, 2.0)]
    return [*rows, *measure_keys(programs, home)]


def measure_export(programs: Path, histories: Path, runs: int) -> list[Row]:
    """Measure `export log` against a script that writes the same bytes with csv.writer."""
    home = histories / "million"
    ours = Case("`export log`", [str(programs / "tinywins"), "export", "log", "--format", "csv"], str(home))
    log = home / "tinywins" / "tinywins.db"
    plain = Case("csv.writer", [str(programs / "python"), str(HERE / "csv_rows.py"), str(log)])
    if digest(ours) != digest(plain):
        raise SystemExit("`export log` and csv_rows.py write different bytes, so they cannot be compared.")
    run_in_turns([plain, ours], runs)
    return [Row("`export log --format csv`, 1,000,000 entries / csv.writer", ours, plain, 1.5)]


def measure_import(programs: Path, histories: Path, cache: Path, runs: int) -> list[Row]:
    """Measure `import` of an `export log` into no log yet, against a script that inserts the same rows."""
    source, home = cache / "log.csv", cache / "imported"
    with source.open("wb") as stream:
        million = Case("", [str(programs / "tinywins"), "export", "log"], str(histories / "million"))
        subprocess.run(million.command, env=million.environment, stdout=stream, check=True)
    afresh = f'rm -rf "{home}" && exec "$0" import "{source}"'
    ours = Case("`import`", ["/bin/sh", "-c", afresh, str(programs / "tinywins")], str(home))
    plain = Case("executemany", [str(programs / "python"), str(HERE / "csv_insert.py"), str(source), f"{source}.db"])
    for _ in range(runs):
        run(plain)
        run(ours)
    return [Row("`import` of 1,000,000 entries as CSV / csv.reader and executemany", ours, plain, 8.0)]


def measure_typer(folder: Path, runs: int) -> list[Row]:
    """Measure a Typer program of one command under the first version that is too slow against the last that is not."""
    cases: list[Case] = []
    for wanted in ("typer>=0.28,<0.29", "typer>=0.29,<0.30"):
        programs = make_venv(folder / f"typer{len(cases)}", wanted)
        name = f"Typer {read_version(programs, 'typer')}"
        cases.append(Case(name, [str(programs / "python"), str(HERE / "typer_command.py")]))
    run_in_turns(cases, runs)
    old, new = cases
    return [Row(f"one command, {new.name} / {old.name}", new, old, 0.0)]


def name_histories() -> str:
    """Name the folder of the logs after all that decides what is in them: the day, the tables and the plan."""
    sources = CHECKOUT / "tinywins" / "storage" / "schema.py", HERE / "histories.py", HERE / "shop.py"
    plan = crc32(b"".join(source.read_bytes() for source in sources))
    return f"{write_day(day_of(read_clock(), 4))}-{plan:08x}"


def describe_machine(programs: Path) -> str:
    """Say when and on what the benchmark ran."""
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    versions += f", Typer {read_version(programs, 'typer')}, pip {read_version(programs, 'pip')}"
    commit = subprocess.run(
        ["git", "-C", CHECKOUT, "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    )
    place = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()} {platform.release()}"
    return f"{datetime.now(UTC):%Y-%m-%d}, commit {commit.stdout.strip() or 'unknown'}; {place}; {versions}."


def write_table(rows: list[Row | Fact]) -> Iterator[str]:
    """Write the table, a line at a time."""
    yield "| what / against what | limit | wall | processor | medians, ms | runs |"
    yield "|---|---|---|---|---|---|"
    for row in rows:
        if isinstance(row, Fact):
            verdict = " (over)" if row.found > row.limit else ""
            yield f"| {row.what} | {row.limit:.0f} {row.unit} | | {row.found:.1f} {row.unit}{verdict} | | {row.runs} |"
            continue
        wall, cpu = compare_wall(row.case, row.base), compare_cpu(row.case, row.base)
        limit = f"{row.limit:.2f}" if row.limit else "-"
        verdict = " (over)" if row.limit and wall > row.limit else ""
        medians = f"{1000 * median(row.case.wall):,.1f} / {1000 * median(row.base.wall):,.1f}"
        yield f"| {row.what} | {limit} | {wall:.2f}{verdict} | {cpu:.2f} | {medians} | {len(row.case.wall)} |"
        if most := MOST_MEMORY.get(row.case.name):
            memory = row.case.memory / 1024
            verdict = " (over)" if memory > most else ""
            yield f"| its peak of memory | {most} MB | {memory:.0f} MB{verdict} | | | {len(row.case.wall)} |"


def main() -> None:
    """Make what is measured, measure it, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the runs, for a first look")
    parser.add_argument("--runs", type=int, default=100, help="runs of `log`; the others take their share (100)")
    parser.add_argument("--only", choices=PARTS, help="one part of the table")
    wanted = parser.parse_args()
    runs = max(3, wanted.runs // 10 if wanted.quick else wanted.runs)
    if floor.PROFILE != PROFILE:
        raise SystemExit("floor.py opens its database with other settings than tinywins.storage.store.PROFILE.")
    cache = Path(tempfile.gettempdir()) / f"tinywins-bench-{os.getuid()}"
    histories = cache / name_histories()
    subprocess.run([sys.executable, "-m", "tests.bench.histories", histories], check=True, cwd=CHECKOUT)
    programs = make_venv(cache / "venv", str(CHECKOUT))
    parts: dict[str, Callable[[], Sequence[Row | Fact]]] = {
        "log": lambda: measure_log(programs, cache, histories, runs),
        "looks": lambda: measure_looks(programs, histories, max(3, runs // 2)),
        "work": lambda: measure_work(programs, histories, max(3, runs // 5)),
        "charts": lambda: measure_charts(programs, histories, max(3, runs // 4)),
        "tui": lambda: measure_tui(programs, histories, max(3, runs // 4)),
        "export": lambda: measure_export(programs, histories, max(3, runs // 10)),
        "import": lambda: measure_import(programs, histories, cache, 3),
        "typer": lambda: measure_typer(cache, max(3, runs // 4)),
    }
    rows = [row for name, measure in parts.items() if wanted.only in (None, name) for row in measure()]
    print(describe_machine(programs), *write_table(rows), sep="\n")


if __name__ == "__main__":
    main()
