"""Offers on a real database: what its application finds out, and what its views answer."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from msgspec.structs import replace

from services.offers import messages
from services.offers.domain.attendance_sheet import (
    AddAttendance,
    Attended,
    CorrectAttendance,
    RecordAttendance,
    attendance_sheet,
)
from services.offers.domain.no_show import ReportNoShow, WithdrawNoShow
from services.offers.domain.offer_placement import (
    CorrectOffer,
    EndOffer,
    GiveOffer,
    StartOffer,
    WithdrawEnd,
    WithdrawStart,
)
from services.offers.domain.offer_placement_events import OfferEnded
from services.offers.wiring import SERVICE
from shared.eventlog.decider import Rejected
from shared.trouble import Denied
from tests.offers.placements import (
    ANNA,
    AUGUST_31,
    JUNE_1,
    JUNE_14,
    JUNE_15,
    OTHER,
    P6,
    SARA,
    WHIT_MONDAY,
)
from tests.support.database import make_service
from tests.visitation.house import OneService

pytestmark = pytest.mark.postgres

GIVE = GiveOffer(
    citizen=P6,
    offer_type="guidance_qualification",
    starts_on=JUNE_1,
    ends_on=AUGUST_31,
    supplier="1",
)
ABSENT = Attended(JUNE_14, absence_kind="no_show")


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2011, 5, 30, 8, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "offers"), start)
    yield house
    house.close()


def given_offer(service: OneService) -> str:
    return service.order(ANNA, GIVE).case_id


def refused(service, actor, command, case_id=None) -> str:
    with pytest.raises(Rejected) as caught:
        service.order(actor, command, case_id)
    return caught.value.code


def test_h6_a_no_show_is_reported_the_same_day_and_its_sender_sees_the_answer(service):
    placement = given_offer(service)
    service.at(2011, 6, 14, 13)
    service.order(SARA, ReportNoShow(JUNE_14, hearing_handed_over=True), placement)
    told = service.facts(f"offer_placement-{placement}")[-1]
    assert told.meta.effective_on == JUNE_14
    assert told.meta.rules[0].startswith("supplier.noshow_report@2007-01-01#")
    assert (told.event.placement, told.event.reported_late) == (UUID(placement), False)
    assert told.event.hearing_served_on_site
    answer = messages.JobcenterNotifiedOfSanction(
        P6, UUID(int=7), "decided", JUNE_14, "offers", UUID(placement)
    )
    service.told("sanction_case-7", answer)
    service.told("sanction_case-7", answer)
    (row,) = service.ask("no_shows", SARA)
    assert (row.outcome, row.withdrawn) == ("decided", False)
    assert set(service.refusals()) <= {"no_offer_duty"}


def test_a_report_told_the_day_after_is_late_and_whit_monday_is_no_day(service):
    placement = given_offer(service)
    service.at(2011, 6, 15)
    service.order(SARA, ReportNoShow(JUNE_14), placement)
    assert service.ask("no_shows", ANNA)[0].reported_late
    assert refused(service, SARA, ReportNoShow(WHIT_MONDAY), placement) == "day_not_scheduled"
    assert refused(service, OTHER, ReportNoShow(JUNE_15), placement) == "not_your_participant"
    with pytest.raises(Denied):
        service.order(ANNA, ReportNoShow(JUNE_15), placement)


def test_a_sheet_belongs_to_a_placement_and_a_week(service):
    placement = given_offer(service)
    service.at(2011, 6, 17)
    record = RecordAttendance(UUID(placement), "2011-W24", (ABSENT,))
    sheet = service.order(SARA, record).case_id
    assert sheet == f"{placement}-2011-W24"
    service.order(SARA, AddAttendance((Attended(JUNE_15, present=True),)), sheet)
    service.order(SARA, CorrectAttendance(JUNE_15, False, "Gik hjem", "sick"), sheet)
    service.order(SARA, CorrectAttendance(JUNE_15, True, "Kom igen"), sheet)
    told = service.facts(f"attendance_sheet-{sheet}")
    assert [each.meta.effective_on for each in told] == [JUNE_14, JUNE_15, JUNE_15, JUNE_15]
    corrects = [each.meta.corrects for each in told]
    assert corrects == [None, None, told[1].meta.event_id, told[2].meta.event_id]
    assert {each.meta.subjects for each in told} == {(P6,)}
    holiday = AddAttendance((Attended(WHIT_MONDAY),))
    assert refused(service, SARA, holiday, sheet) == "day_not_scheduled"
    unknown = replace(record, placement=UUID(int=9))
    assert refused(service, SARA, unknown) == "no_such_placement"
    assert refused(service, OTHER, replace(record, week="2011-W25")) == "not_your_participant"


def test_a_sheet_of_several_days_is_not_named_as_corrected_for_one_of_them(service):
    placement = given_offer(service)
    service.at(2011, 6, 17)
    days = (ABSENT, Attended(JUNE_15, present=True))
    sheet = service.order(SARA, RecordAttendance(UUID(placement), "2011-W24", days)).case_id
    service.order(SARA, CorrectAttendance(JUNE_14, True, "Fejl"), sheet)
    assert service.facts(f"attendance_sheet-{sheet}")[-1].meta.corrects is None


def written(service: OneService, placement: str) -> dict[date, tuple[bool, bool]]:
    """Return of each day on the sheet of week 24 whether it counts as expected, and as absent."""
    state = service.office.desk(ANNA).load(attendance_sheet, f"{placement}-2011-W24").state
    return {each.day: (each.scheduled, each.unexcused) for each in state.days}


def hear(service: OneService, placement: str) -> None:
    """Let offers hear the latest fact about a placement, as the bus would."""
    stream = f"offer_placement-{placement}"
    latest = service.facts(stream)[-1]
    service.told(stream, latest.event, effective_on=latest.meta.effective_on)


ABSENT_WEEK = tuple(Attended(date(2011, 6, day), absence_kind="no_show") for day in range(14, 18))


def test_d_5_no_day_after_the_offer_ended_can_be_written_as_an_absence(service):
    placement = given_offer(service)
    service.at(2011, 6, 15)
    service.order(ANNA, StartOffer(JUNE_1), placement)
    service.order(ANNA, EndOffer("no_show", JUNE_15), placement)
    service.at(2011, 6, 17)
    record = RecordAttendance(UUID(placement), "2011-W24", ABSENT_WEEK)
    assert refused(service, SARA, record) == "day_outside_offer"
    service.order(SARA, replace(record, days=ABSENT_WEEK[:2]))


def test_d_5_an_end_dated_back_leaves_out_the_days_written_before_it(service):
    placement = given_offer(service)
    service.at(2011, 6, 17)
    service.order(ANNA, StartOffer(JUNE_1), placement)
    record = RecordAttendance(UUID(placement), "2011-W24", ABSENT_WEEK)
    sheet = service.order(SARA, record).case_id
    service.order(ANNA, EndOffer("no_show", JUNE_15), placement)
    hear(service, placement)
    counted = [day for day, (_, absent) in written(service, placement).items() if absent]
    assert counted == [JUNE_14, JUNE_15]
    told = service.facts(f"attendance_sheet-{sheet}")[1:]
    assert [each.meta.effective_on for each in told] == [date(2011, 6, 16), date(2011, 6, 17)]
    assert [each.event.day for each in told] == [date(2011, 6, 16), date(2011, 6, 17)]
    hear(service, placement)
    assert len(service.facts(f"attendance_sheet-{sheet}")) == 3
    service.order(ANNA, WithdrawEnd("Fejl"), placement)
    hear(service, placement)
    assert all(scheduled for scheduled, _ in written(service, placement).values())
    assert set(service.refusals()) <= {"no_offer_duty"}


def test_d_5_an_offer_corrected_to_be_shorter_leaves_out_its_days_too(service):
    placement = given_offer(service)
    service.at(2011, 6, 17)
    days = (*ABSENT_WEEK[:3], Attended(date(2011, 6, 17), scheduled=False))
    service.order(SARA, RecordAttendance(UUID(placement), "2011-W24", days))
    tuesdays = CorrectOffer(reason="Kun om tirsdagen", weekdays=(2,))
    service.order(ANNA, tuesdays, placement)
    hear(service, placement)
    assert [one[0] for one in written(service, placement).values()] == [True, False, False, False]
    service.order(ANNA, CorrectOffer(reason="Alle dage", weekdays=(1, 2, 3, 4, 5)), placement)
    hear(service, placement)
    assert [one[0] for one in written(service, placement).values()] == [True, True, True, False]


def test_an_offer_that_nobody_wrote_a_sheet_for_ends_without_more(service):
    placement = given_offer(service)
    service.at(2011, 6, 17)
    service.order(ANNA, StartOffer(JUNE_1), placement)
    service.order(ANNA, EndOffer("no_show", JUNE_15), placement)
    hear(service, placement)
    service.told(f"offer_placement-{UUID(int=9)}", OfferEnded(P6, "completed", JUNE_15))
    assert set(service.refusals()) <= {"no_offer_duty"}


def test_k_09_the_rate_compares_sheets_with_reports_for_each_supplier(service):
    one = given_offer(service)
    two = service.order(ANNA, replace(GIVE, supplier="2")).case_id
    service.at(2011, 6, 17)
    for actor, placement in ((SARA, one), (OTHER, two)):
        days = (ABSENT, Attended(JUNE_15, absence_kind="no_show"))
        service.order(actor, RecordAttendance(UUID(placement), "2011-W24", days))
    service.order(SARA, ReportNoShow(JUNE_14), one)
    service.order(SARA, ReportNoShow(JUNE_15), one)
    service.order(SARA, WithdrawNoShow(JUNE_15, "Fejl"), one)
    service.order(OTHER, ReportNoShow(date(2011, 6, 16)), two)
    rates = {each.supplier: each for each in service.ask("reporting_rates", ANNA)}
    assert (rates["1"].rate, rates["1"].percent) == ("1/2", "50.0")
    assert (rates["2"].rate, rates["2"].percent, rates["2"].without_sheet) == ("0/2", "0.0", 1)
    only = service.ask("reporting_rates", ANNA, supplier="1", from_day=JUNE_14, to_day=JUNE_14)
    assert [(each.supplier, each.rate) for each in only] == [("1", "1/1")]


def test_a_supplier_sees_its_own_participants_only(service):
    one = given_offer(service)
    service.order(ANNA, replace(GIVE, supplier="2"))
    service.at(2011, 6, 14, 13)
    service.order(SARA, ReportNoShow(JUNE_14), one)
    assert len(service.ask("placements", ANNA)) == 2
    assert [row.supplier for row in service.ask("placements", OTHER, supplier="1")] == ["2"]
    assert service.ask("no_shows", OTHER, supplier="1") == []
    assert service.ask("reporting_rates", OTHER, supplier="1") == []


def test_corrections_name_the_fact_they_correct(service):
    placement = given_offer(service)
    service.at(2011, 7, 1)
    orders = (
        StartOffer(JUNE_1),
        WithdrawStart("Fejl"),
        StartOffer(date(2011, 6, 6)),
        EndOffer("stopped", date(2011, 6, 30)),
        WithdrawEnd("Fejl"),
        CorrectOffer(reason="Fejl", ends_on=date(2011, 9, 30)),
    )
    for order in orders:
        service.order(ANNA, order, placement)
    told = service.facts(f"offer_placement-{placement}")
    named = {each.meta.event_id: each.tag.partition(".")[2] for each in told}
    corrected = [each for each in told if each.meta.corrects]
    assert [(named[each.meta.corrects], each.meta.how) for each in corrected] == [
        ("offer_started", "withdrawn"),
        ("offer_ended", "withdrawn"),
        ("offer_given", "corrected"),
    ]
    assert [each.meta.effective_on for each in corrected] == [
        JUNE_1,
        date(2011, 6, 30),
        date(2011, 5, 30),
    ]


def test_the_lists_answer_every_filter(service):
    placement = given_offer(service)
    service.at(2011, 6, 14, 13)
    service.order(SARA, ReportNoShow(JUNE_14), placement)
    found = {
        "placements": {
            "citizen": P6,
            "supplier": "1",
            "status": "given",
            "offer_type": "guidance_qualification",
            "running_on": AUGUST_31,
        },
        "no_shows": {
            "citizen": P6,
            "placement": UUID(placement),
            "supplier": "1",
            "from_day": JUNE_14,
            "to_day": JUNE_14,
            "answered": False,
        },
    }
    for name, params in found.items():
        assert len(service.ask(name, ANNA, **params)) == 1
        for one, value in params.items():
            assert len(service.ask(name, ANNA, **{one: value})) == 1, one
    assert service.ask("placements", ANNA, running_on=date(2011, 9, 1)) == []
    assert service.ask("placements", ANNA, after=UUID(placement)) == []
    assert service.ask("no_shows", ANNA, answered=True) == []
