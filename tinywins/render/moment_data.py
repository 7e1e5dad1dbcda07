"""Moments and thanks as plain data for --json."""

from tinywins.domain.entries import Entry
from tinywins.domain.moments import Moment
from tinywins.render.data import Data, entry_data
from tinywins.services.moment_review import KindTurns, MomentReview, Turns
from tinywins.services.thanks import Thanked


def moment_data(moment: Moment, entry: Entry | None = None) -> Data:
    """Give a moment, with its entry where that is not said elsewhere."""
    data: Data = {
        "kind": moment.kind,
        "situation": moment.situation or None,
        "choice": moment.choice or None,
        "expect": moment.expect or None,
        "follow": moment.follow or None,
        "turned": moment.turned or "open",
        "outcome": moment.outcome or None,
        "settled": moment.settled or None,
    }
    return {**data, "entry": entry_data(entry)} if entry else data


def turns_data(turns: Turns, name: str) -> Data:
    """Give how a kind's or a choice's moments turned; `share` is null below five settled ones."""
    share = turns.share()
    estimate = dict(zip(("value", "lo", "hi"), (round(part, 6) for part in share), strict=True)) if share else None
    return {name: turns.name or None, "well": turns.well, "badly": turns.badly, "open": turns.open, "share": estimate}


def kind_data(kind: KindTurns) -> Data:
    """Give how a kind's moments turned, choice by choice."""
    better = kind.better
    return {
        **turns_data(kind.all, "kind"),
        "choices": [turns_data(choice, "choice") for choice in kind.choices],
        "better": {"choice": better.choice, "than": better.other, "chance": round(better.chance, 6)}
        if better
        else None,
    }


def review_data(review: MomentReview) -> Data:
    """Give how moments turned."""
    return {
        "since": review.since or None,
        "kinds": [kind_data(kind) for kind in review.kinds],
        "expected": [moment_data(moment, entry) for moment, entry in review.expected],
    }


def thanked_data(thanked: Thanked) -> Data:
    """Give thanks that were said."""
    return {**thanks_data(thanked.who, thanked.logged.entry), "month": thanked.month, "same": thanked.same}


def thanks_data(who: str, entry: Entry) -> Data:
    """Give thanks."""
    return {"who": who, "entry": entry_data(entry)}
