"""Near tags: the known one that a new tag resembles. `log` loads this when a tag is new, so it stays light."""

from tinywins.domain.names import is_person
from tinywins.domain.near import find_nearest
from tinywins.storage import facts
from tinywins.storage.connect import Db


def find_near(db: Db, name: str) -> tuple[str, str, int] | None:
    """Give (the new name, the known tag it resembles, that tag's entries), or None; None too when it is not new."""
    tags = facts.list_tags(db)
    known = None if name in tags else find_nearest(name, [tag for tag in tags if not is_person(tag)])
    if known is None:
        return None
    return name, known, facts.read_tag_total(db, known)[0]
