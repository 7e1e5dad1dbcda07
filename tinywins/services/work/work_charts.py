"""Work as chart data: how soon feedback is acted on, what is open, and all that a report shows. Words are for `render`.

It is made from plain numbers, so that whoever reads them from the log needs no more.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tinywins.compounding.estimates import NotYet
from tinywins.compounding.survival import TimeToAct, time_to_act
from tinywins.domain.feedback import Age
from tinywins.services.work.burn_ups import BurnUp
from tinywins.services.work.funnel_views import FunnelView
from tinywins.services.work.tweak_views import TweakView

Ages = Iterable[tuple[float, bool]]


@dataclass(frozen=True, slots=True)
class AnswersChart:
    """How soon feedback is acted on: the estimate of all of it, what is open, and groups of it by name.

    `open_ages` are the days that each open thing has waited, oldest first; `acted`, `declined` and `planned` split
    those closed.
    """

    found: TimeToAct | NotYet
    open_ages: tuple[float, ...]
    acted: int
    declined: int
    planned: int = 0
    groups: tuple[tuple[str, TimeToAct | NotYet], ...] = ()

    @property
    def closed(self) -> int:
        """How many were closed, in whichever way."""
        return self.acted + self.declined + self.planned


def lay_out_answers(
    items: Ages, *, declined: int = 0, planned: int = 0, groups: Iterable[tuple[str, Ages]] = ()
) -> AnswersChart:
    """Estimate the time to act from pairs: days from opening to the act, or to now, and whether there was an act.

    Of those closed, so many were `declined` or `planned`. `groups` are named parts of the same, such as a channel or a
    quarter. ValueError for an age below 0.
    """
    items = list(items)
    ages = sorted((age for age, acted in items if not acted), reverse=True)
    acted = len(items) - len(ages) - declined - planned
    parts = tuple((name, time_to_act(part)) for name, part in groups)
    return AnswersChart(time_to_act(items), tuple(ages), acted, declined, planned, parts)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A piece of feedback that is open: what was said, by whom and by which channel ("" for none said), on which day
    (ordinal), and its age.
    """

    text: str
    person: str
    via: str
    day: int
    age: Age


@dataclass(frozen=True, slots=True)
class WorkCharts:
    """All that a report has of work; `waiting` is the feedback that is open at its end, the oldest first."""

    goals: tuple[BurnUp, ...] = ()
    funnels: tuple[FunnelView, ...] = ()
    answers: AnswersChart | None = None
    waiting: tuple[Waiting, ...] = ()
    tweaks: tuple[TweakView, ...] = ()
