"""Ids made from other things: the short code a person types, and time-ordered ids."""

LETTERS = "abcdefghjkmnpqrstvwxyz"
SYMBOLS = "0123456789" + LETTERS
SHORTEST, LONGEST = 4, 12


def order_id(ms: int, random: bytes) -> str:
    """Make a UUIDv7 (RFC 9562) from milliseconds and ten random bytes."""
    tail = int.from_bytes(random, "big")
    value = (ms & (1 << 48) - 1) << 80 | 7 << 76 | (tail >> 62 & 0xFFF) << 64 | 2 << 62 | tail & (1 << 62) - 1
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def short_code(thing_id: str, length: int = LONGEST) -> str:
    """Give the first `length` signs of an id's code: a letter, then letters and digits, from its random tail."""
    tail = int(thing_id[19:].replace("-", ""), 16) & (1 << 62) - 1
    tail, first = divmod(tail, len(LETTERS))
    signs = [LETTERS[first]]
    for _ in range(length - 1):
        tail, place = divmod(tail, len(SYMBOLS))
        signs.append(SYMBOLS[place])
    return "".join(signs)
