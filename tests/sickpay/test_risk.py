"""S-04 and S-05: the same facts give the same score, it explains itself, and it routes by risk."""

from datetime import date, timedelta
from typing import Any

from services.sickpay.domain import follow_up_orders as follow
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.follow_up_events import Factor, RiskAssessed
from services.sickpay.domain.risk import FACTORS, scored
from services.sickpay.domain.sick_pay_orders import FormAnswers
from tests.sickpay.house import ANSWERS, BOOK, Story

FIRST, BACK = date(2007, 10, 1), date(2007, 10, 25)
GRAVE = FormAnswers(20, "mental", "does_not_return", workplace_conflict=True)
LIGHT = FormAnswers(3, "other", "returns", workplace_conflict=False)


def answered(answers: FormAnswers, on: date = BACK) -> tuple[Story, Any]:
    story = Story().notify(FIRST, date(2007, 10, 15))
    found = story.order(orders.RegisterFormReturn(on, "Text", answers), on)
    return story, next(e for e in found if isinstance(e, RiskAssessed))


def test_s04_the_risk_is_assessed_on_the_day_the_form_returns_and_explains_itself() -> None:
    _, risk = answered(GRAVE)
    assert (risk.level, risk.track, risk.score) == ("high", "specialist", 90)
    assert [(one.name, one.points) for one in risk.factors] == [
        ("expected_weeks", 30),
        ("complaint", 20),
        ("own_prognosis", 25),
        ("workplace_conflict", 15),
    ]
    assert all(one.rule.startswith(f"risk.{one.name}@2006-07-03#") for one in risk.factors)
    assert answered(GRAVE)[1] == risk


def test_s03_a_short_case_has_the_early_track() -> None:
    _, risk = answered(LIGHT)
    assert (risk.level, risk.track, risk.factors) == ("low", "early_short", ())


def test_s05_a_high_risk_found_after_week_8_does_not_take_a_specialist() -> None:
    _, risk = answered(GRAVE, FIRST + timedelta(weeks=8))
    assert (risk.level, risk.track) == ("high", "standard")


def test_what_nobody_told_counts_nothing_and_is_listed() -> None:
    _, risk = answered(FormAnswers())
    assert risk.score == 0
    assert set(risk.unknown) == {
        "expected_weeks", "complaint", "own_prognosis", "workplace_conflict", "days_late"
    }  # fmt: skip


def test_s04_the_risk_is_scored_again_when_something_happens() -> None:
    story, _ = answered(GRAVE)
    story.order(follow.Categorise(2, BACK, "x"), BACK)
    story.order(follow.SummonToFollowUp(date(2007, 11, 5), "interview", BACK), BACK)
    found = story.order(follow.NoteMissedFollowUp(date(2007, 11, 5)), date(2007, 11, 5))
    again = next(e for e in found if isinstance(e, RiskAssessed))
    assert again.score == 105
    held = follow.HoldFollowUp(date(2007, 11, 20), "interview", ANSWERS)
    assert not [e for e in story.order(held, date(2007, 11, 20)) if isinstance(e, RiskAssessed)]
    back = follow.AgreePartialReturn(date(2007, 12, 3), 20, 37)
    (_, less) = story.order(back, date(2007, 11, 21))
    assert less.score == 90
    assert less.track == "specialist"


def test_the_score_is_never_less_than_nothing() -> None:
    known: dict[str, Any] = dict.fromkeys(FACTORS)
    score, factors, unknown = scored(BOOK, BACK, {**known, "partial_return": True})
    assert (score, len(unknown)) == (0, len(FACTORS) - 1)
    assert factors == (Factor("partial_return", -15, factors[0].rule),)
