"""Scenario H 8 on a real database: an order, four centres, five candidates, three hires."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from services.offers import company_messages, messages
from services.offers.cases.mediation_policies import when_candidate_noted, when_order_over
from services.offers.domain.candidacy import (
    CandidateProposed,
    CloseByOrder,
    ProposeCandidate,
    RejectCandidate,
    WithdrawCandidacy,
    WithdrawCandidacyStep,
)
from services.offers.domain.job_order_events import CandidateNoted, OrderClosureBroadcast
from services.offers.domain.job_order_orders import (
    AnswerJobOrder,
    ConfirmJobOrderOpen,
    CorrectJobOrder,
    FillPosition,
    NoteToldAgain,
    PublishJobOrder,
    ReceiveJobOrder,
    ReopenJobOrder,
    ValidateJobOrder,
    WithdrawFill,
    WithdrawJobOrder,
)
from services.offers.wiring import SERVICE
from shared.actor import Actor
from shared.eventlog.decider import Rejected
from shared.trouble import Denied
from tests.offers.placements import ANNA
from tests.support.database import make_service
from tests.visitation.house import OneService, recorded

pytestmark = pytest.mark.postgres

KAJ = Actor(id="kaj", unit="kvs", roles=("kvs_consultant",))
LIV = Actor(id="liv", unit="jobcenter", roles=("manager",))
SHOP = UUID(int=31)
RECEIVE = ReceiveJobOrder(
    company=SHOP,
    title="Butiksassistent",
    positions=3,
    apply_by=date(2011, 3, 31),
    competences=("sales",),
    obtained_by="valby",
)
CENTRES = ("valby", "norrebro", "amager", "unge")


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    house = OneService(
        SERVICE, make_service(database_url, "offers"), datetime(2011, 3, 1, 8, tzinfo=UTC)
    )
    told = company_messages.CompanyRegistered("Torvets Kiosk", 12, "Detailhandel")
    house.told(f"company-{SHOP}", told)
    yield house
    house.close()


def opened(service: OneService, order: ReceiveJobOrder = RECEIVE) -> str:
    case = service.order(KAJ, order).case_id
    service.order(KAJ, ValidateJobOrder(("agreed_pay", "staff_heard", "extra_position")), case)
    service.order(KAJ, PublishJobOrder(), case)
    return case


def registered(service: OneService, citizen: UUID | None = None) -> UUID:
    who = citizen or uuid4()
    told = messages.CitizenRegistered(who, "cash_benefit", "tg2_cash_ready", 30, date(2011, 2, 1))
    service.told(f"citizen_case-{uuid4()}", told)
    return who


def propose(service: OneService, case: str, centre: str = "norrebro") -> str:
    """Propose somebody, and let offers hear of it as its own inbox would."""
    order = ProposeCandidate(registered(service), UUID(case), centre)
    candidacy = service.order(ANNA, order).case_id
    heard(service, f"candidacy-{candidacy}")
    return candidacy


def heard(service: OneService, stream: str) -> None:
    """Let the service's last fact of a stream come back to its policies."""
    told = service.facts(stream)[-1]
    service.told(stream, told.event)


def refused(service, actor, command, case_id=None) -> Rejected:
    with pytest.raises(Rejected) as caught:
        service.order(actor, command, case_id)
    return caught.value


def clocks_of(service, case, key):
    return [
        (each.tag.partition(".")[2], getattr(each.event, "timely_until", None))
        for each in service.facts(f"job_order-{case}")
        if each.tag.startswith("deadline.") and each.event.rule_key == key
    ]


