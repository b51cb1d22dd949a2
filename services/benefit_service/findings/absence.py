"""Whether an absence that is reported now was reported already, as part of a longer one."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from services.benefit_service.domain.hearing_states import Concluded, Served
from services.benefit_service.domain.party_hearing import PARTY_HEARING
from services.benefit_service.domain.sanction_orders import ReportNonCompliance
from services.benefit_service.views.attendance import ATTENDANCE, AttendanceRow
from services.benefit_service.views.decision_basis import DECISION_BASIS, BasisRow
from services.benefit_service.views.hearing_list import HEARING_LIST
from shared.casework.declare import Desk


def is_reported_already(desk: Desk, report: ReportNonCompliance) -> bool:
    """Say whether an earlier report or a decision covers this day already."""
    if report.placement is None:
        return False
    earlier = desk.rows_of(
        DECISION_BASIS,
        report.citizen,
        "placement = %(placement)s AND basis_from < %(day)s",
        {"placement": report.placement, "day": report.day},
    )
    if any(report.day in row.days for row in earlier):
        return True
    standing = [row for row in earlier if row.stage == "open" and _goes_on(desk, row)]
    sheet = desk.rows(
        ATTENDANCE,
        "placement = %(placement)s AND present AND day < %(day)s",
        {"placement": report.placement, "day": report.day},
    )
    return any(not resumed_between(sheet, row.basis_from, report.day) for row in standing)


def resumed_between(sheet: Iterable[AttendanceRow], first: date, day: date) -> bool:
    """Say whether the participant came on a day after `first` and before `day`."""
    return any(one.present and first < one.day < day for one in sheet)


def _goes_on(desk: Desk, row: BasisRow) -> bool:
    """Say whether the report or the hearing letter named the absence as continuing."""
    return row.continues or _letter_names_it_continuing(desk, row.sanction_case)


def _letter_names_it_continuing(desk: Desk, sanction_case: UUID) -> bool:
    rows = desk.rows(
        HEARING_LIST,
        "sanction_case = %(case)s AND stage <> 'withdrawn'",
        {"case": sanction_case},
    )
    hearings = [desk.load(PARTY_HEARING, row.hearing).state for row in rows]
    return any(
        state.letter.covers_continuing_absence
        for state in hearings
        if isinstance(state, Served | Concluded)
    )
