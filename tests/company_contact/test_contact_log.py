from datetime import date, timedelta

import pytest

from services.company_contact.domain import contact_events as told
from services.company_contact.domain import contact_orders as orders
from services.company_contact.domain.contact import Held, Planned
from services.company_contact.domain.contact_log import CONTACT_LOG
from tests.company_contact.log import (
    A_PLANNED,
    B_MUST_AGREE,
    B_PLANNED,
    BOTH,
    COMPANY,
    JULY_1,
    JUNE_20,
    OPENED,
    A,
    B,
    C,
    facts,
    log,
    opened,
    plan,
)
from tests.support.scenario import given

KVS = facts("company_service", coordinates=True)
AGREED = told.ContactCoordinated(COMPANY, B, "sickpay", "jobcenter", "One visit together", (A,))
A_HELD = told.ContactHeld(COMPANY, A, "jobcenter", JUNE_20, "interested", 2)
A_CANCELLED = told.ContactCancelled(COMPANY, A, "jobcenter", "company_declined")
A_FOLLOWED_UP = told.ContactFollowedUp(COMPANY, A, "jobcenter", date(2011, 7, 4), "openings_filled")
HOLD_A = orders.HoldContact(contact=A, on=JUNE_20, result="interested", openings=2)
HOLD_B = orders.HoldContact(contact=B, on=JULY_1, result="agreement", openings=0)
COORDINATE_B = orders.CoordinateContact(
    contact=B, with_unit="jobcenter", agreement="One visit together"
)


# -- the log is opened ---------------------------------------------------------------------------


def test_a_registered_company_gets_its_log() -> None:
    given(CONTACT_LOG).when(orders.OpenContactLog(company=COMPANY), facts()).then(OPENED)


def test_a_company_nobody_registered_gets_no_log() -> None:
    unknown = facts(company_stage="unknown")
    refused = given(CONTACT_LOG).when(orders.OpenContactLog(company=COMPANY), unknown)
    refused.then_rejected("company_not_registered")


def test_a_log_is_opened_once() -> None:
    again = log().when(orders.OpenContactLog(company=COMPANY), facts())
    again.then_rejected("contact_log_already_open")


def test_a_log_opened_by_policy_collides_with_one_opened_by_hand() -> None:
    by_hand = given(CONTACT_LOG).and_then(orders.OpenContactLog(company=COMPANY), facts())
    by_policy = by_hand.when(orders.OpenContactLog(company=COMPANY), facts())
    by_policy.then_rejected("contact_log_already_open")


# -- planning, and the conflict guard (C-13) -----------------------------------------------------


def test_a_unit_plans_a_contact() -> None:
    order = orders.PlanContact(purpose="recruitment", planned_on=JUNE_20, person="hr")
    log().when(order, facts()).then(A_PLANNED)


def test_c13_a_second_units_contact_within_thirty_days_must_be_coordinated() -> None:
    order = orders.PlanContact(purpose="retention", planned_on=JULY_1)
    log(A_PLANNED).when(order, facts("sickpay", new_contact=B)).then(B_PLANNED, B_MUST_AGREE)


def test_c13_thirty_one_days_apart_needs_no_coordination() -> None:
    day = JUNE_20 + timedelta(days=31)
    order = orders.PlanContact(purpose="retention", planned_on=day)
    log(A_PLANNED).when(order, facts("sickpay", new_contact=B)).then(
        told.ContactPlanned(COMPANY, B, "sickpay", "retention", day)
    )


def test_c13_the_same_unit_needs_no_coordination_with_itself() -> None:
    order = orders.PlanContact(purpose="retention", planned_on=JUNE_20)
    log(A_PLANNED).when(order, facts(new_contact=B)).then(
        told.ContactPlanned(COMPANY, B, "jobcenter", "retention", JUNE_20)
    )


def test_c13_a_contact_already_held_counts_too() -> None:
    order = orders.PlanContact(purpose="retention", planned_on=JULY_1)
    answered = log(A_PLANNED, A_HELD).when(order, facts("sickpay", new_contact=B))
    answered.then(B_PLANNED, B_MUST_AGREE)


def test_nothing_is_planned_with_a_closed_company() -> None:
    order = orders.PlanContact(purpose="recruitment", planned_on=JUNE_20)
    log().when(order, facts(company_stage="closed")).then_rejected("company_closed")


def test_nothing_is_planned_before_the_log_is_open() -> None:
    order = orders.PlanContact(purpose="recruitment", planned_on=JUNE_20)
    given(CONTACT_LOG).when(order, facts()).then_rejected("contact_log_not_open")


