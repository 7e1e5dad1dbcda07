"""The forms of feedback and of moments: what each asks for, and what it does with the answers."""

from tinywins.domain.days import label_day, read_day
from tinywins.domain.line import check_text, parse_line
from tinywins.domain.moments import BADLY, KINDS, WELL
from tinywins.domain.names import is_person
from tinywins.errors import UsageError
from tinywins.render.text import show_warnings
from tinywins.render.work import feedback as feedback_pages
from tinywins.render.work import moments as moment_pages
from tinywins.services.logging import When
from tinywins.services.tags import list_known
from tinywins.services.when import find_when
from tinywins.services.work import feedback, moments
from tinywins.services.work.short_words import read_short_word, read_who
from tinywins.services.workspace import Workspace
from tinywins.tui.screens.box import open_over
from tinywins.tui.screens.fields_form import Deed, FieldsForm, FormLine, Values
from tinywins.tui.screens.page import Page
from tinywins.tui.work_rows import FEEDBACK, MOMENT, WorkRow

WAYS = (WELL, BADLY, moments.OPEN)


def list_names(ws: Workspace) -> list[str]:
    """List the tags and persons that a line may name."""
    return list_known(ws.store.reader())


def list_persons(ws: Workspace) -> list[str]:
    """List the persons that are known."""
    return [name for name in list_names(ws) if is_person(name)]


def read_when(ws: Workspace, words: str) -> When | None:
    """Read the day that something is of; None for now."""
    return find_when(ws, words, None) if words else None


def say_day(ws: Workspace, values: Values) -> str:
    """Say which day is meant by `on`."""
    when = read_when(ws, values["on"])
    return label_day(when.day, ws.today()) if when else ""


def say_follow(ws: Workspace, values: Values) -> str:
    """Say on which day something is come back to."""
    return f"Back to it {label_day(read_day(feedback.read_follow(ws, values['follow'])), ws.today())}."


def check_line(_ws: Workspace, values: Values) -> str:
    """Check the line of a win."""
    parse_line(values["line"])
    return ""


def check_note(_ws: Workspace, values: Values) -> str:
    """Check a note."""
    check_text(values["note"], "The note")
    return ""


def leave_commands_out(text: str) -> str:
    """Give a reply without its lines that hold a command, which nobody types here."""
    return "\n".join(line for line in text.rstrip("\n").split("\n") if "tinywins " not in line)


LINE = FormLine(
    "line", "what", "what you did  +tag  @person", check_line, "Say what you did.", list_names, is_line=True
)
NOTE = FormLine("note", "note", "more to remember about it", check_note)
ON = FormLine("on", "day", "else today: yesterday, -3, last fri", say_day)
FOLLOW = FormLine("follow", "back to it", "fri, +3, 2026-12-01", say_follow)


def open_feedback(page: Page) -> None:
    """Ask for a new piece of feedback."""
    lines = [
        FormLine("text", "said", "as it was said", say_person, "Say what was said.", list_persons, is_line=True),
        FormLine("from", "from", "@anna, or words such as: a reader", say_who, known=list_persons),
        FormLine("via", "via", "how it came in: one short word, such as mail", check_via, known=feedback.list_vias),
        FOLLOW,
        FormLine("on", "came in", "else today: yesterday, -3, last fri", say_day),
    ]
    open_over(page, FieldsForm("What somebody said", lines, add_feedback))


def say_person(_ws: Workspace, values: Values) -> str:
    """Say who is taken to have said it, where the text names a person at its end."""
    text, who = feedback.split_person(values["text"], values["from"])
    return f"From {who}: {text}" if who and not values["from"] else ""


def say_who(_ws: Workspace, values: Values) -> str:
    """Check who said something."""
    check_text(read_who(values["from"]), "Who said it")
    return ""


def check_via(_ws: Workspace, values: Values) -> str:
    """Check a channel."""
    read_short_word(values["via"], "A channel")
    return ""


def add_feedback(ws: Workspace, values: Values) -> str:
    """Keep a piece of feedback."""
    when = read_when(ws, values["on"])
    added = feedback.add_feedback(ws, values["text"], values["from"], values["via"], values["follow"], when)
    return leave_commands_out(feedback_pages.say_added(added, ws.today()))


