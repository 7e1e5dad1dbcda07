"""What feedback became, a tweak or a step, as lines of text and as data."""

from tinywins.render.columns import Look, cut
from tinywins.render.data import Data
from tinywins.render.safe import make_safe
from tinywins.render.text import TICK
from tinywins.render.work.feedback import say_acted, say_took
from tinywins.render.work.feedback_data import acted_data, feedback_data
from tinywins.render.work.tweak_data import tweak_data
from tinywins.render.work.tweaks import say_started
from tinywins.services.work.ideas import Planned, Tried


def say_tried(tried: Tried, look: Look) -> str:
    """Say which win answered which feedback, and how the tweak that was started with it is judged."""
    return say_acted(tried.acted) + say_started(tried.tweak, tried.unlogged, look)


def say_planned(planned: Planned) -> str:
    """Say which step feedback became, and that this closed it."""
    head = f"{TICK} {make_safe(planned.title)}   a step of {make_safe(planned.goal)}   {planned.short}"
    item = planned.feedback
    closes = f"  Closes {item.short} as planned, {say_took(planned.age)}: "
    lines = [head, closes + cut(make_safe(item.text), 78 - len(closes))]
    lines += [f"  Because: {make_safe(item.answer)}"] if item.answer else []
    return "\n".join([*lines, f"  Once it is done:  tinywins done {planned.short}"]) + "\n"


def tried_data(tried: Tried) -> Data:
    """Give what was answered, the win, and the tweak that was started with it."""
    return {**acted_data(tried.acted), "tweak": tweak_data(tried.tweak)}


def planned_data(planned: Planned) -> Data:
    """Give what was planned, and the step that it became; there is no win yet."""
    step = {"short": planned.short, "title": planned.title, "goal": planned.goal}
    return {"feedback": feedback_data(planned.feedback, planned.age), "entry": None, "tweak": None, "step": step}
