from datetime import date
from typing import get_args

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec import json
from msgspec.structs import replace

from services.company_contact.domain import Event
from services.company_contact.domain.company import (
    COMPANY,
    CloseCompany,
    Closed,
    CompanyClosed,
    CompanyClosureWithdrawn,
    CompanyFacts,
    CompanyFactsCorrected,
    CompanyRegistered,
    CompanyReopened,
    CorrectCompanyFacts,
    Order,
    RegisterCompany,
    Registered,
    ReopenCompany,
    WithdrawClosure,
)
from shared.eventlog.decider import Claim, Rejected, Release
from tests.support.scenario import Given, given

REGISTER = RegisterCompany(
    company_reg_no="10000009",
    unit_reg_no="1000000001",
    name="Eksempel Tømrer ApS",
    size=12,
    sector="private",
    industry="carpentry",
    on=date(2011, 6, 1),
)
REGISTERED = CompanyRegistered(
    company_reg_no="10000009",
    unit_reg_no="1000000001",
    name="Eksempel Tømrer ApS",
    size=12,
    sector="private",
    industry="carpentry",
    registered_on=date(2011, 6, 1),
)
CORRECT = CorrectCompanyFacts(
    company_reg_no="10000009",
    unit_reg_no="1000000001",
    name="Eksempel Tømrer ApS",
    size=14,
    sector="private",
    industry="carpentry",
    reason="Two apprentices were left out",
)
CORRECTED = CompanyFactsCorrected(
    company_reg_no="10000009",
    unit_reg_no="1000000001",
    name="Eksempel Tømrer ApS",
    size=14,
    sector="private",
    industry="carpentry",
    reason="Two apprentices were left out",
)
CLOSED = CompanyClosed(closed_on=date(2011, 9, 30))
REOPENED = CompanyReopened(reopened_on=date(2011, 11, 1))
FACTS = CompanyFacts(today=date(2011, 12, 31))
CLAIM = Claim("company_unit:1000000001", refusal="company_already_registered")


def company(*history: CompanyClosed | CompanyReopened | CompanyFactsCorrected) -> Given:
    return given(COMPANY, REGISTERED, *history)


def test_a_company_is_registered_once_for_all_units() -> None:
    answered = given(COMPANY).when(REGISTER, FACTS)
    answered.then(REGISTERED)
    answered.then_claims(CLAIM)


def test_a_company_is_not_registered_for_a_day_to_come() -> None:
    facts = CompanyFacts(today=date(2011, 5, 31))
    given(COMPANY).when(REGISTER, facts).then_rejected("date_in_future")


def test_a_company_registered_twice_is_refused() -> None:
    company().when(REGISTER, FACTS).then_rejected("company_already_registered")


def test_another_case_for_the_same_unit_collides_on_its_claim() -> None:
    renamed = replace(REGISTER, name="Andet Navn ApS")
    given(COMPANY).when(renamed, FACTS).then_claims(CLAIM)


def test_wrong_facts_are_corrected() -> None:
    answered = company().when(CORRECT, FACTS)
    answered.then(CORRECTED)
    answered.then_claims()


def test_facts_of_an_unknown_company_are_not_corrected() -> None:
    given(COMPANY).when(CORRECT, FACTS).then_rejected("company_not_registered")


def test_the_same_correction_twice_is_refused() -> None:
    company(CORRECTED).when(CORRECT, FACTS).then_rejected("nothing_to_correct")


def test_a_corrected_unit_number_takes_the_new_claim_and_gives_the_old_back() -> None:
    answered = company().when(replace(CORRECT, unit_reg_no="1000000002"), FACTS)
    answered.then_claims(
        Release("company_unit:1000000001"),
        Claim("company_unit:1000000002", refusal="company_already_registered"),
    )


def test_facts_of_a_closed_company_can_still_be_corrected() -> None:
    after = company(CLOSED).and_then(CORRECT, FACTS).state
    assert isinstance(after, Closed)
    assert after.entry.size == 14
    assert after.closed_on == date(2011, 9, 30)


def test_a_company_closes_and_keeps_its_claim() -> None:
    answered = company().when(CloseCompany(on=date(2011, 9, 30)), FACTS)
    answered.then(CLOSED)
    answered.then_claims()


@pytest.mark.parametrize(
    ("on", "code"),
    [(date(2011, 5, 31), "closed_before_it_opened"), (date(2012, 1, 1), "date_in_future")],
)
def test_a_company_closes_neither_before_it_opened_nor_in_the_future(on: date, code: str) -> None:
    company().when(CloseCompany(on=on), FACTS).then_rejected(code)


