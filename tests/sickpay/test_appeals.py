"""The end of sick pay says how to complain about it, and a complaint is registered and answered."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.sickpay.application import SICK_PAY_CASES
from services.sickpay.domain import appeal_events as appealed
from services.sickpay.domain import appeal_orders as appeal
from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain.ending_events import SickPayEnded, SickPayEndWithdrawn
from services.sickpay.domain.facts import SickPayFacts
from services.sickpay.domain.sick_pay_case import open_case_of
from services.sickpay.domain.sick_pay_history import Ended, Running
from services.sickpay.views.waiting_on import _RIGHTS, _WHAT
from shared.eventlog.decider import Claim, Rejected
from tests.sickpay.appeal_table import ENDED, REGISTER
from tests.sickpay.cases import CITIZEN
from tests.sickpay.course_story import HEARING, begun
from tests.sickpay.house import BOOK, Story
from tests.sickpay.test_ending_put_right import END, ending_for_duration
from tests.sickpay.test_hearings import END as END_UNCOOPERATIVE
from tests.sickpay.test_hearings import heard
from tests.support.scenario import Given

DECIDED, UNTIL = date(2010, 11, 16), date(2010, 12, 14)
FACTS_2012 = SickPayFacts(date(2012, 1, 2), BOOK)
KEY = "appeal.sick_pay"
DAY = timedelta(days=1)


def decided() -> tuple[Story, SickPayEnded]:
    story = ending_for_duration()
    return story, story.order(END, DECIDED)[0]


def complained(on: date = UNTIL) -> Story:
    story, _ = decided()
    story.order(appeal.RegisterAppeal(on, "Jeg er stadig syg"), on)
    return story


def last(story: Story) -> Any:
    return next(
        r.event
        for r in reversed(story.history)
        if isinstance(r.event, appealed.AppealRegistered | appealed.AppealCorrected)
    )


def test_fvl_25_rsl_67_the_end_says_until_when_and_where_to_complain() -> None:
    _, ended = decided()
    assert (ended.decided_on, ended.appeal_by) == (DECIDED, UNTIL)
    assert "senest den 14. december 2010" in ended.appeal_text
    assert "by 14 December 2010" in ended.appeal_text_en
    for said in (ended.appeal_text, ended.appeal_text_en):
        assert "retssikkerhedsloven § 67" in said
    (found,) = ended.assessments
    assert (found.paragraph, found.outcome) == ("retssikkerhedsloven § 67", "can_be_appealed")
    assert found.output == {"appeal_by": "2010-12-14"}
    assert found.rule == BOOK.rule(KEY, DECIDED).version


def test_fvl_25_an_end_for_lack_of_cooperation_says_so_too() -> None:
    (ended,) = heard("excuse_not_accepted").order(END_UNCOOPERATIVE, date(2007, 12, 10))
    assert ended.appeal_by == date(2008, 1, 7)


def test_rsl_67_the_last_day_on_a_holiday_is_the_next_working_day() -> None:
    """Four weeks after Sunday 28 November are the second day of Christmas, a Sunday."""
    ended = ending_for_duration().order(END, date(2010, 11, 28))[0]
    assert ended.appeal_by == date(2010, 12, 27)


def test_rsl_67_the_clock_runs_from_the_decision_to_the_complaint() -> None:
    story, _ = decided()
    assert story.due(KEY) == UNTIL
    story.order(appeal.RegisterAppeal(UNTIL, "x"), UNTIL + DAY)
    assert story.owed(KEY) is None
    assert last(story).in_time


def test_rsl_67_an_end_taken_back_needs_no_complaint() -> None:
    story, _ = decided()
    story.order(ending.WithdrawEnd("Attest"), DECIDED + DAY)
    assert story.owed(KEY) is None
    assert story.state.course.appeal is None


@pytest.mark.parametrize(("on", "in_time"), [(UNTIL, True), (UNTIL + DAY, False)])
def test_rsl_67_a_late_complaint_is_registered_as_late(on: date, in_time: bool) -> None:
    assert last(complained(on)).in_time is in_time


def test_a_complaint_registered_on_the_wrong_day_is_put_right() -> None:
    story = complained(UNTIL + DAY)
    (corrected,) = story.order(appeal.CorrectAppeal(UNTIL), UNTIL + 2 * DAY)
    assert corrected == appealed.AppealCorrected(
        corrected.citizen, UNTIL, in_time=True, was=UNTIL + DAY
    )
    mended = next(r for r in story.history if r.event == corrected)
    registered = next(r for r in story.history if isinstance(r.event, appealed.AppealRegistered))
    assert mended.meta.corrects == registered.meta.event_id
    assert mended.meta.effective_on == UNTIL


def test_an_end_upheld_stands() -> None:
    story = complained()
    story.order(appeal.DecideAppeal("upheld", "Ingen grund"), UNTIL + 60 * DAY)
    assert isinstance(story.state, Ended)
    with pytest.raises(Rejected, match="appeal_already_decided"):
        story.order(appeal.DecideAppeal("reversed", "x"), UNTIL + 61 * DAY)
    with pytest.raises(Rejected, match="already_appealed"):
        story.order(appeal.RegisterAppeal(UNTIL, "x"), UNTIL + 61 * DAY)


def test_an_end_reversed_is_taken_back_and_its_deadlines_stand_again() -> None:
    story = complained()
    ended = next(r for r in story.history if isinstance(r.event, SickPayEnded))
    day = UNTIL + 60 * DAY
    back, reversed_, *_ = story.order(appeal.DecideAppeal("reversed", "Ny attest"), day)
    assert isinstance(back, SickPayEndWithdrawn)
    assert isinstance(reversed_, appealed.EndReversed)
    assert isinstance(story.state, Running)
    told = next(r for r in story.history if r.event == back)
    assert (told.meta.corrects, told.meta.how) == (ended.meta.event_id, "withdrawn")
    assert story.due("next_step.decision") == date(2010, 11, 30)
    with pytest.raises(Rejected, match="sick_pay_not_ended"):
        story.order(appeal.DecideAppeal("reversed", "x"), day)


def test_an_end_reversed_takes_the_name_of_the_employment_again() -> None:
    case = begun(2010, (*ENDED, REGISTER), REGISTER.on)
    order = appeal.DecideAppeal("reversed", "Ny attest")
    answered = case.when(order, SickPayFacts(REGISTER.on, BOOK))
    name = open_case_of(case.state.absence)
    answered.then_claims(Claim(name, refusal="open_case_exists"))


def test_who_was_told_no_day_complains_in_time() -> None:
    """Ends that were decided before the guidance was written down have none."""
    case = begun(2010, ENDED[:-1])
    old = SickPayEnded(CITIZEN, "duration", date(2011, 1, 31), None, HEARING, "Ingen grund")
    order = appeal.RegisterAppeal(date(2011, 12, 1), "Jeg er stadig syg")
    answered = Given(case.decider, (*case.history, old)).when(order, FACTS_2012)
    answered.then(appealed.AppealRegistered(CITIZEN, order.on, True, order.grounds))


def test_a_case_with_a_complaint_is_open_until_it_is_answered() -> None:
    assert appealed.AppealRegistered in SICK_PAY_CASES.reopens_on
    assert appealed.EndConfirmed in SICK_PAY_CASES.closes_on
    assert SICK_PAY_CASES.standing is not None
    story = complained()
    assert SICK_PAY_CASES.standing(story.state) == "end_appealed"
    story.order(appeal.DecideAppeal("upheld", "x"), UNTIL + DAY)
    assert SICK_PAY_CASES.standing(story.state) == "ended_duration"


def test_no_complaint_about_a_case_that_runs() -> None:
    story = Story().notify(date(2010, 1, 11))
    with pytest.raises(Rejected, match="sick_pay_not_ended"):
        story.order(appeal.RegisterAppeal(date(2010, 2, 1), "x"), date(2010, 2, 1))


def test_the_right_to_complain_is_said_in_words_and_is_no_duty() -> None:
    assert set(_RIGHTS) <= set(_WHAT)
