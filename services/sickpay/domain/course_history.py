"""What a follow-up course amounts to after a fact."""

from msgspec.structs import replace

from services.sickpay.domain import appeal_events as told_of_appeal
from services.sickpay.domain import ending_events as ending
from services.sickpay.domain import follow_up_events as follow
from services.sickpay.domain import paper_events as paper
from services.sickpay.domain import refund_events as refund
from services.sickpay.domain import sick_pay_events as told
from services.sickpay.domain.certificate_history import certificates_after
from services.sickpay.domain.course import (
    Appeal,
    Contact,
    Course,
    Extension,
    Hearing,
    Limit,
    PartialReturn,
    Reassessment,
    Refund,
)
from services.sickpay.domain.plan_step_history import steps_after
from shared.eventlog.event import Event


def course_after(course: Course, event: Event) -> Course:
    """Give the course after a fact; facts about something else leave it as it is."""
    match event:
        case told.AbsenceNotified(signed=signed):
            return replace(course, signed=signed)
        case told.RecoveryReported():
            # What the limit was holds no more; it is found again if the recovery is taken back.
            return replace(course, limit=None, summoned_for=None)
        case _:
            return _refunded(
                _ending(_papers(_planned(_followed(course, event), event), event), event), event
            )


def _followed(course: Course, event: Event) -> Course:
    match event:
        case follow.RiskAssessed():
            return replace(course, risk=event)
        case follow.SickCategorised(category=category):
            return replace(course, category=category)
        case follow.FollowUpDutyFound():
            return replace(course, owes_one=True, spared_until=None)
        case follow.FollowUpNotOwed(spared_until=until):
            return replace(course, owes_one=False, spared_until=until)
        case follow.FollowUpSummoned(held_on=on):
            return replace(course, summoned_for=on)
        case _:
            return _met(course, event)


def _met(course: Course, event: Event) -> Course:
    match event:
        case follow.SummonsCancelled():
            return replace(course, summoned_for=None)
        case follow.FollowUpMissed(missed_on=on):
            return replace(course, summoned_for=None, missed=(*course.missed, on))
        case follow.FollowUpHeld(held_on=on):
            return replace(course, summoned_for=None, held=(*course.held, on))
        case follow.FollowUpCorrected(held_on=on):
            return replace(course, held=(*course.held[:-1], on))
        case follow.SixMonthFollowUpsCompleted():
            return replace(course, count_done=True)
        case follow.SixMonthFollowUpsReopened():
            return replace(course, count_done=False)
        case follow.FastTrackRequested():
            return replace(course, fast_track=True)
        case _:
            return _not_met(course, event)


def _not_met(course: Course, event: Event) -> Course:
    match event:
        case follow.FollowUpWithdrawn():
            return replace(course, held=course.held[:-1])
        case follow.FollowUpMissWithdrawn(missed_on=on):
            return replace(course, missed=tuple(day for day in course.missed if day != on))
        case follow.FastTrackWithdrawn():
            return replace(course, fast_track=False)
        case _:
            return course


def _planned(course: Course, event: Event) -> Course:
    match event:
        case follow.PlanDrafted():
            return replace(course, plan="draft")
        case follow.PlanAgreed():
            return replace(course, plan="agreed")
        case follow.PlanRevised():
            return replace(course, plan="revised")
        case follow.PlanClosed():
            return replace(course, plan="closed")
        case follow.PlanAgreementWithdrawn():
            return replace(course, plan="draft")
        case follow.StandByGranted(from_=from_):
            return replace(course, stand_by_from=from_)
        case follow.StandByEnded() | follow.StandByWithdrawn():
            return replace(course, stand_by_from=None)
        case _:
            return replace(course, partial=_partly(course.partial, event))


def _partly(partial: PartialReturn | None, event: Event) -> PartialReturn | None:
    match event:
        case follow.PartialReturnAgreed() | follow.PartialReturnCorrected():
            return PartialReturn(event.from_, event.hours, event.full_hours)
        case follow.PartialReturnWithdrawn():
            return None
        case follow.PartialReturnEnded(ended_on=on) if partial:
            return replace(partial, ended_on=on)
        case follow.PartialReturnEndWithdrawn() if partial:
            return replace(partial, ended_on=None)
        case _:
            return partial


def _papers(course: Course, event: Event) -> Course:
    match event:
        case paper.CaseAssigned(officer=officer, team=team):
            return replace(course, assigned=(officer, team))
        case paper.PossibilityStatementReceived():
            return replace(course, statement=True)
        case paper.PossibilityStatementWithdrawn():
            return replace(course, statement=False)
        case paper.EmployerInterviewHeld(held_on=on):
            return replace(course, employer_interview_on=on)
        case paper.EmployerInterviewWithdrawn():
            return replace(course, employer_interview_on=None)
        case _:
            certificates = certificates_after(course.certificates, event)
            contacts = _contacts(course.contacts, event)
            steps = steps_after(course.steps, event)
            return replace(course, certificates=certificates, contacts=contacts, steps=steps)


