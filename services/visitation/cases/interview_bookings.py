"""Times for interviews and their booking, told to the wiring: orders, facts for them, questions."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain import interview_booking as bookings
from services.visitation.domain import interview_time as times
from services.visitation.domain.case_file import Open
from services.visitation.domain.citizen_case import citizen_case
from services.visitation.domain.interview_booking import BookingFacts, interview_booking
from services.visitation.domain.interview_time import TimeFacts, interview_time
from services.visitation.domain.summons_move import MoveSummons
from services.visitation.views import interview_times as shown
from services.visitation.views.citizen_case_list import CitizenCaseRow, latest_case_of
from shared.casework.declare import Act, CaseType, Collected, Desk, Do, Loaded, Policy, Query
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.eventlog.decider import Rejected
from shared.eventlog.envelope import Recorded
from shared.identity import is_id

_CITIZEN: Final = "5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b11"
_TIME: Final = "01930000-0000-7000-8000-00000000000c"
_DEADLINES: Final = frozenset({"interview.first", "interview.first.fund", "interview.interval"})
_TAKES: Final = (bookings.BookInterviewTime, bookings.MoveInterviewBooking)


def collect_time(
    desk: Desk, case_id: str, _loaded: Loaded, _command: Command | None
) -> Collected[TimeFacts]:
    """Find out what time it is."""
    return Collected(facts=TimeFacts(desk.now, UUID(case_id)))


def collect_booking(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[BookingFacts]:
    """Find out whose booking it is, the summons that waits, and whether the time is offered."""
    citizen = command.citizen if isinstance(command, bookings.BookInterviewTime) else None
    citizen = citizen or next(iter(loaded.subjects), None)
    by: bookings.BookedBy = "citizen" if "citizen" in desk.actor.roles else "jobcenter"
    facts = BookingFacts(desk.now, by, own=by == "jobcenter" or _is_self(desk, citizen))
    subjects = (citizen,) if citizen else ()
    if isinstance(command, bookings.WithdrawInterviewBooking):
        return _taken_back(loaded, facts)
    if citizen is None or not facts.own or not isinstance(command, _TAKES):
        return Collected(facts=facts, subjects=subjects)
    row, offered = latest_case_of(desk, citizen), desk.load(interview_time, command.time)
    if row is None:
        return Collected(facts=facts, subjects=subjects)
    own = desk.load(citizen_case, row.citizen_case)
    facts, rules = _with_rule(desk, _with_summons(facts, row, own))
    return Collected(
        facts=replace(facts, offered_at=_offered_to(row, offered.state)),
        guards=(Guard(own.stream, own.version), Guard(offered.stream, offered.version)),
        rules=rules,
        subjects=subjects,
    )


def _taken_back(loaded: Loaded, facts: BookingFacts) -> Collected[BookingFacts]:
    booked = (e.meta.event_id for e in loaded.history if isinstance(e.event, bookings.Step))
    wrong = next(booked, None)
    return Collected(facts=facts, corrects=wrong, how="withdrawn" if wrong else None)


def _is_self(desk: Desk, citizen: UUID | None) -> bool:
    """Say whether a citizen asks for itself, under whichever of its ids."""
    me = desk.actor.id
    if citizen is None or not is_id(me):
        return False
    return citizen in desk.persons((UUID(me), citizen)).ids(UUID(me))


def _with_summons(facts: BookingFacts, row: CitizenCaseRow, own: Loaded) -> BookingFacts:
    """Say which summons waits, and the last day the law leaves for it."""
    if not isinstance(own.state, Open) or own.state.course.waiting is None:
        return facts
    waits = own.state.course.waiting
    deadlines = [
        duty.timely_until
        for duty in own.clocks.duties
        if duty.key in _DEADLINES and duty.open and duty.paused_since is None
    ]
    return replace(
        facts,
        citizen_case=row.citizen_case,
        summoned_at=waits.at,
        round=len(own.state.course.summonses),
        interpreter=waits.interpreter,
        last_day=last_day(waits.day, deadlines),
    )


def last_day(summoned: date, deadlines: Sequence[date]) -> date | None:
    """Return the last day that may be booked: the first deadline, or the summons if it is later.

    Who is summoned after the deadline is late already, and does not become later by booking.
    """
    return max(summoned, min(deadlines)) if deadlines else None


def _with_rule(desk: Desk, facts: BookingFacts) -> tuple[BookingFacts, tuple[str, ...]]:
    try:
        rule = desk.rules.rule("interview.booking", desk.today)
    except Rejected as refusal:
        return replace(facts, law_refusal=refusal.code), ()
    return replace(facts, notice=rule.number), (rule.version,)


def _offered_to(row: CitizenCaseRow, state: object) -> datetime | None:
    """Return when a time is, if it is offered to this citizen: by the owner, else by the team."""
    if not isinstance(state, times.InterviewTime) or state.withdrawn:
        return None
    said = state.offered
    mine = said.owner == row.owner if said.owner else said.team == row.team
    return said.at if mine else None


class OwnInterviewTimes(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose times; a citizen sees only the own ones."""

    citizen: UUID


