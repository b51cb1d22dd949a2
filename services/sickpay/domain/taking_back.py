"""What was wrong about follow-ups, rest, early follow-up, plan and partial return is put right.

Every fact of the course that people get wrong is taken back or corrected by an order of its own,
and what hung on it is counted anew: SPA § 13b and § 15 (a follow-up that was not held is owed
again), forvaltningsloven § 19 (nothing adverse rests on a day the citizen had not missed).
"""

from collections.abc import Mapping

from services.sickpay.domain import follow_up_events as told
from services.sickpay.domain import follow_up_orders as orders
from services.sickpay.domain.course import PartialReturn
from services.sickpay.domain.facts import SickPayFacts
from services.sickpay.domain.handling import Blocks, Handler, OpenCase, Stage
from shared.eventlog.command import Command
from shared.eventlog.decider import Decision, Rejected

_ALWAYS: tuple[Stage, ...] = ("running", "recovered", "ended")


def _not_held(
    command: orders.WithdrawFollowUp, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    """Take the last follow-up back; the time to the next is counted from the one before."""
    citizen = case.absence.citizen
    *before, held_on = case.course.held
    last = before[-1] if before else None
    withdrawn = told.FollowUpWithdrawn(citizen, held_on, last, command.reason)
    return [withdrawn] if last is None else [withdrawn, told.IntervalRestarted(citizen, last)]


def _not_missed(
    command: orders.WithdrawMissedFollowUp, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    if command.missed_on not in case.course.missed:
        raise Rejected("follow_up_not_missed")
    citizen = case.absence.citizen
    return [told.FollowUpMissWithdrawn(citizen, command.missed_on, command.reason)]


def _not_agreed(
    command: orders.WithdrawPlanAgreement, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    return [told.PlanAgreementWithdrawn(case.absence.citizen, command.reason)]


def _partly_otherwise(
    command: orders.CorrectPartialReturn, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    refuse_no_part(command, case)
    was = _partial(case)
    if (command.from_, command.hours, command.full_hours) == (was.from_, was.hours, was.full_hours):
        raise Rejected("nothing_to_correct")
    return [
        told.PartialReturnCorrected(
            case.absence.citizen,
            command.from_,
            command.hours,
            command.full_hours,
            was.from_,
            command.reason,
        )
    ]


def refuse_no_part(
    command: orders.AgreePartialReturn | orders.CorrectPartialReturn, case: OpenCase
) -> None:
    """Refuse hours that are not fewer than all of them, and a return before the absence."""
    if command.hours >= command.full_hours:
        raise Rejected("not_partial")
    if command.from_ <= case.absence.first_absence_day:
        raise Rejected("before_absence")


def _not_partly(
    command: orders.WithdrawPartialReturn, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    from_ = _partial(case).from_
    return [told.PartialReturnWithdrawn(case.absence.citizen, from_, command.reason)]


def _partly_still(
    command: orders.WithdrawPartialReturnEnd, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    partial = _partial(case)
    if partial.ended_on is None:
        raise Rejected("partial_return_not_ended")
    return [
        told.PartialReturnEndWithdrawn(
            case.absence.citizen, partial.from_, partial.ended_on, command.reason
        )
    ]


def _partial(case: OpenCase) -> PartialReturn:
    if case.course.partial is None:
        raise Rejected("no_partial_return")
    return case.course.partial


def _not_resting(
    command: orders.WithdrawStandBy, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    citizen, course = case.absence.citizen, case.course
    if course.stand_by_from is None:
        raise Rejected("not_on_stand_by")
    return [
        told.StandByWithdrawn(citizen, course.stand_by_from, command.reason),
        told.IntervalRestarted(citizen, course.held[-1]),
    ]


def _not_early(
    command: orders.WithdrawFastTrack, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    """Take the request back; the first follow-up has the day the category gave it."""
    absence = case.absence
    withdrawn = told.FastTrackWithdrawn(absence.citizen, command.reason)
    if case.course.category is None:
        return [withdrawn]
    return [withdrawn, told.FollowUpResumed(absence.citizen, absence.first_absence_day)]


def _unless(code: str, *, holds: bool) -> Blocks:
    return () if holds else (code,)


def _held_and_awake(case: OpenCase) -> Blocks:
    return (
        *_unless("on_stand_by", holds=case.course.stand_by_from is None),
        *_unless("first_follow_up_missing", holds=bool(case.course.held)),
    )


def _missed(case: OpenCase) -> Blocks:
    return _unless("follow_up_not_missed", holds=bool(case.course.missed))


def _agreed(case: OpenCase) -> Blocks:
    return _unless("plan_not_agreed", holds=case.course.plan == "agreed")


def _part_time(case: OpenCase) -> Blocks:
    return _unless("no_partial_return", holds=case.course.partial_from is not None)


def _part_time_over(case: OpenCase) -> Blocks:
    partial = case.course.partial
    over = partial is not None and partial.ended_on is not None
    return _unless("partial_return_not_ended", holds=over)


def _resting(case: OpenCase) -> Blocks:
    return _unless("not_on_stand_by", holds=case.course.stand_by_from is not None)


def _early(case: OpenCase) -> Blocks:
    return (
        *_unless("fast_track_not_requested", holds=case.course.fast_track),
        *_unless("already_followed_up", holds=not case.course.held),
    )


TAKEN_BACK: Mapping[type[Command], Handler] = {
    orders.WithdrawFollowUp: Handler(_not_held, _held_and_awake),
    orders.WithdrawMissedFollowUp: Handler(_not_missed, _missed, _ALWAYS),
    orders.WithdrawPlanAgreement: Handler(_not_agreed, _agreed),
    orders.CorrectPartialReturn: Handler(_partly_otherwise, _part_time, _ALWAYS),
    orders.WithdrawPartialReturn: Handler(_not_partly, _part_time, _ALWAYS),
    orders.WithdrawPartialReturnEnd: Handler(_partly_still, _part_time_over),
    orders.WithdrawStandBy: Handler(_not_resting, _resting),
    orders.WithdrawFastTrack: Handler(_not_early, _early),
}
