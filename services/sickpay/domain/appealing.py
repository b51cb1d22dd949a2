"""Every end of sick pay says how to complain about it; a complaint is registered and answered.

Law: forvaltningsloven § 25 (guidance on appeal); retssikkerhedsloven § 67 (within four weeks; the
board judges also a late one).
"""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from services.sickpay.domain import appeal_events as told
from services.sickpay.domain import appeal_orders as orders
from services.sickpay.domain.course import Appeal
from services.sickpay.domain.ending_events import SickPayEndWithdrawn
from services.sickpay.domain.facts import SickPayFacts, refuse_future
from services.sickpay.domain.handling import Blocks, Handler, OpenCase
from shared.eventlog.command import Command
from shared.eventlog.decider import Decision, Rejected
from shared.law.arithmetic import reckon
from shared.law.assessment import Assessment, day_in_words

_RULE: Final = "appeal.sick_pay"


class Guidance(NamedTuple):
    """How to complain about a decision, in Danish and English, by which paragraph."""

    appeal_by: date
    danish: str
    english: str
    assessment: Assessment


def guidance(facts: SickPayFacts) -> Guidance:
    """Return the guidance on appeal of a decision that is made today."""
    law, today = facts.law, facts.today
    rule = law.rule(_RULE, today)
    counted = reckon(today, rule.number, rule.time_unit, rule.roll, calendar=law.calendar(today))
    until = counted.timely_until
    return Guidance(
        until,
        f"Du kan klage over afgørelsen senest den {day_in_words(until)} ({rule.law_ref})."
        " Klagen sendes til jobcentret, som vurderer sagen igen og sender klagen videre til"
        " ankeinstansen, hvis afgørelsen fastholdes.",
        f"You can appeal against the decision by {day_in_words(until, 'en')} ({rule.law_ref})."
        " Send the appeal to the jobcenter, which looks at the case again and passes the appeal"
        " on to the appeals board if the decision stands.",
        Assessment.by(rule, "can_be_appealed", {}, {"appeal_by": until}),
    )


def _register(
    command: orders.RegisterAppeal, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    """Register the complaint; one that came late is registered all the same."""
    _refuse_day(command.on, case, facts)
    in_time = _in_time(command.on, case)
    return [told.AppealRegistered(case.absence.citizen, command.on, in_time, command.grounds)]


def _correct(command: orders.CorrectAppeal, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    _refuse_day(command.on, case, facts)
    was = _appeal(case).registered_on
    if was is None or command.on == was:
        raise Rejected("nothing_to_correct")
    in_time = _in_time(command.on, case)
    return [told.AppealCorrected(case.absence.citizen, command.on, in_time, was)]


def _decide(command: orders.DecideAppeal, case: OpenCase, _facts: SickPayFacts) -> list[Decision]:
    """Register what the board decided; an end that it reversed is taken back at once."""
    citizen, reasons = case.absence.citizen, command.reasons
    if command.outcome == "upheld":
        return [told.EndConfirmed(citizen, reasons)]
    # The order's first fact is the one that takes the end back, and its deadlines with it.
    return [SickPayEndWithdrawn(citizen, reasons), told.EndReversed(citizen, reasons)]


def _refuse_day(on: date, case: OpenCase, facts: SickPayFacts) -> None:
    refuse_future(on, facts)
    decided_on = _appeal(case).decided_on
    if decided_on is not None and on < decided_on:
        raise Rejected("appealed_before_decision")


def _in_time(on: date, case: OpenCase) -> bool:
    """Say whether a complaint came in time; who was given no day to keep is in time."""
    until = _appeal(case).appeal_by
    return until is None or on <= until


def _appeal(case: OpenCase) -> Appeal:
    return case.course.appeal or Appeal()


def _none_yet(case: OpenCase) -> Blocks:
    return () if _appeal(case).registered_on is None else ("already_appealed",)


def _undecided(case: OpenCase) -> Blocks:
    appeal = _appeal(case)
    if appeal.registered_on is None:
        return ("not_appealed",)
    return ("appeal_already_decided",) if appeal.upheld else ()


APPEALS: Mapping[type[Command], Handler] = {
    orders.RegisterAppeal: Handler(_register, _none_yet, ("ended",)),
    orders.CorrectAppeal: Handler(_correct, _undecided, ("ended",)),
    orders.DecideAppeal: Handler(_decide, _undecided, ("ended",)),
}
