from datetime import date
from typing import Any, get_args
from uuid import UUID

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec import json
from msgspec.structs import replace

from services.company_contact.domain import Event
from services.company_contact.domain import contact_events as told
from services.company_contact.domain import contact_orders as orders
from services.company_contact.domain.contact import Cancelled, FollowedUp, Held, day_of
from services.company_contact.domain.contact_history import Opened
from services.company_contact.domain.contact_log import CONTACT_LOG
from tests.company_contact.log import (
    A_PLANNED,
    BOTH,
    COMPANY,
    JULY_1,
    JUNE_20,
    A,
    B,
    facts,
    log,
    opened,
)
from tests.support.scenario import Given, given

AUGUST_15 = date(2011, 8, 15)


def correct(contact: UUID, unit: str, on: date, **more: Any) -> orders.CorrectContact:
    said: dict[str, Any] = {"purpose": "recruitment", "person": "hr", **more}
    return orders.CorrectContact(contact=contact, unit=unit, planned_on=on, **said)


def test_a_wrong_purpose_is_corrected_without_touching_the_guard() -> None:
    order = correct(B, "sickpay", JULY_1, purpose="upskilling", person=None)
    log(*BOTH).when(order, facts("sickpay")).then(
        told.ContactCorrected(COMPANY, B, "sickpay", "upskilling", JULY_1, moved=False)
    )


def test_a_correction_that_says_the_same_is_refused() -> None:
    order = correct(A, "jobcenter", JUNE_20)
    log(A_PLANNED).when(order, facts()).then_rejected("nothing_to_correct")


def test_a_correction_made_twice_is_refused() -> None:
    order = correct(A, "jobcenter", AUGUST_15)
    log(A_PLANNED).and_then(order, facts()).when(order, facts()).then_rejected("nothing_to_correct")


def test_correcting_collides_with_cancelling() -> None:
    cancelled = told.ContactCancelled(COMPANY, A, "jobcenter", "unit_withdrew")
    order = correct(A, "jobcenter", AUGUST_15)
    log(A_PLANNED, cancelled).when(order, facts()).then_rejected("contact_not_planned")


def test_a_contact_is_not_handed_to_another_unit_but_by_kvs() -> None:
    order = correct(A, "sickpay", JUNE_20)
    log(A_PLANNED).when(order, facts()).then_rejected("not_your_unit")
    kvs = facts("company_service", coordinates=True)
    assert log(A_PLANNED).when(order, kvs).refusal is None


def test_c13_a_contact_moved_out_of_the_others_way_needs_no_agreement() -> None:
    order = correct(B, "sickpay", AUGUST_15)
    log(*BOTH).when(order, facts("sickpay")).then(
        told.ContactCorrected(COMPANY, B, "sickpay", "recruitment", AUGUST_15, True, "hr"),
        told.CoordinationLapsed(COMPANY, B, "sickpay", A, "jobcenter"),
    )


def test_c13_who_moves_last_must_agree() -> None:
    order = correct(A, "jobcenter", date(2011, 6, 25))
    case = log(*BOTH)
    case.when(order, facts()).then(
        told.ContactCorrected(
            COMPANY, A, "jobcenter", "recruitment", date(2011, 6, 25), True, "hr"
        ),
        told.CoordinationLapsed(COMPANY, B, "sickpay", A, "jobcenter"),
        told.CoordinationRequired(COMPANY, A, "jobcenter", B, "sickpay", 30),
    )
    contacts = opened(case.and_then(order, facts())).contacts
    assert contacts[A].plan.conflicts == {B: "sickpay"}
    assert contacts[B].plan.conflicts == {}


def test_c13_an_agreement_does_not_survive_a_move_of_either_side() -> None:
    agreed = log(*BOTH).and_then(
        orders.CoordinateContact(contact=B, with_unit="jobcenter", agreement="Together"),
        facts("sickpay"),
    )
    moved = agreed.and_then(correct(A, "jobcenter", date(2011, 6, 25)), facts())
    hold = orders.HoldContact(contact=A, on=date(2011, 6, 25), result="interested", openings=0)
    moved.when(hold, facts()).then_rejected("coordination_required")
    own = agreed.and_then(correct(B, "sickpay", date(2011, 7, 2)), facts("sickpay"))
    assert opened(own).contacts[B].plan.conflicts == {A: "jobcenter"}


