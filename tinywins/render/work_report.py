"""The part of a report that is about work: goals, funnels, feedback and tweaks, a section each."""

from tinywins.render.html.model import Section
from tinywins.render.work_charts import draw_answers, draw_burn_up, draw_funnel, draw_tweak
from tinywins.services.work_charts import WorkCharts

GOALS = "Each win moves its goal. From today on the areas are what is likely: five, and eight, of ten ways it may go."
FUNNELS = "How many came to each step, and the share that came on to it, with its likely range."
FEEDBACK = "How soon something is answered. What is open counts as not yet, so leaving it open makes nothing faster."
TWEAKS = "A small change, the weeks before it beside those after. What came after need not have come from it."


def list_work_sections(work: WorkCharts, today: int) -> list[Section]:
    """List the sections about work; one without a chart is for the caller to leave out."""
    answers = work.answers
    has_answers = answers is not None and bool(answers.closed or answers.open_ages)
    return [
        Section("Goals", GOALS, tuple(draw_burn_up(burn) for burn in work.goals)),
        Section("Funnels", FUNNELS, tuple(draw_funnel(chart, today) for chart in work.funnels)),
        Section("Feedback", FEEDBACK, (draw_answers(answers),) if answers is not None and has_answers else ()),
        Section("Tweaks", TWEAKS, tuple(draw_tweak(chart, today) for chart in work.tweaks)),
    ]
