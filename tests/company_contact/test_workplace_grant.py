"""A grant at a workplace: asked for by sick pay, answered here, nothing of the citizen known."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, get_args
from uuid import UUID

import pytest
from msgspec.structs import replace

from services.company_contact import messages
from services.company_contact.cases import workplace_grants
from services.company_contact.domain import workplace_grant as grants
from services.company_contact.domain.contact_orders import CancelAskedContact
from services.company_contact.domain.workplace_grant import WORKPLACE_GRANT, GrantFacts
from services.company_contact.views.grant_list import GRANT_LIST, GrantRow
from shared.actor import Actor
from shared.eventlog.envelope import Meta, Recorded
from shared.eventlog.event import Event, tag_of
from tests.support.scenario import Given, given

COMPANY, GRANT, CITIZEN, CASE = (UUID(int=n) for n in (100, 7, 50, 51))
TODAY = date(2011, 10, 10)
FROM, TO = date(2011, 10, 17), date(2013, 10, 16)
FACTS = GrantFacts(TODAY)
CLOSED = GrantFacts(TODAY, "closed")
DESK = grants.Bought(450_000, "loan", not_usual_there=True, beyond_employers_duty=True)

REQUEST = grants.RequestGrant(GRANT, CASE, COMPANY, "sickpay", FROM)
GIVE = grants.GiveGrant(TODAY, FROM, TO)
REFUSE = grants.RefuseGrant(TODAY, "employer_declines")
WRONG = grants.WithdrawAnswer("employer_said_otherwise")
STOP = grants.StopGrant(date(2012, 3, 31), "employment_over")
OFF = grants.CallGrantOff()

REQUESTED = grants.WorkplaceGrantRequested(COMPANY, GRANT, CASE, "sickpay", FROM)
GIVEN = grants.WorkplaceGrantGiven(COMPANY, GRANT, CASE, TODAY, FROM, TO)
REFUSED = grants.WorkplaceGrantDeclined(COMPANY, GRANT, CASE, TODAY, "employer_declines")
WITHDRAWN = grants.WorkplaceGrantAnswerWithdrawn(COMPANY, GRANT, CASE, "employer_said_otherwise")
STOPPED = grants.WorkplaceGrantStopped(
    COMPANY, GRANT, CASE, FROM, date(2012, 3, 31), "employment_over"
)
CALLED_OFF = grants.WorkplaceGrantCalledOff(COMPANY, GRANT)

NOBODY = given(WORKPLACE_GRANT)
ASKED = given(WORKPLACE_GRANT, REQUESTED)
GRANTED = given(WORKPLACE_GRANT, REQUESTED, GIVEN)
GONE = given(WORKPLACE_GRANT, REQUESTED, CALLED_OFF)

# Each order: where it happens, with what; where it is refused; given twice; after another came.
TABLE: Sequence[tuple[Any, Given, Event, tuple[Given, str], str, tuple[Given, str]]] = (
    (
        REQUEST,
        NOBODY,
        REQUESTED,
        (ASKED, "grant_already_asked_for"),
        "grant_already_asked_for",
        (GONE, "grant_already_asked_for"),
    ),
    (
        GIVE,
        ASKED,
        GIVEN,
        (NOBODY, "grant_not_asked_for"),
        "grant_already_answered",
        (given(WORKPLACE_GRANT, REQUESTED, REFUSED), "grant_already_answered"),
    ),
    (
        REFUSE,
        ASKED,
        REFUSED,
        (NOBODY, "grant_not_asked_for"),
        "grant_already_answered",
        (GRANTED, "grant_already_answered"),
    ),
    (WRONG, GRANTED, WITHDRAWN, (ASKED, "grant_not_answered"), "grant_not_answered",
     (GONE, "grant_called_off")),
    (STOP, GRANTED, STOPPED, (ASKED, "grant_not_given"), "grant_already_stopped",
     (GONE, "grant_called_off")),
    (OFF, ASKED, CALLED_OFF, (NOBODY, "grant_not_asked_for"), "grant_called_off",
     (GONE, "grant_called_off")),
)  # fmt: skip
ROWS = pytest.mark.parametrize(
    ("order", "start", "fact", "refused", "again", "collides"),
    TABLE,
    ids=lambda each: type(each).__name__,
)


def test_every_order_stands_in_the_table() -> None:
    assert {type(row[0]) for row in TABLE} == set(get_args(grants.Command))


@ROWS
def test_each_order_happens_is_refused_is_repeated_and_collides(  # noqa: PLR0917 - a row
    order: Any,
    start: Given,
    fact: Event,
    refused: tuple[Given, str],
    again: str,
    collides: tuple[Given, str],
) -> None:
    start.when(order, FACTS).then(fact)
    refused[0].when(order, FACTS).then_rejected(refused[1])
    start.and_then(order, FACTS).when(order, FACTS).then_rejected(again)
    collides[0].when(order, FACTS).then_rejected(collides[1])


@ROWS
def test_what_blocks_lists_is_what_is_refused(  # noqa: PLR0917 - a row
    order: Any, start: Given, fact: Event, refused: Any, again: str, collides: Any
) -> None:
    del start, fact, refused, again, collides
    refused_one = given(WORKPLACE_GRANT, REQUESTED, REFUSED)
    stopped = given(WORKPLACE_GRANT, REQUESTED, GIVEN, STOPPED)
    for case in (NOBODY, ASKED, GRANTED, refused_one, stopped, GONE):
        blocked = case.blocks(type(order), FACTS)
        refusal = case.when(order, FACTS).refusal
        assert (refusal is not None) == bool(blocked)
        assert refusal is None or refusal.code == blocked[0]


@pytest.mark.parametrize(
    ("stage", "reason"), [("unknown", "company_unknown"), ("closed", "company_closed")]
)
def test_sick_pay_hears_at_once_of_a_company_that_is_not_there(stage: Any, reason: Any) -> None:
    no = grants.WorkplaceGrantDeclined(COMPANY, GRANT, CASE, TODAY, reason)
    NOBODY.when(REQUEST, GrantFacts(TODAY, stage)).then(REQUESTED, no)


def test_what_is_bought_must_be_unusual_there_and_beyond_what_an_employer_bears() -> None:
    bought = replace(GIVE, bought=DESK)
    fact = grants.WorkplaceGrantGiven(COMPANY, GRANT, CASE, TODAY, FROM, TO, 450_000, "loan")
    ASKED.when(bought, FACTS).then(fact)
    for usual in (replace(DESK, not_usual_there=False), replace(DESK, beyond_employers_duty=False)):
        order = replace(GIVE, bought=usual)
        ASKED.when(order, FACTS).then_rejected("employer_pays_itself")


@pytest.mark.parametrize(
    ("start", "order", "facts", "code"),
    [
        (ASKED, replace(GIVE, on=date(2011, 10, 11)), FACTS, "date_in_future"),
        (ASKED, replace(REFUSE, on=date(2011, 10, 11)), FACTS, "date_in_future"),
        (ASKED, replace(GIVE, to=date(2011, 10, 16)), FACTS, "period_reversed"),
        (ASKED, GIVE, CLOSED, "company_closed"),
        (GRANTED, replace(STOP, on=date(2011, 10, 16)), FACTS, "stopped_before_it_began"),
        (GRANTED, replace(STOP, on=TO), FACTS, "stopped_after_its_end"),
    ],
)
def test_days_and_companies_that_do_not_fit_are_refused(
    start: Given, order: Any, facts: GrantFacts, code: str
) -> None:
    start.when(order, facts).then_rejected(code)


def test_an_answer_taken_back_waits_for_the_right_one() -> None:
    again = GRANTED.and_then(WRONG, FACTS)
    again.when(REFUSE, FACTS).then(REFUSED)


def test_a_grant_without_an_end_may_be_stopped_on_any_day_after_it_began() -> None:
    endless = given(WORKPLACE_GRANT, REQUESTED, replace(GIVEN, to=None))
    endless.when(STOP, FACTS).then(STOPPED)


@pytest.mark.parametrize("start", [ASKED, GRANTED, given(WORKPLACE_GRANT, REQUESTED, REFUSED)])
def test_what_sick_pay_asks_for_no_more_is_called_off_answered_or_not(start: Given) -> None:
    start.when(OFF, FACTS).then(CALLED_OFF)


def recorded(event: Event, stream: str) -> Recorded[Any]:
    now = datetime(2011, 10, 3, 10, tzinfo=UTC)
    meta = Meta(UUID(int=3), now, now.date(), Actor(id="sif"), "test", subjects=(CITIZEN,))
    source = tag_of(event).partition(".")[0]
    return Recorded(source, 1, 1, 0, stream, 1, tag_of(event), now, event, meta)


def heard(event: Event) -> Recorded[Any]:
    return recorded(event, f"sick_pay_case-{CASE}")


def test_what_sick_pay_asks_is_a_request_under_the_id_it_knows() -> None:
    asked = messages.WorkplaceGrantAskedFor(GRANT, COMPANY, FROM)
    (do,) = workplace_grants.ask(heard(asked), None)
    assert (do.decider, do.case_id, do.command) == (WORKPLACE_GRANT, GRANT, REQUEST)


def test_a_step_withdrawn_calls_off_the_grant_or_the_talk_it_was() -> None:
    gone = heard(messages.PlanStepWithdrawn(GRANT, COMPANY))
    (grant,) = workplace_grants.call_it_off(gone, is_grant=True)
    assert (grant.case_id, grant.command) == (GRANT, OFF)
    (talk,) = workplace_grants.call_it_off(gone, is_grant=False)
    assert (talk.case_id, talk.command) == (COMPANY, CancelAskedContact(GRANT))
    offer = heard(messages.PlanStepWithdrawn(GRANT, None))
    assert list(workplace_grants.call_it_off(offer, is_grant=False)) == []


@pytest.mark.parametrize("kind", get_args(messages.Message))
def test_no_message_has_a_field_for_the_citizen_or_the_illness(kind: Any) -> None:
    assert {"citizen", "ground", "about", "reason"}.isdisjoint(kind.__struct_fields__)


@pytest.mark.parametrize("kind", get_args(grants.GrantEvent))
def test_no_fact_of_a_grant_has_a_field_for_them_either(kind: Any) -> None:
    assert {"citizen", "ground", "about"}.isdisjoint(kind.__struct_fields__)


def row(*events: Event) -> GrantRow:
    now: GrantRow | None = None
    for event in events:
        fact = recorded(event, f"workplace_grant-{GRANT}")
        assert list(GRANT_LIST.touches(fact)) == [(GRANT,)]
        now = GRANT_LIST.project((GRANT,), now, fact)
    assert now is not None
    return now


def test_the_list_follows_the_grant() -> None:
    asked = row(REQUESTED)
    assert (asked.stage, asked.wanted_from, asked.answered_on) == ("asked", FROM, None)
    paid = replace(GIVEN, amount=450_000, given_as="loan")
    shown = row(REQUESTED, paid)
    assert (shown.stage, shown.to, shown.amount, shown.given_as) == ("given", TO, 450_000, "loan")
    assert row(REQUESTED, paid, WITHDRAWN) == asked
    assert (row(REQUESTED, REFUSED).stage, row(REQUESTED, REFUSED).reason) == (
        "refused", "employer_declines"
    )  # fmt: skip
    assert row(REQUESTED, GIVEN, STOPPED).to == date(2012, 3, 31)
    assert row(REQUESTED, CALLED_OFF).stage == "called_off"
    other = recorded(REQUESTED, f"contact_log-{COMPANY}")
    assert list(GRANT_LIST.touches(other)) == []