def open_answer(page: Page, row: WorkRow) -> None:
    """Ask what was done about a piece of feedback, or how a moment turned."""
    if row.kind == FEEDBACK:
        form = FieldsForm(f"What did you do about {row.code}?", [LINE, NOTE, ON], make_act(row.ref), row.title)
    elif row.kind == MOMENT:
        ways = FormLine(
            "turned",
            "turned",
            "well, badly or open",
            say_turned,
            "Say well, badly or open.",
            lambda _ws: WAYS,
        )
        outcome = FormLine("outcome", "outcome", "what came of it", say_turned)
        known = FormLine("on", "known on", "else today: yesterday, -3, last fri", say_day)
        form = FieldsForm(f"How did {row.code} turn?", [ways, outcome, known], make_settle(row.ref), row.title)
    else:
        return
    open_over(page, form)


def make_act(reference: str) -> Deed:
    """Make the deed that answers a piece of feedback with a win."""

    def act(ws: Workspace, values: Values) -> str:
        acted = feedback.act_on(
            ws, reference, parse_line(values["line"]), read_when(ws, values["on"]), check_text(values["note"])
        )
        return leave_commands_out(feedback_pages.say_acted(acted) + show_warnings([acted.logged]))

    return act


def make_settle(reference: str) -> Deed:
    """Make the deed that says how a moment turned."""

    def settle(ws: Workspace, values: Values) -> str:
        when = read_when(ws, values["on"])
        told = moments.settle_moment(
            ws, reference, values["outcome"] or None, values["turned"], when.day if when else None
        )
        return leave_commands_out(moment_pages.say_settled(told))

    return settle


def say_turned(ws: Workspace, values: Values) -> str:
    """Check how something turned and what came of it."""
    way = values["turned"]
    if way.lower() not in WAYS:
        said = f"'{way}' is not a way to turn." if way else "How it turned is not said yet."
        raise UsageError(said, f"Write {', '.join(WAYS[:-1])} or {WAYS[-1]}.")
    moments.plan_outcome(way, values["outcome"], None, ws.today())
    return ""


def open_decline(page: Page, row: WorkRow) -> None:
    """Ask for the reason why a piece of feedback is declined."""
    if row.kind != FEEDBACK:
        return

    def decline(ws: Workspace, values: Values) -> str:
        item = feedback.decline(ws, row.ref, values["because"])
        return feedback_pages.say_closed(item, feedback.age_of(ws, item)).rstrip("\n")

    because = FormLine("because", "because", "the reason, kept beside it", need="A decline has its reason.")
    open_over(page, FieldsForm(f"Why is {row.code} declined?", [because], decline, row.title))


def open_moment(page: Page) -> None:
    """Ask for a new moment."""
    kinds = FormLine(
        "kind",
        "kind",
        f"{', '.join(KINDS)}, or a word of yours",
        check_kind,
        "A moment has a kind: customer, or a word of your own.",
        moments.list_kinds,
    )
    lines = [
        kinds,
        LINE,
        FormLine("situation", "situation", "what it was about", check_draft),
        FormLine("choice", "choice", "what you chose: one short word", check_draft, known=moments.list_choices),
        FormLine("expect", "expected", "what you expect to come of it", check_draft),
        FOLLOW,
        FormLine("turned", "turned", "well or badly, where it is known", say_turned, known=lambda _ws: WAYS),
        FormLine("outcome", "outcome", "what came of it", say_turned),
        NOTE,
        ON,
    ]
    open_over(page, FieldsForm("A small decision", lines, log_moment))


def check_kind(_ws: Workspace, values: Values) -> str:
    """Check a kind."""
    read_short_word(values["kind"], "A kind")
    return ""


def check_draft(ws: Workspace, values: Values) -> str:
    """Check what is said of a moment."""
    moments.plan_fields(ws, moments.Draft(None, values["situation"], values["choice"], values["expect"]))
    return ""


def log_moment(ws: Workspace, values: Values) -> str:
    """Log a moment."""
    names = ("situation", "choice", "expect", "follow", "turned", "outcome")
    draft = moments.Draft(None, *(values[name] or None for name in names))
    told = moments.log_moment(
        ws, values["kind"], parse_line(values["line"]), draft, read_when(ws, values["on"]), check_text(values["note"])
    )
    warning = show_warnings([told.logged]) if told.logged else ""
    return leave_commands_out(moment_pages.say_logged(told, ws.today()) + warning)
