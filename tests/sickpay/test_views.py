"""What the two lists make of each fact, without a database."""

from datetime import UTC, date, datetime
from functools import reduce
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from services.sickpay.domain import sick_pay_events as told
from services.sickpay.views.form_list import FORM_LIST, FormRow
from services.sickpay.views.sick_pay_list import SICK_PAY_LIST, SickPayRow
from shared.actor import Actor
from shared.eventlog.envelope import Meta, Recorded
from shared.eventlog.event import Event, tag_of
from shared.eventlog.view import View

CASE, CITIZEN, FORM, SECOND = UUID(int=9), UUID(int=8), UUID(int=1), UUID(int=2)
NOW = datetime(2007, 10, 15, 10, tzinfo=UTC)
DAY, LATER = date(2007, 10, 18), date(2007, 10, 25)
NOTIFIED = told.AbsenceNotified(CITIZEN, "10000009", date(2007, 10, 1), "employer", DAY)


def recorded(event: Event, stream: str = f"sick_pay_case-{CASE}") -> Recorded[Any]:
    meta = Meta(
        event_id=UUID(int=7),
        occurred_at=NOW,
        effective_on=DAY,
        actor=Actor(id="sif"),
        correlation_id="test",
    )
    return Recorded("sickpay", 1, 1, 0, stream, 1, tag_of(event), NOW, event, meta)


def row(view: View[Any], *events: Event) -> Any:
    def step(now: Any, event: Event) -> Any:
        fact = recorded(event)
        assert view.touches(fact) == [(CASE,)]
        return view.project((CASE,), now, fact)

    return reduce(step, events, None)


def test_the_case_list_follows_the_absence() -> None:
    start = SickPayRow(CASE, CITIZEN, "10000009", date(2007, 10, 1), "employer", DAY)
    assert row(SICK_PAY_LIST, NOTIFIED) == start
    day = told.FirstAbsenceDayCorrected(CITIZEN, date(2007, 10, 2), date(2007, 10, 1), "x")
    assert row(SICK_PAY_LIST, NOTIFIED, day).first_absence_day == date(2007, 10, 2)
    well = told.RecoveryReported(CITIZEN, LATER)
    assert row(SICK_PAY_LIST, NOTIFIED, well).recovered_on == LATER
    corrected = told.RecoveryCorrected(CITIZEN, DAY, LATER)
    assert row(SICK_PAY_LIST, NOTIFIED, well, corrected).recovered_on == DAY
    back = told.RecoveryWithdrawn(CITIZEN, "x")
    assert row(SICK_PAY_LIST, NOTIFIED, well, back) == start
    gone = told.AbsenceNotificationWithdrawn(CITIZEN, "x")
    assert row(SICK_PAY_LIST, NOTIFIED, gone).withdrawn


SENT = told.FormSentNoted(CITIZEN, FORM, DAY)
RETURNED = told.InformationFormReturned(CITIZEN, LATER, "Back pain", FORM)


def test_the_form_list_follows_the_form() -> None:
    assert row(FORM_LIST, NOTIFIED) is None
    assert row(FORM_LIST, NOTIFIED, SENT) == FormRow(CASE, CITIZEN, "sent", FORM, DAY)
    returned = FormRow(CASE, CITIZEN, "returned", FORM, DAY, LATER)
    assert row(FORM_LIST, NOTIFIED, SENT, RETURNED) == returned
    assert row(FORM_LIST, SENT, RETURNED, told.FormReturnCorrected(CITIZEN, DAY)).returned_on == DAY
    back = told.FormReturnWithdrawn(CITIZEN, "x")
    assert row(FORM_LIST, SENT, RETURNED, back) == FormRow(CASE, CITIZEN, "sent", FORM, DAY)
    moved = told.FormSentCorrected(CITIZEN, FORM, LATER)
    assert row(FORM_LIST, SENT, moved).sent_on == LATER
    assert row(FORM_LIST, SENT, replace(moved, form=SECOND)).sent_on == DAY
    assert row(FORM_LIST, SENT, told.FormNotNeeded(CITIZEN, FORM, DAY)).status == "not_needed"


def test_the_form_list_knows_an_answer_before_its_form() -> None:
    early = told.InformationFormReturned(CITIZEN, LATER, "Back pain")
    alone = FormRow(CASE, CITIZEN, "returned", returned_on=LATER)
    assert row(FORM_LIST, early) == alone
    assert row(FORM_LIST, early, told.FormReturnWithdrawn(CITIZEN, "x")) is None
    assert row(FORM_LIST, early, SENT) == FormRow(CASE, CITIZEN, "returned", FORM, DAY, LATER)


def test_a_second_form_takes_the_place_of_the_first() -> None:
    second = told.FormSentNoted(CITIZEN, SECOND, LATER)
    assert row(FORM_LIST, SENT, RETURNED, second) == FormRow(CASE, CITIZEN, "sent", SECOND, LATER)


def test_facts_of_other_cases_touch_no_row() -> None:
    other = recorded(SENT, stream="reaction-1")
    assert list(SICK_PAY_LIST.touches(other)) == list(FORM_LIST.touches(other)) == []
