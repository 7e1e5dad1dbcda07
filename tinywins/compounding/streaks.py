"""Streaks with spares: runs of done slots that a miss bends before it ends them.

A run may begin at any done slot, with `start` spares. Every `every` done slots in it earn one more, up to `cap`.
A missed slot uses one up, or ends the run. All other marks are transparent. A run may leave a done slot out where
that serves it better later: without that, a spare earned while all are held would be lost at another time once a
missed day is filled in, and the run could be shorter for it. Source: docs/how-streaks-count.md.
"""

from collections.abc import Sequence

Spares = tuple[int, int, int]
NO_SPARES: Spares = (0, 0, 0)


class Streaks:
    """The runs of one habit, in slots.

    `current` and `longest` count done slots; `left` and `used` are the spares of the current run. `unbroken` is the
    longest run without any spare, `unbroken_now` the one that ends with the last slot. `current_begin`,
    `longest_begin` and `longest_end` index the decided slots (D and M only), the end exclusive. `at_risk` says that
    the pending slot, if missed, ends the current run.
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
        "unbroken_now",
        "used",
    )

    def __init__(self) -> None:
        self.pending = self.at_risk = False
        self.current = self.current_begin = self.left = self.used = 0
        self.longest = self.longest_begin = self.longest_end = self.unbroken = self.unbroken_now = 0


def check_rule(spares: Spares, switches: Sequence[int]) -> None:
    """Raise ValueError for spares that nobody can have, and for switches that are in no order."""
    if min(spares) < 0:
        raise ValueError("spares are three numbers, 0 or more")
    if switches and (switches[0] < 0 or list(switches) != sorted(switches)):
        raise ValueError("switches are indices, 0 or more, the first one first")


def find_streaks(marks: bytes, spares: Spares = NO_SPARES, switches: Sequence[int] = ()) -> Streaks:
    """Find the current and the longest run in `marks`, a letter a slot, oldest first.

    Every beginning is tried at once. An alive run is [phase, left, begin, place]: `begin` counts the done slots
    before it and `place` the decided ones; -begin modulo `every` is its phase, which tells when it earns.
    `switches` are indices in `marks`: from the first on spares are off, from the second on again, and so forth.
    ValueError for spares below 0, and for switches below 0 or out of order. Source: docs/how-streaks-count.md.
    """
    check_rule(spares, switches)
    rule = spares if spares[1] else (spares[0], 1, 0)  # no earning is earning each time, up to none
    decided = marks.translate(None, b"SPU")
    if not switches:
        search = search_pieces(decided, rule)
    else:
        search = Search(rule)
        begins = [0, *(count_decided(marks, switch) for switch in switches if switch < len(marks))]
        for number, (begin, end) in enumerate(zip(begins, [*begins[1:], len(decided)], strict=True)):
            if number:
                search.switch((0, 1, 0) if number % 2 else rule)
            search.go_on(decided[begin:end])
    streaks = search.streaks
    streaks.left = search.rule[0]
    streaks.pending = marks[-1:] == b"P"
    streaks.unbroken_now = search.row
    if search.runs:
        _, streaks.left, begin, streaks.current_begin = min(search.runs, key=lambda run: (run[2], -run[1]))
        streaks.current = search.done - begin
        streaks.used = decided.count(b"M", streaks.current_begin)
        streaks.at_risk = streaks.pending and not streaks.left
    return streaks


def search_pieces(decided: bytes, rule: Spares) -> "Search":
    """Search decided slots piece by piece: no run outlives more misses in a row than it can have spares.

    The last piece holds the runs that are alive. Of the others those alone are searched that could hold the longest.
    """
    deadly = b"M" * (max(rule[0], rule[2]) + 1)
    *pieces, last = decided.split(deadly)
    search = Search(rule, len(decided) - len(last))
    search.go_on(last)
    streaks, place = search.streaks, 0
    found = []
    for piece in pieces:
        found.append((piece.count(b"D"), place, piece))
        place += len(piece) + len(deadly)
    for count, place, piece in sorted(found, reverse=True):
        if not count or count < streaks.longest:
            break
        other = Search(rule, place)
        other.go_on(piece)
        theirs = other.streaks
        if (theirs.longest, theirs.longest_end) > (streaks.longest, streaks.longest_end):
            streaks.longest, streaks.longest_end = theirs.longest, theirs.longest_end
            streaks.longest_begin = theirs.longest_begin
    if pieces:
        streaks.unbroken = max(map(len, decided.split(b"M")))
    return search


def count_decided(marks: bytes, until: int) -> int:
    """Count the decided slots before an index."""
    return sum(marks.count(mark, 0, until) for mark in b"DM")


class Search:
    """The search for runs, as far as it has come: the alive runs, the longest first, and what was found."""

    __slots__ = ("done", "place", "row", "rule", "runs", "streaks")

    def __init__(self, rule: Spares, place: int = 0) -> None:
        self.rule = rule
        self.runs: list[list[int]] = []
        self.place = place
        self.done = self.row = 0
        self.streaks = Streaks()

    def switch(self, rule: Spares) -> None:
        """Go on with another rule: alive runs hold no spare, and earn afresh."""
        self.rule = rule
        self.runs = self.runs[:1]
        for run in self.runs:
            run[0], run[1] = -self.done % rule[1], 0

    def go_on(self, decided: bytes) -> None:
        """Go on through decided slots, D and M."""
        streaks, rule, runs = self.streaks, self.rule, self.runs
        place, done, row = self.place, self.done, self.row
        full, owed = False, -1  # misses since the last done slot; none before the first piece
        for piece in decided.split(b"M"):
            count = len(piece)
            owed += 1
            if owed:
                row = 0
            if full and owed and (owed > 1 or count < rule[1]):  # else it is earned back at once, by every run
                full = False
            if count:
                row += count
                streaks.unbroken = max(streaks.unbroken, row)
                if not full:
                    runs, full = extend_runs(runs, owed, done, count, place, rule)
                owed = 0
                done += count
                if done - runs[0][2] >= streaks.longest:
                    streaks.longest, streaks.longest_begin = done - runs[0][2], runs[0][3]
                    streaks.longest_end = place + count
            place += count + 1
        if owed:
            runs = [[phase, left - owed, begin, start] for phase, left, begin, start in runs if left >= owed]
        self.runs, self.done, self.place, self.row = runs, done, place - 1, row


def extend_runs(
    runs: list[list[int]], owed: int, done: int, count: int, place: int, spares: Spares
) -> tuple[list[list[int]], bool]:
    """Spend a spare for each of `owed` misses, add `count` done slots to what lives, and begin runs where that matters.

    Say whether they are full: each phase has a run, each run all the spares that it can hold, and no shift helps.
    """
    start, every, cap = spares
    most = start if start >= cap or count < every else min(cap, start + count // every)
    wasting: list[list[int]] = []
    phases = 0  # a bit for each phase in which a longer run has as many spares as any new one
    full = True
    alive = []
    for run in runs:
        phase, left, _, _ = run
        left -= owed
        if left < 0:
            continue
        alive.append(run)
        if left <= cap:
            counted = (done + phase) % every + count
            if counted >= every:
                earned = left + counted // every
                if earned > cap:
                    wasting.append([phase, left, run[2], run[3], counted])
                    earned = cap
                left = earned
        run[1] = left
        if left >= most:
            phases |= 1 << phase
        if left != cap:
            full = False
    full = full and len(alive) >= every
    calm = (full or bool(wasting)) and is_settled(alive, every, cap)
    shifts = shift_runs(wasting, spares) if wasting and not calm else []
    alive += shifts
    if phases != (1 << every) - 1:
        full = False
        for begin in range(done, done + min(count, every)):
            phase = -begin % every
            if not phases >> phase & 1:
                left = start if count < every or start >= cap else min(cap, start + (done + count - begin) // every)
                alive.append([phase, left, begin, place + begin - done])
    if shifts:
        alive.sort(key=lambda run: (run[2], -run[1], run[3]))
    if shifts or len(alive) > 2 * every:
        drop_runs(alive)
    return alive, full and calm and cap >= max(start, 1)


def is_settled(runs: list[list[int]], every: int, cap: int) -> bool:
    """Say whether each phase has a run with all spares that no other, shifted by a slot, would outlive."""
    if len(runs) < every:
        return False
    best = [-1] * every
    for phase, left, begin, _ in runs:
        if left >= cap and best[phase] < 0:  # the longest come first
            best[phase] = begin
    earlier = best[-1]
    for begin in best:
        if begin < 0 or earlier > begin + 1:
            return False
        earlier = begin
    return True


def shift_runs(wasting: list[list[int]], spares: Spares) -> list[list[int]]:
    """Give what runs that earned more than they can hold could be had they left done slots out.

    A run leaves one out when it would earn a spare in vain, and so earns a slot later for one of its length. `wasting`
    holds the runs as they were before, each with what it has counted since it earned.
    """
    _, every, cap = spares
    shifts = []
    for phase, left, begin, place, counted in wasting:
        most = counted + 1 - (cap - left + 1) * every
        for out in range(1, min(every - 1, most) + 1):
            shifts.append([(phase - out) % every, cap, begin + out, place])
    return shifts


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


def best_runs(marks: bytes, spares: Spares, most: int, switches: Sequence[int] = ()) -> list[tuple[int, int, int]]:
    """Give up to `most` runs that share no slot, longest first: (length, first index, end index) in `marks`.

    Lengths are done slots, the end is exclusive; `switches` are as for `find_streaks`, and so is the ValueError.
    Source: docs/how-streaks-count.md.
    """
    check_rule(spares, switches)
    runs: list[tuple[int, int, int]] = []
    places = [place for place, mark in enumerate(marks) if mark in b"DM"]
    decided = bytes(marks[place] for place in places)
    turns = [count_decided(marks, switch) for switch in switches]
    spans = [(0, len(decided))]
    while spans and len(runs) < most:
        found = []
        for low, high in spans:
            within = [min(max(turn - low, 0), high - low) for turn in turns]
            found.append((find_streaks(decided[low:high], spares, within), low, high))
        best, low, high = max(found, key=lambda item: (item[0].longest, item[1]))
        if not best.longest:
            break
        begin, end = low + best.longest_begin, low + best.longest_end
        runs.append((best.longest, places[begin], places[end - 1] + 1))
        spans.remove((low, high))
        spans += [span for span in ((low, begin), (end, high)) if span[0] < span[1]]
    return runs
