"""Somebody with a small shop: a goal under way, open feedback, a tweak, a funnel and a small decision."""

from tests.services.workspaces import Person
from tinywins.domain.line import parse_line
from tinywins.services.ticking import tick
from tinywins.services.toggling import when_of
from tinywins.services.work.feedback import add_feedback
from tinywins.services.work.funnels import add_funnel
from tinywins.services.work.goal_edits import GoalDraft, add_goal, add_phase, block_step, focus_goal, plan_step
from tinywins.services.work.moments import Draft, log_moment
from tinywins.services.work.tweaks import TweakDraft, start

STEPS = {
    "Catalogue": ("Take the pictures", "Write ten descriptions", "Set the prices", "Name the colours"),
    "Checkout": ("Connect the payment", "Order as a stranger would", "Test on a phone"),
    "Opening": ("Write to thirty friends", "Print the cards"),
}


def open_shop(person: Person, today: int) -> None:
    """Live seven weeks of a small shop, up to the morning of a day."""
    person.go_to(today - 48)
    goal = add_goal(person.ws, GoalDraft("Launch the shop", "my own things", today + 99, tags=("shop",))).goal.short
    for place, (phase, steps) in enumerate(STEPS.items()):
        add_phase(person.ws, phase, goal, today + 5 + 45 * place)
        for title in steps:
            plan_step(person.ws, title, goal, phase)
    add_goal(person.ws, GoalDraft("First forty orders", target=(40_000, "+order")))
    focus_goal(person.ws, goal)
    for ago, title in ((41, "pictures"), (27, "descriptions"), (12, "prices")):
        person.go_to(today - ago)
        tick(person.ws, [title], when_of(person.ws, today - ago))
    block_step(person.ws, "payment", "waiting for the bank")
    for ago in (40, 33, 26, 19, 12):
        person.go_to(today - ago)
        person.log(f"Numbers of the week +visit={120 + ago} +signup={30 + ago // 5} +cart=14 +order=5")
    add_funnel(person.ws, "shop", ["+visit", "+signup", "+cart", "+order"])
    person.go_to(today - 9)
    add_feedback(person.ws, "The export button hides on a phone", "@customer", "review")
    start(person.ws, TweakDraft("Shorter sign-up form", "+signup/+visit", size="40%"))
    person.go_to(today - 4)
    add_feedback(person.ws, "Is there a gift wrap?", "@anna", "mail", "today")
    draft = Draft(situation="angry mail about delivery", choice="call", expect="stays")
    log_moment(person.ws, "customer", parse_line("Answered within the hour"), draft)
    person.go_to(today, 9)
