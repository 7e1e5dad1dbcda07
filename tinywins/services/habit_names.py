"""Names of habits: the habit that is meant by what was typed."""

from tinywins.domain.near import find_nearest
from tinywins.errors import NotFoundError
from tinywins.services.tags import list_known, read_name
from tinywins.storage import entry_rows, facts
from tinywins.storage.connect import Db


def require_habit(db: Db, word: str) -> str:
    """Give the tag of a habit as typed; NotFoundError, with the nearest, where it is none."""
    tag = entry_rows.find_tag(db, read_name(word))
    if not facts.is_habit(db, tag):
        near = find_nearest(tag, facts.list_habit_tags(db))
        if near:
            raise NotFoundError(f"There is no habit {tag}.", f"Did you mean {near}?")
        if tag in list_known(db):
            raise NotFoundError(
                f"{tag} is a tag, and no habit yet.", f"tinywins log +{tag}, or tinywins habit add {tag}"
            )
        raise NotFoundError(f"There is no habit {tag}.", f"To begin one: tinywins habit add {tag}")
    return tag
