"""Sessions: the `console` blocks of a page, run again as one person's shell, so that a page shows what is printed.

A line `$ command` is run by bash in a fresh home, with standard error where a terminal would show it; `won: text`
below a bare `tinywins log` is what is typed there. A comment `<!-- session: line -->` runs unseen, to set the clock
or to let weeks go by. Randomness and the real clock are fixed, so that ids stay the same.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from zlib import crc32

TOP = Path(__file__).parents[2]
PAGES = (
    *("README.md", "docs/tutorial.md", "docs/charts.md", "docs/json.md", "docs/configuration.md"),
    *("docs/architecture.md", "docs/work.md", "docs/if-something-goes-wrong.md"),
)
MARK = "\x1e"
HIDDEN = "<!-- session: "
PROMPT = "won: "
FIXED = "The clock is fixed at "
FIX = """
import os, random, sys, time
if os.environ.get("SESSION_SEED"):
    from datetime import datetime
    seed = int(os.environ["SESSION_SEED"])
    begun = datetime.fromisoformat(os.environ["TINYWINS_NOW"]).timestamp()
    os.urandom = random.Random(seed).randbytes
    time.time_ns = lambda: int(begun * 1000 + int(os.environ["SESSION_STEP"])) * 1_000_000
"""
START = """
cd "$HOME"
tinywins() { SESSION_SEED=$((SESSION_SEED + 1)); "$PYTHON" -m tinywins "$@"; }
python3() { "$PYTHON" "$@"; }
six_weeks() {
  tinywins habit add reviews --times 3/week --from 2026-10-12
  for day in 10-{12,13,14,19,21,23,26,28,29} 11-{03,04,06,09,11,13,16,18}; do
    tinywins log "Answered a review" +reviews --on 2026-$day
  done
}
"""


def read_commands(page: str) -> list[str]:
    """Give the shell's lines of a page, in order: hidden ones, and those after `$ `, with what is typed to them."""
    commands = []
    inside = False
    lines = page.split("\n")
    for place, line in enumerate(lines):
        if line.startswith("```"):
            inside = line == "```console"
        elif line.startswith(HIDDEN):
            commands.append(line.removeprefix(HIDDEN).removesuffix(" -->"))
        elif inside and line.startswith("$ "):
            typed = lines[place + 1].removeprefix(PROMPT) if lines[place + 1].startswith(PROMPT) else None
            given = "</dev/null" if typed is None else f"<<'{MARK}'\n{typed}\n{MARK}"
            commands.append(f"{{ {line[2:]}\n}} {given}")
    return commands


def run_commands(commands: list[str], home: Path) -> list[str]:
    """Run the lines in one bash and give what each printed."""
    (home / "fix").mkdir()
    (home / "fix" / "sitecustomize.py").write_text(FIX, encoding="utf-8")
    script = [START]
    for step, command in enumerate(commands):
        seed = crc32(f"{command} {commands[:step].count(command)}".encode())
        script.append(f"export SESSION_SEED={seed} SESSION_STEP={step}\n{command}\nprintf '{MARK}'\n")
    environment = {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "COLUMNS": "80",
        "PATH": os.environ["PATH"],
        "PYTHON": sys.executable,
        "PYTHONPATH": f"{home / 'fix'}{os.pathsep}{TOP}",
        "TINYWINS_HOME": str(home / ".local/share/tinywins"),
        "TINYWINS_NOW": "2026-11-22T10:42:00+01:00",
        "TZ": "UTC",
    }
    done = subprocess.run(
        ["bash", "-c", "".join(script)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    return [clean_output(text, home) for text in done.stdout.split(MARK)[:-1]]


def clean_output(text: str, home: Path) -> str:
    """Leave out the line about the fixed clock, and write the home as `~`."""
    text = re.sub(r"\d+ of its \d+ pages", "244 of its 341 pages", text)  # a page more or less, by the machine
    lines = text.replace(str(home), "~").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(FIXED))


def run_page(page: str, home: Path) -> str:
    """Give a page as it reads when its sessions are run again."""
    outputs = iter(run_commands(read_commands(page), home))
    lines: list[str] = []
    inside = shown = False  # in a session; below its first command
    typed = ""
    for line in page.split("\n"):
        if line.startswith("```"):
            inside, shown = line == "```console", False
            lines.append(line)
        elif inside and line.startswith("$ "):
            lines += [line, *next(outputs).splitlines()]
            shown, typed = True, line
        elif shown and line.startswith(PROMPT) and typed:
            lines.insert(len(lines) - lines[::-1].index(typed), line)
        elif not shown:
            if line.startswith(HIDDEN):
                next(outputs)
            lines.append(line)
        if not line.startswith("$ "):
            typed = ""
    return "\n".join(lines)
