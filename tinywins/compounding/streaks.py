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

    Every beginning is tried at once. An alive run is [phase, left, begin, place]: `begin` counts the done slots
    before it and `place` the decided ones; -begin modulo `every` is its phase, which tells when it earns.
    """
    streaks = Streaks(marks[-1:] == b"P", spares[0])
    rule = spares if spares[1] else (spares[0], 1, 0)  # no earning is earning each time, up to none
    decided = marks.translate(None, b"SPU")
    runs: list[list[int]] = []  # the longest first
    place = done = 0
    full = False
    for piece in decided.split(b"M"):
        count = len(piece)
        earns_back = full and count >= rule[1]  # then the miss before it leaves every run as it was
        if place and not earns_back:
            runs = [run for run in runs if run[1]]
            for run in runs:
                run[1] -= 1
            full = False
        if count:
            streaks.unbroken = max(streaks.unbroken, count)
            full = earns_back or extend_runs(runs, done, count, place, rule)
            done += count
            if done - runs[0][2] >= streaks.longest:
                streaks.longest, streaks.longest_begin = done - runs[0][2], runs[0][3]
                streaks.longest_end = place + count
        place += count + 1
    if runs:
        _, streaks.left, begin, streaks.current_begin = runs[0]
        streaks.current = done - begin
        streaks.used = decided.count(b"M", streaks.current_begin)
        streaks.at_risk = streaks.pending and not streaks.left
    return streaks


def extend_runs(runs: list[list[int]], done: int, count: int, place: int, spares: Spares) -> bool:
    """Lengthen the alive runs, in place, by `count` done slots, and begin one at each of them that can matter.

    Say whether they are full: each phase has a run, and each run all the spares that it can hold.
    """
    start, every, cap = spares
    most = start if start >= cap else min(cap, start + count // every)
    phases = 0  # a bit for each phase in which a longer run has as many spares as any new one
    for run in runs:
        left = run[1]
        if left < cap:
            left += (done + count + run[0]) // every - (done + run[0]) // every
            run[1] = left = left if left < cap else cap
        if left >= most:
            phases |= 1 << run[0]
    if phases == (1 << every) - 1:
        return 0 < cap == most and all(run[1] == cap for run in runs)
    for begin in range(done, done + min(count, every)):
        phase = -begin % every
        if not phases >> phase & 1:
            left = start if count < every or start >= cap else min(cap, start + (done + count - begin) // every)
            runs.append([phase, left, begin, place + begin - done])
    if len(runs) > 2 * every:
        drop_runs(runs)
    return False


def drop_runs(runs: list[list[int]]) -> None:
    """Drop, in place, each run that an older one of its phase outlives."""
    best: dict[int, int] = {}
    kept = []
    for run in runs:
        if run[1] > best.get(run[0], -1):
            best[run[0]] = run[1]
            kept.append(run)
    runs[:] = kept


def decided_place(marks: bytes, decided: int) -> int:
    """Give the index in `marks` of the decided slot at index `decided`."""
    place = decided
    while place < len(marks):
        skipped = sum(marks.count(mark, 0, place + 1) for mark in b"SPU")
        if place == decided + skipped:
            return place
        place = decided + skipped
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
