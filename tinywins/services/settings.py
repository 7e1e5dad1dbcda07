"""Settings that change what is counted; they live in the journal, so that undo and sync know them."""

from tinywins.domain.names import natural_id
from tinywins.errors import UsageError
from tinywins.services.workspace import Settings, Workspace
from tinywins.storage import fold, journal, projection

COUNTED = {
    "day_start": "the hour at which a day begins, 0 to 6 (default 4)",
    "spares": "spares of a run: at its start, earned every so many, at most (default 1,7,2)",
}


def show_settings(settings: Settings) -> dict[str, str]:
    """Give the settings that change what is counted, as text."""
    return {
        "day_start": str(settings.day_start),
        "spares": ",".join(str(number) for number in settings.spares),
    }


def check_setting(key: str, value: str) -> object:
    """Give a setting's value as it is stored; UsageError says what it may be."""
    numbers = value.replace(" ", "").split(",")
    if key == "day_start":
        if value not in ("0", "1", "2", "3", "4", "5", "6"):
            raise UsageError(
                f"day_start cannot be {value}.", "It is a whole hour, 0 to 6: tinywins config set day_start 4"
            )
        return int(value)
    if len(numbers) != 3 or not all(n.isascii() and n.isdecimal() and int(n) <= 99 for n in numbers):
        raise UsageError(
            f"spares cannot be {value}.",
            "Three numbers: tinywins config set spares 1,7,2 (or 0,0,0 for none)",
        )
    return ",".join(str(int(number)) for number in numbers)


def set_setting(ws: Workspace, key: str, value: str) -> None:
    """Write a setting into the journal; what was logged before keeps its day."""
    stored = check_setting(key, value)
    with ws.store.writing() as db:
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        journal.record(db, act, "setting", natural_id("setting", "settings"), fold.write_fields({key: stored}))
        projection.project(db, [("setting", "")])
