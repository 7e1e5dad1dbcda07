"""What an act did to a goal with its phases and steps, in one deed."""

from tinywins.services.deeds import GOALS, Change, Deed, label_item
from tinywins.storage import acts, fold
from tinywins.storage.connect import Db

OWN = {"title": "title", "why": "reason", "by": "date"}  # what the outline says of a goal itself


def describe_goal(db: Db, changes: list[Change]) -> Deed | None:
    """Say in one deed what an act did to a goal with its phases and steps; None where a single thing was touched."""
    parts = join_changes([change for change in changes if change[0] in GOALS])
    credited = sum(thing == "entry" and set(fields) == {"step"} for thing, _, fields in changes)
    if len(parts) < (1 if credited else 2) or len({find_goal(db, *part[:2]) for part in parts}) > 1:
        return None
    label = label_item(db, "goal", find_goal(db, *parts[0][:2]))
    removed = [part for part in parts if part[2].get("gone")]
    if any(thing == "goal" for thing, _, _ in removed):
        return Deed("removed", "goal", f"{label}{list_counts(', with ', removed)}")
    phase = next((part for part in removed if part[0] == "phase"), None)
    if phase and all(part is phase or set(part[2]) == {"phase"} for part in parts):
        return Deed("removed", "phase", f"{label_item(db, *phase[:2])} of {label}")
    if credited:
        return Deed("credited", "goal", f"{label} with {say_number(credited, 'earlier win')}")
    own = [name for thing, _, fields in parts if thing == "goal" for key, name in OWN.items() if key in fields]
    added = [part for part in parts if "short" in part[2]]
    rest = [part for part in parts if part not in added and part not in removed]
    other = [part for part in rest if set(part[2]) != {"place"}]
    said = [" and ".join(own), *map(list_counts, ("added ", "changed ", "removed "), (added, other, removed))]
    said += ["another order"] if len(other) < len(rest) and not added else []
    return Deed("changed", "goal", f"{label}: {'; '.join(part for part in said if part)}")


def join_changes(changes: list[Change]) -> list[Change]:
    """Join the changes of an act that are of the same thing."""
    joined: dict[tuple[str, str], fold.Fields] = {}
    for thing, thing_id, fields in changes:
        joined[thing, thing_id] = {**joined.get((thing, thing_id), {}), **fields}
    return [(*key, fields) for key, fields in joined.items()]


def find_goal(db: Db, thing: str, thing_id: str) -> str:
    """Give the id of the goal that a goal, phase or step is of, also of one that is gone."""
    if thing == "goal":
        return thing_id
    history = acts.read_history(db, thing, thing_id)
    return next((str(fields["goal"]) for *_, fields, _ in history if "goal" in fields), "")


def list_counts(lead: str, parts: list[Change]) -> str:
    """Say how many phases and steps there are among things, after a lead; nothing where there are none."""
    numbers = [(kind, sum(thing == kind for thing, _, _ in parts)) for kind in ("phase", "step")]
    said = " and ".join(say_number(n, kind) for kind, n in numbers if n)
    return f"{lead}{said}" if said else ""


def say_number(n: int, kind: str) -> str:
    """Say a number of things."""
    return f"{n} {kind}" if n == 1 else f"{n} {kind}s"
