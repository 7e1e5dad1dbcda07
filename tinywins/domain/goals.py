"""Goals: a big aim, its phases with their dates, and the steps whose completion is a win."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """A big aim.

    It counts its steps, or with a `tag` that tag's amount from the day `since` on, up to `target` (thousandths). Days
    are ISO text, "" for none: `by` is the date it is wanted, `born` the day on which it was set, `parked` the day from
    which it rests. `tags` are the folded names that feed it.
    """

    id: str
    short: str
    title: str
    why: str
    by: str
    target: int
    tag: str
    since: str
    born: str
    parked: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """A milestone of a goal: its title, its date `by` ("" for none), and of a goal that counts a tag the amount `upto`
    (thousandths, from the goal's start; 0 for none).
    """

    id: str
    goal: str
    short: str
    title: str
    by: str
    upto: int


@dataclass(frozen=True, slots=True)
class Step:
    """A small piece of a goal, whose completion is a win.

    `phase` is the phase's id, "" for none. `obstacle` is what stands in its way, `feedback` the id of what was heard
    that led to it, `born` the day on which it was added; `done` is the day of its win, "" while it is open.
    """

    id: str
    goal: str
    phase: str
    short: str
    title: str
    obstacle: str
    feedback: str
    born: str
    done: str = ""
