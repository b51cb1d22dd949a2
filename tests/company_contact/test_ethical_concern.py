"""A concern about a company: raised by one, approved by another, reviewed (C-06)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, get_args
from uuid import UUID, uuid4

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec.structs import replace

from services.company_contact.domain import agreement_orders
from services.company_contact.domain import ethical_concern as c
from services.company_contact.domain.ethical_concern import ETHICAL_CONCERN, ConcernFacts
from services.company_contact.views.concern_list import ConcernRow, ConcernSearch
from shared.actor import Actor
from shared.eventlog.decider import Rejected
from shared.eventlog.event import Event
from shared.trouble import Denied
from tests.company_contact.agreement import MIA as SIGNER
from tests.company_contact.agreement import SIGN as SIGN_DRAFT
from tests.company_contact.agreement import WRITTEN
from tests.company_contact.conftest import KVS, SICKPAY, Counter
from tests.company_contact.test_agreements_at_work import MIA, SIGN, drafted, signed
from tests.company_contact.test_one_register import REGISTER
from tests.support.scenario import Given, given

COMPANY = UUID(int=100)
DAY, NEXT = date(2011, 6, 1), date(2011, 6, 8)
KIM, OTHER = ConcernFacts(NEXT, "kim"), ConcernFacts(NEXT, "mia")

RAISE = c.RaiseConcern(COMPANY, "misuse_of_support", DAY)
APPROVE = c.ApproveDespiteConcern(NEXT)
RESOLVE = c.ResolveConcern(NEXT, "put_right")
BACK = c.WithdrawConcernStep("new_facts")

RAISED = c.EthicalConcernRaised(COMPANY, "misuse_of_support", DAY, "kim")
APPROVED = c.PlacementsApproved(COMPANY, NEXT, "mia")
RESOLVED = c.EthicalConcernResolved(COMPANY, NEXT, "put_right")


def stepped_back(step: c.ConcernStep, *, approved: bool) -> c.ConcernStepWithdrawn:
    return c.ConcernStepWithdrawn(COMPANY, step, approved, "new_facts")


NOTHING = given(ETHICAL_CONCERN)
OPEN = given(ETHICAL_CONCERN, RAISED)
ALLOWED = given(ETHICAL_CONCERN, RAISED, APPROVED)
OVER = given(ETHICAL_CONCERN, RAISED, RESOLVED)

# Each order: where it happens, with what; where it is refused; given twice; after another came.
TABLE: Sequence[tuple[Any, Given, Event, tuple[Given, str], str, tuple[Given, str]]] = (
    (RAISE, NOTHING, replace(RAISED, raised_by="mia"), (OPEN, "concern_already_raised"),
     "concern_already_raised", (OVER, "concern_already_raised")),
    (APPROVE, OPEN, APPROVED, (NOTHING, "concern_not_raised"),
     "placements_already_approved", (OVER, "concern_resolved")),
    (RESOLVE, OPEN, RESOLVED, (NOTHING, "concern_not_raised"),
     "concern_resolved", (OVER, "concern_resolved")),
    (BACK, OVER, stepped_back("resolved", approved=False), (OPEN, "no_concern_step"),
     "no_concern_step", (NOTHING, "concern_not_raised")),
)  # fmt: skip


def test_every_order_stands_in_the_table() -> None:
    assert {type(row[0]) for row in TABLE} == set(get_args(c.ConcernOrder))


@pytest.mark.parametrize(
    ("order", "start", "fact", "refused", "again", "collides"),
    TABLE,
    ids=lambda each: type(each).__name__,
)
def test_each_order_happens_is_refused_is_repeated_and_collides(  # noqa: PLR0917 - a row
    order: Any,
    start: Given,
    fact: Event,
    refused: tuple[Given, str],
    again: str,
    collides: tuple[Given, str],
) -> None:
    start.when(order, OTHER).then(fact)
    refused[0].when(order, OTHER).then_rejected(refused[1])
    start.and_then(order, OTHER).when(order, OTHER).then_rejected(again)
    collides[0].when(order, OTHER).then_rejected(collides[1])


@pytest.mark.parametrize("case", [NOTHING, OPEN, ALLOWED, OVER])
@pytest.mark.parametrize("order", [row[0] for row in TABLE], ids=lambda each: type(each).__name__)
def test_what_blocks_lists_is_what_is_refused(order: Any, case: Given) -> None:
    blocked = case.blocks(type(order), OTHER)
    refusal = case.when(order, OTHER).refusal
    assert (refusal.code if refusal else None) == (blocked[0] if blocked else None)


def test_whoever_raised_a_concern_does_not_approve_placements() -> None:
    OPEN.when(APPROVE, KIM).then_rejected("concern_four_eyes")


def test_each_step_is_taken_back_to_how_it_stood() -> None:
    ALLOWED.when(BACK, OTHER).then(stepped_back("approved", approved=False))
    assert ALLOWED.and_then(BACK, OTHER).state == OPEN.state
    resolved = ALLOWED.and_then(RESOLVE, OTHER)
    resolved.when(BACK, OTHER).then(stepped_back("resolved", approved=True))
    assert resolved.and_then(BACK, OTHER).state == ALLOWED.state


@pytest.mark.parametrize(
    ("start", "order", "code"),
    [
        (NOTHING, replace(RAISE, on=date(2011, 6, 9)), "date_in_future"),
        (OPEN, replace(APPROVE, on=date(2011, 6, 9)), "date_in_future"),
        (OPEN, replace(APPROVE, on=date(2011, 5, 31)), "before_the_concern"),
        (OPEN, replace(RESOLVE, on=date(2011, 6, 9)), "date_in_future"),
        (OPEN, replace(RESOLVE, on=date(2011, 5, 31)), "before_the_concern"),
    ],
)
def test_days_that_do_not_fit_are_refused(start: Given, order: Any, code: str) -> None:
    start.when(order, OTHER).then_rejected(code)


def test_a_concern_is_about_a_company_of_the_register() -> None:
    NOTHING.when(RAISE, replace(KIM, company_stage="unknown")).then_rejected(
        "company_not_registered"
    )
    assert NOTHING.when(RAISE, replace(KIM, company_stage="closed")).refusal is None


@for_all(st.lists(st.sampled_from([row[0] for row in TABLE]), max_size=10))
def test_no_history_ends_in_not_allowed_now(told_: list[Any]) -> None:
    case = NOTHING
    for order in told_:
        answer = case.when(order, OTHER)
        assert answer.refusal is None or answer.refusal.code != "not_allowed_now"
        case = case if answer.refusal else case.and_then(order, OTHER)


def test_c06_no_agreement_is_signed_while_a_concern_is_open() -> None:
    WRITTEN.when(SIGN_DRAFT, replace(SIGNER, concern=True)).then_rejected("ethical_concern_open")


PIA = Actor(id="pia", unit="jobcenter", roles=("manager", "kvs_consultant"))


def shown(counter: Counter, **asked: Any) -> list[ConcernRow]:
    page = counter.ask("concern_list", ConcernSearch(**asked), by=SICKPAY)
    return page.concerns  # type: ignore[no-any-return]  # a page of the list


@pytest.mark.postgres
def test_c06_an_open_concern_waits_for_an_approval_or_the_review(counter: Counter) -> None:
    company = counter.order(REGISTER).case_id
    case = drafted(counter, company)
    concern = counter.order(replace(RAISE, company=UUID(company)), by=PIA).case_id
    assert [row.kind for row in shown(counter, company=UUID(company))] == ["misuse_of_support"]
    with pytest.raises(Rejected) as refused:
        counter.order(SIGN, case, by=MIA)
    assert refused.value.code == "ethical_concern_open"
    with pytest.raises(Denied):
        counter.order(replace(APPROVE, on=DAY), concern, by=KVS)
    with pytest.raises(Rejected) as alone:
        counter.order(replace(APPROVE, on=DAY), concern, by=PIA)
    assert alone.value.code == "concern_four_eyes"
    counter.order(replace(APPROVE, on=DAY), concern, by=MIA)
    assert [row.approved for row in shown(counter, stage="raised")] == [True]
    counter.order(SIGN, case, by=MIA)


@pytest.mark.postgres
def test_c06_a_concern_about_another_company_or_a_resolved_one_stops_nothing(
    counter: Counter,
) -> None:
    company = counter.order(REGISTER).case_id
    other = counter.order(replace(REGISTER, unit_reg_no="1000000002")).case_id
    counter.order(replace(RAISE, company=UUID(other)), by=SICKPAY)
    concern = counter.order(replace(RAISE, company=UUID(company)), by=SICKPAY).case_id
    counter.order(replace(RESOLVE, on=DAY), concern)
    assert len(shown(counter, stage="resolved")) == 1
    signed(counter, company)
    counter.order(BACK, concern, by=MIA)
    (back,) = [e for e in counter.told("ethical_concern", concern) if "withdrawn" in e.tag]
    assert back.meta.how == "withdrawn"
    shown(counter)
    second = drafted(counter, company)
    with pytest.raises(Rejected) as refused:
        counter.order(SIGN, second, by=MIA)
    assert refused.value.code == "ethical_concern_open"
    counter.order(agreement_orders.DropAgreementDraft("not_needed"), second)


@pytest.mark.postgres
def test_pages_of_concerns_follow_each_other(counter: Counter) -> None:
    company = UUID(counter.order(REGISTER).case_id)
    cases = [counter.order(replace(RAISE, company=company)).case_id for _ in range(3)]
    first = counter.ask("concern_list", ConcernSearch(limit=2))
    rest = counter.ask("concern_list", ConcernSearch(limit=2, after=first.next))
    assert [str(row.concern) for page in (first, rest) for row in page.concerns] == cases
    assert rest.next is None
    with pytest.raises(Rejected) as unknown:
        counter.order(replace(RAISE, company=uuid4()))
    assert unknown.value.code == "company_not_registered"
