"""An agreement that ends, or was never given, leaves refunds without a basis: they are flagged."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from services.sickpay.cases import grants as policies
from services.sickpay.domain import grant_events as told
from services.sickpay.domain import grant_orders as grant
from services.sickpay.domain import refund_orders as refund
from services.sickpay.domain.agreed_refunds import without_basis
from services.sickpay.domain.ending_orders import ReviewDecision
from services.sickpay.domain.facts import Agreement, SickPayFacts
from services.sickpay.domain.plan_step_history import PlanStep
from services.sickpay.domain.refund_events import RefundPaid
from services.sickpay.domain.sick_pay_orders import ReportRecovery
from shared.actor import Actor
from shared.eventlog.envelope import Meta, Recorded
from shared.eventlog.event import tag_of
from tests.sickpay.course_story import ASK, FETCH, FIRST, GONE, NEW, TODAY, begun
from tests.sickpay.house import BOOK, CITIZEN
from tests.support.scenario import Given

FIRST_DAY = FIRST[2010]
HELD = Agreement(date(2009, 6, 1), date(2011, 5, 31))
STOPPED = Agreement(date(2009, 6, 1), date(2009, 12, 31))
AGREED = refund.RequestRefund(
    ASK, FIRST_DAY, date(2010, 1, 31), 100, date(2010, 2, 1), section_56=True
)
ORDINARY = replace(AGREED, from_=date(2010, 2, 1), to=date(2010, 2, 28), on=date(2010, 3, 1))
FLAG = grant.FlagAgreedRefunds()
NAME = f"refund:{ASK}"


def facts(*agreements: Agreement) -> SickPayFacts:
    return SickPayFacts(TODAY[2010], BOOK, new_id=NEW, agreements=agreements)


def refunded(order: refund.RequestRefund = AGREED) -> Given:
    return begun(2010).and_then(order, facts(HELD))


@pytest.mark.parametrize(
    "more",
    [(), (FETCH,), (FETCH, refund.PayRefund(ASK, 2, date(2010, 3, 5)))],
    ids=["requested", "fetched", "paid"],
)
def test_spa_56_a_refund_without_its_agreement_is_flagged_however_far_it_has_come(
    more: tuple[Any, ...],
) -> None:
    case = refunded()
    for order in more:
        case = case.and_then(order, facts(HELD))
    (flagged,) = case.when(FLAG, facts(STOPPED)).events
    assert (flagged.decision, flagged.because) == (NAME, "refund_basis_changed")  # type: ignore[attr-defined]  # a flag
    again = case.and_then(FLAG, facts(STOPPED))
    again.when(FLAG, facts(STOPPED)).then_rejected("nothing_to_flag")


def test_what_is_flagged_is_reviewed_before_it_is_paid() -> None:
    flagged = refunded().and_then(FETCH, facts(HELD)).and_then(FLAG, facts(STOPPED))
    pay = refund.PayRefund(ASK, 2, date(2010, 3, 5))
    flagged.when(pay, facts(STOPPED)).then_rejected("refund_to_review")
    looked = flagged.and_then(ReviewDecision(NAME, stands=True, reason="x"), facts(STOPPED))
    (paid,) = looked.when(pay, facts(STOPPED)).events
    assert isinstance(paid, RefundPaid)


def test_an_agreement_that_still_holds_on_the_first_day_of_absence_carries_it() -> None:
    stopped_later = Agreement(HELD.from_, FIRST_DAY)
    refunded().when(FLAG, facts(stopped_later)).then_rejected("nothing_to_flag")
    refunded().when(FLAG, facts(STOPPED, HELD)).then_rejected("nothing_to_flag")


def test_a_refund_after_the_employer_period_needs_no_agreement() -> None:
    refunded(ORDINARY).when(FLAG, facts()).then_rejected("nothing_to_flag")


def test_a_refund_that_was_annulled_is_none_any_more() -> None:
    annulled = refunded().and_then(FETCH, facts(HELD))
    annulled = annulled.and_then(refund.AnnulRefund(ASK, 2, "Wrong employee"), facts(HELD))
    annulled.when(FLAG, facts(STOPPED)).then_rejected("nothing_to_flag")


def test_it_is_flagged_after_the_recovery_too() -> None:
    well = refunded().and_then(ReportRecovery(date(2010, 6, 1)), facts(HELD))
    assert well.when(FLAG, facts()).events


def test_the_flag_says_nothing_of_an_illness() -> None:
    (flagged,) = refunded().when(FLAG, facts()).events
    said = repr(flagged)
    assert "56" not in said.replace(str(CITIZEN), "").replace(NAME, "")
    assert "agree" not in said


HERE, OTHER, ALONE = (str(UUID(int=number)) for number in (101, 102, 103))


def asked(**states: Any) -> Any:
    """Return a desk at which these cases lie; the list shows them all as of one employment."""
    cases = {"here": HERE, "other": OTHER, "alone": ALONE}
    lying = {cases[name]: state for name, state in states.items()}
    rows = [SimpleNamespace(sick_pay_case=UUID(case)) for case in lying]
    return SimpleNamespace(
        rules=BOOK,
        rows_of=lambda *_: rows,
        load=lambda _decider, case: SimpleNamespace(state=lying[str(case)]),
    )


def message(event: Any) -> Recorded[Any]:
    now = datetime(2011, 1, 20, tzinfo=UTC)
    meta = Meta(uuid4(), now, date(2011, 1, 20), Actor(id="karl"), "test")
    return Recorded("sickpay", 1, 1, 0, f"sick_pay_case-{HERE}", 1, tag_of(event), now, event, meta)


def agreed(to: date | None) -> Any:
    """Return a case of which only the plan matters: it brought an agreement with these days."""
    state = begun(2010).state
    step = PlanStep(NEW, "workplace_grant", HELD.from_, to, "granted", ground="section_56_chronic")
    return replace(state, course=replace(state.course, steps=(step,)))


def changed(desk: Any) -> list[tuple[str, Any]]:
    noted = message(told.WorkplaceGrantNoted(CITIZEN, NEW, HELD.from_, STOPPED.to))
    found = policies.find_without_basis(desk, noted)
    return [(str(do.case_id), do.command) for do in policies.flag_refunds(noted, found)]


def test_every_case_with_the_employer_is_looked_at_when_the_agreement_changes() -> None:
    carried, ordinary = refunded().state, refunded(ORDINARY).state
    stopped = asked(here=agreed(STOPPED.to), other=carried, alone=ordinary)
    assert changed(stopped) == [(OTHER, FLAG)]
    holds = asked(here=agreed(HELD.to), other=carried, alone=ordinary)
    assert changed(holds) == []


def test_a_case_that_was_a_mistake_has_nothing_to_look_at() -> None:
    assert changed(asked(here=begun(2010, GONE[0]).state)) == []


def test_what_is_without_basis_is_named_once() -> None:
    state: Any = refunded().and_then(FLAG, facts()).state
    assert without_basis(state, (), BOOK) == ()
