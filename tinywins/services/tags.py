"""Tags: what is known of each name, and setting, renaming and merging them."""

from dataclasses import dataclass

from tinywins.domain.amounts import is_unit
from tinywins.domain.entries import Entry
from tinywins.domain.line import check_breaks, check_text, split_tag
from tinywins.domain.names import fold_name, is_person, natural_id
from tinywins.domain.near import find_nearest
from tinywins.errors import NotFoundError, UsageError
from tinywins.services.treats import count_left
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, facts, fold, journal, projection, queries
from tinywins.storage.connect import Db
from tinywins.storage.feedback_rows import list_persons

READINGS = ("sum", "last", "mean", "max")


@dataclass(frozen=True, slots=True)
class TagFacts:
    """A tag: its unit, how it reads, its other names; its entries, thousandths, first and last day; a habit's rule.

    `treat` is what is due after every so many entries, and how many are to go: (treat, every, left).
    """

    tag: str
    unit: str
    reads: str
    aliases: tuple[str, ...]
    n: int
    amount: int
    first: str
    last: str
    rule: str
    treat: tuple[str, int, int] | None = None


def read_name(word: str) -> str:
    """Read a name as typed, with or without its sign; UsageError where it cannot be one."""
    plain = word.removeprefix("+")
    sign = "" if plain.startswith("@") else "+"
    parts = split_tag(sign + plain)
    if parts is None or parts[1] is not None or parts[2]:
        near = "-".join(fold_name("".join(s if s.isalnum() else " " for s in plain)).split())
        hint = f"Write {near}, perhaps." if near and split_tag(f"+{near}") else "Write reading, or read-20."
        raise UsageError(f"'{word}' is no name: one word of letters, digits, - and _, a letter first.", hint)
    return parts[0]


def list_known(db: Db) -> list[str]:
    """List every tag and person that something living mentions."""
    return sorted({*facts.list_tags(db), *(entry_rows.find_tag(db, name) for name in list_persons(db))})


def require_tag(db: Db, word: str) -> str:
    """Give the tag that a typed name means; NotFoundError, with the nearest, where there is none."""
    tag = entry_rows.find_tag(db, read_name(word))
    known = list_known(db)
    if tag not in known:
        near = find_nearest(tag, known)
        raise NotFoundError(
            f"There is no tag {tag} yet.",
            f"Did you mean {near}?" if near else "tinywins tag list shows those there are.",
        )
    return tag


def read_facts(db: Db, tag: str) -> TagFacts:
    """Read what is known of a tag."""
    unit, reads = entry_rows.read_tag(db, tag)
    n, amount, first, last = facts.read_tag_total(db, tag)
    versions = facts.read_versions(db, tag)
    aliases = tuple(facts.list_aliases(db, tag))
    rule = versions[-1][1] if versions else ""
    found = next((treat for treat in facts.list_treats(db) if treat[0] == tag), None)
    treat = (found[1], found[2], count_left(n, *found[2:])) if found else None
    return TagFacts(tag, unit, reads, aliases, n, amount, first, last, rule, treat)


def list_tags(ws: Workspace) -> list[TagFacts]:
    """List every tag and person with what is known of it, the most used first."""
    db = ws.store.reader()
    return sorted((read_facts(db, tag) for tag in list_known(db)), key=lambda known: (-known.n, known.tag))


def show_tag(ws: Workspace, word: str, most: int) -> tuple[TagFacts, list[Entry]]:
    """Give what is known of a tag and its newest entries."""
    db = ws.store.reader()
    tag = require_tag(db, word)
    return read_facts(db, tag), queries.find_entries(db, queries.Filter(tags=(tag,)), most)


def edit_tag(
    ws: Workspace, word: str, unit: str | None = None, reads: str | None = None, treat: tuple[str, int] | None = None
) -> TagFacts:
    """Set a tag's unit, how its amounts read, or what is due after every so many more entries: ("", 0) for nothing."""
    if reads is not None and reads not in READINGS:
        near = find_nearest(reads, list(READINGS))
        raise UsageError(
            f"A tag cannot read as '{reads}'.", f"Did you mean {near}?" if near else "sum, last, mean or max."
        )
    fields: fold.Fields = {}
    if unit is not None:
        fields["unit"] = check_unit(unit)
    if reads is not None:
        fields["reads"] = reads
    with ws.store.writing() as db:
        tag = entry_rows.find_tag(db, read_name(word))
        if unit is not None:
            check_new_unit(db, tag, unit, [rule for _, rule in facts.read_versions(db, tag)])
        if treat is not None:
            every = treat[1]
            fields["treat"] = [treat[0], every, facts.read_tag_total(db, tag)[0]] if every else None
        set_name(db, ws, {tag: fields})
        return read_facts(db, tag)


