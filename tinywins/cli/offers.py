"""What can be offered for each parameter: names and codes that the log knows. Nothing here writes."""

from collections.abc import Callable, Iterable

from tinywins.bootstrap import open_workspace
from tinywins.domain.names import is_person, show_name

Offers = Callable[[str], Iterable[tuple[str, str]]]
FILES = ("", "files")  # stands for: what goes here is the name of a file
ENTRIES = 30  # the newest entries, of which one is likely meant


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


def offer_names(typed: str) -> list[tuple[str, str]]:
    """Offer tags as +name and people as @name; nothing for a word without a sign."""
    from tinywins.services.tags import list_known

    known = [show_name(name) for name in list_known(open_workspace().store.reader())] if typed[:1] in ("+", "@") else []
    return begin(known, typed.lower())


def offer_all_names(typed: str) -> list[tuple[str, str]]:
    """Offer tags and people, tags with or without their sign as typed."""
    from tinywins.services.tags import list_known

    known = list_known(open_workspace().store.reader())
    shown = [show_name(name) if typed.startswith("+") else name for name in known]
    return begin(shown, typed.lower())


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

    return begin(list_habit_tags(open_workspace().store.reader()), typed.lower())


def offer_done(typed: str) -> list[tuple[str, str]]:
    """Offer habits, and the open steps of goals."""
    return [*offer_habits(typed), *offer_steps(typed)]


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
    from tinywins.services.work.goals import list_matches

    return match(list_matches(open_workspace(), kind, typed), typed)


def offer_feedback(typed: str) -> list[tuple[str, str]]:
    """Offer all feedback, what is open first."""
    from tinywins.storage.feedback_rows import list_titles

    waiting = offer_open_feedback(typed)
    found = match([(short, text) for _, short, text in list_titles(open_workspace().store.reader())], typed)
    return [*waiting, *(pair for pair in found if pair not in waiting)]


def offer_open_feedback(typed: str) -> list[tuple[str, str]]:
    """Offer open feedback."""
    from tinywins.storage.feedback_rows import read_open_feedback

    return match([(item.short, item.text) for item in read_open_feedback(open_workspace().store.reader())], typed)


def offer_put_aside(typed: str) -> list[tuple[str, str]]:
    """Offer feedback that was declined or planned, the newest first: it can be opened again."""
    from tinywins.storage.feedback_rows import list_put_aside

    return match(list_put_aside(open_workspace().store.reader()), typed)


def offer_entries(typed: str) -> list[tuple[str, str]]:
    """Offer the newest entries by their codes."""
    from tinywins.storage.queries import Filter, find_entries

    found = find_entries(open_workspace().store.reader(), Filter(), ENTRIES)
    shown = [(entry.short, entry.text or ", ".join(show_name(name) for name, _ in entry.tags)) for entry in found]
    return [*begin(["last"], typed, "the newest"), *match(shown, typed)]


def offer_edits(typed: str) -> list[tuple[str, str]]:
    """Offer the newest entries, and names after a + or an @."""
    return offer_names(typed) if typed[:1] in ("+", "@") else offer_entries(typed)


def offer_moments(typed: str) -> list[tuple[str, str]]:
    """Offer moments, the newest first."""
    from tinywins.storage.moment_rows import list_moment_titles

    found = list_moment_titles(open_workspace().store.reader(), is_open=False)
    return match([(short, title) for _, short, title in found], typed)


def offer_open_moments(typed: str) -> list[tuple[str, str]]:
    """Offer moments of which it is open how they turned, or else those that are settled."""
    from tinywins.storage.moment_rows import list_moment_titles

    found = list_moment_titles(open_workspace().store.reader(), is_open=True)
    return match([(short, title) for _, short, title in found], typed) or offer_moments(typed)


def offer_tweaks(typed: str) -> list[tuple[str, str]]:
    """Offer tweaks."""
    from tinywins.storage.work_plans import list_tweaks

    return match([(each.short, each.title) for each in list_tweaks(open_workspace().store.reader())], typed)


