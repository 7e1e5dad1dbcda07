"""Streaks with spares: runs of done slots that a miss bends before it ends them.

A run may begin at any done slot, with `start` spares. Every `every` done slots in it earn one more, up to `cap`.
A missed slot uses one up, or ends the run. All other marks are transparent. Source: docs/how-streaks-count.md.
"""

Spares = tuple[int, int, int]
NO_SPARES: Spares = (0, 0, 0)


class Streaks:
    """The runs of one habit, in slots.

    `current` and `longest` count done slots; `left` and `used` are the spares of the current run; `unbroken` is the
    longest run without any spare. `current_begin`, `longest_begin` and `longest_end` index the decided slots (D and
    M only), the end exclusive. `at_risk` says that the pending slot, if missed, ends the current run.
    """

    __slots__ = (
        "at_risk",
        "current",
        "current_begin",
        "left",
        "longest",
        "longest_begin",
        "longest_end",
        "pending",
        "unbroken",
        "used",
    )

    def __init__(self, pending: bool, start: int) -> None:
        self.pending = pending
        self.left = start
        self.at_risk = False
        self.current = self.current_begin = self.used = 0
        self.longest = self.longest_begin = self.longest_end = self.unbroken = 0


def find_streaks(marks: bytes, spares: Spares = NO_SPARES) -> Streaks:
    """Find the current and the longest run in `marks`, a letter a slot, oldest first.

    Every beginning is tried at once: alive runs are kept by (spares, done since the last earned), the longest of each.
    """
    streaks = Streaks(marks[-1:] == b"P", spares[0])
    decided = marks.translate(None, b"SPU")
    alive: dict[tuple[int, int], tuple[int, int]] = {}
    place = 0
    for piece in decided.split(b"M"):
        if place:
            alive = {(left - 1, since): run for (left, since), run in alive.items() if left}
        count = len(piece)
        if count:
            streaks.unbroken = max(streaks.unbroken, count)
            alive = advance_runs(alive, count, place, spares)
            length, begin = max(alive.values())
            if length >= streaks.longest:
                streaks.longest, streaks.longest_begin, streaks.longest_end = length, begin, place + count
        place += count + 1
    if alive:
        (left, _), (length, begin) = max(alive.items(), key=lambda item: (item[1][0], item[0][0]))
        streaks.current, streaks.current_begin, streaks.left = length, begin, left
        streaks.used = decided.count(b"M", begin)
        streaks.at_risk = streaks.pending and not left
    return streaks


def advance_runs(
    alive: dict[tuple[int, int], tuple[int, int]], count: int, place: int, spares: Spares
) -> dict[tuple[int, int], tuple[int, int]]:
    """Lengthen every alive run by `count` done slots, and begin one at each of them that can matter."""
    start, every, cap = spares
    after: dict[tuple[int, int], tuple[int, int]] = {}
    for (left, since), (length, begin) in alive.items():
        if every:
            earned, rest = divmod(since + count, every)
            state = (max(left, min(cap, left + earned)), rest)
        else:
            state = (left, since)
        run = (length + count, begin)
        if after.get(state, run) <= run:
            after[state] = run
    most = max(start, min(cap, start + count // every)) if every else start
    covered = every and len({since for left, since in after if left >= most}) == every
    for later in range(0 if covered else min(count, every or 1)):
        kept = count - later
        earned, since = divmod(kept, every) if every else (0, 0)
        state = (max(start, min(cap, start + earned)), since)
        run = (kept, place + later)
        if after.get(state, run) <= run:
            after[state] = run
    return after


def decided_place(marks: bytes, decided: int) -> int:
    """Give the index in `marks` of the decided slot at index `decided`."""
    seen = -1
    for place, mark in enumerate(marks):
        if mark in b"DM":
            seen += 1
            if seen == decided:
                return place
    raise IndexError(decided)


def best_runs(marks: bytes, spares: Spares, most: int) -> list[tuple[int, int, int]]:
    """Give up to `most` runs that share no slot, longest first: (length, first index, end index) in `marks`."""
    runs: list[tuple[int, int, int]] = []
    places = [place for place, mark in enumerate(marks) if mark in b"DM"]
    decided = bytes(marks[place] for place in places)
    spans = [(0, len(decided))]
    while spans and len(runs) < most:
        found = [(find_streaks(decided[low:high], spares), low, high) for low, high in spans]
        best, low, high = max(found, key=lambda item: (item[0].longest, item[1]))
        if not best.longest:
            break
        begin, end = low + best.longest_begin, low + best.longest_end
        runs.append((best.longest, places[begin], places[end - 1] + 1))
        spans.remove((low, high))
        spans += [span for span in ((low, begin), (end, high)) if span[0] < span[1]]
    return runs
