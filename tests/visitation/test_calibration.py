"""K-39: several people rate the same anonymised case, and none sees what was said of it before."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import get_args
from uuid import UUID

import pytest
from msgspec import json
from msgspec.structs import replace

from services.visitation.domain import calibration as rating
from services.visitation.domain import match
from services.visitation.domain.contact_course import HoldInterview
from services.visitation.domain.registration import RegisterCitizen
from services.visitation.wiring import SERVICE
from shared.actor import Actor
from shared.eventlog.decider import Rejected
from shared.trouble import Denied
from tests.support.database import make_service
from tests.support.scenario import Given, given
from tests.visitation.cases import CASE, JUNE_7, P6
from tests.visitation.four import Four
from tests.visitation.house import OneService
from tests.visitation.recommendations import ANNA

JUNE_20 = date(2011, 6, 20)
FIVE = match.Elements("Lager", "Truckkort", "Stabil", "Ingen gæld", "God")
MATCHED = match.Standing("m3", "2", ready=False, on=JUNE_7, by="anna")
LISE_NOW = rating.CalibrationFacts(JUNE_20, "lise", P6, MATCHED)
BO_NOW = rating.CalibrationFacts(JUNE_20, "bo")
OPEN = rating.OpenCalibration(CASE, FIVE, ("bo", "eva", "bo"), JUNE_20)
LAID_OUT = rating.CalibrationOpened(
    citizen=P6,
    citizen_case=CASE,
    model="m3",
    standing="2",
    assessed_by="anna",
    raters=("bo", "eva"),
    elements=("Lager", "Truckkort", "Stabil", "Ingen gæld"),
    health="God",
    opened_on=JUNE_20,
)
RATED = rating.CaseRatedBlind(P6, "1", "bo", JUNE_20)
TAKEN_BACK = rating.BlindRatingWithdrawn(P6, "bo", "Læste forkert")
RATE, TAKE_BACK = rating.RateBlind("1", JUNE_20), rating.WithdrawBlindRating("Læste forkert")


def of(*history: object) -> Given:
    return given(rating.calibration, *history)  # type: ignore[arg-type]  # facts of the samples


ORDERS = [
    Four(OPEN, of(), LISE_NOW, (LAID_OUT,), of(), "not_matched", "calibration_already_opened",
         OPEN, "calibration_already_opened", refused_facts=replace(LISE_NOW, match=None)),
    Four(RATE, of(LAID_OUT), BO_NOW, (RATED,), of(), "calibration_not_opened", "already_rated",
         RATE, "already_rated"),
    Four(TAKE_BACK, of(LAID_OUT, RATED), BO_NOW, (TAKEN_BACK,), of(LAID_OUT), "not_rated",
         "not_rated", TAKE_BACK, "not_rated"),
]  # fmt: skip


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_happens(four):
    four.happens()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_is_refused(four):
    four.is_refused()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_repeated_it_is_refused(four):
    four.is_repeated()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_the_later_of_two_is_refused(four):
    four.collides()


def test_every_order_is_tried():
    assert {type(each.command) for each in ORDERS} == set(get_args(rating.Command))


def test_whoever_matched_a_case_does_not_rate_it_and_a_converted_match_is_nobodys():
    of().when(replace(OPEN, raters=("bo", "anna")), LISE_NOW).then_rejected("own_match")
    converted = replace(LISE_NOW, match=replace(MATCHED, by=None))
    of().when(OPEN, converted).then_rejected("not_matched")


def test_only_those_who_were_asked_rate_in_the_model_that_is_laid_out():
    carl = replace(BO_NOW, actor="carl")
    of(LAID_OUT).when(RATE, carl).then_rejected("not_a_rater")
    of(LAID_OUT).when(replace(RATE, value="job_ready"), BO_NOW).then_rejected("value_not_in_model")
    early = replace(RATE, on=date(2011, 6, 19))
    of(LAID_OUT).when(early, BO_NOW).then_rejected("before_latest_step")
    # Each takes back the own rating only, and may rate again then.
    eva = replace(BO_NOW, actor="eva")
    of(LAID_OUT, RATED).when(TAKE_BACK, eva).then_rejected("not_rated")
    assert of(LAID_OUT, RATED, TAKEN_BACK).and_then(RATE, BO_NOW).state.rated_by == ("bo",)


LISE = Actor(id="lise", unit="jobcenter", roles=("manager",))
BO = Actor(id="bo", unit="jobcenter", roles=("counsellor_muni",))
EVA = Actor(id="eva", unit="jobcenter", roles=("counsellor_m45",))


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2011, 5, 2, 8, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


@pytest.fixture
def laid_out(service: OneService) -> str:
    order = RegisterCitizen(
        citizen=P6, benefit_basis="cash_benefit", target_group="tg2_cash_ready", age=27
    )
    mine = service.order(ANNA, order).case_id
    service.order(ANNA, HoldInterview("personal"), mine)
    service.order(ANNA, match.AssessMatch("2", FIVE), mine)
    laid = rating.OpenCalibration(UUID(mine), FIVE, (BO.id, EVA.id))
    return service.order(LISE, laid).case_id


@pytest.mark.postgres
def test_a_rater_sees_neither_whose_case_it_is_nor_what_was_said_of_it(service, laid_out):
    (asked,) = service.ask("cases_to_rate", BO)
    assert (asked.model, asked.values) == ("m3", ("1", "2", "3"))
    assert asked.elements == ("Lager", "Truckkort", "Stabil", "Ingen gæld")
    told = json.encode(asked).decode()
    (mine,) = service.ask("citizen_cases", LISE)
    assert not {str(P6), str(mine.citizen_case), ANNA.id} & set(told.replace('"', " ").split())
    assert str(P6) not in told
    assert str(mine.citizen_case) not in told
    assert set(type(asked).__struct_fields__) == {
        "calibration", "model", "values", "elements", "health", "opened_on",
    }  # fmt: skip
    # Nobody else is asked, and what is laid out is not read as a case by those who rate it.
    assert service.ask("cases_to_rate", ANNA) == []
    assert not service.office.access.reads_as(BO, "calibration")
    assert service.office.access.reads_as(LISE, "calibration")


@pytest.mark.postgres
def test_k39_kappa_counts_those_who_rated_blind_with_whoever_matched(service, laid_out):
    june = {"from_day": date(2011, 5, 1), "to_day": date(2011, 6, 30)}
    assert service.ask("match_agreement", LISE, **june) == []
    service.order(BO, rating.RateBlind("2"), laid_out)
    assert service.ask("cases_to_rate", BO) == []
    service.order(EVA, rating.RateBlind("1"), laid_out)
    (shown,) = service.ask("match_agreement", LISE, **june)
    # Of three pairs one agrees.
    assert (shown.cases, shown.ratings, shown.raters) == (1, 3, 3)
    assert shown.agreement_percent == "33.3"
    assert service.ask("match_agreement", LISE, **june, blind=False) == []
    service.order(EVA, rating.WithdrawBlindRating("Læste forkert"), laid_out)
    taken_back = service.facts(f"calibration-{laid_out}")[-1]
    assert taken_back.meta.how == "withdrawn"
    (shown,) = service.ask("match_agreement", LISE, **june)
    assert (shown.ratings, shown.agreement_percent) == (2, "100.0")
    assert len(service.ask("cases_to_rate", EVA)) == 1


@pytest.mark.postgres
def test_what_is_laid_out_must_be_a_matched_case_and_by_a_manager(service, laid_out):
    nobody = rating.OpenCalibration(CASE, FIVE, (BO.id,))
    with pytest.raises(Rejected, match="not_matched"):
        service.order(LISE, nobody)
    with pytest.raises(Denied):
        service.order(BO, nobody)
