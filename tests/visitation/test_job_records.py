"""E16, X-22: what other systems tell of a job, late, during a hearing, or wrongly."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import reduce
from typing import Any

import pytest

from services.visitation import messages, policies
from services.visitation.domain.citizen_case import (
    CloseCase,
    CloseOnExternalRecord,
    ReopenCase,
    WithdrawClosing,
    citizen_case,
)
from services.visitation.domain.registration import RegisterCitizen
from services.visitation.views.job_records import JOB_RECORDS, JobRecordRow, project, touches
from services.visitation.wiring import SERVICE
from shared.period import Period
from tests.support.database import make_service
from tests.visitation.cases import CASE, P6
from tests.visitation.house import OneService, recorded
from tests.visitation.recommendations import ANNA, HEARING, SANCTION

STREAM = "external_record-ui_fund-job-77"
RECORD = "ui_fund:job-77"
JAN_10, JAN_20, FEB_1 = date(2011, 1, 10), date(2011, 1, 20), date(2011, 2, 1)
TOLD_AT = datetime(2011, 3, 14, 12, tzinfo=UTC)
LATER = datetime(2011, 4, 1, 12, tzinfo=UTC)


def imported(start: date = JAN_20, end: date | None = None, kind: str = "employment") -> Any:
    return messages.ExternalRecordImported(P6, "ui_fund", "job-77", kind, Period(start, end))


def corrected(start: date = JAN_20, end: date | None = None, kind: str = "employment") -> Any:
    return messages.ExternalRecordCorrected(P6, "ui_fund", "job-77", kind, Period(start, end))


WITHDRAWN = messages.ExternalRecordWithdrawn(P6, "ui_fund", "job-77")


def told(*facts: Any) -> JobRecordRow | None:
    """Return what is known of the record after these facts, the first one told in March."""
    moments = [TOLD_AT, *[LATER] * len(facts)]
    said = [recorded(STREAM, fact, moment) for fact, moment in zip(facts, moments, strict=False)]
    assert {key for each in said for key in touches(each)} == {(RECORD,)}
    return reduce(lambda row, each: project((RECORD,), row, each), said, None)


@pytest.mark.parametrize(
    ("facts", "is_job", "doubtful", "start"),
    [
        ((imported(),), True, False, JAN_20),
        ((imported(), corrected(end=FEB_1)), True, False, JAN_20),
        ((imported(), corrected(JAN_10)), True, True, JAN_10),
        ((imported(), corrected(kind="education")), False, True, JAN_20),
        ((imported(), WITHDRAWN), False, True, JAN_20),
        ((imported(), WITHDRAWN, imported()), True, True, JAN_20),
        ((imported(kind="education"), corrected()), True, False, JAN_20),
    ],
    ids=["job", "ended", "moved", "no_job", "withdrawn", "again", "job_after_all"],
)
def test_x_22_a_record_stands_as_it_is_told_now(facts, is_job, doubtful, start):
    row = told(*facts)
    assert row is not None
    assert (row.is_job, row.doubtful, row.start) == (is_job, doubtful, start)


def test_a_job_is_told_the_day_it_is_first_told_as_one():
    since = [told(imported(), corrected(JAN_10)), told(imported(kind="education"), corrected())]
    assert [row.told_at for row in since if row] == [TOLD_AT, LATER]
    back = told(imported(), WITHDRAWN, imported())
    assert back is not None
    assert back.told_at == LATER


def test_what_never_was_a_job_has_no_row():
    assert told(imported(kind="interview")) is None
    assert told(imported(kind="interview"), WITHDRAWN) is None
    assert JOB_RECORDS.follows == ("citizen_history",)


def test_a_hearing_that_ends_closes_nothing_where_no_job_waits():
    concluded = messages.HearingConcluded(P6, "excuse_accepted", True, SANCTION)
    message = recorded(f"party_hearing-{HEARING}", concluded, TOLD_AT)
    assert policies.when_hearing_over(message, None) == []
    job = policies.Job(JAN_20, "ui_fund", "job-77")
    (do,) = policies.when_hearing_over(message, (CASE, job))
    assert (do.decider, do.case_id) == (citizen_case, CASE)
    assert do.command == CloseOnExternalRecord(JAN_20, "ui_fund", "job-77")


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2011, 1, 3, 8, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


def registered(service: OneService) -> str:
    order = RegisterCitizen(
        citizen=P6, benefit_basis="cash_benefit", target_group="tg2_cash_ready", age=33
    )
    mine = service.order(ANNA, order).case_id
    service.at(2011, 3, 7)
    return mine


def hearing(service: OneService, fact: Any) -> None:
    service.told(f"party_hearing-{HEARING}", fact)


SERVED = messages.HearingServed(P6, date(2011, 3, 7))
CONCLUDED = messages.HearingConcluded(P6, "excuse_not_accepted", False)
CALLED_OFF = messages.HearingWithdrawn(P6)


def closed_on(service: OneService) -> list[date | None]:
    return [row.closed_on for row in service.ask("citizen_cases", ANNA)]


@pytest.mark.postgres
@pytest.mark.parametrize("ends", [CONCLUDED, CALLED_OFF], ids=["concluded", "called_off"])
def test_e16_a_job_told_during_a_hearing_closes_the_case_when_it_ends(service, ends):
    mine = registered(service)
    hearing(service, SERVED)
    service.at(2011, 3, 14)
    service.told(STREAM, imported())
    assert closed_on(service) == [None]
    # As the job is told now, not as it was told first.
    service.told(STREAM, corrected(FEB_1))
    service.at(2011, 3, 15)
    hearing(service, ends)
    assert closed_on(service) == [FEB_1]
    assert service.office.desk(ANNA).load(citizen_case, mine).clocks.duties == ()
    assert service.refusals() == ["party_hearing_open"]
    # Whoever opens the case again knew of the job: the next hearing closes nothing.
    service.at(2011, 3, 16)
    service.order(ANNA, WithdrawClosing("Borgeren begyndte aldrig"), mine)
    service.at(2011, 3, 17)
    hearing(service, ends)
    assert closed_on(service) == [None]


@pytest.mark.postgres
@pytest.mark.parametrize(
    "since",
    [WITHDRAWN, corrected(end=date(2011, 3, 10)), corrected(kind="education")],
    ids=["taken_away", "over", "no_job"],
)
def test_e16_what_is_no_job_any_more_closes_nothing_when_the_hearing_ends(service, since):
    registered(service)
    hearing(service, SERVED)
    service.at(2011, 3, 14)
    service.told(STREAM, imported())
    service.told(STREAM, since)
    hearing(service, CONCLUDED)
    assert closed_on(service) == [None]


@pytest.mark.postgres
def test_x_22_a_closing_whose_record_is_told_otherwise_waits_for_a_person(service):
    mine = registered(service)
    service.at(2011, 3, 14)
    service.told(STREAM, imported())
    # That a job ends later, says nothing against the closing.
    service.told(STREAM, corrected(end=date(2011, 6, 1)))
    assert (closed_on(service), service.ask("closings_in_question", ANNA)) == ([JAN_20], [])
    service.told(STREAM, corrected(FEB_1))
    (moved,) = service.ask("closings_in_question", ANNA, citizen=P6)
    assert (str(moved.citizen_case), moved.record) == (mine, RECORD)
    assert (moved.because, moved.closed_on, moved.job_from) == ("began_another_day", JAN_20, FEB_1)
    service.told(STREAM, WITHDRAWN)
    (gone,) = service.ask("closings_in_question", ANNA)
    assert (gone.because, gone.job_from) == ("no_job", None)
    assert service.ask("closings_in_question", ANNA, owner="kim") == []
    # Nothing has happened by itself.
    assert closed_on(service) == [JAN_20]
    service.order(ANNA, WithdrawClosing("Posten var forkert"), mine)
    assert (closed_on(service), service.ask("closings_in_question", ANNA)) == ([None], [])
    # What a person closes is no record's doing.
    service.order(ANNA, CloseCase("other", date(2011, 3, 14)), mine)
    assert service.ask("closings_in_question", ANNA) == []
    service.order(ANNA, ReopenCase("Ledig igen"), mine)
    assert service.refusals() == []