def test_only_kvs_plans_for_another_unit() -> None:
    order = orders.PlanContact(purpose="recruitment", planned_on=JUNE_20, unit="sickpay")
    log().when(order, facts()).then_rejected("not_your_unit")
    log().when(order, KVS).then(told.ContactPlanned(COMPANY, A, "sickpay", "recruitment", JUNE_20))


def test_a_unit_that_plans_twice_has_two_contacts() -> None:
    twice = plan(plan(log(), "jobcenter", JUNE_20, A), "jobcenter", JUNE_20, B)
    assert set(opened(twice).contacts) == {A, B}


def test_c13_two_units_that_plan_at_once_meet_in_one_stream_and_the_later_one_must_agree() -> None:
    both = plan(plan(log(), "jobcenter", JUNE_20, A), "sickpay", JULY_1, B)
    contacts = opened(both).contacts
    assert not contacts[A].plan.conflicts
    assert contacts[B].plan.conflicts == {A: "jobcenter"}


# -- coordinating --------------------------------------------------------------------------------


def test_c13_units_write_down_what_they_agreed_on() -> None:
    log(*BOTH).when(COORDINATE_B, facts("sickpay")).then(AGREED)


def test_there_is_nothing_to_coordinate_with_a_unit_without_contacts() -> None:
    order = orders.CoordinateContact(contact=B, with_unit="unit_cjf", agreement="x")
    log(*BOTH).when(order, facts("sickpay")).then_rejected("nothing_to_coordinate")
    own = orders.CoordinateContact(contact=B, with_unit="sickpay", agreement="x")
    log(*BOTH).when(own, facts("sickpay")).then_rejected("nothing_to_coordinate")


def test_an_agreement_is_written_down_once() -> None:
    log(*BOTH, AGREED).when(COORDINATE_B, facts("sickpay")).then_rejected("already_coordinated")


def test_c13_an_agreement_does_not_cover_what_the_other_unit_plans_later() -> None:
    later = plan(log(*BOTH, AGREED), "jobcenter", JULY_1, C)
    assert opened(later).contacts[C].plan.conflicts == {B: "sickpay"}


def test_an_agreement_of_one_side_frees_the_other_side_too() -> None:
    by_jobcenter = orders.CoordinateContact(contact=A, with_unit="sickpay", agreement="Together")
    agreed = log(*BOTH).and_then(by_jobcenter, facts())
    assert opened(agreed).contacts[B].plan.conflicts == {}
    assert agreed.when(HOLD_B, facts("sickpay")).refusal is None


def test_an_agreement_entered_by_mistake_is_taken_back_and_must_be_made_again() -> None:
    order = orders.WithdrawCoordination(contact=B, with_unit="jobcenter", reason="Wrong unit")
    log(*BOTH, AGREED).when(order, facts("sickpay")).then(
        told.CoordinationWithdrawn(COMPANY, B, "sickpay", "jobcenter", (A,), "Wrong unit"),
        B_MUST_AGREE,
    )


def test_an_agreement_that_was_never_made_cannot_be_taken_back() -> None:
    order = orders.WithdrawCoordination(contact=B, with_unit="jobcenter", reason="Wrong unit")
    log(*BOTH).when(order, facts("sickpay")).then_rejected("not_coordinated")


def test_an_agreement_is_taken_back_once() -> None:
    order = orders.WithdrawCoordination(contact=B, with_unit="jobcenter", reason="Wrong unit")
    once = log(*BOTH, AGREED).and_then(order, facts("sickpay"))
    once.when(order, facts("sickpay")).then_rejected("not_coordinated")


def test_taking_an_agreement_back_collides_with_holding() -> None:
    order = orders.WithdrawCoordination(contact=B, with_unit="jobcenter", reason="Wrong unit")
    held = log(*BOTH, AGREED).and_then(HOLD_B, facts("sickpay"))
    held.when(order, facts("sickpay")).then_rejected("contact_not_planned")


# -- holding -------------------------------------------------------------------------------------


def test_a_planned_contact_is_held() -> None:
    log(A_PLANNED).when(HOLD_A, facts()).then(A_HELD)


def test_c13_a_contact_is_not_held_before_it_is_coordinated() -> None:
    refused = log(*BOTH).when(HOLD_B, facts("sickpay")).then_rejected("coordination_required")
    assert refused.detail == {"other_contacts": [str(A)]}


def test_c13_a_coordinated_contact_is_held() -> None:
    log(*BOTH, AGREED).when(HOLD_B, facts("sickpay")).then(
        told.ContactHeld(COMPANY, B, "sickpay", JULY_1, "agreement", 0)
    )


def test_c13_the_unit_that_planned_first_need_not_wait() -> None:
    log(*BOTH).when(HOLD_A, facts()).then(A_HELD)


