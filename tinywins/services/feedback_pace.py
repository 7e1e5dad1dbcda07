"""How feedback stands: what is open by age, and how long things take until they are acted on, by channel and quarter.

What is open counts as "not yet", so that what is left lying flatters nothing; a decline is a decision, and counts.
"""

from dataclasses import dataclass
from math import isinf

from tinywins.compounding.estimates import NotYet
from tinywins.compounding.survival import LEAST_CLOSED, TimeToAct, time_to_act
from tinywins.domain.days import read_day
from tinywins.domain.feedback import DAY_MS, DECLINED, PLANNED, Age, Feedback, find_age
from tinywins.domain.names import fold_name
from tinywins.domain.periods import first_of_number, number_of
from tinywins.services.logging import Logged
from tinywins.services.short_words import read_short_word, read_who
from tinywins.services.special import Special
from tinywins.services.workspace import Workspace
from tinywins.storage import feedback_rows
from tinywins.storage.connect import Db


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a group of things takes: `found`, of `n` things, of which so many were acted on, declined, planned."""

    found: TimeToAct | NotYet
    n: int
    acted: int
    declined: int
    planned: int

    @property
    def closed(self) -> int:
        """Count what is closed, in whichever way."""
        return self.acted + self.declined + self.planned


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel ("" for none said): its pace of this quarter and of the last one, each of what came in then."""

    via: str
    this: Pace
    last: Pace


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """Feedback with ages, the oldest open one first and then, where asked for, what is closed, the newest first.

    `pace` is that of all there ever was, `quarters` that of this quarter and the last, whose first days are `this` and
    `last`; `channels` has those that came in within these.
    """

    items: tuple[tuple[Feedback, Age], ...]
    open: int
    today: int
    pace: Pace
    quarters: Channel
    channels: tuple[Channel, ...]
    this: int
    last: int


def list_feedback(ws: Workspace, *, closed: bool = False, via: str = "", person: str = "") -> FeedbackView:
    """Give how feedback stands, all of it or that of a channel or a person (a name with @, or words)."""
    today, now = ws.today(), ws.now().ms
    channel, who = read_short_word(via, "A channel"), fold_name(read_who(person))
    found = [
        (item, find_age(item, today, now))
        for item in feedback_rows.read_all_feedback(ws.store.reader())
        if (not channel or item.via == channel) and (not who or who in fold_name(item.person))
    ]
    waiting = sorted((pair for pair in found if not pair[0].closed), key=lambda pair: -pair[1].days)
    shown = list(waiting)
    if closed:
        over = [pair for pair in found if pair[0].closed]
        shown += sorted(over, key=lambda pair: (pair[0].closed_day, pair[0].closed_at or 0, pair[0].id), reverse=True)
    this, last = find_quarters(today)
    vias = sorted({item.via for item, _ in found if read_day(item.day) >= last}, key=lambda word: (not word, word))
    return FeedbackView(
        tuple(shown),
        len(waiting),
        today,
        find_pace(found),
        compare_quarters("", found, this, last),
        tuple(compare_quarters(word, [pair for pair in found if pair[0].via == word], this, last) for word in vias),
        this,
        last,
    )


def find_quarters(day: int) -> tuple[int, int]:
    """Give the first day of the calendar's quarter that holds a day, and that of the one before."""
    month = number_of("month", day) // 3 * 3
    return first_of_number("month", month), first_of_number("month", max(month - 3, 12))  # the calendar begins there


def compare_quarters(via: str, found: list[tuple[Feedback, Age]], this: int, last: int) -> Channel:
    """Find the pace of what came in this quarter, and of what came in the last."""
    wanted = [(read_day(item.day), item, age) for item, age in found]
    now = [(item, age) for day, item, age in wanted if day >= this]
    before = [(item, age) for day, item, age in wanted if last <= day < this]
    return Channel(via, find_pace(now), find_pace(before))


def find_pace(found: list[tuple[Feedback, Age]]) -> Pace:
    """Find how long a group takes to be acted on."""
    ways = [item.closed for item, _ in found]
    declined, planned = ways.count(DECLINED), ways.count(PLANNED)
    acted = len(ways) - ways.count("") - declined - planned
    pairs = [(age.days, bool(item.closed)) for item, age in found]
    return Pace(time_to_act(pairs), len(found), acted, declined, planned)


def list_faster(db: Db, logged: Logged) -> list[Special]:
    """List, of a win that answers feedback, that this went faster than it did for half of all others."""
    today, now = logged.today, logged.entry.logged[0]
    found = [(item, find_age(item, today, now)) for item in feedback_rows.read_all_feedback(db)]
    ages = [age for item, age in found if item.entry == logged.entry.id]
    pace = find_pace([pair for pair in found if pair[0].entry != logged.entry.id]).found
    if not ages or isinstance(pace, NotYet) or isinf(pace.median.value) or ages[0].days >= pace.median.value:
        return []
    return [Special("faster", "", round(pace.median.value * DAY_MS / 1000))]


__all__ = ["LEAST_CLOSED", "Channel", "FeedbackView", "Pace", "find_pace", "find_quarters", "list_feedback"]