UNITS = ("jobcenter", "sickpay", "unit_cjf")
CONTACTS = tuple(UUID(int=n) for n in range(1, 5))
DAYS = st.sampled_from([date(2011, 5, 1), date(2011, 5, 20), date(2011, 6, 10), date(2011, 8, 1)])
IDS = st.sampled_from(CONTACTS)
UNIT = st.sampled_from(UNITS)
PLANS = st.lists(
    st.builds(orders.PlanContact, purpose=st.just("recruitment"), planned_on=DAYS, unit=UNIT),
    min_size=len(CONTACTS),
    max_size=len(CONTACTS),
)
HOLDS = st.builds(
    orders.HoldContact, contact=IDS, on=DAYS, result=st.just("interested"), openings=st.just(1)
)
COORDINATES = st.builds(
    orders.CoordinateContact, contact=IDS, with_unit=UNIT, agreement=st.just("ok")
)
OTHERS: tuple[st.SearchStrategy[Any], ...] = (
    st.builds(
        orders.CorrectContact,
        contact=IDS,
        unit=UNIT,
        purpose=st.sampled_from(("recruitment", "retention")),
        planned_on=DAYS,
    ),
    st.builds(orders.WithdrawCoordination, contact=IDS, with_unit=UNIT, reason=st.just("x")),
    st.builds(orders.WithdrawHeldContact, contact=IDS, reason=st.just("x")),
    st.builds(orders.CancelContact, contact=IDS, reason=st.just("unit_withdrew")),
    st.builds(orders.WithdrawCancellation, contact=IDS, reason=st.just("x")),
    st.builds(orders.FollowUpContact, contact=IDS, on=DAYS, outcome=st.just("no_openings")),
    st.builds(orders.WithdrawFollowUp, contact=IDS, reason=st.just("x")),
    st.just(orders.OpenContactLog(company=COMPANY)),
)
# Most orders hold a contact, so that the guard is really put to the test.
ORDERS: st.SearchStrategy[Any] = st.sampled_from(
    (HOLDS,) * 12 + (COORDINATES,) * 3 + OTHERS
).flatmap(lambda kind: kind)


def on_its_day(case: Given, order: Any, flag: bool) -> Any:
    """Let half of the contacts be held on the very day they were planned for."""
    if not flag or not isinstance(order, orders.HoldContact) or not isinstance(case.state, Opened):
        return order
    there = case.state.contacts.get(order.contact)
    return order if there is None else replace(order, on=there.plan.planned_on)


@settings(max_examples=80, deadline=None)
@for_all(PLANS, st.lists(st.tuples(ORDERS, st.booleans()), min_size=10, max_size=25))
def test_c13_no_two_units_hold_contacts_near_each_other_without_an_agreement(
    plans: list[orders.PlanContact], chosen: list[tuple[Any, bool]]
) -> None:
    """Whatever is ordered: what blocks lists is refused, histories replay, the guard holds."""
    case = log()
    for contact, order in zip(CONTACTS, plans, strict=True):
        case = case.and_then(order, facts("company_service", coordinates=True, new_contact=contact))
    known = facts("company_service", coordinates=True)
    for raw, flag in chosen:
        order = on_its_day(case, raw, flag)
        codes = case.blocks(type(order), known)
        answered = case.when(order, known)
        if codes:
            answered.then_rejected(codes[0])
            continue
        if answered.refusal is not None:
            assert answered.refusal.code != "not_allowed_now"
            continue
        before, case = case, Given(CONTACT_LOG, (*case.history, *answered.events))
        if isinstance(order, orders.HoldContact):
            assert_others_agreed(opened(before), opened(case), order.contact)
    stored = json.decode(json.encode(case.history), type=tuple[Event, ...])
    assert stored == case.history
    assert given(CONTACT_LOG, *stored).state == case.state


def assert_others_agreed(before: Opened, after: Opened, contact: UUID) -> None:
    """Every other unit's held contact nearby was spoken about by one of the two units."""
    held = after.contacts[contact]
    for other, there in before.contacts.items():
        near = abs((day_of(there) - day_of(held)).days) <= 30
        if (
            not near
            or there.plan.unit == held.plan.unit
            or not isinstance(there, Held | FollowedUp)
        ):
            continue
        assert other in held.plan.settled or contact in there.plan.settled


def test_every_order_has_its_place_in_blocks() -> None:
    for kind in get_args(orders.Order):
        for case in (given(CONTACT_LOG), log(), log(*BOTH)):
            assert isinstance(case.blocks(kind, facts()), tuple)


def test_a_cancelled_contact_waits_for_nobody() -> None:
    order = orders.CancelContact(contact=B, reason="unit_withdrew")
    cancelled = opened(log(*BOTH).and_then(order, facts("sickpay"))).contacts[B]
    assert isinstance(cancelled, Cancelled)
    assert cancelled.plan.conflicts == {}
