"""Letters: how wide a text will be, estimated upward, since the font of whoever looks at it is not known."""

from unicodedata import category

from tinywins.render.safe import make_safe

SIZE, SMALL, LARGE = 14.0, 12.0, 18.0  # of sentences, of labels, of a title
BOLD = 1.12
ELLIPSIS = "…"
SLIM = frozenset(" .,:;'|!iljI·")
LEAN = frozenset('ftr()[]{}-/\\"*')
BROAD = frozenset("mwMW@%…—")


def measure_sign(sign: str) -> float:
    """Estimate the width of one sign in ems, as wide as common fonts make it."""
    if sign in SLIM:
        return 0.34
    if sign in LEAN:
        return 0.5
    if sign in BROAD:
        return 1.0
    return measure_latin(sign) if sign < "\u0250" else measure_other(sign)


def measure_latin(sign: str) -> float:
    """Estimate a letter, a digit or a sign of Latin script."""
    return 0.8 if sign.isupper() else 0.65


def measure_other(sign: str) -> float:
    """Estimate a sign of any other script, none narrower than it may be."""
    if category(sign) in {"Mn", "Me", "Cf"}:
        return 0.0
    if sign < "\u0590" or "\u2010" <= sign < "\u2028":
        return 0.85
    return 1.1 if sign < "\U0001f000" else 1.4


def measure(text: str, size: float = SMALL, bold: bool = False) -> float:
    """Estimate the width of a text."""
    return sum(map(measure_sign, make_safe(text))) * size * (BOLD if bold else 1.0)


def clip(text: str, width: float, size: float = SMALL, bold: bool = False) -> str:
    """Shorten a text to a width, with an ellipsis where something is left out."""
    text = make_safe(text)
    em = size * (BOLD if bold else 1.0)
    room, used, kept = width / em, 0.0, 0
    for place, sign in enumerate(text):
        used += measure_sign(sign)
        if used > room:
            return text[:kept].rstrip() + ELLIPSIS
        if used <= room - 1.0:
            kept = place + 1
    return text


def wrap(text: str, width: float, size: float = SIZE, bold: bool = False) -> list[str]:
    """Break a text into lines between words, and inside a word that is wider than a line."""
    em = size * (BOLD if bold else 1.0)
    room = width / em
    lines, line, used = [], "", 0.0
    for word in make_safe(text).split():
        wide = sum(map(measure_sign, word))
        if line and used + 0.34 + wide <= room:
            line, used = f"{line} {word}", used + 0.34 + wide
            continue
        if line:
            lines.append(line)
        line, used = word, wide
        if wide > room:
            *full, line = break_word(word, room)
            lines += full
            used = sum(map(measure_sign, line))
    return [*lines, line] if line else lines


def break_word(word: str, room: float) -> list[str]:
    """Cut a long word into pieces that fit, a sign each at the least."""
    pieces, used = [""], 0.0
    for sign in word:
        wide = measure_sign(sign)
        if pieces[-1] and used + wide > room:
            pieces.append("")
            used = 0.0
        pieces[-1] += sign
        used += wide
    return pieces


def wrap_most(text: str, width: float, most: int, size: float = SIZE, bold: bool = False) -> list[str]:
    """Break a text into `most` lines at most; the last one ends with an ellipsis where there were more."""
    lines = wrap(text, width, size, bold)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], clip(" ".join(lines[most - 1 : most + 1]), width, size, bold)]
