"""A talk that sick pay asks for is planned as any other, and nothing of the citizen is told."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.company_contact import messages, policies
from services.company_contact.domain import contact_events as told
from services.company_contact.domain.contact_orders import CancelAskedContact, PlanAskedContact
from shared.actor import Actor
from shared.eventlog.envelope import Meta, Recorded
from shared.eventlog.event import tag_of
from tests.company_contact.log import A_PLANNED, B_MUST_AGREE, COMPANY, A, B, facts, log

JULY_1 = date(2011, 7, 1)
PLAN = PlanAskedContact(B, "sickpay", "retention", JULY_1)
PLANNED = told.ContactPlanned(COMPANY, B, "sickpay", "retention", JULY_1)
OFF = told.ContactCancelled(COMPANY, B, "sickpay", "unit_withdrew")


def test_a_talk_asked_for_is_planned_under_the_name_sick_pay_knows_it_by() -> None:
    log().when(PLAN, facts("company_contact")).then(PLANNED)


def test_c13_it_waits_for_agreement_with_another_unit_as_any_other() -> None:
    log(A_PLANNED).when(PLAN, facts("company_contact")).then(PLANNED, B_MUST_AGREE)


def test_a_closed_company_is_asked_for_no_talk() -> None:
    closed = facts("company_contact", company_stage="closed")
    log().when(PLAN, closed).then_rejected("company_closed")


def test_asked_for_twice_it_is_planned_once() -> None:
    log(PLANNED).when(PLAN, facts()).then_rejected("contact_already_planned")


def test_a_name_that_somebody_took_meanwhile_is_not_planned_over() -> None:
    first = log().and_then(PLAN, facts())
    rival = PlanAskedContact(B, "sickpay", "retention", date(2011, 7, 2))
    first.when(rival, facts()).then_rejected("contact_already_planned")


def test_a_talk_asked_for_no_more_is_called_off_and_frees_who_waited() -> None:
    log(PLANNED).when(CancelAskedContact(B), facts()).then(OFF)
    waiting = told.CoordinationRequired(COMPANY, A, "jobcenter", B, "sickpay", 30)
    freed = told.CoordinationLapsed(COMPANY, A, "jobcenter", B, "sickpay")
    log(PLANNED, A_PLANNED, waiting).when(CancelAskedContact(B), facts()).then(OFF, freed)


def test_one_that_was_never_planned_is_not_called_off() -> None:
    log(A_PLANNED).when(CancelAskedContact(B), facts()).then_rejected("contact_not_planned")


def test_called_off_twice_changes_nothing() -> None:
    log(PLANNED, OFF).when(CancelAskedContact(B), facts()).then_rejected("contact_not_planned")


def test_held_meanwhile_it_is_not_called_off() -> None:
    held = told.ContactHeld(COMPANY, B, "sickpay", JULY_1, "agreement", 0)
    log(PLANNED, held).when(CancelAskedContact(B), facts()).then_rejected("contact_not_planned")


CITIZEN, CASE = UUID(int=50), UUID(int=51)


def message(event: messages.Message) -> Recorded[messages.Message]:
    now = datetime(2011, 6, 1, tzinfo=UTC)
    meta = Meta(UUID(int=3), now, now.date(), Actor(id="sif"), "test", subjects=(CITIZEN,))
    stream = f"sick_pay_case-{CASE}"
    return Recorded("sickpay", 1, 1, 0, stream, 1, tag_of(event), now, event, meta)


def test_what_sick_pay_asks_reaches_the_log_of_the_company() -> None:
    (plan,) = policies.plan_it(message(messages.WorkplaceContactAskedFor(B, COMPANY, JULY_1)), None)  # type: ignore[arg-type]  # the message is of that kind
    assert (plan.case_id, plan.command) == (COMPANY, PLAN)


_OF_A_CITIZEN = (
    messages.WorkplaceContactAskedFor,
    messages.PlanStepWithdrawn,
    messages.OfferGiven,
    messages.OfferCorrected,
    messages.OfferCancelled,
    messages.OfferStarted,
    messages.OfferStartWithdrawn,
    messages.OfferEnded,
    messages.OfferEndWithdrawn,
)


@pytest.mark.parametrize("heard", _OF_A_CITIZEN)
def test_nothing_of_the_citizen_or_the_illness_is_read(heard: type) -> None:
    assert {"citizen", "about", "reason"}.isdisjoint(heard.__struct_fields__)  # type: ignore[attr-defined]  # a struct