def test_h8_every_centre_has_a_clock_of_its_own_and_three_of_four_answer_in_time(service):
    case = opened(service)
    assert clocks_of(service, case, "order.answer") == [("set", date(2011, 3, 3))] * 4
    assert clocks_of(service, case, "order.freshness") == [("set", date(2011, 3, 8))]
    assert clocks_of(service, case, "order.closes") == [("set", date(2011, 3, 31))]
    service.at(2011, 3, 3)
    for centre in ("valby", "norrebro", "unge"):
        service.order(ANNA, AnswerJobOrder(centre, "candidates", 1), case)
    assert len(service.ask("job_orders", ANNA, unanswered_by="amager")) == 1
    assert service.ask("job_orders", ANNA, unanswered_by="valby") == []
    (asked,) = service.ask("job_orders", ANNA)
    assert (asked.answer_by, asked.late) == (date(2011, 3, 3), False)
    service.at(2011, 3, 4)
    assert service.ask("job_orders", ANNA)[0].late
    service.order(ANNA, AnswerJobOrder("amager", "none", reason="nobody_fits"), case)
    (asked,) = service.ask("job_orders", ANNA)
    assert (asked.answer_by, asked.late, asked.unanswered) == (None, False, ())
    shown = service.ask("mediation", LIV, from_day=date(2011, 3, 1), to_day=date(2011, 3, 31))
    assert (shown.asked, shown.answered_in_time, shown.in_time_percent) == (4, 3, "75.0")


def test_h8_the_last_hire_closes_the_order_and_tells_those_who_are_left(service):
    case = opened(service)
    five = [propose(service, case) for _ in range(5)]
    service.clock.move_to(datetime(2011, 3, 4, 13, tzinfo=UTC))
    for candidacy in five[:3]:
        service.order(ANNA, FillPosition(UUID(candidacy)), case)
    for told in service.facts(f"job_order-{case}"):
        if told.tag in {"offers.position_filled", "offers.order_closure_broadcast"}:
            service.told(f"job_order-{case}", told.event)
    rows = service.ask("candidacies", ANNA, job_order=UUID(case))
    assert sorted(each.status for each in rows) == ["closed", "closed", "hired", "hired", "hired"]
    late = ProposeCandidate(registered(service), UUID(case), "valby")
    assert refused(service, ANNA, late).code == "job_order_filled"
    shown = service.ask("mediation", LIV, from_day=date(2011, 3, 1), to_day=date(2011, 3, 31))
    assert (shown.filled, shown.hires, shown.hours_to_fill) == (1, 3, 3 * 24 + 5)
    assert {(each.unit, each.obtained, each.candidates) for each in shown.credits} == {
        ("valby", 3, 0),
        ("norrebro", 0, 3),
    }
    assert service.refusals() == []


def test_c01_the_same_vacancy_told_to_another_centre_stays_one_order(service):
    case = opened(service)
    again = replace(RECEIVE, title="BUTIKSASSISTENT", obtained_by="norrebro")
    refusal = refused(service, KAJ, again)
    assert (refusal.code, refusal.detail) == ("job_order_received_before", {"job_order": case})
    service.order(KAJ, NoteToldAgain("norrebro"), case)
    service.order(KAJ, WithdrawJobOrder("no_longer_needed"), case)
    another = service.order(KAJ, again).case_id
    assert another != case
    assert refused(service, KAJ, ReopenJobOrder(date(2011, 4, 30)), case).code == (
        "job_order_received_before"
    )


def test_a_company_nobody_knows_or_that_closed_asks_for_nobody(service):
    assert refused(service, KAJ, replace(RECEIVE, company=uuid4())).code == "workplace_not_known"
    service.told(f"company-{SHOP}", company_messages.CompanyClosed(date(2011, 3, 1)))
    assert refused(service, KAJ, RECEIVE).code == "workplace_closed"
    service.told(f"company-{SHOP}", company_messages.CompanyReopened(date(2011, 3, 1)))
    assert service.order(KAJ, RECEIVE).version == 1