class TimeForCitizen(Struct, frozen=True):
    """A time the citizen may book, or has: then `booking` is set."""

    time: UUID
    at: datetime
    minutes: int
    booking: UUID | None


_FREE: Final = (
    "offered and booking is null and at > %(now)s"
    " and (owner = %(owner)s or (owner is null and team = %(team)s))"
    " and (%(last_day)s::date is null or day <= %(last_day)s::date)"
)


def own_interview_times(desk: Desk, params: OwnInterviewTimes) -> list[TimeForCitizen]:
    """Return what a citizen who is summoned may book, and has booked; another's are not there."""
    if "citizen" in desk.actor.roles and not _is_self(desk, params.citizen):
        return []
    row = latest_case_of(desk, params.citizen)
    if row is None:
        return []
    facts = _with_summons(BookingFacts(desk.now), row, desk.load(citizen_case, row.citizen_case))
    if facts.summoned_at is None:
        return []
    asked = {
        "now": desk.now,
        "owner": row.owner,
        "team": row.team,
        "last_day": facts.last_day,
    }
    booked = desk.rows_of(shown.INTERVIEW_TIMES, params.citizen)
    own = [each for each in booked if each.at == facts.summoned_at]
    free = desk.rows(shown.INTERVIEW_TIMES, _FREE, asked)
    return [
        TimeForCitizen(each.time, each.at, each.minutes, each.booking)
        for each in sorted((*own, *free), key=lambda each: (each.at, each.time))
    ]


def when_interview_booked(
    message: Recorded[
        bookings.InterviewTimeBooked
        | bookings.InterviewBookingMoved
        | bookings.InterviewBookingWithdrawn
    ],
    _: object,
) -> Sequence[Do]:
    """Move the summons to the time that was booked, or back when the booking is withdrawn."""
    said = message.event
    order = MoveSummons(from_at=said.was_at, at=said.at, booking=UUID(message.case_id))
    return [Do(decider=citizen_case, case_id=said.citizen_case, command=order)]


INTERVIEW_TIME: Final = CaseType[TimeFacts](
    decider=interview_time,
    path="interview-times",
    title="Tid til samtale",
    collect=collect_time,
    clocks=(),
    commands=(
        Act(
            command=times.OfferInterviewTime,
            opens=True,
            example={
                "at": "2011-06-24T10:00:00+02:00",
                "minutes": 45,
                "team": "team_1",
                "centre": "valby",
            },
        ),
        Act(
            command=times.WithdrawInterviewTime,
            verb="withdraw",
            example={"reason": "case_worker_away"},
        ),
    ),
)
INTERVIEW_BOOKING: Final = CaseType[BookingFacts](
    decider=interview_booking,
    path="interview-bookings",
    title="Bestilt samtaletid",
    collect=collect_booking,
    # Done when it is made: it makes nobody the citizen's own, and stands in nobody's way.
    closes_on=(
        bookings.InterviewTimeBooked,
        bookings.InterviewBookingMoved,
        bookings.InterviewBookingWithdrawn,
    ),
    clocks=(),
    commands=(
        Act(
            command=bookings.BookInterviewTime,
            opens=True,
            example={"time": _TIME, "citizen": _CITIZEN},
        ),
        Act(command=bookings.MoveInterviewBooking, verb="move", example={"time": _TIME}),
        Act(
            command=bookings.WithdrawInterviewBooking,
            verb="withdraw",
            example={"reason": "Hørte til en anden borger"},
        ),
    ),
)
CASES: Final = (INTERVIEW_TIME, INTERVIEW_BOOKING)
VIEWS: Final = (shown.INTERVIEW_TIMES,)
POLICIES: Final = tuple(
    Policy(name="when_interview_booked", on=heard, react=when_interview_booked)
    for heard in (
        bookings.InterviewTimeBooked,
        bookings.InterviewBookingMoved,
        bookings.InterviewBookingWithdrawn,
    )
)
QUERIES: Final = (
    Query(
        name="interview_times",
        path="lists/interview-times",
        params=shown.InterviewTimes,
        answer=list[shown.InterviewTimeRow],
        run=shown.interview_times,
        ordered_by=("at", "time"),
    ),
    Query(
        name="own_interview_times",
        path="lists/own-interview-times",
        params=OwnInterviewTimes,
        answer=list[TimeForCitizen],
        run=own_interview_times,
        ordered_by=("at",),
    ),
)
