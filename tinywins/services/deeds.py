"""Deeds: what an act did, in words that undo and history can say."""

from dataclasses import dataclass

from tinywins.storage import acts, fold
from tinywins.storage.connect import Db

WORK = {  # what a change that adds one sets besides its code
    "goal": "born",
    "phase": "goal",
    "step": "born",
    "feedback": "opened",
    "tweak": "short",
    "funnel": "name",
    "focus": "goal",
}

VERBS, BACK = {"parked": "parked", "obstacle": "blocked"}, {"parked": "unparked", "obstacle": "unblocked"}
GOALS = ("goal", "phase", "step")
Change = tuple[str, str, fold.Fields]  # what an act set: kind of thing, its id, the fields


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that an act did: what to which kind of thing, under which name."""

    verb: str
    thing: str
    label: str


def describe_act(db: Db, act: str) -> tuple[Deed, ...]:
    """Say what an act did, one deed a thing; an import is one deed, whatever it brought."""
    brought = acts.read_import(db, act)
    return describe_changes(db, act) if brought is None else (describe_import(brought),)


def describe_changes(db: Db, act: str) -> tuple[Deed, ...]:
    """Say what the changes of an act did, one deed a thing."""
    changes = acts.read_act(db, act)
    if any(thing in GOALS for thing, _, _ in changes):
        from tinywins.services.work.goal_deeds import describe_goal

        whole = describe_goal(db, changes)
        if whole is not None:
            changes = [change for change in changes if change[0] not in GOALS and set(change[2]) != {"step"}]
            return whole, *list_deeds(db, changes)
    return tuple(list_deeds(db, changes))


def list_deeds(db: Db, changes: list[Change]) -> list[Deed]:
    """Say what changes did, one deed a thing."""
    deeds: list[Deed] = []
    for thing, thing_id, fields in changes:
        if thing == "entry":
            deeds.append(describe_entry(db, thing_id, fields))
        elif thing == "schedule":
            is_born = "start" in fields and "rule" in fields
            verb = "removed" if fields.get("gone") else "added" if is_born else "changed"
            deeds.append(Deed(verb, "habit", name_habit(db, thing_id)))
        elif thing == "name" and fields.get("means"):
            deeds.append(Deed("merged", "tag", f"{fields['name']} into {fields['means']}"))
        elif thing == "name" and "means" in fields:
            continue
        elif thing == "excuse":
            deeds.append(describe_excuse(db, thing_id, fields))
        elif thing == "review":
            deeds.append(describe_review(fields))
        elif thing in WORK:
            deeds += describe_item(db, thing, thing_id, fields)
        elif thing == "setting":
            deeds.append(Deed("set", thing, ", ".join(f"{key} {value}" for key, value in fields.items())))
        elif fields.keys() & {"archived", "place", "cue", "reward", "quiet"}:
            if "place" in fields or not any(deed.thing == "habit" for deed in deeds):
                deeds.append(Deed(describe_habit(fields), "habit", str(fields.get("name"))))
        elif not any(deed.thing == "habit" for deed in deeds):
            deeds.append(Deed("changed", "tag", str(fields.get("name", thing))))
    return deeds


def describe_entry(db: Db, entry_id: str, fields: fold.Fields) -> Deed:
    """Say what an act did to an entry, or to the moment that hangs on it."""
    label = label_entry(db, entry_id)
    if "logged" not in fields and "outcome" in fields:
        return Deed("settled" if fields["outcome"] else "opened", "moment", label)
    verb = "logged" if "logged" in fields else "removed" if fields.get("gone") else "changed"
    return Deed(verb, "entry", label)


def describe_import(fields: fold.Fields) -> Deed:
    """Say what an import brought, and from where."""
    entries, updated = (int(str(fields.get(key) or 0)) for key in ("entries", "updated"))
    changed = f" ({updated:,} changed)" if updated else ""
    return Deed("imported", "import", f"{entries:,} entries{changed} from {fields.get('source')}")


def describe_habit(fields: fold.Fields) -> str:
    """Say what an act did to a habit's traits."""
    if "place" in fields:
        return "ordered"
    return ("archived" if fields["archived"] else "unarchived") if "archived" in fields else "changed"