def test_lab_a_wage_subsidy_needs_more_agreed_and_no_more_people_than_the_ratio_lets_in(service):
    order = replace(RECEIVE, support_form="wage_subsidy")
    case = service.order(KAJ, order).case_id
    some = refused(service, KAJ, ValidateJobOrder(("agreed_pay",)), case)
    assert some.detail == {"missing": ["staff_heard", "extra_position"]}
    whole = ValidateJobOrder(("agreed_pay", "staff_heard", "extra_position"))
    # Twelve ordinary employees let in two supported ones.
    assert refused(service, KAJ, whole, case).detail == {"most": 2}
    service.order(KAJ, CorrectJobOrder(positions=2), case)
    service.order(KAJ, whole, case)
    told = service.facts(f"job_order-{case}")[-1]
    assert [each.partition("@")[0] for each in told.meta.rules] == [
        "order.terms",
        "order.support_ratio",
    ]
    service.order(KAJ, PublishJobOrder(), case)
    (shown,) = service.ask("job_orders", ANNA, support_form="wage_subsidy")
    assert (shown.workplace, shown.receptions) == ("Torvets Kiosk", ()), "ordinary jobs only (C-03)"
    assert service.ask("job_orders", ANNA, shown_at="tingbjerg") == []


def test_c03_an_ordinary_job_is_shown_at_the_receptions_of_the_housing_areas(service):
    opened(service)
    assert len(service.ask("job_orders", ANNA, shown_at="tingbjerg")) == 1


def test_c04_an_order_is_marked_when_nobody_has_asked_for_a_week_and_closed_on_its_last_day(
    service,
):
    case = opened(service)
    service.at(2011, 3, 8)
    assert not service.ask("job_orders", ANNA)[0].stale
    service.at(2011, 3, 9)
    assert service.ask("job_orders", ANNA)[0].stale
    service.order(KAJ, ConfirmJobOrderOpen(), case)
    (shown,) = service.ask("job_orders", ANNA)
    assert (shown.stale, shown.ask_again_by) == (False, date(2011, 3, 16))
    candidacy = propose(service, case)
    service.at(2011, 4, 1)
    missed = messages.DeadlineMissed("order.closes", date(2011, 3, 31))
    service.told(f"job_order-{case}", missed, source="offers")
    told = {each.tag: each for each in service.facts(f"job_order-{case}")}
    expired = told["offers.job_order_expired"]
    assert (expired.event.expired_on, expired.meta.actor.id) == (
        date(2011, 3, 31),
        "policy:offers.when_last_day_passed",
    )
    service.told(f"job_order-{case}", told["offers.order_closure_broadcast"].event)
    assert service.ask("candidacies", ANNA, status="closed")[0].candidacy == UUID(candidacy)
    assert service.ask("job_orders", ANNA, status="expired")[0].job_order == UUID(case)


def test_another_last_day_moves_the_closing(service):
    case = opened(service)
    service.order(KAJ, CorrectJobOrder(apply_by=date(2011, 4, 15)), case)
    assert clocks_of(service, case, "order.closes") == [
        ("set", date(2011, 3, 31)),
        ("withdrawn", None),
        ("set", date(2011, 4, 15)),
    ]
    told = service.facts(f"job_order-{case}")
    corrected = next(each for each in told if each.tag == "offers.job_order_corrected")
    assert (corrected.meta.corrects, corrected.meta.how) == (told[0].meta.event_id, "corrected")


def test_who_is_ill_or_has_no_case_is_proposed_nowhere(service):
    case = opened(service)
    stranger = ProposeCandidate(uuid4(), UUID(case), "valby")
    assert refused(service, ANNA, stranger).code == "citizen_case_not_open"
    citizen = registered(service)
    service.told(f"citizen_case-{uuid4()}", messages.SickReported(citizen, date(2011, 3, 1)))
    ill = ProposeCandidate(citizen, UUID(case), "valby")
    assert refused(service, ANNA, ill).code == "citizen_not_available"
    service.told(f"citizen_case-{uuid4()}", messages.RecoveryNoted(citizen, date(2011, 3, 1)))
    assert service.order(ANNA, ill).version == 1
    assert refused(service, ANNA, ill).code == "candidate_proposed_already"
    with pytest.raises(Denied):
        service.order(KAJ, ProposeCandidate(citizen, UUID(case), "valby"))


