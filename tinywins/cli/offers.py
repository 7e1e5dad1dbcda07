"""What can be offered for each parameter: names and codes that the log knows. Nothing here writes."""

from collections.abc import Callable, Iterable

from tinywins.domain.names import is_person, show_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinywins.storage.connect import Db

Offers = Callable[[str], Iterable[tuple[str, str]]]
FILES = ("", "files")  # stands for: what goes here is the name of a file
ENTRIES = 30  # the newest entries, of which one is likely meant
HURRY = 0.3  # seconds to wait for another program: who presses the tab key does not
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_log() -> "Db":
    """Open the log to look something up; StorageError where it is another version's or another program holds it."""
    from tinywins.bootstrap import open_workspace
    from tinywins.errors import StorageError
    from tinywins.storage.connect import VERSION, read_version

    store = open_workspace(unread=True, notify=lambda _: None).store
    store.patience = HURRY
    if not store.exists():
        return store.reader()
    db = store.open_readable()
    if read_version(db, store.path) != VERSION:
        raise StorageError("The log is of another version.", "Folding it would take too long here.")
    return db


def offer_files(_typed: str) -> list[tuple[str, str]]:
    """Leave it to the shell, which knows the files."""
    return [FILES]


def offer_nothing(_typed: str) -> list[tuple[str, str]]:
    """Offer nothing."""
    return []


def begin(words: Iterable[str], typed: str, told: str = "") -> list[tuple[str, str]]:
    """Offer the words that begin as typed."""
    return [(word, told) for word in words if word.startswith(typed)]


def match(coded: Iterable[tuple[str, str]], typed: str) -> list[tuple[str, str]]:
    """Offer codes that begin as typed; where none does, those whose title holds it."""
    known = list(coded)
    return [pair for pair in known if pair[0].startswith(typed)] or [
        pair for pair in known if typed.lower() in pair[1].lower()
    ]


def list_names() -> list[str]:
    """List every tag and person, as it is called now; a person begins with @."""
    from tinywins.storage.entry_rows import find_tag
    from tinywins.storage.facts import list_tags
    from tinywins.storage.feedback_rows import list_persons

    db = read_log()
    return sorted({*list_tags(db), *(find_tag(db, name) for name in list_persons(db))})


def offer_names(typed: str) -> list[tuple[str, str]]:
    """Offer tags as +name and people as @name; nothing for a word without a sign."""
    return begin([show_name(name) for name in list_names()], typed.lower()) if typed[:1] in ("+", "@") else []


def offer_all_names(typed: str) -> list[tuple[str, str]]:
    """Offer tags and people, tags with or without their sign as typed."""
    return begin([show_name(name) if typed.startswith("+") else name for name in list_names()], typed.lower())


def offer_new_habits(typed: str) -> list[tuple[str, str]]:
    """Offer the tags that are no habits yet."""
    known = {name for name, _ in offer_habits("")}
    return [pair for pair in offer_all_names(typed) if pair[0].lstrip("+") not in known and not is_person(pair[0])]


def offer_tags(typed: str) -> list[tuple[str, str]]:
    """Offer tags alone; after `+clicks/` those that a share can be of."""
    head, slash, last = typed.rpartition("/")
    found = [pair for pair in offer_all_names(last or "+") if not is_person(pair[0])]
    return [(f"{head}{slash}{value}", told) for value, told in found]


def offer_persons(typed: str) -> list[tuple[str, str]]:
    """Offer people."""
    return [pair for pair in offer_all_names(typed) if is_person(pair[0])]


def offer_habits(typed: str) -> list[tuple[str, str]]:
    """Offer habits."""
    from tinywins.storage.facts import list_habit_tags

    return begin(list_habit_tags(read_log()), typed.lower())


def offer_archived(typed: str) -> list[tuple[str, str]]:
    """Offer the habits that are archived."""
    from tinywins.storage.facts import read_habit

    db = read_log()
    return [pair for pair in offer_habits(typed) if read_habit(db, pair[0])[3]]


def offer_current(typed: str) -> list[tuple[str, str]]:
    """Offer the habits that are not archived."""
    archived = offer_archived(typed)
    return [pair for pair in offer_habits(typed) if pair not in archived]


def offer_done(typed: str) -> list[tuple[str, str]]:
    """Offer habits, and the open steps of goals."""
    return [*offer_current(typed), *offer_steps(typed)]


def offer_measured(typed: str) -> list[tuple[str, str]]:
    """Offer habits, and tags after a +."""
    return offer_names(typed) if typed.startswith("+") else offer_habits(typed)


def offer_goals(typed: str) -> list[tuple[str, str]]:
    """Offer goals by their codes."""
    return offer_matches("goal", typed)


def offer_phases(typed: str) -> list[tuple[str, str]]:
    """Offer phases by their codes."""
    return offer_matches("phase", typed)


def offer_steps(typed: str) -> list[tuple[str, str]]:
    """Offer open steps by their codes."""
    return offer_matches("step", typed)


def offer_matches(kind: str, typed: str) -> list[tuple[str, str]]:
    """Offer the goals, phases or open steps whose code begins so, or else whose title holds it."""
    from tinywins.storage.goal_rows import list_open_titles, list_titles

    db = read_log()
    rows = list_open_titles(db) if kind == "step" else list_titles(db, kind)
    return match([(code, title) for _, code, title in rows], typed)


