"""LAB § 102 stk. 3: a wage subsidy given in time may begin three weeks later, to the day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from services.offers import messages
from services.offers.domain.offer_duty import offer_duty
from services.offers.domain.offer_placement import (
    CancelOffer,
    CorrectOffer,
    GiveOffer,
    StartOffer,
)
from services.offers.domain.offer_placement_events import (
    OfferCancelled,
    OfferCorrected,
    OfferEnded,
    OfferGiven,
    OfferStarted,
    OfferStartWithdrawn,
)
from services.offers.wiring import SERVICE
from shared.casework.keeper import DeadlineKeeper
from shared.law.deadline import DeadlineMissed
from tests.offers.placements import ANNA, P6
from tests.offers.test_offer_duty_service import CASE_STREAM, DUTY_STREAM, register
from tests.support.database import make_service
from tests.visitation.house import OneService

pytestmark = pytest.mark.postgres

DUE = date(2021, 7, 4)
LAST = date(2021, 7, 25)
ENDS = date(2021, 12, 31)
FIRST, SLACK = "offer.first", "offer.wage_subsidy.start_slack"


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2021, 1, 4, 8, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "offers"), start)
    register(house, "ui_benefit", "tg1_insured", 40, date(2021, 1, 4))
    yield house
    house.close()


def on(service: OneService, day: date) -> None:
    service.at(day.year, day.month, day.day)


def give(service: OneService, starts_on: date, day: date, kind: str = "wage_subsidy") -> str:
    """Give an offer, and let offers hear of it as the bus would."""
    on(service, day)
    order = GiveOffer(citizen=P6, offer_type=kind, starts_on=starts_on, ends_on=ENDS)
    placement = service.order(ANNA, order).case_id
    return hear(service, placement)


def hear(service: OneService, placement: str) -> str:
    """Let offers hear the latest fact about a placement."""
    stream = f"offer_placement-{placement}"
    latest = service.facts(stream)[-1]
    service.told(stream, latest.event, effective_on=latest.meta.effective_on)
    return placement


def start(service: OneService, placement: str, day: date) -> None:
    service.order(ANNA, StartOffer(day), placement)
    hear(service, placement)


def passes(service: OneService, day: date) -> None:
    """Let a day come: what has passed is written down, and offers hears it."""
    on(service, day)
    keeper = DeadlineKeeper(service.office, lambda: True)
    known = {each.meta.event_id for each in service.facts(DUTY_STREAM)}
    keeper.keep()
    service.follower.catch_up()
    for each in service.facts(DUTY_STREAM):
        if isinstance(each.event, DeadlineMissed) and each.meta.event_id not in known:
            told = messages.DeadlineMissed(each.event.rule_key, each.event.timely_until)
            service.told(DUTY_STREAM, told, source="offers")


def owed(service: OneService) -> dict[str, tuple[date, str, int]]:
    """Return the last timely day, the state and the days late, by rule."""
    duties = service.office.desk(ANNA).load(offer_duty, P6).clocks.duties
    return {
        each.key: (each.timely_until, each.state, each.met.late_by_days if each.met else 0)
        for each in duties
    }


@pytest.mark.parametrize(
    ("given_on", "starts_on", "granted"),
    [
        (DUE - timedelta(1), LAST, True),
        (DUE, LAST, True),
        (DUE + timedelta(1), LAST, False),
        (DUE, DUE + timedelta(1), True),
        (DUE, DUE, False),
        (DUE, LAST + timedelta(1), False),
    ],
)
def test_lab_102_given_by_the_deadline_and_begun_within_three_weeks(
    service, given_on, starts_on, granted
):
    give(service, starts_on, given_on)
    found = owed(service)
    assert (SLACK in found) is granted
    if granted:
        assert found[FIRST] == (DUE, "met", 0)
        assert found[SLACK] == (LAST, "running", 0)
    else:
        assert found[FIRST][1] in {"running", "missed"}


def test_lab_102_begun_on_the_last_day_it_was_in_time(service):
    placement = give(service, DUE + timedelta(8), DUE)
    passes(service, LAST)
    start(service, placement, LAST)
    assert owed(service) == {FIRST: (DUE, "met", 0), SLACK: (LAST, "met", 0)}
    july = {"from_day": date(2021, 7, 1), "to_day": date(2021, 7, 31)}
    assert service.ask("offer_timeliness", ANNA, **july).on_time == 1


def test_lab_102_a_day_too_late_and_the_offer_was_never_in_time(service):
    placement = give(service, DUE + timedelta(8), DUE)
    passes(service, LAST + timedelta(1))
    assert owed(service) == {FIRST: (DUE, "missed", 0)}
    start(service, placement, LAST + timedelta(1))
    assert owed(service) == {FIRST: (DUE, "met", 22)}


def test_a_start_known_late_that_was_in_time_turns_it_back(service):
    placement = give(service, DUE + timedelta(8), DUE)
    passes(service, LAST + timedelta(10))
    start(service, placement, LAST)
    assert owed(service) == {FIRST: (DUE, "met", 0), SLACK: (LAST, "met", 0)}


def test_planned_before_the_deadline_and_begun_after_it_is_in_time_too(service):
    placement = give(service, DUE - timedelta(2), DUE - timedelta(9))
    assert owed(service) == {FIRST: (DUE, "running", 0)}
    passes(service, DUE + timedelta(3))
    assert owed(service) == {FIRST: (DUE, "missed", 0)}
    start(service, placement, DUE + timedelta(3))
    assert owed(service)[FIRST] == (DUE, "met", 0)


def test_a_wage_subsidy_called_off_fulfils_nothing(service):
    placement = give(service, DUE + timedelta(8), DUE)
    on(service, DUE + timedelta(2))
    service.order(ANNA, CancelOffer("Virksomheden lukkede"), placement)
    hear(service, placement)
    assert owed(service) == {FIRST: (DUE, "missed", 0)}
    (ended,) = [
        each for each in service.facts(DUTY_STREAM) if each.tag == "offers.start_slack_ended"
    ]
    assert ended.meta.how == "annulled"


def test_a_wage_subsidy_that_was_another_offer_fulfils_nothing(service):
    placement = give(service, DUE + timedelta(8), DUE)
    order = CorrectOffer(reason="Forkert valgt", offer_type="company_practice")
    service.order(ANNA, order, placement)
    hear(service, placement)
    assert owed(service) == {FIRST: (DUE, "running", 0)}
    back = CorrectOffer(reason="Rigtigt alligevel", offer_type="wage_subsidy")
    service.order(ANNA, back, placement)
    hear(service, placement)
    assert owed(service) == {FIRST: (DUE, "met", 0), SLACK: (LAST, "running", 0)}


def test_a_start_that_is_taken_back_lets_the_three_weeks_run_again(service):
    placement = give(service, DUE + timedelta(8), DUE)
    passes(service, DUE + timedelta(8))
    start(service, placement, DUE + timedelta(8))
    stream = f"offer_placement-{placement}"
    service.told(stream, OfferStartWithdrawn(P6, "Mødte ikke"))
    assert owed(service) == {FIRST: (DUE, "met", 0), SLACK: (LAST, "running", 0)}
    passes(service, LAST + timedelta(1))
    assert owed(service) == {FIRST: (DUE, "missed", 0)}


def test_lab_102_a_wage_subsidy_that_began_and_was_too_short_never_fulfilled_the_duty(service):
    placement = give(service, DUE + timedelta(8), DUE)
    passes(service, DUE + timedelta(8))
    start(service, placement, DUE + timedelta(8))
    assert owed(service)[FIRST] == (DUE, "met", 0)
    short = CorrectOffer(reason="Kun en uge", ends_on=DUE + timedelta(12))
    service.order(ANNA, short, placement)
    hear(service, placement)
    assert SLACK not in owed(service)
    passes(service, DUE + timedelta(9))
    assert owed(service)[FIRST] == (DUE, "missed", 0)
    service.order(ANNA, CorrectOffer(reason="Alligevel længe", ends_on=ENDS), placement)
    hear(service, placement)
    assert owed(service)[FIRST] == (DUE, "met", 0)


def test_another_offer_begun_meanwhile_fulfils_the_duty_for_good(service):
    waiting = give(service, DUE + timedelta(8), DUE)
    other = give(service, DUE + timedelta(1), DUE, "guidance_qualification")
    on(service, DUE + timedelta(1))
    start(service, other, DUE + timedelta(1))
    service.order(ANNA, CancelOffer("Fik andet tilbud"), waiting)
    hear(service, waiting)
    assert owed(service) == {FIRST: (DUE, "met", 0), SLACK: (LAST, "met", 0)}


def test_other_offers_have_no_such_time(service):
    give(service, DUE + timedelta(8), DUE, "guidance_qualification")
    assert SLACK not in owed(service)


def test_a_closed_case_owes_no_start(service):
    give(service, DUE + timedelta(8), DUE)
    service.told(CASE_STREAM, messages.CaseClosed(P6, DUE))
    assert SLACK not in owed(service)


def test_a_deadline_in_the_draft_set_of_2027_grants_nothing_and_says_why(service):
    service.told(CASE_STREAM, messages.CaseClosed(P6, date(2026, 6, 1)))
    on(service, date(2026, 7, 6))
    told = messages.CitizenRegistered(P6, "ui_benefit", "tg1_insured", 45, date(2026, 7, 6))
    service.told(f"citizen_case-{uuid4()}", told, effective_on=date(2026, 7, 6))
    on(service, date(2026, 12, 20))
    given = OfferGiven(
        citizen=P6,
        supplier="1",
        offer_type="wage_subsidy",
        starts_on=date(2027, 1, 20),
        ends_on=date(2027, 6, 20),
        scheduled_weekdays=(1, 2, 3, 4, 5),
        given_on=date(2026, 12, 20),
    )
    service.told(f"offer_placement-{uuid4()}", given, effective_on=date(2026, 12, 20))
    assert service.refusals() == ["ruleset_draft"]


def test_the_facts_offers_hears_of_itself_are_those_it_tells():
    assert {OfferGiven, OfferCorrected, OfferCancelled, OfferStarted, OfferEnded} <= {
        policy.on for policy in SERVICE.policies
    }
