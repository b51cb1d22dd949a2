"""What the caseload shows of a case when facts of its course are put right."""

from datetime import UTC, date, datetime
from functools import reduce
from typing import Any
from uuid import UUID

from services.sickpay.domain import ending_events as ending
from services.sickpay.domain import follow_up_events as follow
from services.sickpay.domain.paper_events import CertificateRequested
from services.sickpay.domain.sick_pay_events import AbsenceNotified, CashBenefitFollowUpOpened
from services.sickpay.views.caseload import CaseloadRow, ToReview, project
from shared.actor import Actor
from shared.eventlog.envelope import Meta, Recorded
from shared.eventlog.event import Event, tag_of
from tests.sickpay.house import CITIZEN

CASE, NOW = UUID(int=99), datetime(2010, 3, 1, tzinfo=UTC)
DAY, LATER, LIMIT, UNTIL = date(2010, 3, 1), date(2010, 4, 1), date(2011, 1, 31), date(2011, 10, 31)
NOTIFIED = AbsenceNotified(CITIZEN, "10000009", DAY, "employer", DAY)
META = Meta(UUID(int=1), NOW, DAY, Actor(id="sif"), "test")


def row(*events: Event, started: Event = NOTIFIED) -> CaseloadRow:
    def step(now: Any, event: Event) -> Any:
        stream = f"sick_pay_case-{CASE}"
        fact = Recorded("sickpay", 1, 1, 0, stream, 1, tag_of(event), NOW, event, META)
        return project((CASE,), now, fact)

    shown: CaseloadRow = reduce(step, (started, *events), None)
    return shown


def held(on: date, number: int) -> Event:
    return follow.FollowUpHeld(CITIZEN, on, "interview", number, "x", "x", "x", "x")


def test_a_follow_up_taken_back_leaves_the_one_before() -> None:
    both = (held(DAY, 1), held(LATER, 2))
    back = row(*both, follow.FollowUpWithdrawn(CITIZEN, LATER, DAY, "x"))
    assert (back.first_held_on, back.last_held_on) == (DAY, DAY)
    none = row(held(DAY, 1), follow.FollowUpWithdrawn(CITIZEN, DAY, None, "x"))
    assert (none.first_held_on, none.last_held_on) == (None, None)


def test_a_partial_return_put_right_or_taken_back() -> None:
    agreed = follow.PartialReturnAgreed(CITIZEN, DAY, 20, 37)
    moved = follow.PartialReturnCorrected(CITIZEN, LATER, 20, 37, DAY, "x")
    assert row(agreed, moved).partial_from == LATER
    over = follow.PartialReturnEnded(CITIZEN, LATER, "x")
    still = follow.PartialReturnEndWithdrawn(CITIZEN, DAY, LATER, "x")
    assert row(agreed, over).partial_from is None
    assert row(agreed, over, still).partial_from == DAY
    assert row(agreed, follow.PartialReturnWithdrawn(CITIZEN, DAY, "x")).partial_from is None


def found(ends_after: date) -> Event:
    return ending.DurationLimitFound(CITIZEN, DAY, DAY, ends_after, ends_after, DAY, "rule")


def test_the_day_sick_pay_ends_is_the_extensions_while_there_is_one() -> None:
    granted = ending.ExtensionGranted(CITIZEN, 2, UNTIL, DAY, "rule", "x")
    undecided = ending.OpenExtensionGranted(CITIZEN, 6, "rule", "x")
    gone = ending.ExtensionWithdrawn(CITIZEN, "x")
    moved = found(date(2011, 2, 28))
    assert row(found(LIMIT)).limit_day == LIMIT
    assert row(found(LIMIT), granted).limit_day == UNTIL
    assert row(found(LIMIT), granted, moved).limit_day == UNTIL
    assert row(found(LIMIT), granted, moved, gone).limit_day == date(2011, 2, 28)
    assert row(found(LIMIT), undecided, moved).limit_day is None
    assert row(found(LIMIT), undecided, gone).limit_day == LIMIT
    removed = ending.DurationLimitRemoved(CITIZEN, DAY, "ruleset_draft")
    assert row(found(LIMIT), removed).limit_day is None
    assert row(found(LIMIT), granted, removed).limit_day == UNTIL


def test_a_flag_keeps_why_until_somebody_has_looked() -> None:
    why = ending.DecisionFlagged(CITIZEN, DAY, "refund:1", "refund_basis_changed")
    other = ending.DecisionFlagged(CITIZEN, DAY, "category", "form_answer_corrected")
    looked = ending.DecisionReviewed(CITIZEN, "refund:1", stands=True, reason="x")
    assert row(why, other).to_review == (
        ToReview("refund:1", "refund_basis_changed"),
        ToReview("category", "form_answer_corrected"),
    )
    assert row(why, other, looked).flagged == ("category",)
    assert row(why, other, looked).to_review == (ToReview("category", "form_answer_corrected"),)


def test_e13_a_cash_benefit_recipient_is_triaged_when_first_acted_on() -> None:
    ill = CashBenefitFollowUpOpened(CITIZEN, CASE, DAY)
    asked = CertificateRequested(CITIZEN, "le125", LATER)
    assert row(started=ill).triaged_on is None
    assert row(asked, held(UNTIL, 1), started=ill).triaged_on == LATER
    assert row(held(UNTIL, 1), started=ill).triaged_on == UNTIL
    assert row(asked, held(UNTIL, 1)).triaged_on is None
