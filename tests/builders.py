"""Small builders for tests: days, moments and refusals, written so that a test reads like its story."""

import json
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
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
