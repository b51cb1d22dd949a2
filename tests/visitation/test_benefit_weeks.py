"""D.0: the measure in weeks on benefit leaves out the weeks in which there was none."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from services.visitation import messages
from services.visitation.domain import benefit_weeks as weeks
from services.visitation.domain.citizen_case import CloseCase, citizen_case
from services.visitation.domain.contact_course import HoldInterview
from services.visitation.domain.ground import CaseLaw
from services.visitation.domain.registration import RegisterCitizen
from services.visitation.wiring import SERVICE
from shared.law.rulebook import RuleBook
from shared.period import Period
from tests.support.database import make_service
from tests.visitation.cases import CASE, JUNE_7, P6, REGISTERED, case, on
from tests.visitation.four import Four
from tests.visitation.house import ROOM, OneService
from tests.visitation.recommendations import ANNA

NOW = replace(on(2011, 9, 5), case_id=CASE, actor="policy")
COUNTS = replace(NOW, law=CaseLaw(weeks_from=JUNE_7))
OPEN = case(REGISTERED)
ORDER = weeks.NoteWeeksWithoutBenefit("dp:77", ("2011-W26", "2011-W25", "2011-W26"))
NOTED = weeks.WeeksWithoutBenefitNoted(P6, "dp:77", ("2011-W25", "2011-W26"))
RECOUNTED = weeks.MeasuredWeeksRecounted(P6, JUNE_7)
FOUR = Four(ORDER, OPEN, NOW, (NOTED,), case(), "not_registered", None,
            CloseCase("job", date(2011, 9, 1)), "case_closed")  # fmt: skip


def test_it_happens():
    FOUR.happens()


def test_it_is_refused():
    FOUR.is_refused()


def test_the_same_weeks_again_say_nothing():
    FOUR.is_repeated()


def test_the_later_of_two_is_refused():
    FOUR.collides()


def test_what_is_measured_is_counted_anew_from_the_same_day():
    OPEN.when(ORDER, COUNTS).then(NOTED, RECOUNTED)
    # A record that is put right replaces what it told before, and another adds to it.
    told = case(REGISTERED, NOTED)
    other = weeks.NoteWeeksWithoutBenefit("dp:78", ("2011-W30", "2011-W26"))
    both = told.and_then(other, NOW).state.weeks
    assert weeks.left_out(both) == ("2011-W25", "2011-W26", "2011-W30")
    gone = told.and_then(weeks.NoteWeeksWithoutBenefit("dp:77", ()), NOW).state.weeks
    assert weeks.left_out(gone) == ()


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2011, 1, 3, 8, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


def clocks(service: OneService, case_id: str, key: str) -> list[tuple[date, str, int]]:
    found = service.office.desk(ANNA).load(citizen_case, case_id).clocks.of_key(key)
    return [(d.timely_until, d.state, d.met.late_by_days if d.met else 0) for d in found]


def job(service: OneService, first: date, last: date, *, corrects: bool = False) -> None:
    fact = messages.ExternalRecordCorrected if corrects else messages.ExternalRecordImported
    told = fact(P6, "dp", "77", "employment", Period.of_days(first, last))
    service.told("external_record-dp-77", told)


@pytest.mark.postgres
def test_four_weeks_of_work_move_the_measured_interview_and_not_the_duty(service):
    order = RegisterCitizen(citizen=P6, benefit_basis="ui_benefit", age=40)
    mine = service.order(ANNA, order).case_id
    service.at(2011, 1, 31)
    service.order(ANNA, HoldInterview("personal"), mine)
    duty, measured = "interview.interval", "interview.interval.weeks"
    # H 3: W06 to W18 are thirteen weeks.
    assert clocks(service, mine, measured) == [(date(2011, 5, 8), "running", 0)]
    service.at(2011, 3, 28)
    job(service, date(2011, 2, 28), date(2011, 3, 27))
    assert clocks(service, mine, measured) == [(date(2011, 6, 5), "running", 0)]
    assert clocks(service, mine, duty) == [(date(2011, 4, 30), "running", 0)]
    # A week shorter, and a week that was worked in part counts as on benefit.
    job(service, date(2011, 2, 28), date(2011, 3, 23), corrects=True)
    assert clocks(service, mine, measured) == [(date(2011, 5, 29), "running", 0)]
    service.at(2011, 5, 27)
    service.order(ANNA, HoldInterview("personal"), mine)
    assert clocks(service, mine, measured)[0] == (date(2011, 5, 29), "met", 0)
    assert clocks(service, mine, duty)[0] == (date(2011, 4, 30), "met", 27)
    may = {"from_day": date(2011, 4, 1), "to_day": date(2011, 5, 31)}
    assert service.ask("interview_timeliness", ANNA, **may, method="weeks").pooled == 1000
    assert service.refusals() == []


@pytest.mark.postgres
def test_weeks_of_a_job_that_goes_on_after_all_are_left_out_no_more(service):
    order = RegisterCitizen(citizen=P6, benefit_basis="ui_benefit", age=40)
    mine = service.order(ANNA, order).case_id
    service.at(2011, 1, 31)
    service.order(ANNA, HoldInterview("personal"), mine)
    service.at(2011, 3, 28)
    job(service, date(2011, 2, 28), date(2011, 3, 27))
    goes_on = Period(date(2011, 2, 28), None)
    told = messages.ExternalRecordCorrected(P6, "dp", "77", "employment", goes_on)
    service.told("external_record-dp-77", told)
    measured = clocks(service, mine, "interview.interval.weeks")
    assert measured == [(date(2011, 5, 8), "running", 0)]


@pytest.mark.postgres
@pytest.mark.parametrize("told", ["withdrawn", "no_job"])
def test_e16_weeks_of_a_job_that_was_not_true_are_left_out_no_more(service, told):
    order = RegisterCitizen(citizen=P6, benefit_basis="ui_benefit", age=40)
    mine = service.order(ANNA, order).case_id
    service.at(2011, 1, 31)
    service.order(ANNA, HoldInterview("personal"), mine)
    service.at(2011, 3, 28)
    job(service, date(2011, 2, 28), date(2011, 3, 27))
    weeks = Period.of_days(date(2011, 2, 28), date(2011, 3, 27))
    right = (
        messages.ExternalRecordWithdrawn(P6, "dp", "77")
        if told == "withdrawn"
        else messages.ExternalRecordCorrected(P6, "dp", "77", "education", weeks)
    )
    service.told("external_record-dp-77", right)
    again = [(date(2011, 5, 8), "running", 0)]
    assert clocks(service, mine, "interview.interval.weeks") == again
    # A record that left nothing out says nothing.
    before = len(service.facts(f"citizen_case-{mine}"))
    service.told("external_record-dp-78", messages.ExternalRecordWithdrawn(P6, "dp", "78"))
    other = messages.ExternalRecordImported(P6, "dp", "79", "education", weeks)
    service.told("external_record-dp-79", other)
    assert len(service.facts(f"citizen_case-{mine}")) == before
    assert service.refusals() == []


@pytest.mark.parametrize("owner", ["visitation", "offers"])
def test_e2_no_rule_counts_from_the_funds_start_date(owner):
    book = RuleBook.load([ROOM / owner / "rules"])
    rows = book.rules()
    assert len(rows) > 20
    starts = {start.event for row in rows for start in row.starts_on}
    assert not {tag for tag in starts if tag.startswith("citizen_history.")}
    assert not {name for row in rows for name in row.applies_to if "seniority" in name}


@pytest.mark.postgres
def test_e2_the_funds_start_date_is_history_and_moves_no_clock(service):
    order = RegisterCitizen(citizen=P6, benefit_basis="ui_benefit", age=40)
    mine = service.order(ANNA, order).case_id
    stream = f"citizen_case-{mine}"
    before = [each.event for each in service.facts(stream)]
    told = messages.ExternalRecordImported(P6, "ui_fund", "78", "other", Period(date(2010, 6, 1)))
    service.told("external_record-ui_fund-78", told)
    assert [each.event for each in service.facts(stream)] == before
    assert service.refusals() == []
