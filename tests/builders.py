"""Small builders for tests: days, moments and refusals, written so that a test reads like its story."""

import json
import math
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, ParamSpec
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from tinywins.domain.days import EPOCH, Moment
from tinywins.domain.schedule import Schedule
from tinywins.domain.slots import Lived, Slots, mark_slots
from tinywins.domain.versions import arrange_parts
from tinywins.errors import UsageError

GOLDEN = Path(__file__).parent / "golden"
UTC = ZoneInfo("UTC")
P = ParamSpec("P")
DEEDS = (
    "Answered the hardest review +reviews",
    "Fixed the export button on mobile +dev",
    "Wrote to @supplier about the late parcel +service",
    "Packed the Monday parcels +orders=4",
    "First order from a stranger +orders",
    "Sent the newsletter +marketing",
    "Merged the search that took all week +dev",
    "Called @anna back within the hour +service",
    "Watered the plants",
    "Wrote 300 words of the handbook +write",
)


def examples(times: int) -> int:
    """Give so many times the examples of the profile that runs."""
    return settings().max_examples * times


def golden(name: str) -> Any:
    """Read a file of reference numbers."""
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def day(text: str) -> int:
    """Read an ISO date as a day."""
    return date.fromisoformat(text).toordinal()


def days(history: str, *, ending: str) -> list[int]:
    """Give the done days of a history drawn as a string, a sign a day: x done, anything else not."""
    first = day(ending) - len(history) + 1
    return [first + place for place, sign in enumerate(history) if sign == "x"]


def mark(
    schedule: Schedule,
    today: int,
    done: Sequence[int],
    excused: Collection[int] = (),
    amounts: dict[int, int] | None = None,
) -> Slots:
    """Mark the slots of a habit whose schedule has one version."""
    return mark_slots(arrange_parts([schedule]), today, Lived(done, excused, amounts))


def moment(wall: str, zone: str, *, fold: int = 0) -> Moment:
    """Give the moment at which the clocks of a zone show `wall`; fold 1 is the second time they do."""
    local = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone), fold=fold)
    return moment_of(local.astimezone(UTC), zone)


def moment_of(instant: datetime, zone: str) -> Moment:
    """Give an instant as somebody in a zone lives it."""
    ms = (instant - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    return Moment(ms, offset_at(instant, zone), zone)


def offset_at(instant: datetime, zone: str) -> int:
    """Give the minutes east of UTC of a zone at an instant."""
    offset = instant.astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None
    minutes, seconds = divmod(offset, timedelta(minutes=1))
    assert not seconds, f"{zone} is not on a whole minute at {instant}"
    return minutes


def instant_of(ms: int) -> datetime:
    """Give UTC milliseconds since 1970 as a datetime, without floating point."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)


def day_at(hour: int, on: str = "2026-11-20", minute: int = 0) -> Moment:
    """Give a moment in UTC at an hour of a day."""
    return Moment(((day(on) - EPOCH) * 1_440 + hour * 60 + minute) * 60_000, 0, "UTC")


def refusal(act: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> UsageError:
    """Give the error that a call is refused with; it must be a calm sentence."""
    with pytest.raises(UsageError) as caught:
        act(*args, **kwargs)
    error = caught.value
    assert error.message.endswith(".")
    assert "!" not in error.message + error.hint
    assert error.__cause__ is None
    return error


def plan_year(ending: int, seed: int = 7) -> list[tuple[int, str]]:
    """Give a year of raw lines with their days: busy spells, two weeks of holiday, a lapse and a return, slow growth.

    The habits in it are stretch (daily), run (Mon Wed Fri, km), read (daily, pages), gym (3 a week), coffee (a limit).
    The holiday is days 231 to 244 of the 364, the lapse days 96 to 117.
    """
    dice, begin, busy = Random(seed), ending - 363, 0.0
    lines: list[tuple[int, str]] = []
    for place in range(364):
        day = begin + place
        if place % 7 == 0:
            busy = 0.5 * busy + dice.gauss(0, 0.35)
        is_holiday, is_lapse = 231 <= place <= 244, 96 <= place <= 117
        chance = 0.05 if is_holiday else 0.15 if is_lapse else min(0.96, 0.55 + place / 364 * 0.4)
        words = ["Stretched +stretch"] if dice.random() < chance + 0.05 else []
        if day % 7 in (1, 3, 5) and dice.random() < chance:
            words.append(f"Along the canal +run={dice.choice(('4.8', '5.2', '6', '7.5'))}")
        if dice.random() < chance:
            words.append(f"+read={dice.randint(12, 40)}")
        if dice.random() < chance * 0.45:
            words.append("+gym")
        work = 2.2 * math.exp(busy) * (0.4 + 0.9 * place / 364) * (0.1 if is_holiday or day % 7 in (6, 0) else 1)
        while dice.random() < work / (1 + work) and len(words) < 14:
            words.append(dice.choice(DEEDS))
        if dice.random() < 0.7:
            words.append(f"+coffee={dice.choice((1, 1, 2, 2, 3))}")
        lines += [(day, word) for word in words]
    return lines
