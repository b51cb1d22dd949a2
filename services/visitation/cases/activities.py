"""Activities, competences and coverage, told to the wiring: orders, facts for them, questions."""

from typing import Final
from uuid import UUID

from services.visitation.domain import activity as activities
from services.visitation.domain import activity_booking as bookings
from services.visitation.domain import coverage as coverages
from services.visitation.views import activities as shown
from services.visitation.views import competence_search, coverage_table
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded, Query
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.identity import derived_id

_TABLES: Final = UUID("2d3f6f1a-9c1d-4a39-8d0b-6f2f6c1f6e11")
_CITIZEN: Final = "5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b11"
_ACTIVITY: Final = "01930000-0000-7000-8000-00000000000d"


def collect_activity(
    desk: Desk, _case_id: str, _loaded: Loaded, _command: Command | None
) -> Collected[activities.ActivityFacts]:
    """Find out what time it is."""
    return Collected(facts=activities.ActivityFacts(desk.now))


def collect_booking(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[bookings.BookingFacts]:
    """Find the activity and a free place in it; it must still stand when the place is taken."""
    if not isinstance(command, bookings.BookPlace):
        facts = bookings.BookingFacts(desk.now)
        wrong = next(
            (
                each.meta.event_id
                for each in reversed(loaded.history)
                if isinstance(each.event, bookings.ActivityAttended)
            ),
            None,
        )
        back = isinstance(command, bookings.WithdrawActivityAttendance) and wrong is not None
        return Collected(
            facts=facts,
            corrects=wrong if back else None,
            how="withdrawn" if back else None,
        )
    found = desk.load(activities.activity, command.activity)
    state, subjects = found.state, (command.citizen,)
    if not isinstance(state, activities.Activity) or state.cancelled:
        return Collected(facts=bookings.BookingFacts(desk.now), subjects=subjects)
    planned = state.planned
    rows = desk.rows(shown.ACTIVITIES, "activity = %(activity)s", {"activity": command.activity})
    taken = {seat.seat for row in rows for seat in row.seats}
    free = next((n for n in range(1, planned.places + 1) if n not in taken), None)
    return Collected(
        facts=bookings.BookingFacts(desk.now, planned.kind, planned.at, free),
        guards=(Guard(found.stream, found.version),),
        subjects=subjects,
    )


def collect_coverage(
    desk: Desk, _case_id: str, _loaded: Loaded, _command: Command | None
) -> Collected[coverages.CoverageFacts]:
    """Find out which day it is."""
    return Collected(facts=coverages.CoverageFacts(desk.today))


ACTIVITY: Final = CaseType[activities.ActivityFacts](
    decider=activities.activity,
    path="activities",
    title="Aktivitet",
    collect=collect_activity,
    closes_on=(activities.ActivityCancelled,),
    clocks=(),
    commands=(
        Act(
            command=activities.PlanActivity,
            opens=True,
            example={
                "kind": "job_cafe",
                "title": "Jobcafé om onsdagen",
                "centre": "valby",
                "at": "2011-06-29T13:00:00+02:00",
                "places": 12,
            },
        ),
        Act(command=activities.CancelActivity, verb="cancel", example={"reason": "too_few"}),
    ),
)
ACTIVITY_BOOKING: Final = CaseType[bookings.BookingFacts](
    decider=bookings.activity_booking,
    path="activity-bookings",
    title="Plads i en aktivitet",
    collect=collect_booking,
    closes_on=(bookings.BookingCancelled, bookings.ActivityAttended),
    reopens_on=(bookings.ActivityAttendanceWithdrawn,),
    clocks=(),
    commands=(
        Act(
            command=bookings.BookPlace,
            opens=True,
            example={"activity": _ACTIVITY, "citizen": _CITIZEN},
        ),
        Act(command=bookings.CancelBooking, verb="cancel", example={"by": "citizen"}),
        Act(
            command=bookings.RecordActivityAttendance,
            verb="record-attendance",
            example={"attended": True},
        ),
        Act(command=bookings.WithdrawActivityAttendance, verb="withdraw-attendance", example={}),
    ),
)
COVERAGE: Final = CaseType[coverages.CoverageFacts](
    decider=coverages.coverage,
    path="coverages",
    title="Dækning af målgrupper og opgaver",
    collect=collect_coverage,
    clocks=(),
    commands=(
        Act(
            command=coverages.StateCoverage,
            opens=True,
            case_id=lambda order: str(derived_id(_TABLES, order.unit)),
            example={"unit": "valby", "item": "tg1_insured", "covered": "full"},
        ),
        Act(
            command=coverages.RestateCoverage,
            verb="restate",
            example={"item": "company_effort", "covered": "partial"},
        ),
    ),
)
CASES: Final = (ACTIVITY, ACTIVITY_BOOKING, COVERAGE)
VIEWS: Final = (shown.ACTIVITIES, competence_search.COMPETENCES, coverage_table.COVERAGE)
QUERIES: Final = (
    Query(
        name="activities",
        path="lists/activities",
        params=shown.Activities,
        answer=list[shown.ActivityRow],
        run=shown.activities,
        ordered_by=("at", "activity"),
    ),
    Query(
        name="activity_attendance",
        path="figures/activity-attendance",
        params=shown.ActivityFigures,
        answer=list[shown.AttendanceShown],
        run=shown.activity_attendance,
    ),
    Query(
        name="find_persons",
        path="lists/persons-with-competences",
        params=competence_search.CompetenceSearch,
        answer=list[competence_search.PersonFound],
        run=competence_search.find_persons,
    ),
    Query(
        name="coverage_table",
        path="figures/coverage",
        params=coverage_table.CoverageAsked,
        answer=coverage_table.CoverageShown,
        run=coverage_table.coverage_of,
    ),
)