def test_a_closed_company_does_not_close_again() -> None:
    company(CLOSED).when(CloseCompany(on=date(2011, 10, 1)), FACTS).then_rejected("company_closed")


def test_two_who_close_it_at_once_meet_in_one_stream() -> None:
    one = company().and_then(CloseCompany(on=date(2011, 9, 30)), FACTS)
    one.when(CloseCompany(on=date(2011, 9, 30)), FACTS).then_rejected("company_closed")


def test_a_closed_company_reopens() -> None:
    company(CLOSED).when(ReopenCompany(on=date(2011, 11, 1)), FACTS).then(REOPENED)


def test_a_company_reopens_the_day_after_it_closed_at_the_earliest() -> None:
    too_early = company(CLOSED).when(ReopenCompany(on=date(2011, 9, 30)), FACTS)
    too_early.then_rejected("reopened_before_it_closed")
    company(CLOSED).when(ReopenCompany(on=date(2011, 10, 1)), FACTS).then(
        CompanyReopened(reopened_on=date(2011, 10, 1))
    )
    later = company(CLOSED).when(ReopenCompany(on=date(2012, 1, 1)), FACTS)
    later.then_rejected("date_in_future")


def test_a_reopened_company_does_not_reopen_again() -> None:
    again = company(CLOSED, REOPENED).when(ReopenCompany(on=date(2011, 11, 2)), FACTS)
    again.then_rejected("company_not_closed")


def test_a_company_that_reopened_cannot_have_closed_before_that() -> None:
    early = company(CLOSED, REOPENED).when(CloseCompany(on=date(2011, 10, 31)), FACTS)
    early.then_rejected("closed_before_it_opened")


def test_a_closure_entered_by_mistake_is_taken_back_as_if_it_never_was() -> None:
    order = WithdrawClosure(reason="Another unit closed")
    company(CLOSED).when(order, FACTS).then(
        CompanyClosureWithdrawn(closed_on=date(2011, 9, 30), reason="Another unit closed")
    )
    assert company(CLOSED).and_then(order, FACTS).state == company().state


def test_a_closure_that_is_not_there_cannot_be_taken_back() -> None:
    order = WithdrawClosure(reason="Another unit closed")
    company().when(order, FACTS).then_rejected("company_not_closed")


def test_a_closure_is_taken_back_once() -> None:
    order = WithdrawClosure(reason="Another unit closed")
    once = company(CLOSED).and_then(order, FACTS)
    once.when(order, FACTS).then_rejected("company_not_closed")


def test_taking_a_closure_back_collides_with_reopening() -> None:
    reopened = company(CLOSED, REOPENED)
    reopened.when(WithdrawClosure(reason="x"), FACTS).then_rejected("company_not_closed")


DAYS = st.dates(date(2011, 1, 1), date(2012, 1, 31))
ORDERS = st.one_of(
    st.builds(replace, st.just(REGISTER), on=DAYS),
    st.builds(replace, st.just(CORRECT), size=st.integers(0, 2)),
    st.builds(CloseCompany, on=DAYS),
    st.builds(ReopenCompany, on=DAYS),
    st.just(WithdrawClosure(reason="mistake")),
)


@for_all(st.lists(ORDERS, max_size=12))
def test_what_blocks_lists_is_refused_and_every_history_replays(orders: list[Order]) -> None:
    case = given(COMPANY)
    for order in orders:
        for kind in get_args(Order):
            assert isinstance(COMPANY.blocks(kind, case.state, FACTS), tuple)
        codes = case.blocks(type(order), FACTS)
        answered = case.when(order, FACTS)
        if codes:
            answered.then_rejected(codes[0])
        elif answered.refusal is not None:
            assert answered.refusal.code != "not_allowed_now"
        else:
            case = Given(COMPANY, (*case.history, *answered.events))
    stored = json.decode(json.encode(case.history), type=tuple[Event, ...])
    assert stored == case.history
    assert given(COMPANY, *stored).state == case.state
    if case.history:
        assert isinstance(case.state, Registered | Closed)


def test_a_refusal_carries_its_code() -> None:
    with pytest.raises(Rejected, match="company_not_registered"):
        COMPANY.decide(CloseCompany(on=date(2011, 9, 30)), COMPANY.initial, FACTS)
