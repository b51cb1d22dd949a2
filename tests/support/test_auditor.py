"""The auditor sees what it is there to see."""

from datetime import UTC, date, datetime
from uuid import uuid4

from shared.actor import Actor
from shared.eventlog.codec import Unread
from shared.eventlog.envelope import Meta, Recorded
from tests.support.auditor import Fact, impossible


def fact(stream: str, tag: str, *, machine: bool = False, **data: object) -> Fact:
    now = datetime(2011, 6, 1, tzinfo=UTC)
    actor = Actor("kim", kind="machine" if machine else "person")
    meta = Meta(uuid4(), now, date(2011, 6, 1), actor, "c")
    name = f"benefit_service.{tag}"
    return Recorded("benefit_service", 1, 1, 0, stream, 1, name, now, Unread(name, data), meta)


HEARD = fact(
    "party_hearing-1", "hearing_concluded", sanction_case="7", finding="excuse_not_accepted"
)
ADVISED = fact("sanction_case-7", "recommendation_received")
DECIDED = fact("sanction_case-7", "sanction_decided", decided_by="kim", recommended_by="anna")
TAKEN = fact("sanction_case-7", "sanction_effectuated")


def test_a_lawful_history_is_left_in_peace() -> None:
    assert impossible([HEARD, ADVISED, DECIDED, TAKEN]) == []


def test_each_missing_step_is_seen() -> None:
    assert impossible([ADVISED, DECIDED]) == [
        "sanction_case-7: decided without a hearing that was concluded"
    ]
    assert impossible([HEARD, DECIDED]) == ["sanction_case-7: decided without a recommendation"]
    assert impossible([TAKEN]) == [
        "sanction_case-7: money was taken without a decision that stands"
    ]


def test_money_without_an_amount_is_seen() -> None:
    blank = fact(
        "sanction_case-7", "sanction_decided", decided_by="kim", recommended_by="anna", amount=None
    )
    assert impossible([HEARD, ADVISED, blank, TAKEN]) == [
        "sanction_case-7: money was taken without an amount in a decision or a letter"
    ]
    assessed = fact("sanction_case-7", "sanction_amount_assessed")
    assert impossible([HEARD, ADVISED, blank, assessed, TAKEN]) == []


def test_a_machine_and_the_one_who_recommended_may_not_decide() -> None:
    alone = fact(
        "sanction_case-7", "sanction_decided", machine=True, decided_by="x", recommended_by="x"
    )
    assert impossible([HEARD, ADVISED, alone]) == [
        "sanction_case-7: decided by the one who recommended",
        "sanction_case-7: decided by a machine",
    ]


def test_a_payment_that_sinks_is_seen() -> None:
    told = fact("benefit_case-1", "jobcenter_notified_of_eligibility")
    paid = fact("benefit_case-1", "payment_set_up", monthly_amount=100)
    less = fact("benefit_case-1", "payment_raised", monthly_amount=99)
    assert impossible([told, paid, less]) == [
        "benefit_case-1: the payment was lowered outside a sanction"
    ]
    assert impossible([paid]) == ["benefit_case-1: paid before the jobcenter was told"]
