"""The duty to an offer when an offer, a record or a closing is put right."""

from datetime import date

import pytest

from services.offers import messages
from services.offers.domain.offer_placement import (
    CorrectOffer,
)
from tests.offers.placements import ANNA, P6
from tests.offers.test_offer_duty_service import (
    CASE_STREAM,
    DUTY_STREAM,
    duties,
    end,
    give,
    register,
    service,
    start,
)
from tests.visitation.house import OneService

__all__ = ["service"]

pytestmark = pytest.mark.postgres


def correct(service: OneService, placement: str, last: date) -> None:
    """Correct the last day of an offer, and let offers hear of it as the bus would."""
    service.order(ANNA, CorrectOffer(reason="Forkert slutdag", ends_on=last), placement)
    stream = f"offer_placement-{placement}"
    latest = service.facts(stream)[-1]
    service.told(stream, latest.event, effective_on=latest.meta.effective_on)


def begun(service: OneService, last: date) -> str:
    """Register a citizen in 2021, and let an offer to that day begin on 1 March."""
    register(service, "ui_benefit", "tg1_insured", 40, date(2021, 1, 4))
    service.at(2021, 3, 1)
    placement = give(service, date(2021, 3, 1), last)
    start(service, placement, date(2021, 3, 1))
    return placement


DUE_IN_2021 = date(2021, 7, 4)


FIVE_DAYS, FOUR_WEEKS = date(2021, 3, 5), date(2021, 3, 28)


RUNNING, MET = ("offer.first", "running"), ("offer.first", "met")


def firsts(service: OneService) -> list[tuple[str, str]]:
    """Return which duties there are to offers, and how each stands."""
    return [(key, state) for key, found in duties(service).items() for _, state, _ in found]


def test_lab_102_an_offer_corrected_to_five_days_leaves_the_duty_running(service):
    placement = begun(service, FOUR_WEEKS)
    assert firsts(service) == [MET]
    correct(service, placement, FIVE_DAYS)
    assert firsts(service) == [RUNNING]
    short = service.facts(DUTY_STREAM)
    (told,) = [each for each in short if each.tag == "offers.offer_found_too_short"]
    assert told.meta.how == "annulled"
    correct(service, placement, FOUR_WEEKS)
    assert duties(service) == {"offer.first": [(DUE_IN_2021, "met", 0)]}
    assert service.refusals() == []


def test_lab_102_an_offer_corrected_to_four_weeks_counts_from_the_day_it_began(service):
    placement = begun(service, FIVE_DAYS)
    assert firsts(service) == [RUNNING]
    service.at(2021, 7, 12)
    correct(service, placement, FOUR_WEEKS)
    assert duties(service) == {"offer.first": [(DUE_IN_2021, "met", 0)]}


def test_lab_102_an_offer_that_ended_counts_as_long_as_it_is_corrected_to_be(service):
    register(service, "cash_benefit", "tg3_cash_other_problems", 40, date(2019, 12, 2))
    service.at(2020, 1, 10)
    placement = give(service, date(2020, 1, 2), date(2020, 1, 6))
    start(service, placement, date(2020, 1, 2))
    end(service, placement, date(2020, 1, 6))
    assert firsts(service) == [RUNNING]
    correct(service, placement, date(2020, 1, 31))
    assert firsts(service) == [MET]
    correct(service, placement, date(2020, 1, 6))
    assert firsts(service) == [RUNNING]
    assert service.refusals() == []


def test_x_22_a_closing_that_is_taken_back_leaves_the_first_offer_owed_as_before(service):
    register(service, "cash_benefit", "tg2_cash_ready", 27, date(2008, 3, 12))
    service.at(2008, 3, 20)
    ill = messages.SickReported(P6, date(2008, 3, 20))
    service.told(CASE_STREAM, ill, effective_on=date(2008, 3, 20))
    before = duties(service)
    service.at(2008, 3, 31)
    day = date(2008, 3, 31)
    closed = service.told(CASE_STREAM, messages.CaseClosed(P6, day), effective_on=day)
    assert duties(service) == {}
    service.at(2008, 4, 1)
    service.told(
        CASE_STREAM, messages.CaseReopened(P6, day, by_mistake=True),
        effective_on=day, corrects=closed.meta.event_id, how="annulled",
    )  # fmt: skip
    assert duties(service) == before == {"offer.first": [(date(2008, 6, 11), "paused", 0)]}
    # The illness of before is known still, so its end lets the clock run again.
    service.at(2008, 4, 3)
    well = messages.RecoveryNoted(P6, date(2008, 4, 3))
    service.told(CASE_STREAM, well, effective_on=date(2008, 4, 3))
    assert duties(service) == {"offer.first": [(date(2008, 6, 25), "running", 0)]}


def test_an_offer_told_of_while_the_case_was_closed_by_mistake_counts(service):
    register(service, "cash_benefit", "tg2_cash_ready", 27, date(2008, 3, 12))
    day = date(2008, 3, 31)
    service.at(2008, 3, 31)
    placement = give(service, date(2008, 3, 25), date(2008, 6, 20))
    closed = service.told(CASE_STREAM, messages.CaseClosed(P6, day), effective_on=day)
    start(service, placement, date(2008, 3, 25))
    service.at(2008, 4, 1)
    service.told(
        CASE_STREAM, messages.CaseReopened(P6, day, by_mistake=True),
        effective_on=day, corrects=closed.meta.event_id, how="annulled",
    )  # fmt: skip
    assert duties(service) == {"offer.first": [(date(2008, 6, 11), "met", 0)]}
