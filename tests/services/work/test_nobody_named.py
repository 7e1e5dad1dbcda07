"""Nobody is named in what is shown to others, wherever their name was written and however it is spelt."""

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.services.work.goal_shop import TODAY, add_goal, add_steps, do
from tests.services.workspaces import Person
from tinywins.domain.days import write_day
from tinywins.domain.line import parse_line
from tinywins.domain.names import fold_name
from tinywins.render.columns import Look
from tinywins.render.html.page import write_report
from tinywins.render.report import lay_out_report
from tinywins.render.review import show_review, write_markdown
from tinywins.render.review_data import review_data
from tinywins.services import review_notes
from tinywins.services.report import report_span
from tinywins.services.review import review_period
from tinywins.services.work import feedback, moments, thanks, tweaks

NAMES = ("zanna", "ZÜHTÜ", "zjose\u0301", "विनोद", "नमीना", "நண்பன்", "שָׁלוֹם", "ผู้ใหญ่", "Zİpek", "z-straße_9", "太郎丸")
ENDS = ("", ".", ",", "!", "'s", ")", " ", "\u2069")
STARTS = ("", "(", "„", "\u2068", "/")
named = st.tuples(st.sampled_from(STARTS), st.sampled_from(NAMES), st.sampled_from(ENDS))


def write_everywhere(person: Person, name: str, within: str) -> None:
    """Write a name wherever one can be written: as it is named, and within a text."""
    ws = person.ws
    add_goal(person, f"Win {within} over")
    add_steps(person, "win", f"Meet {within}", f"Call {within} soon", f"Ask {within} again")
    do(person, "call", ago=1)
    heard = [feedback.add_feedback(ws, f"{each}: it hides, says {within}", name, "mail").feedback for each in "abcd"]
    feedback.act_on(ws, heard[0].short, parse_line(f"Moved {within} up {name}"), None, f"as {within} said")
    feedback.decline(ws, heard[1].short, f"{within} is against it")
    draft = tweaks.TweakDraft(f"Ask {within} first", "+order", review=TODAY + 30)
    person.log("numbers +order=5", write_day(TODAY - 70), force=True)
    tweaks.start(ws, draft)
    said = {key: f"{key} of {within}" for key in ("situation", "expect", "outcome")}
    moments.log_moment(ws, "customer", parse_line(f"Called {within} back {name}"), moments.Draft(turned="well", **said))
    thanks.thank(ws, name, parse_line(f"saw {within} wave"))
    thanks.thank(ws, f"the friend of {within}", parse_line(f"Drew it {name}"))
    person.log(f"Lunch with {name}", note=f"and {within}")
    review_notes.write_note(ws, "week", TODAY - (TODAY - 1) % 7, f"Ask {within} and {name}")


def show_everything(person: Person, *, names: bool) -> str:
    """Give all that is shown to others: reviews in each form and the report."""
    found = [review_period(person.ws, kind, TODAY, names=names) for kind in ("week", "month", "year")]
    shown = [show_review(each, Look(), every=True) for each in found]
    shown += [write_markdown(each, every=True) for each in found]
    shown += [json.dumps(review_data(each), ensure_ascii=False) for each in found]
    return "".join([*shown, *write_report(lay_out_report(report_span(person.ws, names=names)))])


@given(named)
def test_no_name_is_shown(parts: tuple[str, str, str]) -> None:
    """A name in a goal, step, feedback, answer, reason, tweak, moment, thanks, note or win is shown when asked for."""
    start, bare, end = parts
    person = Person()
    write_everywhere(person, f"@{bare}", f"{start}@{bare}{end}")
    name, shown = fold_name(bare), fold_name(show_everything(person, names=False))
    assert name[1:] not in shown  # what a name that is cut short would leave
    assert shown.count("someone") > 10
    assert fold_name(show_everything(person, names=True)).count(name) > 10
    person.close()