def describe_excuse(db: Db, thing_id: str, fields: fold.Fields) -> Deed:
    """Say what an act did to days off, also to those that are gone."""
    whole: fold.Fields = {}
    for *_, changed, _ in acts.read_history(db, "excuse", thing_id):
        whole = {**changed, **whole}
    kind = str(whole.get("kind"))
    verb = {"skip": "skipped", "pause": "paused"}.get(kind, "changed")
    if fields.get("gone") or "name" not in fields:
        verb = "unskipped" if kind == "skip" else "resumed"
    first, last = str(whole.get("first", "")), str(whole.get("last") or "")
    days = first if last == first else f"{first} to {last}" if last else f"from {first}"
    name = str(whole.get("name") or "")
    return Deed(verb, "habit" if name else "habits", f"{name or 'all'}, {days}")


def describe_review(fields: fold.Fields) -> Deed:
    """Say what an act did to the note of a week, month or year."""
    kind, first = str(fields.get("kind")), str(fields.get("first"))
    label = first[: {"month": 7, "year": 4}.get(kind)]
    return Deed("wrote" if fields.get("note") else "removed", "review", f"{kind} {label}")


def label_item(db: Db, thing: str, thing_id: str) -> str:
    """Name a goal, phase or step, also one that is gone."""
    whole: fold.Fields = {}
    for *_, changed, _ in acts.read_history(db, thing, thing_id):
        whole.update({key: value for key, value in changed.items() if value})
    return label_fields(whole)


def label_fields(whole: fold.Fields) -> str:
    """Name a thing by what is set of it: its title and its code."""
    label = str(whole.get("title") or whole.get("text") or whole.get("name") or "")
    return f"{label} ({whole['short']})" if whole.get("short") else label


def describe_item(db: Db, thing: str, thing_id: str, fields: fold.Fields) -> list[Deed]:
    """Say what an act did to a goal, phase, step, piece of feedback, tweak or funnel, also to one that is gone."""
    whole: fold.Fields = {}
    for *_, changed, _ in acts.read_history(db, thing, thing_id):
        whole.update({key: value for key, value in changed.items() if value})
    if thing == "focus":
        goal = str(fields.get("goal") or "")
        return [Deed("focused", "goal", describe_item(db, "goal", goal, {})[0].label if goal else "none")]
    label = label_fields(whole)
    closed = fields.get("closed")
    verb = "added" if "short" in fields or WORK[thing] in fields else "changed"
    if fields.get("gone"):
        verb = "removed"
    elif fields.get("stopped"):
        verb = "stopped"
    elif "parked" in fields or set(fields) == {"obstacle"}:
        key = "parked" if "parked" in fields else "obstacle"
        verb = (VERBS if fields[key] else BACK)[key]
    elif "closed" in fields:
        verb = str(closed[0]) if isinstance(closed, list) and closed else "reopened"
    return [Deed(verb, thing, label)]


def name_habit(db: Db, schedule_id: str) -> str:
    """Name a habit by its tag, also one that is gone."""
    history = acts.read_history(db, "schedule", schedule_id)
    return next((str(fields["name"]) for *_, fields, _ in history if "name" in fields), "")


def label_entry(db: Db, entry_id: str) -> str:
    """Name an entry by its text, or else its tags, and its short id; also one that is gone."""
    fields: fold.Fields = {}
    for *_, changed, off in acts.read_history(db, "entry", entry_id):
        if not off or "logged" in changed:
            fields.update(changed)
    names = ", ".join(name for name, _ in fold.read_tag_fields(fields))
    return f"{fields.get('text') or names} ({fields.get('short', '')})"
