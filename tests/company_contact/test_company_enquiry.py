"""A company's enquiry: one id whichever way it asks, a unit that answers, one working day."""

from collections.abc import Sequence
from datetime import date
from typing import Any, get_args
from uuid import UUID, uuid4

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec.structs import replace

from services.company_contact.cases import enquiries
from services.company_contact.domain import enquiry_events as told
from services.company_contact.domain import enquiry_orders as orders
from services.company_contact.domain.company_enquiry import COMPANY_ENQUIRY, EnquiryFacts
from services.company_contact.views.enquiry_list import EnquirySearch, EnquiryShown
from shared.actor import Actor
from shared.eventlog.decider import Claim, Rejected, Release
from shared.eventlog.event import Event
from shared.trouble import Denied
from tests.company_contact.conftest import SICKPAY, Counter
from tests.company_contact.test_one_register import REGISTER
from tests.support.scenario import Given, given

COMPANY = UUID(int=100)
DAY, NEXT = date(2011, 6, 1), date(2011, 6, 3)
FACTS = EnquiryFacts(NEXT)
NAME = f"company_enquiry:{COMPANY}:recruitment"

RECEIVE = orders.ReceiveEnquiry(COMPANY, "recruitment", "phone", DAY)
AGAIN = orders.NoteAskedAgain("email", DAY)
ASSIGN = orders.AssignEnquiry("sickpay")
ANSWER = orders.AnswerEnquiry(NEXT, "visit_planned")
CLOSE = orders.CloseEnquiry("settled")
BACK = orders.WithdrawEnquiryStep("said_otherwise")

RECEIVED = told.EnquiryReceived(COMPANY, "recruitment", "phone", DAY)
ASKED_AGAIN = told.EnquiryAskedAgain(COMPANY, "email", DAY)
ASSIGNED = told.EnquiryAssigned(COMPANY, "sickpay")
ANSWERED = told.EnquiryAnswered(COMPANY, "sickpay", NEXT, "visit_planned")
CLOSED = told.EnquiryClosed(COMPANY, "settled")


def stepped_back(
    step: told.EnquiryStep, stage: told.EnquiryStage, unit: str | None
) -> told.EnquiryStepWithdrawn:
    return told.EnquiryStepWithdrawn(COMPANY, step, stage, unit, "said_otherwise")


NOTHING = given(COMPANY_ENQUIRY)
CAME = given(COMPANY_ENQUIRY, RECEIVED)
WITH_A_UNIT = given(COMPANY_ENQUIRY, RECEIVED, ASSIGNED)
DONE = given(COMPANY_ENQUIRY, RECEIVED, ASSIGNED, ANSWERED)
OVER = given(COMPANY_ENQUIRY, RECEIVED, ASSIGNED, ANSWERED, CLOSED)

# Each order: where it happens, with what; where it is refused; given twice; after another came.
TABLE: Sequence[tuple[Any, Given, Event, tuple[Given, str], str | None, tuple[Given, str]]] = (
    (RECEIVE, NOTHING, RECEIVED, (CAME, "enquiry_already_received"),
     "enquiry_already_received", (OVER, "enquiry_already_received")),
    (AGAIN, CAME, ASKED_AGAIN, (NOTHING, "enquiry_not_received"),
     None, (OVER, "enquiry_closed")),
    (ASSIGN, CAME, ASSIGNED, (NOTHING, "enquiry_not_received"),
     "enquiry_already_assigned", (DONE, "enquiry_already_answered")),
    (ANSWER, WITH_A_UNIT, ANSWERED, (CAME, "enquiry_not_assigned"),
     "enquiry_already_answered", (OVER, "enquiry_closed")),
    (CLOSE, DONE, CLOSED, (WITH_A_UNIT, "enquiry_not_answered"),
     "enquiry_closed", (NOTHING, "enquiry_not_received")),
    (BACK, WITH_A_UNIT, stepped_back("assigned", "received", None), (CAME, "no_enquiry_step"),
     "no_enquiry_step", (NOTHING, "enquiry_not_received")),
)  # fmt: skip


def test_every_order_stands_in_the_table() -> None:
    assert {type(row[0]) for row in TABLE} == set(get_args(orders.EnquiryOrder))


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
    again: str | None,
    collides: tuple[Given, str],
) -> None:
    start.when(order, FACTS).then(fact)
    refused[0].when(order, FACTS).then_rejected(refused[1])
    repeated = start.and_then(order, FACTS)
    if again is None:
        assert repeated.and_then(order, FACTS).state == repeated.state
    else:
        repeated.when(order, FACTS).then_rejected(again)
    collides[0].when(order, FACTS).then_rejected(collides[1])


