"""Answers as data: what is open is counted, and what is closed is split."""

from hypothesis import given

from tests.render.work.work_samples import answer_charts, answers
from tinywins.compounding.estimates import NotYet
from tinywins.services.work.work_charts import AnswersChart


@given(answer_charts())
def test_what_is_open_is_counted(chart: AnswersChart) -> None:
    """Open ones are listed, oldest first, and are part of what is estimated."""
    assert list(chart.open_ages) == sorted(chart.open_ages, reverse=True)
    assert chart.closed == chart.acted + chart.declined + chart.planned
    if not isinstance(chart.found, NotYet):
        assert chart.found.n == chart.closed + len(chart.open_ages)
        assert chart.found.closed == chart.closed >= 5


def test_samples_are_as_they_are_meant() -> None:
    """With five closed there is an estimate, and with two there is none."""
    assert not isinstance(answers().found, NotYet)
    assert isinstance(answers(2).found, NotYet)
