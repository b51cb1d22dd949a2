"""Job orders of offers are openings, and openings meet the citizens who can what they ask for."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from services.visitation import messages, offers_messages
from services.visitation.domain.citizen_case import CloseCase
from services.visitation.domain.competences import NoteCompetences
from services.visitation.domain.reception_visit_orders import (
    BeginService,
    ReferAtVisit,
    RegisterArrival,
)
from services.visitation.domain.registration import RegisterCitizen
from services.visitation.views import openings as view
from services.visitation.views.opening_match import matched
from services.visitation.wiring import SERVICE
from shared.eventlog.decider import Rejected
from tests.support.database import make_service
from tests.visitation.cases import P6
from tests.visitation.further import REX, told_by_itself
from tests.visitation.house import OneService, recorded
from tests.visitation.recommendations import ANNA

SHOP, ORDER = UUID(int=31), UUID(int=51)
MAY_2, MAY_4 = date(2011, 5, 2), date(2011, 5, 4)
NINE = datetime(2011, 5, 2, 7, tzinfo=UTC)
STREAM = f"job_order-{ORDER}"
RECEIVED = offers_messages.JobOrderReceived(
    SHOP, "Butiksassistent", 2, "ordinary", ("danish", "sales")
)
PUBLISHED = offers_messages.JobOrderPublished(MAY_2)
OVER = offers_messages.OrderClosureBroadcast("filled")


def row_after(*told):
    row = None
    for each in told:
        message = recorded(STREAM, each, NINE)
        assert list(view.touches_opening(message)) == [(ORDER,)]
        row = view.project_opening((ORDER,), row, message)
    return row


@pytest.mark.parametrize(
    ("told", "open_", "places"),
    [
        ((RECEIVED,), False, 2),
        ((RECEIVED, PUBLISHED), True, 2),
        ((RECEIVED, PUBLISHED, offers_messages.PositionFilled(1)), True, 1),
        (
            (
                RECEIVED,
                PUBLISHED,
                offers_messages.PositionFilled(1),
                offers_messages.PositionFillWithdrawn(1),
            ),
            True,
            2,
        ),
        ((RECEIVED, PUBLISHED, OVER), False, 2),
        ((RECEIVED, PUBLISHED, OVER, offers_messages.JobOrderReopened(MAY_4)), True, 2),
    ],
)
def test_an_order_is_an_opening_from_its_publication_until_the_broadcast(told, open_, places):
    row = row_after(*told)
    assert (row.open, row.places) == (open_, places)


def test_an_order_put_right_or_confirmed_says_what_it_says_now():
    right = offers_messages.JobOrderCorrected(
        SHOP, "Kasseassistent", 3, "wage_subsidy", ("danish",)
    )
    row = row_after(RECEIVED, PUBLISHED, right, offers_messages.JobOrderConfirmedOpen(MAY_4))
    assert (row.title, row.places, row.purpose) == ("Kasseassistent", 3, "wage_subsidy")
    assert (row.competences, row.told_on) == (("danish",), MAY_4)
    assert view.project_opening((ORDER,), None, recorded(STREAM, PUBLISHED, NINE)) is None


def test_what_fits_comes_first_then_what_lacks_the_least_and_nothing_asked_fits_all():
    def opening(number, *competences):
        told = view.OpeningShown(UUID(int=number), "job", "", "", "", 1, MAY_2)
        return replace(told, competences=competences)

    far, near, fits, free = (
        opening(1, "danish", "forklift", "sales"),
        opening(2, "danish", "forklift"),
        opening(3, "danish"),
        opening(4),
    )
    found = matched([far, near, fits, free], {"danish"})
    assert [each.opening.int for each in found] == [3, 4, 2, 1]
    assert [each.missing for each in found] == [(), (), ("forklift",), ("forklift", "sales")]


@pytest.fixture
def service(database_url):
    start = datetime(2007, 1, 2, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    house.clock.move_to(NINE)
    house.told(f"company-{SHOP}", messages.CompanyRegistered("Torvets Kiosk", "Detailhandel"))
    house.told(STREAM, RECEIVED)
    house.told(STREAM, PUBLISHED)
    yield house
    house.close()


def register(service, citizen, *competences):
    order = RegisterCitizen(
        citizen=citizen, benefit_basis="cash_benefit", target_group="tg2_cash_ready", age=27
    )
    case = service.order(ANNA, order).case_id
    if competences:
        service.order(ANNA, NoteCompetences(competences), case)
    return case


@pytest.mark.postgres
def test_v18_exactly_those_who_can_all_that_is_asked_are_found_for_an_opening(service):
    ida, bo, eva, gone = (uuid4() for _ in range(4))
    register(service, ida, "danish", "sales", "welding")
    register(service, bo, "danish")
    register(service, eva)
    closed = register(service, gone, "danish", "sales")
    service.order(ANNA, CloseCase("job"), closed)

    def found():
        return [each.citizen for each in service.ask("persons_for_opening", ANNA, opening=ORDER)]

    assert found() == [ida]
    service.told(
        STREAM, offers_messages.JobOrderCorrected(SHOP, "Kasse", 2, "ordinary", ("danish",))
    )
    assert set(found()) == {ida, bo}
    service.told(STREAM, offers_messages.JobOrderCorrected(SHOP, "Kasse", 2, "ordinary", ()))
    assert found() == [], "who asks for nothing has searched for nobody"
    service.told(STREAM, OVER)
    service.told(
        STREAM, offers_messages.JobOrderCorrected(SHOP, "Kasse", 2, "ordinary", ("danish",))
    )
    assert found() == [], "the order is over"


@pytest.mark.postgres
def test_a_citizen_is_shown_what_fits_or_on_request_what_is_missing(service):
    case = register(service, P6, "danish")
    assert service.ask("openings_for_citizen", ANNA, citizen=P6) == []
    [near] = service.ask("openings_for_citizen", ANNA, citizen=P6, fitting=False)
    assert (near.missing, near.title) == (("sales",), "Butiksassistent, Torvets Kiosk")
    service.order(ANNA, NoteCompetences(("danish", "sales")), case)
    [fits] = service.ask("openings_for_citizen", ANNA, citizen=P6, kind="job")
    assert (fits.opening, fits.missing) == (ORDER, ())
    assert service.ask("openings_for_citizen", ANNA, citizen=P6, kind="offer") == []


@pytest.mark.postgres
def test_v09_at_the_counter_the_openings_are_held_against_what_the_citizen_can(service):
    visit = service.order(REX, RegisterArrival(P6, "new_unemployed")).case_id
    service.order(REX, BeginService(), visit)
    case = register(service, P6)
    stream = f"citizen_case-{case}"
    told_by_itself(service, stream, service.facts(stream)[0].event)
    assert found_at(service, visit) == [(ORDER, ("danish", "sales"))]
    refer = ReferAtVisit("job", "job_service", "Kan begynde mandag", opening=ORDER)
    with pytest.raises(Rejected, match="competences_missing") as refused:
        service.order(REX, refer, visit)
    assert refused.value.detail == {"missing": ["danish", "sales"]}
    service.order(ANNA, NoteCompetences(("danish", "sales")), case)
    noted = service.facts(stream)[-1].event
    told_by_itself(service, stream, noted)
    assert found_at(service, visit) == [(ORDER, ())]
    service.order(REX, refer, visit)
    assert service.facts(f"reception_visit-{visit}")[-1].tag == "visitation.referred_at_visit"


def found_at(service, visit):
    facts = service.facts(f"reception_visit-{visit}")
    [*_, found] = [each.event for each in facts if each.tag == "visitation.openings_found"]
    return [(each.opening, each.missing) for each in found.openings]