@pytest.mark.parametrize("case", [NOTHING, CAME, WITH_A_UNIT, DONE, OVER])
@pytest.mark.parametrize("order", [row[0] for row in TABLE], ids=lambda each: type(each).__name__)
def test_what_blocks_lists_is_what_is_refused(order: Any, case: Given) -> None:
    blocked = case.blocks(type(order), FACTS)
    refusal = case.when(order, FACTS).refusal
    if blocked:
        assert refusal is not None
        assert refusal.code == blocked[0]
    else:
        assert refusal is None or refusal.code in {
            "enquiry_not_answered",
            "enquiry_already_assigned",
        }


@pytest.mark.parametrize(
    ("start", "order", "code"),
    [
        (NOTHING, replace(RECEIVE, on=date(2011, 6, 4)), "date_in_future"),
        (CAME, replace(AGAIN, on=date(2011, 6, 4)), "date_in_future"),
        (CAME, replace(AGAIN, on=date(2011, 5, 31)), "before_the_company_asked"),
        (WITH_A_UNIT, replace(ANSWER, on=date(2011, 6, 4)), "date_in_future"),
        (WITH_A_UNIT, replace(ANSWER, on=date(2011, 5, 31)), "before_the_company_asked"),
    ],
)
def test_days_that_do_not_fit_are_refused(start: Given, order: Any, code: str) -> None:
    start.when(order, FACTS).then_rejected(code)


def test_a_company_nobody_knows_is_entered_first_and_one_that_closed_may_ask() -> None:
    unknown, closed = EnquiryFacts(NEXT, "unknown"), EnquiryFacts(NEXT, "closed")
    NOTHING.when(RECEIVE, unknown).then_rejected("company_not_registered")
    NOTHING.when(RECEIVE, closed).then(RECEIVED)


def test_an_enquiry_that_came_to_nothing_is_closed_unanswered() -> None:
    gave_up = orders.CloseEnquiry("company_gave_up")
    for start in (CAME, WITH_A_UNIT):
        start.when(gave_up, FACTS).then(told.EnquiryClosed(COMPANY, "company_gave_up"))


def test_one_enquiry_about_a_thing_is_under_way_at_a_time() -> None:
    claim = Claim(NAME, refusal="enquiry_under_way")
    NOTHING.when(RECEIVE, FACTS).then_claims(claim)
    DONE.when(CLOSE, FACTS).then_claims(Release(NAME))
    OVER.when(BACK, FACTS).then_claims(claim)
    DONE.when(BACK, FACTS).then_claims()


def test_another_unit_may_take_it_over() -> None:
    other = orders.AssignEnquiry("company_service")
    moved = WITH_A_UNIT.and_then(other, FACTS)
    assert moved.state.unit == "company_service"
    moved.when(BACK, FACTS).then(stepped_back("assigned", "assigned", "sickpay"))
    assert moved.and_then(BACK, FACTS).state == WITH_A_UNIT.state


def test_each_step_is_taken_back_to_how_it_stood() -> None:
    OVER.when(BACK, FACTS).then(stepped_back("closed", "answered", "sickpay"))
    assert OVER.and_then(BACK, FACTS).state == DONE.state
    DONE.when(BACK, FACTS).then(stepped_back("answered", "assigned", "sickpay"))
    assert DONE.and_then(BACK, FACTS).state == WITH_A_UNIT.state


def test_how_the_company_asked_is_kept_when_a_step_is_taken_back() -> None:
    asked = WITH_A_UNIT.and_then(AGAIN, FACTS)
    assert asked.state.asked.channels == ("phone", "email")
    assert asked.and_then(BACK, FACTS).state.channels == ("phone", "email")


@for_all(st.lists(st.sampled_from([row[0] for row in TABLE]), max_size=12))
def test_the_name_of_an_enquiry_is_held_while_it_is_not_closed(told_: list[Any]) -> None:
    case, held = NOTHING, 0
    for order in told_:
        answer = case.when(order, FACTS)
        if answer.refusal is not None:
            assert answer.refusal.code != "not_allowed_now"
            continue
        held += sum(isinstance(each, Claim) for each in answer.decisions)
        held -= sum(isinstance(each, Release) for each in answer.decisions)
        case = case.and_then(order, FACTS)
        assert held == (type(case.state).__name__ != "Closed")


