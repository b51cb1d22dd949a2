"""Activities and the competence search on a real database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from services.visitation.domain.activity import CancelActivity, PlanActivity
from services.visitation.domain.activity_booking import (
    BookPlace,
    CancelBooking,
    RecordActivityAttendance,
    WithdrawActivityAttendance,
)
from services.visitation.domain.citizen_case import CloseCase, ReopenCase
from services.visitation.domain.competences import NoteCompetences
from services.visitation.domain.coverage import RestateCoverage, StateCoverage
from services.visitation.domain.registration import RegisterCitizen
from services.visitation.wiring import SERVICE
from shared.actor import Actor
from shared.eventlog.decider import Rejected
from tests.support.database import make_service
from tests.visitation.house import OneService
from tests.visitation.recommendations import ANNA

pytestmark = pytest.mark.postgres

LISE = Actor(id="lise", unit="jobcenter", roles=("manager",))
WEDNESDAY = datetime(2011, 6, 15, 11, tzinfo=UTC)


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    house = OneService(
        SERVICE, make_service(database_url, "visitation"), datetime(2011, 5, 2, tzinfo=UTC)
    )
    yield house
    house.close()


def refused(service: OneService, command: object, case: object = None) -> str:
    with pytest.raises(Rejected) as caught:
        service.order(ANNA, command, case)  # type: ignore[arg-type]  # orders of the tests
    return caught.value.code


def test_a_workshop_is_never_overbooked_and_a_place_given_back_is_free_again(service):
    plan = PlanActivity("workshop", "CV på en time", "valby", WEDNESDAY, 2)
    cafe = service.order(ANNA, plan).case_id
    ida, bo, eva = uuid4(), uuid4(), uuid4()
    first = service.order(ANNA, BookPlace(cafe, ida)).case_id
    assert refused(service, BookPlace(cafe, ida)) == "already_booked"
    second = service.order(ANNA, BookPlace(cafe, bo)).case_id
    assert refused(service, BookPlace(cafe, eva)) == "activity_full"
    service.order(ANNA, CancelBooking("citizen"), first)
    service.order(ANNA, BookPlace(cafe, eva))
    assert service.ask("activities", ANNA, has_room=True) == []
    (his,) = service.ask("activities", ANNA, citizen=bo)
    assert (his.free, his.citizens) == (0, (bo, eva))
    service.at(2011, 6, 15, 13)
    service.order(ANNA, RecordActivityAttendance(attended=True), second)
    service.order(ANNA, WithdrawActivityAttendance(), second)
    service.order(ANNA, RecordActivityAttendance(attended=False), second)
    days = {"from_day": date(2011, 6, 1), "to_day": date(2011, 6, 30)}
    (said,) = service.ask("activity_attendance", ANNA, **days)
    assert (said.booked, said.came, said.stayed_away, said.not_said) == (2, 0, 1, 1)


def test_nobody_is_booked_to_what_is_called_off(service):
    cafe = service.order(ANNA, PlanActivity("job_cafe", "Café", "valby", WEDNESDAY, 2)).case_id
    service.order(ANNA, CancelActivity("too_few"), cafe)
    assert refused(service, BookPlace(cafe, uuid4())) == "activity_not_planned"


def test_v18_the_search_returns_exactly_those_with_the_competences(service):
    cans = {
        "ida": ("forklift_licence", "cash_register"),
        "bo": ("forklift_licence",),
        "eva": ("cash_register", "english"),
        "gone": ("forklift_licence", "cash_register"),
    }
    who = {name: uuid4() for name in cans}
    cases = {}
    for name, competences in cans.items():
        order = RegisterCitizen(
            citizen=who[name],
            benefit_basis="cash_benefit",
            target_group="tg2_cash_ready",
            age=30,
        )
        cases[name] = service.order(ANNA, order).case_id
        service.order(ANNA, NoteCompetences(competences), cases[name])
    service.order(ANNA, CloseCase("job"), cases["gone"])

    def found(**asked):
        names = {citizen: name for name, citizen in who.items()}
        return {names[each.citizen] for each in service.ask("find_persons", ANNA, **asked)}

    assert found(all_of="forklift_licence") == {"ida", "bo"}
    assert found(all_of="forklift_licence,cash_register") == {"ida"}
    assert found(any_of="english,forklift_licence") == {"ida", "bo", "eva"}
    assert found(all_of="cash_register", any_of="english") == {"eva"}
    assert found(all_of="welding") == found() == set()
    service.order(ANNA, NoteCompetences(("english",)), cases["bo"])
    assert found(all_of="forklift_licence") == {"ida"}
    service.order(ANNA, ReopenCase("Ledig igen"), cases["gone"])
    assert found(all_of="forklift_licence") == {"ida", "gone"}


def test_v40_the_coverage_table_is_edited_cell_by_cell(service):
    table = service.order(LISE, StateCoverage("valby", "tg1_insured", "full")).case_id
    service.order(LISE, RestateCoverage("tg2_cash_ready", "partial"), table)
    service.order(LISE, RestateCoverage("company_effort", "none"), table)
    groups = service.ask("coverage_table", ANNA, table="target_groups")
    assert (len(groups.cells), groups.share_permille) == (2, 750)
    assert service.ask("coverage_table", ANNA, table="tasks").share_permille == 0
