from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from services.offers import messages, policies
from services.offers.domain.attendance_sheet import (
    AttendanceCorrected,
    AttendanceRecorded,
    Attended,
)
from services.offers.domain.no_show import NoShowWithdrawn, NoteReportOutcome, ReportAnswered
from services.offers.domain.offer_placement_events import (
    OfferEndWithdrawn,
    OfferStartWithdrawn,
)
from services.offers.views.no_show_list import NO_SHOW_LIST
from services.offers.views.placement_list import PLACEMENT_LIST
from services.offers.views.reporting_rate import REPORTING_RATE, percent, rate_of
from shared.eventlog.codec import Unread
from tests.offers.placements import (
    CANCELLED,
    ENDED,
    GIVEN,
    JUNE_14,
    P6,
    PLACEMENT,
    REPORTED,
    STARTED,
)
from tests.visitation.house import recorded

NOW = datetime(2011, 6, 14, 13, tzinfo=UTC)
STREAM = f"offer_placement-{PLACEMENT}"
WITHDRAWN = NoShowWithdrawn(P6, PLACEMENT, JUNE_14, "Fejl")


def rows(view, *events):
    """Fold facts into the view's rows."""
    table = {}
    for event in events:
        told = recorded(STREAM, event, NOW)
        for key in view.touches(told):
            table[key] = view.project(key, table.get(key), told)
    return {key: row for key, row in table.items() if row is not None}


def sheet(*days: Attended) -> AttendanceRecorded:
    return AttendanceRecorded(P6, PLACEMENT, "1", "2011-W24", days)


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ((), "given"),
        ((STARTED,), "started"),
        ((STARTED, OfferStartWithdrawn(P6, "Fejl")), "given"),
        ((STARTED, ENDED), "ended"),
        ((STARTED, ENDED, OfferEndWithdrawn(P6, "Fejl")), "started"),
        ((CANCELLED,), "cancelled"),
    ],
)
def test_the_placement_list_shows_the_stage(events, status):
    row = rows(PLACEMENT_LIST, GIVEN, *events)[(PLACEMENT,)]
    assert (row.status, row.supplier, row.ends_on) == (status, "1", GIVEN.ends_on)


def test_the_no_show_list_shows_the_senders_answer():
    key = (PLACEMENT, JUNE_14)
    assert rows(NO_SHOW_LIST, REPORTED)[key].outcome is None
    answered = ReportAnswered(P6, PLACEMENT, JUNE_14, "decided")
    assert rows(NO_SHOW_LIST, REPORTED, answered)[key].outcome == "decided"
    assert rows(NO_SHOW_LIST, REPORTED, WITHDRAWN)[key].withdrawn
    assert rows(NO_SHOW_LIST, answered) == {}
    assert rows(NO_SHOW_LIST, Unread("offers.unheard_of", {})) == {}


def test_a_day_is_in_the_rate_while_the_sheet_or_a_report_names_it():
    key = (PLACEMENT, JUNE_14)
    absent = Attended(JUNE_14, absence_kind="no_show")
    assert rows(REPORTING_RATE, sheet(Attended(JUNE_14, present=True))) == {}
    both = rows(REPORTING_RATE, sheet(absent), REPORTED)[key]
    assert (both.recorded, both.reported) == (True, True)
    assert rows(REPORTING_RATE, REPORTED, WITHDRAWN) == {}
    agreed = AttendanceCorrected(
        P6, PLACEMENT, "1", "2011-W24", JUNE_14, True, False, "agreed", "Aftalt"
    )
    excused = rows(REPORTING_RATE, sheet(absent), REPORTED, agreed)[key]
    assert (excused.recorded, excused.reported) == (False, True)
    assert rows(REPORTING_RATE, sheet(absent), agreed) == {}


def k_09(absences: int, reports: int):
    mondays = [date(2011, 6, 6) + timedelta(7 * n) for n in range(absences)]
    sheets = [sheet(Attended(day, absence_kind="no_show")) for day in mondays]
    told = [replace(REPORTED, day=day) for day in mondays[:reports]]
    return rate_of("1", list(rows(REPORTING_RATE, *sheets, *told).values()))


@pytest.mark.parametrize(("absences", "reports"), [(5, 4), (10, 8)])
def test_h6_and_k_09_four_of_five_and_eight_of_ten_are_80_percent(absences, reports):
    rate = k_09(absences, reports)
    assert (rate.recorded, rate.reported, rate.rate, rate.percent) == (
        absences,
        reports,
        f"{reports}/{absences}",
        "80.0",
    )


def test_a_report_of_a_day_the_sheet_calls_no_absence_is_shown_and_not_counted():
    only_reported = rate_of("1", list(rows(REPORTING_RATE, REPORTED).values()))
    assert (only_reported.recorded, only_reported.reported) == (0, 0)
    assert (only_reported.without_sheet, only_reported.percent) == (1, None)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(0, 3, "0.0"), (1, 3, "33.3"), (2, 3, "66.7"), (1, 8, "12.5"), (1, 16, "6.3"),
     (3, 3, "100.0"), (1, 2000, "0.1"), (1, 2001, "0.0"), (0, 0, None)],
)  # fmt: skip
def test_k_a_shown_share_is_rounded_half_up_to_one_decimal(part, whole, shown):
    assert percent(part, whole) == shown


@pytest.mark.parametrize(
    ("reported_from", "placement", "reaches"),
    [("offers", PLACEMENT, True), ("visitation", None, False), ("offers", None, False)],
)
def test_b_04_the_answer_reaches_the_placement_that_sent_the_report(
    reported_from, placement, reaches
):
    told = messages.JobcenterNotifiedOfSanction(
        P6, PLACEMENT, "decided", JUNE_14, reported_from, placement
    )
    done = policies.when_report_answered(recorded("sanction_case-x", told, NOW), None)
    expected = [(PLACEMENT, NoteReportOutcome(JUNE_14, "decided"))] if reaches else []
    assert [(do.case_id, do.command) for do in done] == expected