def offer_feedback(typed: str) -> list[tuple[str, str]]:
    """Offer all feedback, what is open first."""
    from tinywins.storage.feedback_rows import list_titles

    waiting = offer_open_feedback(typed)
    found = match([(short, text) for _, short, text in list_titles(read_log())], typed)
    return [*waiting, *(pair for pair in found if pair not in waiting)]


def offer_open_feedback(typed: str) -> list[tuple[str, str]]:
    """Offer open feedback."""
    from tinywins.storage.feedback_rows import read_open_feedback

    return match([(item.short, item.text) for item in read_open_feedback(read_log())], typed)


def offer_put_aside(typed: str) -> list[tuple[str, str]]:
    """Offer feedback that was declined or planned, the newest first: it can be opened again."""
    from tinywins.storage.feedback_rows import list_put_aside

    return match(list_put_aside(read_log()), typed)


def offer_entries(typed: str) -> list[tuple[str, str]]:
    """Offer the newest entries by their codes."""
    from tinywins.storage.queries import Filter, find_entries

    found = find_entries(read_log(), Filter(), ENTRIES)
    shown = [(entry.short, entry.text or ", ".join(show_name(name) for name, _ in entry.tags)) for entry in found]
    return [*begin(["last"], typed, "the newest"), *match(shown, typed)]


def offer_edits(typed: str) -> list[tuple[str, str]]:
    """Offer the newest entries, and names after a + or an @."""
    return offer_names(typed) if typed[:1] in ("+", "@") else offer_entries(typed)


def offer_moments(typed: str) -> list[tuple[str, str]]:
    """Offer moments, the newest first."""
    from tinywins.storage.moment_rows import list_moment_titles

    found = list_moment_titles(read_log(), is_open=False)
    return match([(short, title) for _, short, title in found], typed)


def offer_open_moments(typed: str) -> list[tuple[str, str]]:
    """Offer moments of which it is open how they turned, or else those that are settled."""
    from tinywins.storage.moment_rows import list_moment_titles

    found = list_moment_titles(read_log(), is_open=True)
    return match([(short, title) for _, short, title in found], typed) or offer_moments(typed)


def offer_tweaks(typed: str) -> list[tuple[str, str]]:
    """Offer tweaks."""
    from tinywins.storage.work_plans import list_tweaks

    return match([(each.short, each.title) for each in list_tweaks(read_log())], typed)


def offer_funnels(typed: str) -> list[tuple[str, str]]:
    """Offer funnels."""
    from tinywins.storage.work_plans import list_funnels

    return begin([each.name for each in list_funnels(read_log())], typed.lower())


def offer_vias(typed: str) -> list[tuple[str, str]]:
    """Offer the channels that feedback came by."""
    from tinywins.storage.feedback_rows import list_vias

    return begin([via for via, _ in list_vias(read_log())], typed.lower())


def offer_kinds(typed: str) -> list[tuple[str, str]]:
    """Offer the kinds of moments: those in use, and the others that are known."""
    from tinywins.domain.moments import KINDS
    from tinywins.storage.moment_rows import list_kinds

    return begin(dict.fromkeys([*(kind for kind, _ in list_kinds(read_log())), *KINDS]), typed.lower())


def offer_choices_made(typed: str) -> list[tuple[str, str]]:
    """Offer the choices that were made before, so that they can be compared."""
    from tinywins.storage.moment_rows import list_choices

    return begin([choice for choice, _ in list_choices(read_log())], typed.lower())


def offer_tables(typed: str) -> list[tuple[str, str]]:
    """Offer what can be exported."""
    from tinywins.services.exporting import KINDS

    return begin(KINDS, typed)


def offer_settings(typed: str) -> list[tuple[str, str]]:
    """Offer the settings."""
    from tinywins.config import CHOICES
    from tinywins.services.settings import COUNTED

    return begin([*COUNTED, *CHOICES], typed)


def offer_setting_values(key: str, typed: str) -> list[tuple[str, str]]:
    """Offer what a setting can be, where there is a choice."""
    from tinywins.config import CHOICES

    known = {**CHOICES, "day_start": tuple(map(str, range(7)))}
    return begin(known.get(key, ()), typed)


def offer_backups(typed: str) -> list[tuple[str, str]]:
    """Offer the backups by their names, the newest first, and files for any other beginning."""
    from tinywins.bootstrap import open_workspace
    from tinywins.storage.keeping.shelf import list_backups

    kept = list_backups(open_workspace(unread=True, notify=lambda _: None).store.folder)
    return begin([backup.name for backup in kept], typed) or [FILES]


def offer_past_days(typed: str) -> list[tuple[str, str]]:
    """Offer the words for days up to today."""
    return begin(("today", "yesterday", *WEEKDAYS), typed.lower())


def offer_days_to_come(typed: str) -> list[tuple[str, str]]:
    """Offer the words for days from today on."""
    return begin(("today", "tomorrow", *WEEKDAYS, "+7", "+30"), typed.lower())


def offer_shells(typed: str) -> list[tuple[str, str]]:
    """Offer the shells whose tab key can be taught."""
    return begin(("bash", "zsh", "fish"), typed)
