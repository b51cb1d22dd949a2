"""A refund is given for days of sick pay: none after the recovery, none after its last day."""

from datetime import date
from uuid import UUID

import pytest

from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain import refund_orders as refund
from services.sickpay.domain.ending_events import DecisionFlagged
from services.sickpay.domain.follow_up_orders import NoteMissedFollowUp, SummonToFollowUp
from services.sickpay.domain.sick_pay_orders import ReportRecovery
from shared.eventlog.decider import Rejected
from tests.sickpay.house import Story

ASK, HEARING = UUID(int=5), UUID(int=7)
FIRST, LAST, TODAY = date(2010, 1, 11), date(2010, 3, 19), date(2010, 4, 6)


def asked(to: date) -> refund.RequestRefund:
    return refund.RequestRefund(ASK, date(2010, 2, 1), to, 100, TODAY)


def ended(story: Story, last: date = LAST) -> Story:
    """End sick pay for lack of cooperation, after the hearing that was concluded on 17 March."""
    missed, heard = date(2010, 3, 1), date(2010, 3, 17)
    for order, day in (
        (SummonToFollowUp(missed, "interview", date(2010, 2, 22)), date(2010, 2, 22)),
        (NoteMissedFollowUp(missed), missed),
        (ending.ProposeEnding("no_cooperation", "Did not come"), missed),
        (ending.NoteHearingServed(HEARING, "no_cooperation", missed), missed),
        (ending.NoteHearingConcluded(HEARING, "excuse_not_accepted", heard), heard),
        (ending.EndSickPay("no_cooperation", last, "Did not come"), TODAY),
    ):
        story.order(order, day)
    return story


def refused(story: Story, order: refund.RequestRefund | refund.CorrectRefund) -> str:
    with pytest.raises(Rejected) as refusal:
        story.order(order, TODAY)
    return refusal.value.code


def test_no_refund_is_given_from_the_day_of_recovery_on() -> None:
    story = Story().notify(FIRST)
    story.order(ReportRecovery(LAST), TODAY)
    assert refused(story, asked(LAST)) == "refund_after_recovery"
    story.order(asked(date(2010, 3, 18)), TODAY)
    longer = refund.CorrectRefund(ASK, 1, LAST, 100)
    assert refused(story, longer) == "refund_after_recovery"


def test_no_refund_is_given_after_the_last_day_of_sick_pay() -> None:
    story = ended(Story().notify(FIRST))
    assert refused(story, asked(date(2010, 3, 20))) == "refund_after_end"
    story.order(asked(LAST), TODAY)
    longer = refund.CorrectRefund(ASK, 1, date(2010, 3, 31), 100)
    assert refused(story, longer) == "refund_after_end"


@pytest.mark.parametrize(("to", "flagged"), [(LAST, []), (date(2010, 3, 20), [f"refund:{ASK}"])])
def test_an_end_flags_the_refunds_that_were_paid_for_days_after_it(
    to: date, flagged: list[str]
) -> None:
    story = Story().notify(FIRST)
    for order in (asked(to), refund.FetchRefund(ASK, 1), refund.PayRefund(ASK, 2, TODAY)):
        story.order(order, TODAY)
    ended(story)
    found = [r.event for r in story.history if isinstance(r.event, DecisionFlagged)]
    assert [one.decision for one in found] == flagged
    assert {one.because for one in found} <= {"sick_pay_ended_before"}
    assert list(story.state.course.flagged) == flagged