def offer_funnels(typed: str) -> list[tuple[str, str]]:
    """Offer funnels."""
    from tinywins.storage.work_plans import list_funnels

    return begin([each.name for each in list_funnels(open_workspace().store.reader())], typed.lower())


def offer_vias(typed: str) -> list[tuple[str, str]]:
    """Offer the channels that feedback came by."""
    from tinywins.storage.feedback_rows import list_vias

    return begin([via for via, _ in list_vias(open_workspace().store.reader())], typed.lower())


def offer_kinds(typed: str) -> list[tuple[str, str]]:
    """Offer the kinds of moments: those in use, and the others that are known."""
    from tinywins.services.work.moments import list_kinds

    return begin(list_kinds(open_workspace()), typed.lower())


def offer_choices_made(typed: str) -> list[tuple[str, str]]:
    """Offer the choices that were made before, so that they can be compared."""
    from tinywins.services.work.moments import list_choices

    return begin(list_choices(open_workspace()), typed.lower())


def offer_tables(typed: str) -> list[tuple[str, str]]:
    """Offer what can be exported."""
    from tinywins.services.exporting import KINDS

    return begin(KINDS, typed)


def offer_settings(typed: str) -> list[tuple[str, str]]:
    """Offer the settings."""
    from tinywins.config import CHOICES
    from tinywins.services.settings import COUNTED

    return begin([*COUNTED, *CHOICES], typed)


def offer_help(typed: str) -> list[tuple[str, str]]:
    """Offer the commands."""
    from tinywins.cli.app import COMMANDS

    return begin(COMMANDS, typed)


def offer_shells(typed: str) -> list[tuple[str, str]]:
    """Offer the shells whose tab key can be taught."""
    return begin(("bash", "zsh", "fish"), typed)


OFFERS: dict[tuple[str, str], Offers] = {  # by command or group ("" for any), and parameter
    ("log", "words"): offer_names,
    ("list", "words"): offer_names,
    ("export", "words"): offer_names,
    ("export", "kind"): offer_tables,
    ("done", "names"): offer_done,
    ("kept", "names"): offer_habits,
    ("edit", "words"): offer_edits,
    ("show", "reference"): offer_entries,
    ("rm", "references"): offer_entries,
    ("star", "reference"): offer_entries,
    ("habit", "name"): offer_habits,
    ("habit", "names"): offer_habits,
    ("streaks", "name"): offer_habits,
    ("why", "name"): offer_habits,
    ("chart", "what"): offer_measured,
    ("chart", "habit"): offer_habits,
    ("chart", "habits"): offer_habits,
    ("chart", "goal"): offer_goals,
    ("chart", "tweak"): offer_tweaks,
    ("chart", "name"): offer_funnels,
    ("tag", "name"): offer_all_names,
    ("tag", "new"): offer_all_names,
    ("config", "key"): offer_settings,
    ("help", "words"): offer_help,
    ("completion", "shell"): offer_shells,
    ("goal credit", "wins"): offer_entries,
    ("goal step", "step"): offer_steps,
    ("goal", "goal"): offer_goals,
    ("feedback", "reference"): offer_feedback,
    ("feedback act", "reference"): offer_open_feedback,
    ("feedback decline", "reference"): offer_open_feedback,
    ("feedback reopen", "reference"): offer_put_aside,
    ("feedback", "words"): offer_names,
    ("moment", "KIND"): offer_kinds,
    ("moment", "kind"): offer_kinds,
    ("moment", "reference"): offer_moments,
    ("moment outcome", "reference"): offer_open_moments,
    ("moment", "words"): offer_names,
    ("thanks", "WHO"): offer_persons,
    ("thanks", "words"): offer_names,
    ("tweak", "which"): offer_tweaks,
    ("funnel", "name"): offer_funnels,
    ("funnel", "tags"): offer_tags,
    ("", "goal"): offer_goals,
    ("", "step"): offer_goals,
    ("", "phase"): offer_phases,
    ("", "tag"): offer_tags,
    ("", "untag"): offer_tags,
    ("", "measure"): offer_tags,
    ("", "via"): offer_vias,
    ("", "choice"): offer_choices_made,
    ("", "who"): offer_persons,
}
