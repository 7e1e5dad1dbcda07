"""All there was with a person, a line each."""

from tinywins.domain.days import label_day
from tinywins.render.columns import Look, align, cell_width, cut, drop_columns
from tinywins.render.safe import make_safe
from tinywins.render.text import show_tags, show_text
from tinywins.render.work.feedback import say_age, say_state
from tinywins.services.happenings import Happening

NARROWEST_TEXT = 20


def show_happenings(found: list[Happening], person: str, today: int, look: Look) -> str:
    """Write what there was with a person, newest first: the day, what it was, the text, how it stands, the code."""
    rows = [list_cells(each, person, today) for each in found]
    room = min(look.width, 80)
    least = [[*row[:2], cut(row[2], NARROWEST_TEXT), *row[3:]] for row in rows]
    if len(drop_columns(least, (3,), room)[0]) < len(least[0]):
        rows = [[*row[:3], row[3].removeprefix("turned ").partition(" ")[0], row[4]] for row in rows]
    others = sum(max(cell_width(row[place]) for row in rows) + 2 for place in (0, 1, 3, 4))
    rows = [[*row[:2], cut(row[2], max(NARROWEST_TEXT, room - others), look.sign("…")), *row[3:]] for row in rows]
    return "\n".join("".join(row[:-1]) + look.dim(row[-1]) for row in align(rows)) + "\n"


def list_cells(each: Happening, person: str, today: int) -> list[str]:
    """List the cells of one line."""
    day = label_day(each.day, today)
    if each.feedback:
        item = each.feedback
        state = say_state(item, today) if item.closed or not each.age else f"open {say_age(each.age)}"
        return [day, "said", make_safe(item.text), state, item.short]
    if each.entry is None:
        return [day, "", "", "", ""]
    tags = " ".join(word for word in show_tags(each.entry).split() if word != make_safe(person))
    text = "  ".join(part for part in (show_text(each.entry), tags) if part)
    state = ""
    if each.moment:
        state = "open" if not each.moment.turned else f"turned {each.moment.turned}"
    what = "moment" if each.moment else "answered" if each.answers else "thanks" if each.thanks else "log"
    return [day, what, text, state, each.entry.short]
