"""An offer that begins in 2027 is counted: the clock of 2026 runs on, a draft ends nothing (K)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from services.offers import messages
from services.offers.domain.offer_placement import GiveOffer, StartOffer
from services.offers.domain.offer_placement_events import OfferGiven, OfferStarted
from services.offers.wiring import SERVICE
from tests.offers.placements import ANNA, P6
from tests.support.database import make_service
from tests.visitation.house import OneService

pytestmark = pytest.mark.postgres
JANUARY_4 = date(2027, 1, 4)


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2026, 7, 6, 8, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "offers"), start)
    yield house
    house.close()


@pytest.mark.parametrize("kind", ["guidance_qualification", "wage_subsidy"])
def test_h22_an_offer_begun_in_january_meets_the_clock_of_the_year_before(service, kind):
    told = messages.CitizenRegistered(P6, "cash_benefit", "tg2_cash_ready", 34, date(2026, 7, 6))
    service.told(f"citizen_case-{uuid4()}", told)
    service.at(2027, 1, 4)
    order = GiveOffer(
        citizen=P6,
        offer_type=kind,
        starts_on=JANUARY_4,
        ends_on=date(2027, 3, 31),
    )
    case = service.order(ANNA, order).case_id
    stream = f"offer_placement-{case}"
    service.told(stream, next(_facts(service, stream, OfferGiven)), source="offers")
    service.order(ANNA, StartOffer(JANUARY_4), case)
    service.told(stream, next(_facts(service, stream, OfferStarted)), source="offers")
    assert service.refusals() == []
    clocks = [each for each in service.facts(f"offer_duty-{P6}") if each.tag == "deadline.met"]
    assert [(each.event.rule_key, each.event.late_by_days) for each in clocks] == [
        ("offer.first", 0)
    ]


def _facts(service, stream, kind):
    return (each.event for each in service.facts(stream) if isinstance(each.event, kind))