def test_a_hire_taken_back_opens_the_order_and_makes_a_candidate_again(service):
    case = opened(service, replace(RECEIVE, positions=1))
    candidacy = propose(service, case)
    service.order(ANNA, FillPosition(UUID(candidacy)), case)
    stream = f"job_order-{case}"
    filled = next(e for e in service.facts(stream) if e.tag == "offers.position_filled")
    service.told(stream, filled.event)
    service.order(ANNA, WithdrawFill(1, "did_not_begin"), case)
    freed = next(e for e in service.facts(stream) if e.tag == "offers.position_fill_withdrawn")
    assert (freed.meta.corrects, freed.meta.how) == (filled.meta.event_id, "withdrawn")
    service.told(stream, freed.event)
    (row,) = service.ask("candidacies", ANNA, job_order=UUID(case))
    assert (row.status, row.hired_on) == ("candidate", None)
    (shown,) = service.ask("job_orders", ANNA, status="open")
    assert (shown.filled, shown.positions) == (0, 1)
    # Hearing of it, the order knows its candidate again, and its next closing reaches them.
    heard(service, f"candidacy-{candidacy}")
    service.order(KAJ, WithdrawJobOrder("no_longer_needed"), case)
    broadcast = service.facts(stream)[-1]
    closing = [e for e in service.facts(stream) if e.tag == "offers.order_closure_broadcast"][-1]
    assert closing.event.candidacies == (UUID(candidacy),)
    assert broadcast.tag.startswith(("offers.", "deadline."))


def test_a_no_taken_back_is_a_candidate_again_for_the_order_too(service):
    case = opened(service)
    candidacy = propose(service, case)
    stream = f"candidacy-{candidacy}"
    service.order(ANNA, RejectCandidate("other_chosen"), candidacy)
    heard(service, stream)
    service.order(ANNA, WithdrawCandidacyStep(), candidacy)
    rejected, back = service.facts(stream)[-2:]
    assert (back.meta.corrects, back.meta.how) == (rejected.meta.event_id, "withdrawn")
    heard(service, stream)
    tags = [each.tag.partition(".")[2] for each in service.facts(f"job_order-{case}")]
    assert [tag for tag in tags if tag.startswith("candidate_")] == [
        "candidate_noted",
        "candidate_dropped",
        "candidate_noted",
    ]
    service.order(ANNA, WithdrawCandidacy("citizen"), candidacy)
    (row,) = service.ask("candidacies", ANNA, status="withdrawn")
    assert row.step == "citizen"


def test_whoever_is_proposed_in_the_moment_of_the_closing_is_told_all_the_same():
    one, order = uuid4(), uuid4()
    moment = datetime(2011, 3, 4, 13, tzinfo=UTC)
    noted = recorded(f"job_order-{order}", CandidateNoted(one, "valby"), moment)
    assert when_candidate_noted(noted, None) == []
    [late] = when_candidate_noted(noted, "filled")
    assert (late.case_id, late.command) == (one, CloseByOrder("filled"))
    over = OrderClosureBroadcast("withdrawn", (), (), (), (one,))
    [left] = when_order_over(recorded(f"job_order-{order}", over, moment), None)
    assert (left.case_id, left.command) == (one, CloseByOrder("withdrawn"))


def test_a_candidacy_proposed_after_the_closing_was_decided_is_closed_by_its_note(service):
    """The proposal's message is heard after the order is over."""
    case = opened(service)
    order = ProposeCandidate(registered(service), UUID(case), "valby")
    candidacy = service.order(ANNA, order).case_id
    service.order(KAJ, WithdrawJobOrder("company_closed"), case)
    proposed = service.facts(f"candidacy-{candidacy}")[0].event
    assert isinstance(proposed, CandidateProposed)
    heard(service, f"candidacy-{candidacy}")
    noted = service.facts(f"job_order-{case}")[-1]
    assert noted.tag == "offers.candidate_noted"
    heard(service, f"job_order-{case}")
    assert service.ask("candidacies", ANNA, status="closed")[0].step == "withdrawn"
