"""An agreement with a company: drafted by one, signed by another, and what becomes of it (C-15)."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec.structs import replace

from services.company_contact.domain import agreement_events as told
from services.company_contact.domain import agreement_orders as orders
from services.company_contact.domain.agreement_capacity import Places
from services.company_contact.domain.agreement_state import AgreementFacts
from services.company_contact.domain.partnership_agreement import PARTNERSHIP_AGREEMENT
from shared.eventlog.event import Event
from tests.company_contact import agreement as a
from tests.support.scenario import Given, given

# Each order: who, where it happens, with what; where refused; given twice; after another came.
TABLE: Sequence[
    tuple[Any, AgreementFacts, Given, tuple[Event, ...], tuple[Given, str], str, tuple[Given, str]]
] = (
    (a.DRAFT, a.KIM, a.NOTHING, (a.DRAFTED,), (a.HOLDS, "agreement_already_drafted"),
     "agreement_already_drafted", (a.GIVEN_UP, "agreement_already_drafted")),
    (a.REDRAFT, a.KIM, a.WRITTEN, (a.REDRAFTED,), (a.NOTHING, "agreement_not_drafted"),
     "nothing_to_correct", (a.OVER, "agreement_ended")),
    (a.DROP, a.KIM, a.WRITTEN, (a.DROPPED,), (a.NOTHING, "agreement_not_drafted"),
     "agreement_dropped", (a.HOLDS, "no_agreement_draft")),
    (a.SIGN, a.MIA, a.WRITTEN, (a.SIGNED, a.TERM, a.OPEN), (a.NOTHING, "agreement_not_drafted"),
     "no_agreement_draft", (a.GIVEN_UP, "agreement_dropped")),
    (a.UNSIGN, a.MIA, a.HOLDS, (a.UNSIGNED, a.NO_PLACES), (a.WRITTEN, "agreement_not_signed"),
     "agreement_not_signed", (a.CHANGING, "agreement_change_waits")),
    (a.SUSPEND, a.KIM, a.HOLDS, (a.SUSPENDED, a.TO_MARCH), (a.WRITTEN, "agreement_not_signed"),
     "agreement_suspended", (a.OVER, "agreement_ended")),
    (a.RESUME, a.KIM, a.RESTS, (a.RESUMED, a.WITH_A_GAP), (a.HOLDS, "agreement_not_suspended"),
     "agreement_not_suspended", (a.OVER, "agreement_ended")),
    (a.END, a.KIM, a.HOLDS, (a.ENDED, a.TO_AUGUST), (a.WRITTEN, "agreement_not_signed"),
     "agreement_ended", (a.RAN_OUT, "agreement_expired")),
    (a.EXPIRE, a.KIM, a.HOLDS, (a.EXPIRED,), (a.WRITTEN, "agreement_not_signed"),
     "agreement_expired", (a.OVER, "agreement_ended")),
    (a.STEP_BACK, a.KIM, a.RESTS, (a.stepped_back("suspended", "active"), a.OPEN),
     (a.WRITTEN, "agreement_not_signed"), "no_agreement_step", (a.RAN_OUT, "agreement_expired")),
)  # fmt: skip
ROWS = pytest.mark.parametrize(
    ("order", "facts", "start", "told_", "refused", "again", "collides"),
    TABLE,
    ids=lambda each: type(each).__name__,
)


def test_every_order_stands_in_the_table() -> None:
    assert {type(row[0]) for row in TABLE} == set(get_args(orders.AgreementOrder))


@ROWS
def test_each_order_happens_is_refused_is_repeated_and_collides(  # noqa: PLR0917 - a row
    order: Any,
    facts: AgreementFacts,
    start: Given,
    told_: tuple[Event, ...],
    refused: tuple[Given, str],
    again: str,
    collides: tuple[Given, str],
) -> None:
    start.when(order, facts).then(*told_)
    refused[0].when(order, facts).then_rejected(refused[1])
    start.and_then(order, facts).when(order, facts).then_rejected(again)
    collides[0].when(order, facts).then_rejected(collides[1])


@pytest.mark.parametrize("order", [row[0] for row in TABLE], ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("case", a.EVERY_STAGE, ids=lambda case: type(case.state).__name__)
def test_what_blocks_lists_is_what_is_refused(order: Any, case: Given) -> None:
    blocked = case.blocks(type(order), a.MIA)
    refusal = case.when(order, a.MIA).refusal
    if blocked:
        assert refusal is not None
        assert refusal.code == blocked[0]
    else:
        assert refusal is None or refusal.code not in {"not_allowed_now", *_OF_STAGES}


_OF_STAGES = {"agreement_not_signed", "agreement_ended", "no_agreement_draft", "no_agreement_step"}


def test_c15_without_all_three_parts_nothing_is_signed() -> None:
    for part in a.TERMS.parts:
        parts = tuple(each for each in a.TERMS.parts if each != part)
        draft = replace(a.DRAFT, terms=replace(a.TERMS, parts=parts))
        a.NOTHING.and_then(draft, a.KIM).when(a.SIGN, a.MIA).then_rejected(
            "agreement_parts_missing"
        )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"model": None}, "agreement_model_missing"),
        ({"capacity": ()}, "agreement_capacity_missing"),
        ({"model": 1}, "one_trainee_at_a_time"),
        ({"model": 3, "mentors": ()}, "agreement_mentor_missing"),
    ],
)
def test_c20_to_c23_a_model_has_what_it_needs_before_it_is_signed(change: Any, code: str) -> None:
    draft = replace(a.DRAFT, terms=replace(a.TERMS, **change))
    a.NOTHING.and_then(draft, a.KIM).when(a.SIGN, a.MIA).then_rejected(code)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"last_day": date(2010, 12, 31)}, "period_reversed"),
        ({"capacity": (Places(date(2011, 5, 1), date(2011, 4, 1), 1),)}, "period_reversed"),
        ({"kind": "standing_jobs"}, "standing_jobs_have_no_places"),
        ({"kind": "standing_jobs", "capacity": ()}, "standing_jobs_have_no_places"),
        ({"first_day": date(2011, 1, 2)}, "capacity_outside_agreement"),
        ({"last_day": date(2011, 12, 30)}, "capacity_outside_agreement"),
        ({"capacity": (*a.TWENTY, Places(a.LAST, a.LAST, 1))}, "capacity_overlaps"),
    ],
)
def test_what_no_agreement_can_say_is_not_drafted_either(change: Any, code: str) -> None:
    terms = replace(a.TERMS, **change)
    a.NOTHING.when(replace(a.DRAFT, terms=terms), a.KIM).then_rejected(code)
    a.WRITTEN.when(orders.RedraftAgreement(terms), a.KIM).then_rejected(code)


def test_two_periods_that_meet_do_not_overlap() -> None:
    july = date(2011, 7, 1)
    halves = (Places(july, a.LAST, 30), Places(a.FIRST, date(2011, 6, 30), 20))
    draft = replace(a.DRAFT, terms=replace(a.TERMS, capacity=halves))
    assert a.NOTHING.when(draft, a.KIM).refusal is None


def test_c05_standing_jobs_are_agreed_on_without_places() -> None:
    jobs = replace(a.TERMS, kind="standing_jobs", model=None, capacity=(), mentors=())
    signed = a.NOTHING.and_then(replace(a.DRAFT, terms=jobs), a.KIM).when(a.SIGN, a.MIA)
    (fact, term, capacity) = signed.events
    assert isinstance(fact, told.AgreementSigned)
    assert (term, capacity) == (replace(a.TERM, kind="standing_jobs"), a.NO_PLACES)


def test_nobody_signs_what_they_had_a_hand_in() -> None:
    a.WRITTEN.when(a.SIGN, a.KIM).then_rejected("agreement_four_eyes")
    by_both = a.WRITTEN.and_then(a.REDRAFT, a.MIA)
    for facts in (a.KIM, a.MIA):
        by_both.when(a.SIGN, facts).then_rejected("agreement_four_eyes")
    signed = by_both.when(a.SIGN, replace(a.MIA, actor="max")).events[0]
    assert isinstance(signed, told.AgreementSigned)
    assert (signed.drafted_by, signed.signed_by) == (("kim", "mia"), "max")


def test_a_change_is_signed_as_the_agreement_was_and_holds_from_that_day() -> None:
    a.CHANGING.when(a.SIGN, a.KIM).then_rejected("agreement_four_eyes")
    july = replace(a.SIGN, on=date(2011, 7, 1))
    a.CHANGING.when(july, a.MIA).then(
        told.AgreementSigned(a.COMPANY, a.MORE, july.on, ("kim",), "mia"),
        told.AgreementTermSet(a.COMPANY, "partnership", a.MORE.last_day, a.REVIEW_LATER),
        told.CapacityPeriodsSet(
            a.COMPANY,
            (
                Places(a.FIRST, date(2011, 6, 30), 20),
                Places(date(2011, 7, 1), date(2012, 6, 30), 30),
            ),
        ),
    )


def test_a_change_whose_signature_is_taken_back_leaves_what_was_signed_before() -> None:
    changed = a.CHANGING.and_then(a.SIGN, a.MIA)
    again = told.SignatureWithdrawn(a.COMPANY, "active", a.TERMS, "said_otherwise")
    changed.when(a.UNSIGN, a.MIA).then(again, a.TERM, a.OPEN)
    back = changed.and_then(a.UNSIGN, a.MIA).state
    assert (back.terms, back.capacity, back.proposal.terms) == (a.TERMS, a.TWENTY, a.MORE)


def test_a_change_that_is_dropped_leaves_the_agreement() -> None:
    a.CHANGING.when(a.DROP, a.KIM).then(a.DROPPED)
    assert a.CHANGING.and_then(a.DROP, a.KIM).state == a.HOLDS.state


def test_an_agreement_that_ran_out_is_gone_on_with_by_a_signed_change() -> None:
    changing = a.RAN_OUT.and_then(a.REDRAFT, a.KIM)
    renewed = changing.and_then(a.SIGN, a.MIA)
    assert renewed.state.terms == a.MORE
    withdrawn = renewed.when(a.UNSIGN, a.MIA).events
    assert withdrawn == (
        told.SignatureWithdrawn(a.COMPANY, "expired", a.TERMS, "said_otherwise"),
        a.OPEN,
    )


def test_an_agreement_that_got_another_last_day_does_not_run_out_on_the_old_one() -> None:
    changed = a.CHANGING.and_then(a.SIGN, a.MIA)
    changed.when(a.EXPIRE, a.KIM).then_rejected("agreement_runs_on")
    changed.when(orders.ExpireAgreement(a.MORE.last_day), a.KIM).then(
        told.AgreementExpired(a.COMPANY, a.MORE.last_day)
    )


@pytest.mark.parametrize("order", [a.DRAFT, a.REDRAFT, a.SIGN, a.RESUME])
@pytest.mark.parametrize(
    ("stage", "code"), [("unknown", "company_not_registered"), ("closed", "company_closed")]
)
def test_nothing_is_agreed_with_a_company_that_is_not_there(
    order: Any, stage: Any, code: str
) -> None:
    start = {a.DRAFT: a.NOTHING, a.REDRAFT: a.WRITTEN, a.SIGN: a.WRITTEN, a.RESUME: a.RESTS}[order]
    start.when(order, replace(a.MIA, company_stage=stage)).then_rejected(code)


def test_an_agreement_with_a_company_that_closed_is_ended() -> None:
    closed = replace(a.KIM, company_stage="closed")
    assert a.HOLDS.when(replace(a.END, reason="company_closed"), closed).refusal is None


@pytest.mark.parametrize(
    ("start", "order", "code"),
    [
        (a.WRITTEN, replace(a.SIGN, on=date(2011, 9, 2)), "date_in_future"),
        (a.HOLDS, replace(a.SUSPEND, on=date(2011, 9, 2)), "date_in_future"),
        (a.HOLDS, replace(a.SUSPEND, on=date(2010, 12, 31)), "outside_the_agreement"),
        (a.RESTS, replace(a.RESUME, on=date(2011, 9, 2)), "date_in_future"),
        (a.RESTS, replace(a.RESUME, on=date(2011, 4, 1)), "resumed_before_suspended"),
        (a.HOLDS, replace(a.END, on=date(2011, 9, 2)), "date_in_future"),
        (a.HOLDS, replace(a.END, on=date(2010, 12, 31)), "outside_the_agreement"),
        (a.RESTS, a.SIGN, "no_agreement_draft"),
        (a.RESTS.and_then(a.REDRAFT, a.KIM), a.SIGN, "agreement_suspended"),
        (a.RESTS, a.UNSIGN, "signature_not_last"),
        (a.AGAIN, a.UNSIGN, "signature_not_last"),
        (a.HOLDS, replace(a.REDRAFT, terms=a.TERMS), "nothing_to_correct"),
    ],
)
def test_days_and_steps_that_do_not_fit_are_refused(start: Given, order: Any, code: str) -> None:
    start.when(order, a.MIA).then_rejected(code)


def test_each_step_is_taken_back_to_how_it_stood() -> None:
    a.AGAIN.when(a.STEP_BACK, a.KIM).then(a.stepped_back("resumed", "suspended"), a.TO_MARCH)
    assert a.AGAIN.and_then(a.STEP_BACK, a.KIM).state == a.RESTS.state
    a.OVER.when(a.STEP_BACK, a.KIM).then(a.stepped_back("ended", "active"), a.TERM, a.OPEN)
    assert a.OVER.and_then(a.STEP_BACK, a.KIM).state == a.HOLDS.state
    a.GIVEN_UP.when(a.STEP_BACK, a.KIM).then(a.stepped_back("dropped", "draft"))
    assert a.GIVEN_UP.and_then(a.STEP_BACK, a.KIM).state == a.WRITTEN.state


def test_a_change_drafted_since_waits_on_when_a_step_is_taken_back() -> None:
    changing = a.RESTS.and_then(a.REDRAFT, a.KIM).and_then(a.STEP_BACK, a.KIM)
    assert changing.state.proposal.terms == a.MORE


def test_h24_a_department_of_five_places_in_a_company_of_twenty_gets_four() -> None:
    """What was signed stands as it was signed; no more places stand open than may be filled."""
    five = replace(a.TERMS, model=3, capacity=(Places(a.FIRST, a.LAST, 5),))
    draft = a.NOTHING.and_then(replace(a.DRAFT, terms=five), a.KIM)
    signed, _, opened = draft.when(a.SIGN, replace(a.MIA, most_supported=4)).events
    assert isinstance(signed, told.AgreementSigned)
    assert signed.terms == five
    assert opened == told.CapacityPeriodsSet(a.COMPANY, (Places(a.FIRST, a.LAST, 4),))
    *_, all_five = draft.when(a.SIGN, replace(a.MIA, most_supported=6)).events
    assert all_five == told.CapacityPeriodsSet(a.COMPANY, five.capacity)


def test_h24_a_company_that_grew_is_given_the_rest_by_signing_the_same_anew() -> None:
    held_back = a.WRITTEN.and_then(a.SIGN, replace(a.MIA, most_supported=4))
    same = replace(a.REDRAFT, terms=a.TERMS)
    drafted = held_back.and_then(same, a.KIM)
    drafted.when(same, a.KIM).then_rejected("nothing_to_correct")
    sign = replace(a.SIGN, on=date(2011, 9, 1))
    *_, opened = drafted.when(sign, replace(a.MIA, most_supported=20)).events
    before = Places(a.FIRST, date(2011, 8, 31), 4)
    assert opened == told.CapacityPeriodsSet(a.COMPANY, (before, Places(sign.on, a.LAST, 20)))
    drafted.and_then(sign, a.MIA).when(same, a.KIM).then_rejected("nothing_to_correct")


def test_h24_a_change_its_withdrawal_and_a_rest_keep_what_stands_open() -> None:
    held_back = a.WRITTEN.and_then(a.SIGN, replace(a.MIA, most_supported=4))
    july = replace(a.SIGN, on=date(2011, 7, 1))
    drafted = held_back.and_then(a.REDRAFT, a.KIM)
    changed = drafted.and_then(july, replace(a.MIA, most_supported=6))
    assert [each.places for each in changed.state.capacity] == [4, 6]
    *_, again = changed.when(a.UNSIGN, a.MIA).events
    assert again == told.CapacityPeriodsSet(a.COMPANY, (Places(a.FIRST, a.LAST, 4),))
    *_, resumed = held_back.and_then(a.SUSPEND, a.KIM).when(a.RESUME, a.KIM).events
    assert isinstance(resumed, told.CapacityPeriodsSet)
    assert [each.places for each in resumed.capacity] == [4, 4]


_ANY = [row[0] for row in TABLE]


@for_all(st.lists(st.tuples(st.sampled_from(_ANY), st.sampled_from([a.KIM, a.MIA])), max_size=14))
def test_any_history_has_no_places_outside_what_was_signed(told_: Any) -> None:
    """Whatever is ordered: what stands open lies within the terms, and never overlaps."""
    case = given(PARTNERSHIP_AGREEMENT)
    for order, facts in told_:
        answer = case.when(order, facts)
        if answer.refusal is not None:
            assert answer.refusal.code != "not_allowed_now"
            continue
        case = case.and_then(order, facts)
        open_now = sorted(getattr(case.state, "capacity", ()), key=lambda each: each.from_)
        assert all(one.to < two.from_ for one, two in pairwise(open_now))
        assert all(a.FIRST <= each.from_ <= each.to <= a.MORE.last_day for each in open_now)
