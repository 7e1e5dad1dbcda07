"""Near names: how far apart two names are, in typing slips."""


def count_slips(one: str, other: str) -> int:
    """Count the slips between two words: letters added, left out, changed, or swapped with their neighbour."""
    rows = [list(range(len(other) + 1))]
    for i, sign in enumerate(one, 1):
        row = [i]
        for j, mate in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (sign != mate))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == mate:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def find_nearest(name: str, known: list[str]) -> str | None:
    """Give the known name nearest to a mistyped one, or None where none is near; ties go to the first."""
    allowed = 1 if len(name) < 5 else 2
    best = None
    for other in known:
        if abs(len(other) - len(name)) <= allowed and (slips := count_slips(name, other)) <= allowed:
            allowed, best = slips - 1, other
    return best
