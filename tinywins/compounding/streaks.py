"""Streaks with spares: runs of done slots that a miss bends before it ends them.

A run may begin at any done slot, with `start` spares. Every `every` done slots in it earn one more, up to `cap`.
A missed slot uses one up, or ends the run. All other marks are transparent. Source: docs/how-streaks-count.md.
"""

Spares = tuple[int, int, int]
NO_SPARES: Spares = (0, 0, 0)
LIVES = 1 << 62  # an end that has not come yet

Fates = list[list[int]]


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

    It goes back from the newest unbroken piece to the oldest. `fates[left][turn]` is the end of a run that stands
    after the present piece with `left` spares and earns after `turn` + 1 done slots: the piece before the miss that
    ends it, or LIVES + the spares that it has in the end.
    """
    start, every, cap = spares if spares[1] else (spares[0], 1, 0)
    streaks = Streaks(marks[-1:] == b"P", start)
    decided = marks.translate(None, b"SPU")
    counts = [len(piece) for piece in decided.split(b"M")]
    last = place = len(counts) - 1
    done = total = len(decided) - last
    sums = [total] * len(counts)
    fates = [[LIVES + left] * every for left in range(max(start, cap) + 1)]
    reach = LIVES
    for count in reversed(counts):
        sums[place] = done
        done -= count
        if reach >= LIVES or sums[reach] - done > streaks.longest:
            reach = max(map(max, fates))
        if reach >= LIVES or sums[reach] - done > streaks.longest:
            note_runs(streaks, find_ends(fates, count, start, every, cap), sums, done, place)
        place -= 1
        fates = step_back(fates, place, count, every, cap)
    streaks.unbroken = max(counts)
    streaks.longest_end = len(decided[: streaks.longest_end].rstrip(b"M"))
    if streaks.current:
        streaks.used = decided.count(b"M", streaks.current_begin)
        streaks.at_risk = streaks.pending and not streaks.left
    return streaks


def find_ends(fates: Fates, count: int, start: int, every: int, cap: int) -> list[int]:
    """Give the ends of the runs that begin at the first slots of a piece of `count`; later ones end no later."""
    whole, rest = divmod(count, every)
    cut = every - 1 - rest
    if not whole:
        return fates[start][cut:-1]
    most = max(start, cap)
    left = start + whole
    ends = fates[left if left < most else most][cut:]
    if cut:
        left -= 1
        ends += fates[left if left < most else most][:cut]
    return ends


def step_back(fates: Fates, place: int, count: int, every: int, cap: int) -> Fates:
    """Give the fates after the piece at `place`, from those after the next, of `count`, and the miss between them."""
    back = [[place] * every]
    if not count:
        return back + fates[:-1]
    whole, rest = divmod(count, every)
    cut = every - rest
    for left in range(len(fates) - 1):
        earned = left + whole
        if earned < cap:
            row, better = fates[earned], fates[earned + 1]
        else:
            row = better = fates[left if left > cap else cap]
        back.append(better[cut:] + row[:cut] if rest else row)
    return back


def note_runs(streaks: Streaks, ends: list[int], sums: list[int], done: int, place: int) -> None:
    """Note the runs that begin in a piece: the current one, and the longest if none that begins later is as long."""
    last = len(sums) - 1
    for offset in range(len(ends) - 1, -1, -1):
        end = ends[offset]
        if end >= LIVES:
            streaks.left = end - LIVES
            streaks.current, streaks.current_begin = sums[last] - done - offset, done + place + offset
            end = last
        length = sums[end] - done - offset
        if length > streaks.longest:
            streaks.longest, streaks.longest_begin = length, done + place + offset
            streaks.longest_end = sums[end] + end


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
