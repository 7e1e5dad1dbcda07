"""The work of a shop for the benchmark: ten goals of twenty steps, 2,000 pieces of feedback, moments, tweaks, a funnel.

It comes on top of ten years of wins, and lies in the last two years of them.
"""

import random
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tinywins.domain.days import EPOCH, write_day
from tinywins.domain.names import natural_id

if TYPE_CHECKING:
    from tests.bench.histories import Scribe

GOALS, PHASES, STEPS = 10, 4, 5  # steps a phase
DONE = 0.75  # share of steps that are done
FEEDBACK, ACTED, DECLINED = 2_000, 0.85, 0.05
MOMENTS, THANKS, WEEKS = 500, 200, 104
MS_OF_DAY = 86_400_000
CHANNELS = ("review", "mail", "phone", "shop")
CHOICES = ("call", "refund", "write", "wait")
SEED = 5

Row = tuple[object, ...]


class Clerk:
    """Writes a shop's changes, each at an hour of a day of the last two years."""

    def __init__(self, scribe: "Scribe", today: int) -> None:
        self.scribe = scribe
        self.today = today
        self.dice = random.Random(SEED)

    def draw_day(self) -> int:
        """Draw a day of the last two years."""
        return self.today - self.dice.randrange(1, 7 * WEEKS)

    def find_ms(self, day: int) -> int:
        """Give an instant of a day, in order of writing."""
        return (day - EPOCH) * MS_OF_DAY + 10 * 3_600_000 + self.scribe.n % 3_600_000

    def write_thing(self, kind: str, day: int, fields: dict[str, object]) -> tuple[str, Row]:
        """Give a thing's id and the change that bears it."""
        ms = self.find_ms(day)
        thing = self.scribe.new_id(ms)
        return thing, self.scribe.write_change(ms, kind, thing, {"short": self.scribe.new_short(thing), **fields})

    def write_win(self, day: int, text: str, fields: dict[str, object]) -> Row:
        """Give the change that logs a win."""
        ms = self.find_ms(day)
        entry = self.scribe.new_id(ms)
        logged = {"when": [write_day(day), ms, 0], "logged": [ms, 0, "UTC"], "short": self.scribe.new_short(entry)}
        return self.scribe.write_change(ms, "entry", entry, {"text": text, **logged, **fields})

    def write_goals(self) -> Iterator[Row]:
        """Give the changes of all goals and of the steps that are done; the first goal is in focus."""
        for number in range(1, GOALS + 1):
            born = self.today - 7 * (WEEKS // 2)
            aim = {"title": f"Big goal {number}", "born": write_day(born), "by": write_day(self.today + 60)}
            goal, row = self.write_thing("goal", born, {**aim, f"+goal{number}": True, "place": number})
            yield row
            if number == 1:
                focus = natural_id("focus", "goal")
                yield self.scribe.write_change(self.find_ms(born), "focus", focus, {"goal": goal})
            for place in range(PHASES):
                by = write_day(self.today + 15 * (place - 1))
                named = {"goal": goal, "title": f"Phase {place + 1}", "by": by, "place": place}
                phase, row = self.write_thing("phase", born, named)
                yield row
                for step in range(STEPS):
                    yield from self.write_step(goal, phase, f"Step {place + 1}.{step + 1} of goal {number}", born, step)

    def write_step(self, goal: str, phase: str, title: str, born: int, place: int) -> Iterator[Row]:
        """Give the changes of a step, and of its win where it is done."""
        named = {"goal": goal, "phase": phase, "title": title, "born": write_day(born), "place": place}
        step, row = self.write_thing("step", born, named)
        yield row
        if self.dice.random() < DONE:
            yield self.write_win(self.dice.randrange(born, self.today), title, {"step": step})

    def write_feedback(self) -> Iterator[Row]:
        """Give the changes of all feedback and of what answered it."""
        for number in range(FEEDBACK):
            day = self.draw_day()
            ms, person = self.find_ms(day), f"@customer{self.dice.randrange(100)}"
            said = {"text": f"Something about the shop {number}", "person": person, "via": self.dice.choice(CHANNELS)}
            thing, row = self.write_thing("feedback", day, {**said, "opened": [ms, 0, write_day(day)]})
            yield row
            luck, later = self.dice.random(), min(self.today, day + int(self.dice.expovariate(0.3)))
            if luck < ACTED:
                yield self.write_win(later, f"Mended {number}", {"feedback": thing, person: True})
            elif luck < ACTED + DECLINED:
                closed = ["declined", self.find_ms(later), write_day(later), "too dear"]
                yield self.scribe.write_change(self.find_ms(later), "feedback", thing, {"closed": closed})

    def write_moments(self) -> Iterator[Row]:
        """Give the changes of moments and thanks."""
        for number in range(MOMENTS):
            day = self.draw_day()
            fields: dict[str, object] = {"moment": "customer", "choice": self.dice.choice(CHOICES), "expect": "stays"}
            if number % 5:
                fields["outcome"] = ["well" if self.dice.random() < 0.7 else "badly", "stayed", write_day(day + 1)]
            yield self.write_win(day, f"Decided {number}", fields)
        for number in range(THANKS):
            yield self.write_win(self.draw_day(), f"Caught bug {number}", {"thanks": "a teammate"})

    def write_measures(self) -> Iterator[Row]:
        """Give the changes of weekly numbers, two tweaks and a funnel."""
        names = ("visit", "signup", "cart", "order")
        for week in range(WEEKS):
            counts = {"visit": self.dice.randrange(90, 130), "signup": 30, "cart": 12, "order": 5}
            tags: dict[str, object] = {f"+{name}": 1_000 * n for name, n in counts.items()}
            yield self.write_win(self.today - 7 * week - 1, "The week's numbers", tags)
        for ago, measure in ((40, ["order", ""]), (21, ["signup", "visit"])):
            start = self.today - ago
            days = {"start": write_day(start), "review": write_day(start + 28)}
            yield self.write_thing("tweak", start, {"title": f"Tweak {ago}", "measure": measure, **days})[1]
        plan: dict[str, object] = {"name": "shop", "tags": list(names), "targets": [["signup", 300]]}
        yield self.scribe.write_change(self.find_ms(self.today - 1), "funnel", natural_id("funnel", "shop"), plan)


def write_shop(scribe: "Scribe", today: int) -> Iterator[Row]:
    """Give all the changes of the shop up to a day."""
    clerk = Clerk(scribe, today)
    for part in (clerk.write_goals, clerk.write_feedback, clerk.write_moments, clerk.write_measures):
        yield from part()
