"""Payloads in every kind of text that a log can hold, through the command line as anybody would put them there."""

from collections import Counter
from collections.abc import Iterable

from tests.cli.harness import Home

KINDS = (  # {} is the payload, {n} its number, as n07; each kind of text is in one of them
    ("entry", "log", "{}"),
    ("note", "log", "With a note", "+h{n}", "--note", "{}"),
    ("tag and person", "log", "before +tag{} @her{} after"),
    ("cue and reward", "habit", "add", "h{n}", "--cue", "{}", "--reward", "{}"),
    ("habit", "habit", "add", "x{}"),
    ("excuse", "habit", "skip", "h{n}", "--because", "{}"),
    ("unit", "tag", "edit", "h{n}", "--unit", "{}"),
    ("treat", "tag", "edit", "h{n}", "--treat", "{}", "--every", "1"),
    ("goal", "goal", "add", "{} goal {n}", "--why", "{}"),
    ("phase", "goal", "phase", "add", "{} phase {n}", "--goal", "goal {n}"),
    ("step", "goal", "step", "add", "{} step {n}", "--goal", "goal {n}"),
    ("obstacle", "goal", "step", "block", "step {n}", "--by", "{}"),
    ("moment", "moment", "customer", "{} moment {n}", "--situation", "{}", "--expect", "{}", "--note", "{}"),
    ("choice", "moment", "customer", "Chose", "--choice", "{}"),
    ("outcome", "moment", "outcome", "moment {n}", "{}", "--turned", "badly"),
    ("feedback", "feedback", "add", "{} feedback {n}", "--from", "{}"),
    ("channel", "feedback", "add", "Via", "--via", "{}"),
    ("answer", "feedback", "act", "feedback {n}", "Answered {}"),
    ("second feedback", "feedback", "add", "{} second {n}"),
    ("reason", "feedback", "decline", "second {n}", "--because", "{}"),
    ("tweak", "tweak", "start", "{} tweak {n}", "--measure", "+h{n}"),
    ("second tweak", "tweak", "start", "{} old {n}", "--measure", "+h{n}"),
    ("what a tweak taught", "tweak", "stop", "old {n}", "--note", "{}"),
    ("funnel", "funnel", "add", "f{}", "+h{n}", "+h0"),
    ("plain funnel", "funnel", "add", "f{n}", "+h{n}", "+visit"),
    ("thanks", "thanks", "@her", "{} thanks {n}", "--note", "{}"),
    ("whom", "thanks", "a friend {}", "Thanks again"),
    ("review", "review", "week", "--note", "{}"),
    ("setting", "config", "set", "editor", "{}"),
)
NARROW = ("habit", "choice", "channel", "unit", "funnel")  # kinds that take words alone, and refuse


def fill(home: Home, payloads: Iterable[str]) -> Counter[str]:
    """Put payloads in every kind of text; give how many of them each kind took."""
    taken: Counter[str] = Counter()
    for number, payload in enumerate(payloads):
        for kind, *words in KINDS:
            typed = [word.replace("{n}", f"n{number:02d}").replace("{}", payload) for word in words]
            taken[kind] += home.call(*typed, code=None).code == 0
    return taken