def test_the_case_shows_where_it_stands_and_not_how_it_came_there() -> None:
    assert "before" not in enquiries.show(WITH_A_UNIT.state)


RECEPTION = Actor(id="rita", unit="reception", roles=("reception",))
LEGAL = Actor(id="lea", unit="legal", roles=("legal",))


def shown(counter: Counter, **asked: Any) -> list[EnquiryShown]:
    page = counter.ask("enquiry_list", EnquirySearch(**asked), by=LEGAL)
    return page.enquiries  # type: ignore[no-any-return]  # a page of the list


def deadlines(counter: Counter, case: str) -> list[str]:
    told_ = (each.tag for each in counter.told("company_enquiry", case))
    return [tag.partition(".")[2] for tag in told_ if tag.startswith("deadline.")]


@pytest.mark.postgres
def test_a_company_that_asks_twice_has_one_enquiry(counter: Counter) -> None:
    company = UUID(counter.order(REGISTER).case_id)
    ask = replace(RECEIVE, company=company)
    case = counter.order(ask, by=RECEPTION).case_id
    with pytest.raises(Rejected) as refused:
        counter.order(replace(ask, channel="email"), by=SICKPAY)
    assert refused.value.code == "enquiry_under_way"
    counter.order(AGAIN, case, by=SICKPAY)
    assert [row.channels for row in shown(counter, company=company)] == [("phone", "email")]
    counter.order(replace(ask, topic="upskilling"), by=RECEPTION)
    assert len(shown(counter)) == 2


@pytest.mark.postgres
def test_the_days_to_answer_run_over_the_holiday_and_end_with_the_answer(counter: Counter) -> None:
    """Received on Wednesday 1 June 2011; Thursday is Ascension Day: to be answered on Friday."""
    company = UUID(counter.order(REGISTER).case_id)
    case = counter.order(replace(RECEIVE, company=company), by=RECEPTION).case_id
    (row,) = shown(counter, stage="received")
    assert (row.answer_by, row.late, row.unit) == (NEXT, False, None)
    counter.order(ASSIGN, case, by=RECEPTION)
    counter.order(replace(ANSWER, on=DAY), case, by=SICKPAY)
    assert deadlines(counter, case) == ["set", "met"]
    (row,) = shown(counter, unit="sickpay", topic="recruitment")
    assert (row.answer_by, row.answer, row.answered_on) == (None, "visit_planned", DAY)
    counter.order(BACK, case, by=SICKPAY)
    assert deadlines(counter, case) == ["set", "met", "recomputed"]
    (row,) = shown(counter, stage="assigned")
    assert (row.answer_by, row.answer, row.answered_on) == (NEXT, None, None)


@pytest.mark.postgres
def test_an_enquiry_closed_by_mistake_is_owed_an_answer_again(counter: Counter) -> None:
    company = UUID(counter.order(REGISTER).case_id)
    case = counter.order(replace(RECEIVE, company=company), by=RECEPTION).case_id
    counter.order(orders.CloseEnquiry("entered_wrong"), case, by=RECEPTION)
    (row,) = shown(counter)
    assert (row.stage, row.closed_because, row.answer_by) == ("closed", "entered_wrong", None)
    counter.order(BACK, case, by=RECEPTION)
    (row,) = shown(counter)
    assert (row.stage, row.closed_because, row.answer_by) == ("received", None, NEXT)


@pytest.mark.postgres
def test_pages_of_enquiries_and_who_may_take_one_in(counter: Counter) -> None:
    company = UUID(counter.order(REGISTER).case_id)
    cases = [
        counter.order(orders.ReceiveEnquiry(company, topic, "web", DAY)).case_id
        for topic in ("recruitment", "retention", "other")
    ]
    first = counter.ask("enquiry_list", EnquirySearch(limit=2))
    rest = counter.ask("enquiry_list", EnquirySearch(limit=2, after=first.next))
    assert [str(row.enquiry) for page in (first, rest) for row in page.enquiries] == cases
    assert rest.next is None
    with pytest.raises(Denied):
        counter.order(replace(RECEIVE, company=company), by=LEGAL)
    with pytest.raises(Rejected) as unknown:
        counter.order(replace(RECEIVE, company=uuid4()))
    assert unknown.value.code == "company_not_registered"
