"""A realistic year in a home of its own, to look at pictures with: `python -m tests.year FOLDER [2026-11-22]`."""

import sys
from itertools import groupby
from pathlib import Path

from tests.builders import day, plan_year
from tests.services.workspaces import Person
from tinywins.domain.line import parse_line
from tinywins.services.entries import star_entry
from tinywins.services.logging import When, log
from tinywins.services.pausing import pause_habits

RULES = {
    "stretch": "daily",
    "run": "mon,wed,fri at least 5",
    "read": "daily at least 20",
    "gym": "3/week",
    "coffee": "daily at most 2",
}


def live_year(person: Person, ending: int) -> None:
    """Live the year: the habits, every line on its day, a pause for the holiday, and a star now and then."""
    lines, begin = plan_year(ending), ending - 363
    person.go_to(begin)
    for tag, rule in RULES.items():
        person.add_habit(tag, rule, begin)
    for number, (on, planned) in enumerate(groupby(lines, key=lambda line: line[0])):
        person.go_to(on, 20)
        told = log(person.ws, [parse_line(raw) for _, raw in planned], When(on, person.moment.ms, 0))
        if number % 37 == 5:
            star_entry(person.ws, told[-2 % len(told)].entry.short)
    person.go_to(ending, 21)
    pause_habits(person.ws, [], begin + 231, begin + 244, "holiday")


def main() -> None:
    """Make the home."""
    folder, *ending = sys.argv[1:]
    Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    person = Person(folder)
    live_year(person, day(ending[0] if ending else "2026-11-22"))
    person.close()


if __name__ == "__main__":
    main()
