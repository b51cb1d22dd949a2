"""Who was present: one sheet for each placement and week, kept by the supplier.

Law: none statutory; the sheet is what reports of no-shows are audited against (K-09).
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.offers.domain.no_show import Text
from services.offers.domain.schedule import Schedule, Week, week_of
from shared.actor import Actor
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Code,
    Decider,
    Rejected,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData

NOT_EXPECTED: Final = "Borgeren skulle ikke møde den dag, som tilbuddet nu står."
EXPECTED: Final = "Borgeren skulle møde den dag, som tilbuddet nu står."
AbsenceKind: TypeAlias = Literal["no_show", "sick", "agreed", "jobcenter"]


class Attended(Struct, frozen=True, forbid_unknown_fields=True):
    """One day: was the citizen expected, did they come, and if not, what kind of absence.

    `sick` was reported sick, `agreed` is leave the supplier gave, `jobcenter` was called in there.
    An absence of no stated kind counts as `no_show`.
    """

    day: date
    scheduled: bool = True
    present: bool = False
    absence_kind: AbsenceKind | None = None

    @property
    def unexcused(self) -> bool:
        """Say whether this is an absence that must be reported."""
        return self.scheduled and not self.present and self.absence_kind in {None, "no_show"}


class RecordAttendance(Order, frozen=True):
    """Fill in the sheet of a week for the first time."""

    placement: UUID
    week: Week
    days: tuple[Attended, ...]


class AddAttendance(Order, frozen=True):
    """Fill in more days of the week."""

    days: tuple[Attended, ...]


class CorrectAttendance(Order, frozen=True):
    """Correct a day that was filled in wrongly."""

    day: date
    present: bool
    reason: Text
    absence_kind: AbsenceKind | None = None


class FitAttendance(Order, frozen=True):
    """Take note whether the citizen was expected that day, as the offer now stands."""

    day: date


Command: TypeAlias = RecordAttendance | AddAttendance | CorrectAttendance | FitAttendance


class AttendanceRecorded(Fact, frozen=True, tag="offers.attendance_recorded"):
    """These days of the week were filled in."""

    citizen: UUID
    placement: UUID
    supplier: str
    week: str
    days: tuple[Attended, ...]


class AttendanceCorrected(Fact, frozen=True, tag="offers.attendance_corrected"):
    """The day was in truth like this."""

    citizen: UUID
    placement: UUID
    supplier: str
    week: str
    day: date
    scheduled: bool
    present: bool
    absence_kind: AbsenceKind | None
    reason: ContactData[str]


Event: TypeAlias = AttendanceRecorded | AttendanceCorrected


class Blank(Struct, frozen=True):
    """Nothing is filled in."""


class Filled(Struct, frozen=True):
    """Some days are filled in; on those `left_out` the offer was over, so nobody was expected."""

    citizen: UUID
    placement: UUID
    supplier: str
    week: str
    days: tuple[Attended, ...]
    left_out: tuple[date, ...] = ()

    def on(self, day: date) -> Attended | None:
        """Return what is filled in for a day."""
        return next((each for each in self.days if each.day == day), None)

    def fits(self, told: Attended, schedule: Schedule, public_holidays: Collection[date]) -> bool:
        """Say whether a day expects the citizen as the offer does.

        Where the supplier itself wrote that nobody was expected, that stays.
        """
        expected = schedule.expects(told.day, public_holidays)
        settled = told.scheduled or told.day in self.left_out
        return told.scheduled == expected or not settled


State: TypeAlias = Blank | Filled


class Place(Struct, frozen=True):
    """The placement the sheet belongs to."""

    citizen: UUID
    supplier: str
    schedule: Schedule


class SheetFacts(Struct, frozen=True):
    """What the sheet cannot know itself; `place` None says that there is no such placement."""

    today: date
    actor: Actor
    place: Place | None
    public_holidays: frozenset[date] = frozenset()


def blocks(command_type: type[Order], state: State, facts: SheetFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now, first reason first."""
    if facts.place is None:
        return ("no_such_placement",)
    if command_type is FitAttendance:
        return () if isinstance(state, Filled) else ("week_not_recorded",)
    if facts.actor.unit != f"supplier:{facts.place.supplier}":
        return ("not_your_participant",)
    match state:
        case Blank():
            return () if command_type is RecordAttendance else ("week_not_recorded",)
        case Filled():
            return ("week_already_recorded",) if command_type is RecordAttendance else ()


