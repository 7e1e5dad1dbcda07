"""Days that a traveller never had: west to east over the date line, a date is left out."""

from tinywins.domain.days import EPOCH, MINUTES, Moment, day_of

ENOUGH = 240  # minutes of a day that somebody must have lived to have had it


def find_lost_day(before: Moment, after: Moment, day_start: int) -> int | None:
    """Give the day between two moments that was never there to be lived, or None.

    Nobody knows when the clock was changed between them, so it is taken to be when least of the day was left.
    One change loses one day at most: the one of which the least was lived, and of equals the latest.
    """
    lost, least = None, ENOUGH
    for day in range(day_of(before, day_start) + 1, day_of(after, day_start)):
        lived = least_lived(before, after, day, day_start)
        if lived < ENOUGH and lived <= least:
            lost, least = day, lived
    return lost


def least_lived(before: Moment, after: Moment, day: int, day_start: int) -> int:
    """Give the fewest minutes of a day that lie between two moments, whenever the clock was changed."""
    begin, end = before.ms // 60_000, after.ms // 60_000
    midnight = (day - EPOCH) * MINUTES + day_start * 60
    first, second = midnight - before.offset, midnight - after.offset
    changes = [min(max(change, begin), end) for change in (first, first + MINUTES, second, second + MINUTES)]
    return min(overlap(begin, change, first) + overlap(change, end, second) for change in (begin, end, *changes))


def overlap(begin: int, end: int, day_begin: int) -> int:
    """Give the minutes of the day from `day_begin` that lie between two instants."""
    return max(0, min(end, day_begin + MINUTES) - max(begin, day_begin))
