"""What `doctor` looked at, what it found, and what to do about it, in which order."""

from shlex import quote

from tinywins.domain.days import Moment
from tinywins.render.columns import align
from tinywins.render.keeping import RESTORE, say_entries, say_made
from tinywins.render.safe import make_safe
from tinywins.services.checking import Check
from tinywins.services.keeping import Kept

JOURNAL = {"file", "schema", "sums", "numbers", "device"}  # checks after which the tables cannot be made anew
FEW = 5  # findings of a check that are told one by one
SAVED = "saved.db"


def is_damaged(checks: list[Check]) -> bool:
    """Say whether more is wrong than making the tables anew would mend."""
    return any(check.found and check.name in JOURNAL for check in checks)


def show_checks(checks: list[Check], sound: Kept | None, now: Moment) -> str:
    """Write what was looked at, a line each, what was found, and what to do; `sound` is the newest sound backup."""
    rows = []
    for check in checks:
        if not check.found:
            rows.append(["ok", check.name, make_safe(check.fact)])
        rows += [["wrong", check.name, make_safe(found)] for found in check.found[:FEW]]
        if len(check.found) > FEW:
            rows.append(["wrong", check.name, f"and {len(check.found) - FEW:,} more"])
    lines = ["".join(row) for row in align(rows)]
    if is_damaged(checks):
        lines += ["", *advise(sound, now)]
    elif any(check.found and check.name == "fold" for check in checks):
        lines += ["", "The journal is sound, so the tables can be made anew: tinywins doctor --rebuild"]
    return "\n".join(lines) + "\n"


def advise(sound: Kept | None, now: Moment) -> list[str]:
    """Say what to do about a damaged log, step by step."""
    lines = [
        "What to do, in this order:",
        f"1. Put all that can be read into a new file: tinywins doctor --salvage {SAVED}",
        "   It leaves the log as it is, brings in what backups still hold, and says what is missing.",
        f"2. See what it says, then put the new file in place: {RESTORE} {SAVED}",
        "   It shows what would change and asks; what is there now is kept as a backup of its own.",
    ]
    if sound is None:
        return [*lines, "There is no sound backup to go back to."]
    return [
        *lines,
        f"Or go back to the newest sound backup, of {say_made(sound.backup, now)} with {say_entries(sound.contents)}:",
        f"   {RESTORE} {quote(make_safe(sound.backup.name))}",
    ]