def decide(command: Order, state: State, facts: SheetFacts) -> Sequence[Fact]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    place = facts.place
    match command, state:
        case RecordAttendance(placement, week, days), Blank() if place:
            _must_fit(days, week, place.schedule, facts)
            return [AttendanceRecorded(place.citizen, placement, place.supplier, week, days)]
        case AddAttendance(days), Filled(citizen, placement, _, week) if place:
            _must_fit(days, week, place.schedule, facts)
            if any(state.on(each.day) for each in days):
                raise Rejected("day_already_recorded")
            return [AttendanceRecorded(citizen, placement, place.supplier, week, days)]
        case CorrectAttendance(), Filled():
            return [_correct(command, state)]
        case FitAttendance(day), Filled() if place:
            return _fit(_told(state, day), state, place.schedule, facts)
        case _:
            return not_allowed_now()


def evolve(state: State, event: Fact) -> State:
    """Return the sheet after a fact."""
    match event, state:
        case AttendanceRecorded(citizen, placement, supplier, week, days), Blank():
            return Filled(citizen, placement, supplier, week, days)
        case AttendanceRecorded(days=days), Filled():
            return replace(state, days=(*state.days, *days))
        case AttendanceCorrected(), Filled():
            return _corrected(state, event)
        case _:
            return state


def _corrected(state: Filled, event: AttendanceCorrected) -> Filled:
    """Put one day right; only an offer that ended or was corrected changes who was expected."""
    right = Attended(event.day, event.scheduled, event.present, event.absence_kind)
    was = state.on(event.day)
    left_out = state.left_out
    if event.scheduled:
        left_out = tuple(each for each in left_out if each != event.day)
    elif was is not None and was.scheduled:
        left_out = (*left_out, event.day)
    days = tuple(right if each.day == event.day else each for each in state.days)
    return replace(state, days=days, left_out=left_out)


def _must_fit(days: tuple[Attended, ...], week: str, schedule: Schedule, facts: SheetFacts) -> None:
    """Refuse days that cannot stand on this sheet."""
    if not days or len({each.day for each in days}) < len(days):
        raise Rejected("each_day_once")
    for each in days:
        if each.day > facts.today:
            raise Rejected("date_in_future")
        if week_of(each.day) != week:
            raise Rejected("day_outside_week")
        if not schedule.holds(each.day):
            raise Rejected("day_outside_offer")
        if each.scheduled and not schedule.expects(each.day, facts.public_holidays):
            raise Rejected("day_not_scheduled")
        if each.present and each.absence_kind:
            raise Rejected("present_and_absent")


def _told(state: Filled, day: date) -> Attended:
    was = state.on(day)
    if was is None:
        raise Rejected("day_not_recorded")
    return was


def _fit(told: Attended, state: Filled, schedule: Schedule, facts: SheetFacts) -> list[Fact]:
    if state.fits(told, schedule, facts.public_holidays):
        return []
    expected = not told.scheduled
    fitted = AttendanceCorrected(
        citizen=state.citizen,
        placement=state.placement,
        supplier=state.supplier,
        week=state.week,
        day=told.day,
        scheduled=expected,
        present=told.present,
        absence_kind=told.absence_kind,
        reason=EXPECTED if expected else NOT_EXPECTED,
    )
    return [fitted]


def _correct(command: CorrectAttendance, state: Filled) -> AttendanceCorrected:
    was = _told(state, command.day)
    if command.present and command.absence_kind:
        raise Rejected("present_and_absent")
    if (was.present, was.absence_kind) == (command.present, command.absence_kind):
        raise Rejected("nothing_to_correct")
    return AttendanceCorrected(
        citizen=state.citizen,
        placement=state.placement,
        supplier=state.supplier,
        week=state.week,
        day=command.day,
        scheduled=was.scheduled,
        present=command.present,
        absence_kind=command.absence_kind,
        reason=command.reason,
    )


attendance_sheet: Final = Decider[Order, State, SheetFacts](
    case_type="attendance_sheet",
    initial=Blank(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
