"""Feedback as plain data for --json."""

from math import isinf

from tinywins.compounding.estimates import NotYet
from tinywins.domain.days import write_day
from tinywins.domain.feedback import Age, Feedback
from tinywins.render.data import Data, entry_data, instant, version_data
from tinywins.services.feedback import Acted, Added, FeedbackPage
from tinywins.services.feedback_pace import Channel, FeedbackView, Pace


def feedback_data(item: Feedback, age: Age | None = None) -> Data:
    """Give a piece of feedback; with its age in days where it is known."""
    return {
        "id": item.id,
        "short": item.short,
        "text": item.text,
        "from": item.person or None,
        "via": item.via or None,
        "day": item.day,
        "opened": instant(item.opened, item.opened_offset),
        "follow": item.follow or None,
        "closed": item.closed or None,
        "closed_day": item.closed_day or None,
        "answer": item.answer or None,
        "entry": item.entry or None,
        "age": round(age.days, 4) if age else None,
    }


def added_data(added: Added) -> Data:
    """Give what was kept, and how many are open."""
    near = {"new": added.feedback.via, "known": added.near[0]} if added.near else None
    return {"feedback": feedback_data(added.feedback), "open": added.open, "near": near}


def acted_data(acted: Acted) -> Data:
    """Give what was answered, and the win."""
    return {"feedback": feedback_data(acted.feedback, acted.age), "entry": entry_data(acted.logged.entry)}


def page_data(page: FeedbackPage) -> Data:
    """Give one piece of feedback with what came of it and its changes."""
    return {
        "feedback": feedback_data(page.feedback, page.age),
        "outcomes": [{"kind": kind, "short": short, "title": title} for kind, short, title in page.outcomes],
        "history": [version_data(version) for version in page.history],
    }


def view_data(view: FeedbackView) -> Data:
    """Give how feedback stands."""
    return {
        "open": view.open,
        "items": [feedback_data(item, age) for item, age in view.items],
        "time_to_act": pace_data(view.pace),
        "quarters": {"this": write_day(view.this), "last": write_day(view.last)},
        "channels": [channel_data(channel, None) for channel in [view.quarters]]
        + [channel_data(channel, channel.via) for channel in view.channels],
    }


def channel_data(channel: Channel, via: str | None) -> Data:
    """Give a channel's two quarters; all channels together where `via` is None."""
    return {"via": via, "this": pace_data(channel.this), "last": pace_data(channel.last)}


def pace_data(pace: Pace) -> Data:
    """Give how long a group takes, in days: null where that is too early, or not reached."""
    data: Data = {"n": pace.n, "acted": pace.acted, "declined": pace.declined, "planned": pace.planned}
    found = pace.found
    if isinstance(found, NotYet):
        return {**data, "median": None, "lo": None, "hi": None, "need": found.need}
    ends = {"median": found.median.value, "lo": found.median.lo, "hi": found.median.hi}
    return {**data, **{name: None if isinf(value) else round(value, 4) for name, value in ends.items()}, "need": 0}