def test_c13_a_plan_far_ahead_is_no_way_round_the_guard() -> None:
    far = told.ContactPlanned(COMPANY, B, "sickpay", "retention", date(2011, 12, 1))
    early = orders.HoldContact(contact=B, on=JULY_1, result="agreement", openings=0)
    log(A_PLANNED, far).when(early, facts("sickpay")).then_rejected("coordination_required")
    agreed = log(A_PLANNED, far).and_then(COORDINATE_B, facts("sickpay"))
    assert agreed.when(early, facts("sickpay")).refusal is None


def test_a_contact_is_not_held_in_the_future() -> None:
    order = orders.HoldContact(contact=A, on=JUNE_20, result="interested", openings=2)
    before = facts(today=date(2011, 6, 19))
    log(A_PLANNED).when(order, before).then_rejected("date_in_future")


def test_a_contact_is_held_once() -> None:
    log(A_PLANNED, A_HELD).when(HOLD_A, facts()).then_rejected("contact_not_planned")


def test_holding_collides_with_cancelling() -> None:
    log(A_PLANNED, A_CANCELLED).when(HOLD_A, facts()).then_rejected("contact_not_planned")


def test_another_units_contact_is_not_held() -> None:
    log(A_PLANNED).when(HOLD_A, facts("sickpay")).then_rejected("not_your_unit")
    log(A_PLANNED).when(HOLD_A, KVS).then(A_HELD)


def test_a_contact_of_another_company_is_unknown() -> None:
    order = orders.HoldContact(contact=C, on=JUNE_20, result="interested", openings=2)
    log(A_PLANNED).when(order, facts()).then_rejected("contact_unknown")


def test_a_contact_entered_as_held_by_mistake_is_planned_again() -> None:
    order = orders.WithdrawHeldContact(contact=A, reason="Wrong company")
    case = log(A_PLANNED, A_HELD)
    case.when(order, facts()).then(
        told.HeldContactWithdrawn(COMPANY, A, "jobcenter", JUNE_20, "Wrong company")
    )
    assert isinstance(opened(case.and_then(order, facts())).contacts[A], Planned)


def test_c13_a_contact_planned_again_meets_the_guard_again() -> None:
    early = told.ContactHeld(COMPANY, A, "jobcenter", date(2011, 4, 1), "interested", 0)
    case = plan(log(A_PLANNED, early), "sickpay", JULY_1, B)
    assert opened(case).contacts[B].plan.conflicts == {}
    order = orders.WithdrawHeldContact(contact=A, reason="Was never held")
    case.when(order, facts()).then(
        told.HeldContactWithdrawn(COMPANY, A, "jobcenter", date(2011, 4, 1), "Was never held"),
        told.CoordinationRequired(COMPANY, A, "jobcenter", B, "sickpay", 30),
    )


def test_what_was_not_held_cannot_be_taken_back() -> None:
    order = orders.WithdrawHeldContact(contact=A, reason="Wrong company")
    log(A_PLANNED).when(order, facts()).then_rejected("contact_not_held")


def test_a_held_contact_is_taken_back_once() -> None:
    order = orders.WithdrawHeldContact(contact=A, reason="Wrong company")
    once = log(A_PLANNED, A_HELD).and_then(order, facts())
    once.when(order, facts()).then_rejected("contact_not_held")


def test_taking_a_held_contact_back_collides_with_its_follow_up() -> None:
    order = orders.WithdrawHeldContact(contact=A, reason="Wrong company")
    followed_up = log(A_PLANNED, A_HELD, A_FOLLOWED_UP)
    followed_up.when(order, facts()).then_rejected("contact_not_held")


# -- cancelling ----------------------------------------------------------------------------------


def test_a_planned_contact_is_cancelled() -> None:
    order = orders.CancelContact(contact=A, reason="company_declined")
    log(A_PLANNED).when(order, facts()).then(A_CANCELLED)


def test_c13_who_waited_for_a_cancelled_contact_waits_no_longer() -> None:
    order = orders.CancelContact(contact=A, reason="company_declined")
    log(*BOTH).when(order, facts()).then(
        A_CANCELLED, told.CoordinationLapsed(COMPANY, B, "sickpay", A, "jobcenter")
    )
    assert log(*BOTH).and_then(order, facts()).when(HOLD_B, facts("sickpay")).refusal is None


def test_a_held_contact_is_not_cancelled() -> None:
    order = orders.CancelContact(contact=A, reason="company_declined")
    log(A_PLANNED, A_HELD).when(order, facts()).then_rejected("contact_not_planned")


