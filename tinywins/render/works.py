"""What hangs on an entry, as lines of text and as data."""

from tinywins.domain.feedback import Age
from tinywins.render.data import Data
from tinywins.render.feedback import say_took
from tinywins.render.feedback_data import feedback_data
from tinywins.render.moment_data import moment_data
from tinywins.render.moments import list_facts
from tinywins.render.safe import make_safe
from tinywins.services.works import Work


def show_work(work: Work | None, today: int) -> str:
    """Write what hangs on an entry, a line each."""
    if work is None:
        return ""
    lines = list_facts(work.moment, today) if work.moment else []
    if work.feedback:
        took = say_took(work.age or Age(0, exact=False))
        lines.append(f"  answers  {make_safe(work.feedback.text)}   {work.feedback.short}, {took}")
    if work.thanks:
        lines.append(f"  thanks   {make_safe(work.thanks)}")
    if work.step:
        lines.append(f"  step     {make_safe(work.step[1])}   {work.step[0]}")
    return "".join(f"{line}\n" for line in lines)


def work_data(work: Work | None) -> Data | None:
    """Give what hangs on an entry, or null."""
    if work is None:
        return None
    return {
        "moment": moment_data(work.moment) if work.moment else None,
        "feedback": feedback_data(work.feedback, work.age) if work.feedback else None,
        "thanks": work.thanks or None,
        "step": {"short": work.step[0], "title": work.step[1]} if work.step else None,
    }
