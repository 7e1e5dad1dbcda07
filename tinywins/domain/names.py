"""Names of tags and persons: how they fold, and which signs they may hold."""

LONGEST_NAME = 60


def is_name_sign(sign: str, *, first: bool) -> bool:
    """Say whether a sign may stand in a name: a letter first, then letters with their marks, digits, - and _."""
    if sign.isalpha():
        return True
    if first:
        return False
    if sign.isdecimal() or sign in "-_":
        return True
    if sign.isascii():
        return False
    import unicodedata

    return unicodedata.category(sign).startswith("M")


def fold_name(name: str) -> str:
    """Fold a name so that two spellings of one name are equal: NFC and casefold."""
    if name.isascii():
        return name.lower()
    import unicodedata

    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def is_person(name: str) -> bool:
    """Say whether a folded name is a person's."""
    return name.startswith("@")


def show_name(name: str) -> str:
    """Write a folded name as it is typed: `+run`, `@anna`."""
    return name if name.startswith("@") else f"+{name}"


def natural_id(kind: str, key: str) -> str:
    """Give the id of a thing with a natural key: a UUIDv5, the same on every machine."""
    import uuid

    return str(uuid.uuid5(uuid.UUID("6c9d0f0e-7d2b-5a3c-9c8e-2f1d5b7a4e10"), f"{kind}:{key}"))
