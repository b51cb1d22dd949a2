"""The rules of category, summons, follow-up, plan, partial return, stand-by and fast track.

Law: SPA § 12 (categories by date), § 13b and § 15 (first follow-up and interval), § 13f and
Act 1750/2025 (who owes none), § 7c (fast track). The clocks are rules; this decides the facts.
"""

from collections.abc import Mapping
from datetime import date

from services.sickpay.domain import follow_up_events as told
from services.sickpay.domain import follow_up_orders as orders
from services.sickpay.domain.facts import SickPayFacts, model_on, refuse_future
from services.sickpay.domain.handling import Blocks, Handler, OpenCase
from services.sickpay.domain.taking_back import TAKEN_BACK, refuse_no_part
from shared.eventlog.command import Command
from shared.eventlog.decider import Decision, Rejected
from shared.law.arithmetic import add_months, add_weeks, end_of_week_n

_NEEDS_CATEGORY = ("2006", "2015", "2020")


def _categorise(command: orders.Categorise, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    _refuse_outside(command.on, case, facts)
    if case.course.category == command.category:
        raise Rejected("category_already_set")
    rule = facts.law.rule(f"category.{command.category}", command.on)
    absence, held = case.absence, case.course.held
    found: list[Decision] = [
        told.SickCategorised(
            absence.citizen,
            absence.first_absence_day,
            command.category,
            command.on,
            rule.version,
            command.reason,
        )
    ]
    if held and case.course.stand_by_from is None:
        found.append(told.IntervalRestarted(absence.citizen, held[-1]))
    return found


def _assess_duty(
    command: orders.AssessFollowUpDuty, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    _refuse_outside(command.on, case, facts)
    rule = facts.law.rule("followup.none", command.on, {"employed": True})
    absence = case.absence
    if model_on(command.on) == "2026":
        until = end_of_week_n(absence.first_absence_day, rule.number)
    elif case.course.held:
        until = add_weeks(case.course.held[0], rule.number)
    else:
        raise Rejected("first_follow_up_missing")
    if command.employed and command.expected_recovery <= until:
        spared = told.FollowUpNotOwed(
            absence.citizen, absence.first_absence_day, until, rule.version
        )
        return [spared]
    return [told.FollowUpDutyFound(absence.citizen, absence.first_absence_day)]


def _summon(
    command: orders.SummonToFollowUp, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    _refuse_outside(command.on, case, facts)
    if command.held_on < command.on:
        raise Rejected("summons_in_the_past")
    citizen = case.absence.citizen
    return [told.FollowUpSummoned(citizen, command.held_on, command.form, command.on)]


def _cancel(command: orders.CancelSummons, case: OpenCase, _facts: SickPayFacts) -> list[Decision]:
    return [told.SummonsCancelled(case.absence.citizen, command.reason)]


def _miss(
    command: orders.NoteMissedFollowUp, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    refuse_future(command.on, facts)
    if command.on != case.course.summoned_for:
        raise Rejected("not_the_summoned_day")
    return [told.FollowUpMissed(case.absence.citizen, command.on)]


def _hold(command: orders.HoldFollowUp, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    _refuse_outside(command.on, case, facts)
    course, citizen = case.course, case.absence.citizen
    if course.held and command.on <= course.held[-1]:
        raise Rejected("held_before_the_last")
    if (
        case.absence.legal_basis == "sick_pay"
        and course.category is None
        and model_on(command.on) in _NEEDS_CATEGORY
    ):
        raise Rejected("category_missing")
    answers = command.answers
    return [
        told.FollowUpHeld(
            citizen,
            command.on,
            command.form,
            len(course.held) + 1,
            answers.work_ability,
            answers.gradual_return,
            answers.barriers,
            answers.next_step,
            _assessed_against(command.on, case, facts),
        )
    ]


def _correct_held(
    command: orders.CorrectFollowUp, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    _refuse_outside(command.on, case, facts)
    *before, was = case.course.held
    if command.on == was:
        raise Rejected("nothing_to_correct")
    if before and command.on <= before[-1]:
        raise Rejected("held_before_the_last")
    against = _assessed_against(command.on, case, facts)
    return [told.FollowUpCorrected(case.absence.citizen, command.on, was, against)]


def _assessed_against(
    on: date, case: OpenCase, facts: SickPayFacts
) -> orders.AssessedAgainst | None:
    """Say what the work ability is measured by that day (SPA § 7); None where no law says it."""
    if case.absence.legal_basis != "sick_pay":
        return None
    try:
        broad = facts.law.rule("work_ability.broad", on)
    except Rejected:
        # A draft set stops no follow-up from being recorded (ADR 38).
        return None
    begins = add_months(case.absence.first_absence_day, broad.number)
    return "whole_field" if on >= begins else "own_job"


def _draft(command: orders.DraftPlan, case: OpenCase, _facts: SickPayFacts) -> list[Decision]:
    return [told.PlanDrafted(case.absence.citizen, command.measures)]


def _agree(command: orders.AgreePlan, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    _refuse_outside(command.on, case, facts)
    return [told.PlanAgreed(case.absence.citizen, command.on)]


def _revise(command: orders.RevisePlan, case: OpenCase, _facts: SickPayFacts) -> list[Decision]:
    return [told.PlanRevised(case.absence.citizen, command.measures)]


def _close(command: orders.ClosePlan, case: OpenCase, _facts: SickPayFacts) -> list[Decision]:
    return [told.PlanClosed(case.absence.citizen, command.reason)]


def _return_partly(
    command: orders.AgreePartialReturn, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    refuse_no_part(command, case)
    citizen = case.absence.citizen
    return [told.PartialReturnAgreed(citizen, command.from_, command.hours, command.full_hours)]


def _end_partly(
    command: orders.EndPartialReturn, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    refuse_future(command.on, facts)
    if case.course.partial_from is not None and command.on < case.course.partial_from:
        raise Rejected("ends_before_it_begins")
    return [told.PartialReturnEnded(case.absence.citizen, command.on, command.reason)]


def _stand_by(command: orders.GrantStandBy, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    _refuse_outside(command.on, case, facts)
    return [told.StandByGranted(case.absence.citizen, command.on, command.reason)]


def _end_stand_by(
    command: orders.EndStandBy, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    refuse_future(command.on, facts)
    if case.course.stand_by_from is not None and command.on < case.course.stand_by_from:
        raise Rejected("ends_before_it_begins")
    citizen = case.absence.citizen
    return [told.StandByEnded(citizen, command.on), told.IntervalRestarted(citizen, command.on)]


def _fast_track(
    command: orders.RequestFastTrack, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    _refuse_outside(command.on, case, facts)
    rule = facts.law.rule("fasttrack.request", command.on)
    if command.on > add_weeks(case.absence.first_absence_day, rule.number):
        raise Rejected("fast_track_too_late")
    citizen = case.absence.citizen
    return [told.FastTrackRequested(citizen, command.requested_by, command.on)]


def _refuse_outside(on: date, case: OpenCase, facts: SickPayFacts) -> None:
    refuse_future(on, facts)
    if on < case.absence.first_absence_day:
        raise Rejected("before_absence")


def _unless(code: str, *, holds: bool) -> tuple[str, ...]:
    return () if holds else (code,)


def _of_sick_pay(case: OpenCase) -> Blocks:
    return _unless("not_for_cash_benefit", holds=case.absence.legal_basis == "sick_pay")


def _summonable(case: OpenCase) -> Blocks:
    return (
        *_unless("already_summoned", holds=case.course.summoned_for is None),
        *_awake(case),
    )


def _summoned(case: OpenCase) -> Blocks:
    return _unless("not_summoned", holds=case.course.summoned_for is not None)


def _awake(case: OpenCase) -> Blocks:
    return _unless("on_stand_by", holds=case.course.stand_by_from is None)


def _resting(case: OpenCase) -> Blocks:
    return _unless("not_on_stand_by", holds=case.course.stand_by_from is not None)


def _followed_up(case: OpenCase) -> Blocks:
    return _unless("first_follow_up_missing", holds=bool(case.course.held))


def _may_rest(case: OpenCase) -> Blocks:
    return (*_awake(case), *_followed_up(case))


def _no_plan(case: OpenCase) -> Blocks:
    return _unless("plan_exists", holds=case.course.plan in {"none", "closed"})


def _plan_drafted(case: OpenCase) -> Blocks:
    return _unless("plan_not_waiting", holds=case.course.plan in {"draft", "revised"})


def _plan_agreed(case: OpenCase) -> Blocks:
    return _unless("plan_not_agreed", holds=case.course.plan == "agreed")


def _plan_open(case: OpenCase) -> Blocks:
    return _unless("no_plan", holds=case.course.plan not in {"none", "closed"})


def _full_time_ill(case: OpenCase) -> Blocks:
    return _unless("already_partial", holds=case.course.partial_from is None)


def _part_time_ill(case: OpenCase) -> Blocks:
    return _unless("no_partial_return", holds=case.course.partial_from is not None)


def _fast_trackable(case: OpenCase) -> Blocks:
    return (
        *_of_sick_pay(case),
        *_unless("fast_track_already_requested", holds=not case.course.fast_track),
        *_unless("already_followed_up", holds=not case.course.held),
    )


FOLLOW_UP: Mapping[type[Command], Handler] = {
    **TAKEN_BACK,
    orders.Categorise: Handler(_categorise, _of_sick_pay),
    orders.AssessFollowUpDuty: Handler(_assess_duty, _of_sick_pay),
    orders.SummonToFollowUp: Handler(_summon, _summonable),
    orders.CancelSummons: Handler(_cancel, _summoned),
    orders.NoteMissedFollowUp: Handler(_miss, _summoned),
    orders.HoldFollowUp: Handler(_hold, _awake),
    orders.CorrectFollowUp: Handler(_correct_held, _followed_up),
    orders.DraftPlan: Handler(_draft, _no_plan),
    orders.AgreePlan: Handler(_agree, _plan_drafted),
    orders.RevisePlan: Handler(_revise, _plan_agreed),
    orders.ClosePlan: Handler(_close, _plan_open),
    orders.AgreePartialReturn: Handler(_return_partly, _full_time_ill),
    orders.EndPartialReturn: Handler(_end_partly, _part_time_ill),
    orders.GrantStandBy: Handler(_stand_by, _may_rest),
    orders.EndStandBy: Handler(_end_stand_by, _resting),
    orders.RequestFastTrack: Handler(_fast_track, _fast_trackable),
}
