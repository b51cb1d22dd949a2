"""An offer that names a place of an agreement with a company (E9, C-06), and loses it again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from services.offers import company_messages as heard
from services.offers.domain.agreed_place import (
    AgreedPlace,
    NotePlaceDenied,
    OfferPlaceDenied,
    Reservation,
)
from services.offers.domain.offer_placement import (
    CancelOffer,
    CorrectOffer,
    EndOffer,
    GiveOffer,
    StartOffer,
    WithdrawEnd,
    WithdrawStart,
)
from services.offers.wiring import SERVICE
from shared.eventlog.decider import Rejected
from tests.offers.placements import ANNA, AUGUST_31, GIVEN, JUNE_1, MAY_30, P6, facts, placement
from tests.support.database import make_service
from tests.support.scenario import Given
from tests.visitation.four import Four
from tests.visitation.house import OneService

AGREEMENT, PLACE, OTHER, COMPANY = (UUID(int=n) for n in (41, 42, 43, 44))
AT, ELSEWHERE = AgreedPlace(AGREEMENT, PLACE), AgreedPlace(AGREEMENT, OTHER)
HELD = Reservation(JUNE_1, AUGUST_31, free=True, agreement_holds=True, approval_waits=False)
TAKEN = replace(HELD, free=False)
PRACTICE = replace(GIVEN, offer_type="company_practice", place=AT)
NO_PLACE = replace(PRACTICE, place=None)
DENIED = OfferPlaceDenied(P6, PLACE, "place_not_reserved")
GIVE = GiveOffer(P6, "company_practice", JUNE_1, AUGUST_31, supplier="1", on=MAY_30, place=AT)
NOTE = NotePlaceDenied(PLACE, "place_not_reserved")


def known(found: Reservation | None = HELD, day: date = date(2011, 7, 1)) -> Any:
    return replace(facts(day), reservation=found)


NOTING = Four(
    command=NOTE,
    before=placement(PRACTICE),
    facts=known(),
    gives=(DENIED,),
    refused_in=placement(),
    refused="offer_not_given",
    repeated=None,
)


@pytest.mark.parametrize("outcome", ["happens", "is_refused", "is_repeated"])
def test_that_an_offer_has_no_place_is_noted_once(outcome: str) -> None:
    getattr(NOTING, outcome)()


def test_that_it_has_no_place_is_noted_too_when_it_began_or_was_called_off_meanwhile() -> None:
    for rival in (StartOffer(JUNE_1), CancelOffer("Fik arbejde")):
        placement(PRACTICE).and_then(rival, known()).when(NOTE, known()).then(DENIED)
    other = replace(NOTE, place=OTHER)
    placement(PRACTICE).when(other, known()).then()


def test_e9_an_offer_has_the_place_it_names_in_all_that_is_told_of_it() -> None:
    placement().when(GIVE, known()).then(PRACTICE)
    case: Given = placement(PRACTICE)
    for order in (
        StartOffer(JUNE_1),
        WithdrawStart("Mødte ikke"),
        StartOffer(JUNE_1),
        EndOffer("stopped", date(2011, 6, 30)),
        WithdrawEnd("Forkert borger"),
    ):
        case = case.and_then(order, known(TAKEN))
        assert case.history[-1].place == AT  # type: ignore[attr-defined]  # every such fact has one
    called_off = placement(PRACTICE).and_then(CancelOffer("Fik arbejde"), known(TAKEN))
    assert called_off.history[-1].place == AT  # type: ignore[attr-defined]  # as above
    none = placement(PRACTICE, DENIED).and_then(StartOffer(JUNE_1), known(TAKEN))
    assert none.history[-1].place is None  # type: ignore[attr-defined]  # as above


@pytest.mark.parametrize(
    ("order", "found", "code"),
    [
        (GIVE, None, "place_not_reserved"),
        (GIVE, TAKEN, "place_not_reserved"),
        (GIVE, replace(HELD, agreement_holds=False), "agreement_not_in_force"),
        (GIVE, replace(HELD, approval_waits=True), "ethical_concern_open"),
        (replace(GIVE, starts_on=MAY_30), HELD, "offer_outside_place"),
        (replace(GIVE, ends_on=date(2011, 9, 1)), HELD, "offer_outside_place"),
        (replace(GIVE, offer_type="community_work"), HELD, "place_only_at_companies"),
    ],
)
def test_an_offer_whose_place_cannot_be_had_is_refused(
    order: GiveOffer, found: Reservation | None, code: str
) -> None:
    placement().when(order, known(found)).then_rejected(code)


def test_a_wage_subsidy_may_have_a_place_too() -> None:
    order = replace(GIVE, offer_type="wage_subsidy")
    assert placement().when(order, known()).refusal is None


@pytest.mark.parametrize(
    ("start", "change", "found", "code"),
    [
        (placement(PRACTICE), {"ends_on": date(2011, 9, 1)}, TAKEN, "offer_outside_place"),
        (placement(PRACTICE), {"offer_type": "community_work"}, TAKEN, "place_only_at_companies"),
        (placement(PRACTICE), {"place": ELSEWHERE}, HELD, "place_named_already"),
        (placement(NO_PLACE), {"place": AT}, TAKEN, "place_not_reserved"),
        (placement(NO_PLACE).and_then(StartOffer(JUNE_1), known()), {"place": AT}, HELD,
         "offer_already_started"),
    ],
)  # fmt: skip
def test_an_offer_that_is_put_right_keeps_to_its_place(
    start: Given, change: dict[str, Any], found: Reservation, code: str
) -> None:
    start.when(CorrectOffer("Fejl", **change), known(found)).then_rejected(code)


def test_an_offer_that_lost_its_place_may_be_put_right_to_another() -> None:
    lost = placement(PRACTICE, DENIED)
    right = lost.when(CorrectOffer("Ny plads", place=ELSEWHERE), known()).events[0]
    assert right.place == ELSEWHERE  # type: ignore[attr-defined]  # the corrected offer
    shorter = CorrectOffer("Fejl", ends_on=date(2011, 8, 1))
    assert placement(PRACTICE).when(shorter, known(TAKEN)).events[0].place == AT  # type: ignore[attr-defined]  # as above


# -- on the real log ------------------------------------------------------------------------------


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2011, 5, 30, 8, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "offers"), start)
    yield house
    house.close()


def of_agreement(service: OneService, event: Any) -> None:
    service.told(f"partnership_agreement-{AGREEMENT}", event)


def reserved(service: OneService) -> None:
    of_agreement(service, heard.AgreementSigned(COMPANY))
    of_agreement(service, heard.PlaceReserved(PLACE, JUNE_1, AUGUST_31))


def code_of(service: OneService) -> str | None:
    try:
        service.order(ANNA, replace(GIVE, citizen=uuid4()))
    except Rejected as refused:
        return refused.code
    return None


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("told", "code"),
    [
        ((), None),
        ((heard.PlaceReservationLapsed(PLACE),), "place_not_reserved"),
        ((heard.PlaceReleased(PLACE),), "place_not_reserved"),
        ((heard.PlaceReleased(PLACE), heard.PlaceReleaseWithdrawn(PLACE, JUNE_1, AUGUST_31)), None),
        ((heard.PlaceTaken(PLACE),), "place_not_reserved"),
        ((heard.PlaceDaysCorrected(PLACE, MAY_30, date(2011, 8, 1)),), "offer_outside_place"),
        ((heard.AgreementSuspended(COMPANY),), "agreement_not_in_force"),
        ((heard.AgreementSuspended(COMPANY), heard.AgreementResumed(COMPANY)), None),
        ((heard.AgreementEnded(COMPANY),), "agreement_not_in_force"),
        ((heard.AgreementExpired(COMPANY),), "agreement_not_in_force"),
        ((heard.AgreementEnded(COMPANY), heard.AgreementStepWithdrawn(COMPANY, "active")), None),
        ((heard.SignatureWithdrawn(COMPANY, "expired"),), "agreement_not_in_force"),
    ],
)
def test_what_company_contact_told_last_decides(
    service: OneService, told: tuple[Any, ...], code: str | None
) -> None:
    reserved(service)
    for event in told:
        of_agreement(service, event)
    assert code_of(service) == code


@pytest.mark.postgres
def test_nobody_is_given_a_place_of_an_agreement_nobody_told_of(service: OneService) -> None:
    of_agreement(service, heard.PlaceReserved(PLACE, JUNE_1, AUGUST_31))
    assert code_of(service) == "place_not_reserved"


@pytest.mark.postgres
def test_c06_no_offer_is_given_while_a_concern_about_the_company_is_open(
    service: OneService,
) -> None:
    reserved(service)
    concern = f"ethical_concern-{uuid4()}"
    service.told(concern, heard.EthicalConcernRaised(COMPANY))
    assert code_of(service) == "ethical_concern_open"
    service.told(concern, heard.PlacementsApproved(COMPANY))
    service.told(concern, heard.ConcernStepWithdrawn(COMPANY, approved=False))
    assert code_of(service) == "ethical_concern_open"
    service.told(concern, heard.EthicalConcernResolved(COMPANY))
    service.told(f"ethical_concern-{uuid4()}", heard.EthicalConcernRaised(uuid4()))
    assert code_of(service) is None


@pytest.mark.postgres
def test_an_offer_that_lost_its_place_is_shown_so_and_may_get_another(service: OneService) -> None:
    reserved(service)
    case = service.order(ANNA, GIVE).case_id
    (row,) = service.ask("placements", ANNA)
    assert (row.agreement, row.place, row.place_denied) == (AGREEMENT, PLACE, None)
    no = heard.PlaceDenied(PLACE, UUID(case), "ethical_concern_open")
    for _ in range(2):
        of_agreement(service, no)
    told = [each.tag for each in service.facts(f"offer_placement-{case}")]
    assert told.count("offers.offer_place_denied") == 1
    (row,) = service.ask("placements", ANNA)
    assert (row.place, row.place_denied) == (None, "ethical_concern_open")
    of_agreement(service, heard.PlaceReserved(OTHER, JUNE_1, AUGUST_31))
    service.order(ANNA, CorrectOffer("Ny plads", place=ELSEWHERE), case)
    (row,) = service.ask("placements", ANNA)
    assert (row.place, row.place_denied) == (OTHER, None)
    assert service.refusals() == []