def read_treat(treat: str | None, every: int | None) -> tuple[str, int] | None:
    """Read what is due after every so many entries; None where nothing was said, ("", 0) where it is taken away."""
    words = None if treat is None else check_breaks(check_text(treat.strip(), "The treat"))
    if words is None and every is None:
        return None
    if words == "" and every is None:
        return "", 0
    if not words or every is None:
        raise UsageError(
            "A treat is due after so many entries.", '--treat "good coffee" --every 10; --treat "" for none.'
        )
    if not 1 <= every < 1_000_000:
        raise UsageError(f"A treat cannot be due after every {every}.", "Write 1 or more, below 1,000,000.")
    return words, every


def check_new_unit(db: Db, tag: str, unit: str, rules: list[str]) -> None:
    """Raise UsageError where another unit would count entries anew that a target or limit goes by.

    A mention without an amount counts 1 where the tag has no unit, and adds nothing where it has one.
    """
    present, _ = entry_rows.read_tag(db, tag)
    bare = facts.count_bare(db, tag) if bool(present) != bool(unit) else 0
    if bare and any(" at " in rule for rule in rules):
        raise UsageError(
            f"{tag} has {bare} entries without an amount, and a unit decides how they count: the past would change.",
            f"Leave the unit as it is, or give them amounts: tinywins list +{tag}",
        )


def check_unit(unit: str) -> str:
    """Give the unit back when it can follow a number in a line; UsageError where it cannot."""
    if not is_unit(unit) or len(unit) > 20:
        raise UsageError(f"'{unit}' cannot be a unit.", "A unit is one short word, such as km, pages or %.")
    return unit


def set_name(db: Db, ws: Workspace, names: dict[str, fold.Fields]) -> None:
    """Set fields on names, in one act."""
    act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
    record_names(db, act, names)
    projection.project(db, [("name", "")])


def record_names(db: Db, act: journal.Act, names: dict[str, fold.Fields]) -> None:
    """Append changes of names to an act; the caller projects them."""
    for name, fields in names.items():
        journal.record(db, act, "name", natural_id("name", name), fold.write_fields({"name": name, **fields}))


def merge_tags(ws: Workspace, source: str, target: str) -> tuple[str, str, TagFacts]:
    """Let one name mean another tag that exists already: (source, target, what the target is now)."""
    with ws.store.writing() as db:
        gone, into = entry_rows.find_tag(db, read_name(source)), entry_rows.find_tag(db, read_name(target))
        for word, tag in ((source, gone), (target, into)):
            if tag not in list_known(db):
                require_tag(db, word)
        check_kinds(gone, into)
        if gone == into:
            raise UsageError(f"{source} and {target} are one tag already.", f"tinywins tag show {into}")
        set_name(db, ws, {gone: {"means": into}})
        return gone, into, read_facts(db, into)


def rename_tag(ws: Workspace, source: str, target: str) -> tuple[str, str, TagFacts]:
    """Give a tag a new name; the old one goes on working: (old name, new name, what the tag is now)."""
    with ws.store.writing() as db:
        old, new = require_tag(db, source), read_name(target)
        check_kinds(old, new)
        if old == new:
            raise UsageError(f"It is called {old} already.")
        current = entry_rows.find_tag(db, new)
        if current not in (new, old):
            raise UsageError(f"{new} means {current} already.", f"tinywins tag show {current}")
        if new in list_known(db):
            raise UsageError(f"There is a tag {new} already.", f"To make them one: tinywins tag merge {old} {new}")
        changes: dict[str, fold.Fields] = {old: {"means": new}}
        unit, reads = entry_rows.read_tag(db, old)
        changes[new] = {"unit": unit, "reads": reads} | ({"means": None} if current == old else {})
        set_name(db, ws, changes)
        return old, new, read_facts(db, new)


def check_kinds(one: str, other: str) -> None:
    """Raise UsageError where a person would become a tag or the other way round."""
    if is_person(one) != is_person(other):
        raise UsageError(f"{one} and {other} are not of one kind: a person starts with @, a tag does not.")
