"""The rules of reassessment, extension and the end of sick pay.

Law: SPA § 24 (limit), § 27 (seven grounds of extension), § 24a (after the limit);
forvaltningsloven § 19 (nothing adverse without a hearing, which the benefit service holds).
No citizen falls between two benefits: the end for duration needs what comes next (flow E4).
Sick pay ends with a month, and not backwards over the hearing: a limit that passed ends later.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from services.sickpay.domain import ending_events as told
from services.sickpay.domain import ending_orders as orders
from services.sickpay.domain.appealing import guidance
from services.sickpay.domain.course import Hearing
from services.sickpay.domain.facts import SickPayFacts, refuse_future
from services.sickpay.domain.handling import Blocks, Handler, OpenCase
from services.sickpay.domain.reminding import refuse_cooperation, refuse_unreminded
from services.sickpay.domain.sick_pay_history import Ended
from shared.eventlog.command import Command
from shared.eventlog.decider import Decision, Rejected
from shared.law.arithmetic import add_weeks, last_of_month
from shared.privacy.personal import Erased

_REVIEW = timedelta(weeks=8)
_DAY = timedelta(days=1)


def _reassess(command: orders.Reassess, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    refuse_future(command.on, facts)
    last = case.course.last_day
    if last is not None and command.on < last - _REVIEW:
        raise Rejected("too_early_to_reassess", detail={"from": (last - _REVIEW).isoformat()})
    result: orders.Reassessed = "extend" if command.grounds_met else "end"
    citizen = case.absence.citizen
    # An extension that lasts to a decision has no last day: the weeks count from this one.
    decide_from = command.on if last is None else last - _REVIEW
    return [
        told.ReassessmentMade(citizen, result, command.grounds_met, command.reason, command.on),
        told.LimitDecisionOwed(citizen, decide_from, decide_from + _REVIEW),
    ]


def _extend(command: orders.GrantExtension, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    refuse_future(command.on, facts)
    limit, reassessed = case.course.limit, case.course.reassessment
    if limit is None or reassessed is None:
        raise Rejected("reassessment_missing")
    met = reassessed.grounds_met
    if isinstance(met, Erased) or command.ground not in met:
        raise Rejected("ground_not_found")
    # The limit's own day picks the rule: it is what the extension extends.
    rule = facts.law.rule(f"extension.{command.ground}", limit.ends_after)
    citizen = case.absence.citizen
    if rule.unit != "weeks":
        return [told.OpenExtensionGranted(citizen, command.ground, rule.version, command.reason)]
    until = add_weeks(limit.ends_after, rule.number)
    return [
        told.ExtensionGranted(
            citizen, command.ground, until, until - _REVIEW, rule.version, command.reason
        )
    ]


def _withdraw_extension(
    command: orders.WithdrawExtension, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    return [told.ExtensionWithdrawn(case.absence.citizen, command.reason)]


def _next(command: orders.RecordNextBasis, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    refuse_future(command.on, facts)
    if command.basis == "job_clarification":
        facts.law.rule("after_limit.job_clarification", command.from_)
    if (command.basis, command.from_) == (case.course.next_basis, case.course.next_from):
        raise Rejected("next_basis_already_recorded")
    return [told.NextBasisRecorded(case.absence.citizen, command.basis, command.from_)]


def _next_otherwise(
    command: orders.CorrectNextBasis, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    """Put right what comes next; after an end for duration it must still begin in time (E4)."""
    if command.basis == "job_clarification":
        facts.law.rule("after_limit.job_clarification", command.from_)
    was, was_from = _known_next(case)
    if (command.basis, command.from_) == (was, was_from):
        raise Rejected("nothing_to_correct")
    ended_on = case.state.last_day if isinstance(case.state, Ended) else None
    duration = case.course.proposed == "duration"
    if ended_on is not None and duration and command.from_ > ended_on + _DAY:
        raise Rejected("next_basis_missing")
    return [
        told.NextBasisCorrected(
            case.absence.citizen,
            command.basis,
            command.from_,
            was,
            was_from,
            ended_on,
            command.reason,
        )
    ]


def _next_unknown(
    command: orders.WithdrawNextBasis, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    was, was_from = _known_next(case)
    return [told.NextBasisWithdrawn(case.absence.citizen, was, was_from, command.reason)]


def _known_next(case: OpenCase) -> tuple[orders.NextBasis, date]:
    course = case.course
    if course.next_basis is None or course.next_from is None:
        raise Rejected("next_basis_not_recorded")
    return course.next_basis, course.next_from


def _not_proposed_any_more(
    command: orders.WithdrawProposal, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    if case.course.proposed is None:
        raise Rejected("ending_not_proposed")
    citizen = case.absence.citizen
    return [told.EndingProposalWithdrawn(citizen, case.course.proposed, command.reason)]


def _propose(command: orders.ProposeEnding, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    if command.ground == "duration":
        _refuse_without_reassessment(case)
    else:
        refuse_cooperation(case, facts)
        refuse_unreminded(case, facts)
    return [told.EndingProposed(case.absence.citizen, command.ground, command.facts)]


def _served(
    command: orders.NoteHearingServed, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    """Note a letter; a new letter in the same hearing opens the hearing again."""
    if case.course.proposed != command.ground:
        raise Rejected("ending_not_proposed")
    noted, citizen = case.course.hearing, case.absence.citizen
    if noted is not None:
        same_letter = noted.finding is None and noted.served_on == command.served_on
        if noted.hearing != command.hearing or same_letter:
            raise Rejected("hearing_already_noted")
    return [told.HearingNoted(citizen, command.hearing, command.ground, command.served_on)]


def _served_on_another_day(
    command: orders.NoteHearingServiceCorrected, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    """Follow the corrected day; a silence that was weighed too early is weighed anew."""
    heard = _this_hearing(command.hearing, case)
    if heard.served_on == command.served_on:
        raise Rejected("nothing_to_correct")
    if heard.finding is not None and heard.answered:
        raise Rejected("hearing_already_concluded")
    citizen = case.absence.citizen
    return [told.HearingNoted(citizen, heard.hearing, heard.ground, command.served_on)]


def _concluded(
    command: orders.NoteHearingConcluded, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    _this_hearing(command.hearing, case)
    return [
        told.HearingOutcomeNoted(
            case.absence.citizen,
            command.hearing,
            command.finding,
            command.concluded_on,
            command.answered,
        )
    ]


def _called_off(
    command: orders.NoteHearingWithdrawn, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    _this_hearing(command.hearing, case)
    return [told.HearingCalledOff(case.absence.citizen, command.hearing)]


def _this_hearing(hearing: object, case: OpenCase) -> Hearing:
    noted = case.course.hearing
    if noted is None or noted.hearing != hearing:
        raise Rejected("another_hearing")
    return noted


def _end(command: orders.EndSickPay, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    course, hearing = case.course, case.course.hearing
    if hearing is None or hearing.concluded_on is None:
        raise Rejected("hearing_not_concluded")
    if command.ground != course.proposed or command.ground != hearing.ground:
        raise Rejected("ending_not_proposed")
    if command.ground == "duration":
        _refuse_without_reassessment(case)
    else:
        # What the citizen was heard about may have been taken back since.
        refuse_cooperation(case, facts)
    if command.last_day < hearing.concluded_on:
        raise Rejected("ends_before_hearing", detail={"from": hearing.concluded_on.isoformat()})
    if command.ground == "duration":
        _refuse_other_day(command.last_day, case, facts)
        _refuse_gap(command.last_day, case)
    appeal = guidance(facts)
    return [
        told.SickPayEnded(
            citizen=case.absence.citizen,
            ground=command.ground,
            last_day=command.last_day,
            next_basis=course.next_basis,
            hearing=hearing.hearing,
            reason=command.reason,
            next_from=course.next_from,
            decided_on=facts.today,
            appeal_by=appeal.appeal_by,
            appeal_text=appeal.danish,
            appeal_text_en=appeal.english,
            assessments=(appeal.assessment,),
        )
    ]


def _refuse_other_day(last_day: date, case: OpenCase, facts: SickPayFacts) -> None:
    """Refuse an end for duration off its day: the limit's, or the end of a month once it passed.

    A citizen who was heard too late keeps sick pay meanwhile, and it ends with the calendar month
    (SPA § 24): any since the limit, but none later than the month in which it is decided.
    """
    extension, limit = case.course.extension, case.course.last_day
    if last_day == limit or (extension is not None and extension.until is None):
        return
    passed = limit is not None and limit < min(last_day, facts.today)
    is_months_end = last_day == last_of_month(last_day)
    if not passed or not is_months_end or last_day > last_of_month(facts.today):
        raise Rejected("not_the_limit_day")


def _refuse_gap(last_day: date, case: OpenCase) -> None:
    """Refuse an end for duration that is followed by nothing (E4)."""
    begins = case.course.next_from
    if case.course.next_basis is None or begins is None or begins > last_day + _DAY:
        raise Rejected("next_basis_missing")


def _refuse_without_reassessment(case: OpenCase) -> None:
    if case.course.reassessment is None:
        raise Rejected("reassessment_missing")
    if case.course.reassessment.result != "end":
        raise Rejected("ground_found")


def _take_back(command: orders.WithdrawEnd, case: OpenCase, _facts: SickPayFacts) -> list[Decision]:
    return [told.SickPayEndWithdrawn(case.absence.citizen, command.reason)]


def _review(command: orders.ReviewDecision, case: OpenCase, _facts: SickPayFacts) -> list[Decision]:
    if command.decision not in case.course.flagged:
        raise Rejected("nothing_to_review")
    citizen = case.absence.citizen
    return [told.DecisionReviewed(citizen, command.decision, command.stands, command.reason)]


def _limited(case: OpenCase) -> Blocks:
    found = case.course.limit is not None or case.course.extension is not None
    return () if found else ("no_limit_found",)


def _reassessed(case: OpenCase) -> Blocks:
    if case.course.reassessment is None or case.course.limit is None:
        return ("reassessment_missing",)
    return () if case.course.reassessment.result == "extend" else ("no_ground_found",)


def _extended(case: OpenCase) -> Blocks:
    return () if case.course.extension is not None else ("no_extension",)


def _anyhow(_case: OpenCase) -> Blocks:
    return ()


def _next_known(case: OpenCase) -> Blocks:
    return ("next_basis_not_recorded",) if case.course.next_basis is None else ()


def _not_proposed(case: OpenCase) -> Blocks:
    return ("ending_already_proposed",) if case.course.proposed is not None else ()


def _hearing_open(case: OpenCase) -> Blocks:
    return ("ending_not_proposed",) if case.course.proposed is None else ()


def _hearing_running(case: OpenCase) -> Blocks:
    if case.course.hearing is None:
        return ("another_hearing",)
    done = case.course.hearing.concluded_on is not None
    return ("hearing_already_concluded",) if done else ()


def _hearing_there(case: OpenCase) -> Blocks:
    return ("another_hearing",) if case.course.hearing is None else ()


def _endable(case: OpenCase) -> Blocks:
    if case.course.proposed is None:
        return ("ending_not_proposed",)
    hearing = case.course.hearing
    if hearing is None or hearing.finding is None:
        return ("hearing_not_concluded",)
    return ("excuse_accepted",) if hearing.finding == "excuse_accepted" else ()


def _has_ended(case: OpenCase) -> Blocks:
    return () if isinstance(case.state, Ended) else ("sick_pay_not_ended",)


def _flagged(case: OpenCase) -> Blocks:
    return () if case.course.flagged else ("nothing_to_review",)


ENDING: Mapping[type[Command], Handler] = {
    orders.Reassess: Handler(_reassess, _limited),
    orders.GrantExtension: Handler(_extend, _reassessed),
    orders.WithdrawExtension: Handler(_withdraw_extension, _extended),
    orders.RecordNextBasis: Handler(_next, _anyhow),
    orders.CorrectNextBasis: Handler(_next_otherwise, _next_known, ("running", "ended")),
    orders.WithdrawNextBasis: Handler(_next_unknown, _next_known),
    orders.ProposeEnding: Handler(_propose, _not_proposed),
    orders.WithdrawProposal: Handler(_not_proposed_any_more, _hearing_open),
    orders.NoteHearingServed: Handler(_served, _hearing_open),
    orders.NoteHearingServiceCorrected: Handler(_served_on_another_day, _hearing_there),
    orders.NoteHearingConcluded: Handler(_concluded, _hearing_running),
    orders.NoteHearingWithdrawn: Handler(_called_off, _hearing_there),
    orders.EndSickPay: Handler(_end, _endable),
    orders.WithdrawEnd: Handler(_take_back, _has_ended, ("running", "recovered", "ended")),
    orders.ReviewDecision: Handler(_review, _flagged, ("running", "recovered", "ended")),
}