def _contacts(known: tuple[Contact, ...], event: Event) -> tuple[Contact, ...]:
    match event:
        case paper.ContactRecorded() as e:
            made = Contact(e.contact, e.party, e.contact_on, e.next_action, e.next_on)
            return (*known, made)
        case paper.ContactCorrected() as e:
            made = Contact(e.contact, e.party, e.contact_on, e.next_action, e.next_on)
            return tuple(made if one.contact == e.contact else one for one in known)
        case paper.ContactWithdrawn(contact=name):
            return tuple(one for one in known if one.contact != name)
        case _:
            return known


def _ending(course: Course, event: Event) -> Course:
    match event:
        case ending.DurationLimitFound():
            limit = Limit(
                event.counted_from,
                event.reached_on,
                event.ends_after,
                event.approaching_from,
                event.rule,
            )
            return replace(course, limit=limit)
        case ending.DurationLimitRemoved():
            return replace(course, limit=None)
        case ending.ReassessmentMade(result=result, grounds_met=met, reassessed_on=on):
            return replace(course, reassessment=Reassessment(result, met, on))
        case ending.ExtensionGranted(ground=ground, until=until):
            return replace(course, extension=Extension(ground, until), reassessment=None)
        case ending.OpenExtensionGranted(ground=ground):
            return replace(course, extension=Extension(ground), reassessment=None)
        case ending.ExtensionWithdrawn():
            return replace(course, extension=None)
        case ending.DecisionFlagged(decision=decision):
            return replace(course, flagged=(*course.flagged, decision))
        case ending.DecisionReviewed(decision=decision):
            return replace(course, flagged=tuple(one for one in course.flagged if one != decision))
        case _:
            return _followed_by(course, event)


def _followed_by(course: Course, event: Event) -> Course:
    match event:
        case (
            ending.NextBasisRecorded(basis=basis, from_=from_)
            | ending.NextBasisCorrected(basis=basis, from_=from_)
        ):
            return replace(course, next_basis=basis, next_from=from_)
        case ending.NextBasisWithdrawn():
            return replace(course, next_basis=None, next_from=None)
        case _:
            return _heard(course, event)


def _heard(course: Course, event: Event) -> Course:
    match event:
        case ending.EndingProposed(ground=ground):
            return replace(course, proposed=ground, hearing=None)
        case ending.EndingProposalWithdrawn():
            return replace(course, proposed=None, hearing=None)
        case ending.HearingNoted(hearing=hearing, ground=ground, served_on=on):
            return replace(course, hearing=Hearing(hearing, ground, on))
        case ending.HearingOutcomeNoted(finding=finding, concluded_on=on) if course.hearing:
            heard = replace(
                course.hearing, finding=finding, concluded_on=on, answered=event.answered
            )
            return replace(course, hearing=heard)
        case ending.HearingCalledOff():
            return replace(course, hearing=None)
        case ending.SickPayEnded(decided_on=decided_on, appeal_by=until):
            return replace(course, appeal=Appeal(decided_on, until))
        case ending.SickPayEndWithdrawn():
            return replace(course, proposed=None, hearing=None, reassessment=None, appeal=None)
        case _ if course.appeal is not None:
            return replace(course, appeal=_appealed(course.appeal, event))
        case _:
            return course


def _appealed(appeal: Appeal, event: Event) -> Appeal:
    match event:
        case told_of_appeal.AppealRegistered() | told_of_appeal.AppealCorrected():
            return replace(appeal, registered_on=event.registered_on)
        case told_of_appeal.EndConfirmed():
            return replace(appeal, upheld=True)
        case _:
            return appeal


def _refunded(course: Course, event: Event) -> Course:
    match event:
        case refund.NotificationSigned():
            return replace(course, signed=True)
        case refund.RefundRequested(request=request, from_=from_, to=to, amount=amount):
            return replace(course, refunds=(*course.refunds, Refund(request, from_, to, amount)))
        case (
            refund.RefundCorrected()
            | refund.RefundFetched()
            | refund.RefundAnnulled()
            | refund.RefundPaid()
            | refund.RefundPaymentWithdrawn()
        ):
            changed = tuple(
                _refund_after(one, event) if one.request == event.request else one
                for one in course.refunds
            )
            return replace(course, refunds=changed)
        case _:
            return course


def _refund_after(one: Refund, event: refund.RefundEvent) -> Refund:
    newer = replace(one, version=one.version + 1)
    match event:
        case refund.RefundCorrected(to=to, amount=amount):
            return replace(newer, to=to, amount=amount)
        case refund.RefundFetched():
            return replace(newer, fetched=True)
        case refund.RefundAnnulled():
            return replace(newer, annulled=True)
        case refund.RefundPaymentWithdrawn():
            return replace(newer, paid=False)
        case _:
            return replace(newer, paid=True)
