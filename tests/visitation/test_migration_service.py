"""One string from 1 August 2009: two case workers, one citizen, no clock and no line lost."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from services.visitation.domain import match
from services.visitation.domain.bulk_move import BulkMoveOrdered, OrderMove
from services.visitation.domain.citizen_case import citizen_case
from services.visitation.domain.contact_course import HoldInterview
from services.visitation.domain.cv import RegisterCv
from services.visitation.domain.registration import RegisterCitizen
from services.visitation.wiring import SERVICE
from shared.actor import Actor
from shared.trouble import Denied
from tests.support.database import make_service
from tests.visitation.cases import P6
from tests.visitation.further import told_by_itself
from tests.visitation.house import OneService

pytestmark = pytest.mark.postgres

STEN = Actor(id="sten", authority="state", unit="jobcenter", roles=("counsellor_state",))
MONA = Actor(id="mona", unit="jobcenter", roles=("counsellor_muni",))
LISE = Actor(id="lise", unit="jobcenter", roles=("manager",))
FIVE = match.Elements("Lager", "Truckkort", "Stabil", "Ingen gæld", "God")


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    house = OneService(
        SERVICE, make_service(database_url, "visitation"), datetime(2007, 1, 2, tzinfo=UTC)
    )
    yield house
    house.close()


def insured(service: OneService, citizen: UUID = P6) -> str:
    order = RegisterCitizen(
        citizen=citizen,
        benefit_basis="ui_benefit",
        target_group="tg1_insured",
        age=45,
        authority="state",
    )
    return service.order(STEN, order).case_id


def move(service: OneService, order: OrderMove) -> BulkMoveOrdered:
    """Let the manager order a move, and the service hear it."""
    stream = f"bulk_move-{service.order(LISE, order).case_id}"
    (fact,) = service.facts(stream)
    told_by_itself(service, stream, fact.event)
    return fact.event


def clocks(service: OneService, case: str) -> list[tuple[str, str, date]]:
    duties = service.office.desk(MONA).load(citizen_case, case).clocks.duties
    return [(duty.key, duty.state, duty.timely_until) for duty in duties]


def test_e2_the_move_loses_neither_a_clock_nor_a_line_of_history(service):
    service.at(2009, 7, 20)
    case = insured(service)
    stream = f"citizen_case-{case}"
    service.order(STEN, HoldInterview("personal"), case)
    service.order(STEN, match.AssessMatch("2", FIVE), case)
    service.at(2009, 8, 3)
    before, history = clocks(service, case), service.facts(stream)
    said = move(service, OrderMove("authority", on=date(2009, 8, 1)))
    assert (said.citizen_cases, said.left) == ((UUID(case),), 0)
    assert clocks(service, case) == before
    after = service.facts(stream)
    assert after[: len(history)] == history
    (moved,) = after[len(history) :]
    assert (moved.tag, moved.event.to_authority) == (
        "visitation.authority_transferred",
        "municipal",
    )
    assert moved.meta.effective_on == date(2009, 8, 1)
    # Both work on: the one from the state registers the CV, the other holds the next interview.
    service.order(STEN, RegisterCv(), case)
    service.order(MONA, HoldInterview("personal"), case)
    met = [each for each in clocks(service, case) if each[1] == "met"]
    assert {key for key, _, _ in met} == {
        "cv.register",
        "interview.first",
        "interview.interval",
        "interview.interval.weeks",
    }
    (row,) = service.ask("citizen_cases", STEN, authority="municipal")
    assert row.transferred_on == date(2009, 8, 1)


def test_the_same_message_twice_moves_once_and_what_cannot_move_is_told(service):
    service.at(2009, 5, 4)
    case = insured(service)
    service.at(2009, 8, 3)
    said = move(service, OrderMove("authority"))
    told_by_itself(service, f"bulk_move-{uuid4()}", said)
    assert service.refusals() == ["same_authority"]
    transfers = [each for each in service.facts(f"citizen_case-{case}") if "transfer" in each.tag]
    assert len(transfers) == 1


def test_a_switch_of_the_model_converts_all_who_have_a_match(service):
    service.at(2010, 4, 23)
    matched = [insured_muni(service), insured_muni(service)]
    insured_muni(service, match_it=False)
    service.at(2010, 4, 26)
    said = move(service, OrderMove("match_model"))
    assert sorted(said.citizen_cases) == sorted(UUID(case) for case in matched)
    rows = service.ask("citizen_cases", MONA)
    assert sorted((row.match_model or "", row.match_value or "") for row in rows) == [
        ("", ""),
        ("m3", "2"),
        ("m3", "2"),
    ]


def insured_muni(service: OneService, *, match_it: bool = True) -> str:
    order = RegisterCitizen(
        citizen=uuid4(), benefit_basis="ui_benefit", target_group="tg1_insured", age=45
    )
    case = service.order(MONA, order).case_id
    if match_it:
        service.order(MONA, HoldInterview("personal"), case)
        service.order(MONA, match.AssessMatch("4", FIVE), case)
    return case


def test_only_a_manager_moves_many(service):
    service.at(2009, 8, 3)
    with pytest.raises(Denied):
        service.order(MONA, OrderMove("authority"))
