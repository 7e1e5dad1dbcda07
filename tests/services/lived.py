"""Random lives of three months, and what is to be counted of them, told from the entries alone."""

from collections import Counter
from random import Random

from tests.builders import day
from tests.services.workspaces import FRIDAY, Person
from tinywins.domain.entries import Entry
from tinywins.domain.line import Mention, parse_line
from tinywins.services import entries
from tinywins.services.habits import archive_habit
from tinywins.services.logging import When, log
from tinywins.services.pausing import pause_habits, skip_day
from tinywins.services.tags import edit_tag, merge_tags
from tinywins.storage.queries import Filter, find_entries

TODAY = day(FRIDAY)
MERGED = {"reveiw": "reviews", "@ann": "@anna"}
UNCOUNTED = {"coffee", "weight"}  # a limit, a measurement
UNITS = {"run": "km"}
RULES = {"coffee": "daily at most 2", "stretch": "daily", "gym": "3/week", "read": "mon,wed,fri at least 20"}
LINES = (
    "Watered the plants",
    "Fixed it +dev",
    "+dev=3",
    "+dev=1.5 +dev",
    "Looked at it again +dev=0",
    "Answered +reveiw",
    "+reviews=2",
    "Twice told +reviews +reveiw=3",
    "Along the canal +run=5.2",
    "+run",
    "+run=0",
    "Weighed +weight=80.4",
    "Ran and weighed +run=4 +weight=79",
    "+coffee",
    "+coffee=3",
    "+coffee=0",
    "Coffee with cake +coffee +cake",
    "+stretch",
    "+stretch +gym",
    "+gym",
    "+read=12",
    "Read on +read=25",
    "Told @anna of it +dev",
    "@ann",
    "Met @bob for lunch",
)
WORDS = ("", "dev", "reviews", "reveiw", "run", "coffee", "cake", "stretch", "gym", "read", "@anna", "@bob")


def live(seed: int, length: int = 90) -> Person:
    """Live so many days up to today: logged, edited, removed, merged, starred, skipped, paused, archived."""
    random, person = Random(seed), Person()
    begin = TODAY - length
    edit_tag(person.ws, "run", "km", None)
    edit_tag(person.ws, "weight", "kg", "last")
    for tag, rule in RULES.items():
        person.add_habit(tag, rule, begin + random.choice((0, 0, 3, 30)))
    log(person.ws, [parse_line(raw) for raw in LINES], When(begin + 1))
    busy = random.choice((0.3, 0.6, 0.8))
    for number in range(begin + 2, TODAY + 1):
        if random.random() < busy:
            lines = [parse_line(random.choice(LINES)) for _ in range(random.choice((1, 1, 2, 5)))]
            for told in log(person.ws, lines, When(number, None, None)):
                if random.random() < 0.1:
                    change(person, told.entry, random)
    merge_tags(person.ws, "reveiw", "reviews")
    merge_tags(person.ws, "@ann", "@anna")
    take_time_off(person, random, begin)
    return person


def change(person: Person, entry: Entry, random: Random) -> None:
    """Remove an entry, star it, or change its text, day or tags."""
    what = random.randrange(5)
    if what == 0:
        entries.remove_entries(person.ws, [entry.short])
    elif what == 1:
        entries.star_entry(person.ws, entry.short)
    elif what == 2:
        entries.edit_entry(person.ws, entry.short, entries.Edit(mentions=(Mention("dev", random.choice((0, 2_000))),)))
    else:
        ago = f"-{random.randrange(80)}"
        entries.edit_entry(person.ws, entry.short, entries.Edit(text="Told anew", on=ago, note="to @bob"))


def take_time_off(person: Person, random: Random, begin: int) -> None:
    """Perhaps pause all habits, or one, skip a day, archive one."""
    first = begin + random.randrange(70)
    if random.random() < 0.6:
        pause_habits(person.ws, [], first, first + random.randrange(25), "away")
    if random.random() < 0.6:
        pause_habits(person.ws, ["gym"], first + 5, random.choice((None, first + 20)))
    if random.random() < 0.4:
        skip_day(person.ws, "coffee", TODAY - 3)
    if random.random() < 0.3:
        archive_habit(person.ws, ["stretch"])


def list_all(person: Person) -> list[Entry]:
    """Give all entries, oldest first."""
    return find_entries(person.db, Filter())[::-1]


def is_won(entry: Entry) -> bool:
    """Say whether an entry is a win: without tags, or with one that counts and was done."""
    names = [(name, amount) for name, amount in entry.tags if name[0] != "@"]
    return not names or any(name not in UNCOUNTED and amount != 0 for name, amount in names)


def list_won(person: Person, first: int, last: int) -> list[Entry]:
    """Give the wins between two days, both included, oldest first."""
    return [entry for entry in list_all(person) if first <= entry.day <= last and is_won(entry)]


def count_days(person: Person, word: str) -> dict[int, float]:
    """Count by day: wins for "", entries of a person or of a tag with a unit, else amounts, 1 where none was said."""
    counts: Counter[int] = Counter()
    wanted = MERGED.get(word, word)
    for entry in list_all(person):
        if not word:
            counts[entry.day] += 1_000 * is_won(entry)
            continue
        said = [amount for name, amount in entry.tags if MERGED.get(name, name) == wanted]
        if word[0] == "@" or word in UNITS or word == "weight":
            counts[entry.day] += 1_000 * any(amount != 0 for amount in said)
        else:
            counts[entry.day] += sum(1_000 if amount is None else amount for amount in said)
    return {number: n / 1_000 for number, n in counts.items() if n}


def count_tags(person: Person, first: int, last: int) -> dict[str, int]:
    """Count the wins of each tag between two days, persons left out."""
    counts: Counter[str] = Counter()
    for entry in list_won(person, first, last):
        counts.update({MERGED.get(name, name) for name, amount in entry.tags if name[0] != "@" and amount != 0})
    return dict(counts)


def add_times(person: Person, on: list[int], raw: str = "Win") -> None:
    """Log one line as often as each day is named, in one act a day."""
    for number, n in sorted(Counter(on).items()):
        log(person.ws, [parse_line(raw)] * n, When(number))