def test_a_contact_is_cancelled_once() -> None:
    order = orders.CancelContact(contact=A, reason="planned_twice")
    log(A_PLANNED, A_CANCELLED).when(order, facts()).then_rejected("contact_not_planned")


def test_cancelling_collides_with_another_units_claim_to_it() -> None:
    order = orders.CancelContact(contact=A, reason="unit_withdrew")
    log(A_PLANNED).when(order, facts("sickpay")).then_rejected("not_your_unit")


def test_c13_a_cancellation_taken_back_meets_the_guard_again() -> None:
    order = orders.WithdrawCancellation(contact=A, reason="They rang back")
    case = plan(log(A_PLANNED, A_CANCELLED), "sickpay", JULY_1, B)
    case.when(order, facts()).then(
        told.CancellationWithdrawn(COMPANY, A, "jobcenter", "They rang back"),
        told.CoordinationRequired(COMPANY, A, "jobcenter", B, "sickpay", 30),
    )


def test_a_contact_that_was_not_cancelled_is_not_brought_back() -> None:
    order = orders.WithdrawCancellation(contact=A, reason="They rang back")
    log(A_PLANNED).when(order, facts()).then_rejected("contact_not_cancelled")


def test_a_cancellation_is_taken_back_once() -> None:
    order = orders.WithdrawCancellation(contact=A, reason="They rang back")
    once = log(A_PLANNED, A_CANCELLED).and_then(order, facts())
    once.when(order, facts()).then_rejected("contact_not_cancelled")


def test_taking_a_cancellation_back_collides_with_another_unit() -> None:
    order = orders.WithdrawCancellation(contact=A, reason="They rang back")
    case = log(A_PLANNED, A_CANCELLED)
    case.when(order, facts("sickpay")).then_rejected("not_your_unit")


# -- following up --------------------------------------------------------------------------------

FOLLOW_UP = orders.FollowUpContact(contact=A, on=date(2011, 7, 4), outcome="openings_filled")


def test_a_held_contact_is_followed_up() -> None:
    log(A_PLANNED, A_HELD).when(FOLLOW_UP, facts()).then(A_FOLLOWED_UP)


@pytest.mark.parametrize(
    ("on", "code"),
    [(date(2011, 6, 19), "followed_up_before_held"), (date(2011, 9, 2), "date_in_future")],
)
def test_a_follow_up_lies_between_the_contact_and_today(on: date, code: str) -> None:
    order = orders.FollowUpContact(contact=A, on=on, outcome="no_openings")
    log(A_PLANNED, A_HELD).when(order, facts()).then_rejected(code)


def test_a_planned_contact_is_not_followed_up() -> None:
    log(A_PLANNED).when(FOLLOW_UP, facts()).then_rejected("contact_not_held")


def test_a_contact_is_followed_up_once() -> None:
    case = log(A_PLANNED, A_HELD, A_FOLLOWED_UP)
    case.when(FOLLOW_UP, facts()).then_rejected("contact_not_held")


def test_following_up_collides_with_taking_the_contact_back() -> None:
    back = orders.WithdrawHeldContact(contact=A, reason="Wrong company")
    case = log(A_PLANNED, A_HELD).and_then(back, facts())
    case.when(FOLLOW_UP, facts()).then_rejected("contact_not_held")


UNDO_FOLLOW_UP = orders.WithdrawFollowUp(contact=A, reason="Entered twice")


def test_a_follow_up_entered_by_mistake_is_taken_back() -> None:
    case = log(A_PLANNED, A_HELD, A_FOLLOWED_UP)
    case.when(UNDO_FOLLOW_UP, facts()).then(
        told.FollowUpWithdrawn(COMPANY, A, "jobcenter", date(2011, 7, 4), "Entered twice")
    )
    after = opened(case.and_then(UNDO_FOLLOW_UP, facts())).contacts[A]
    assert isinstance(after, Held)
    assert after.openings == 2


def test_a_follow_up_that_was_not_made_is_not_taken_back() -> None:
    case = log(A_PLANNED, A_HELD)
    case.when(UNDO_FOLLOW_UP, facts()).then_rejected("contact_not_followed_up")


def test_a_follow_up_is_taken_back_once() -> None:
    once = log(A_PLANNED, A_HELD, A_FOLLOWED_UP).and_then(UNDO_FOLLOW_UP, facts())
    once.when(UNDO_FOLLOW_UP, facts()).then_rejected("contact_not_followed_up")


def test_taking_a_follow_up_back_collides_with_another_unit() -> None:
    case = log(A_PLANNED, A_HELD, A_FOLLOWED_UP)
    case.when(UNDO_FOLLOW_UP, facts("sickpay")).then_rejected("not_your_unit")
