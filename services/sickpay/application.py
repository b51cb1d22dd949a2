"""How orders about sick-pay cases are carried out: what is looked up before a decision."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from services.sickpay.cases.acts import (
    ENDING_ACTS,
    FOLLOW_UP_ACTS,
    PAPER_ACTS,
    PLAN_STEP_ACTS,
    REFUND_ACTS,
    REMINDER_ACTS,
)
from services.sickpay.cases.agreements import agreements_of, same_employment
from services.sickpay.cases.appeal_acts import APPEAL_ACTS
from services.sickpay.cases.corrections import MENDED, NAMED
from services.sickpay.cases.profile import profile_of
from services.sickpay.domain import paper_orders as paper
from services.sickpay.domain import sick_pay_events as told
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.appeal_events import AppealRegistered, EndConfirmed
from services.sickpay.domain.appeal_orders import CorrectAppeal, DecideAppeal
from services.sickpay.domain.consequences import FOLLOWS_OF_ANY
from services.sickpay.domain.duration import Elsewhere, first_paid_day
from services.sickpay.domain.ending_events import SickPayEnded, SickPayEndWithdrawn
from services.sickpay.domain.ending_orders import (
    NoteHearingConcluded,
    NoteHearingServed,
    NoteHearingServiceCorrected,
    WithdrawEnd,
)
from services.sickpay.domain.facts import Agreement, SickPayFacts
from services.sickpay.domain.follow_up_orders import (
    AgreePartialReturn,
    CorrectFollowUp,
    CorrectPartialReturn,
)
from services.sickpay.domain.grant_orders import FlagAgreedRefunds
from services.sickpay.domain.refund_orders import RequestRefund
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from services.sickpay.domain.sick_pay_history import (
    Ended,
    FormReturned,
    NotNotified,
    Recovered,
    Running,
    State,
)
from services.sickpay.domain.standing import standing
from services.sickpay.views.sick_pay_list import SICK_PAY_LIST, SickPayRow
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded
from shared.casework.mending import mended_by
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.eventlog.decider import Rejected
from shared.identity import new_id
from shared.law.rulebook import RuleBook

# Corrections that hold from the right day they name, not from the day of the fact they put right.
_FROM_THEIR_DAY = (
    orders.CorrectNotification,
    orders.CorrectRecovery,
    CorrectFollowUp,
    CorrectAppeal,
    paper.CorrectContact,
    paper.CorrectCertificate,
    paper.CorrectCertificateRequest,
)


def collect(
    desk: Desk, case_id: str, loaded: Loaded, command: Command | None
) -> Collected[SickPayFacts]:
    """Find the day, the citizen, the day an order holds from, and what it puts right."""
    state: State = loaded.state
    mended = mended_by(MENDED, NAMED, loaded, _put_right(command))
    day = _day(command, state)
    if day is None and mended is not None:
        day = mended[1].meta.effective_on
    agreements, guards = _agreements(desk, case_id, command, state)
    collected = Collected(
        facts=SickPayFacts(
            today=desk.today,
            book=desk.rules,
            others=_others(desk, case_id, command, state),
            new_id=new_id(),
            agreements=agreements,
        ),
        guards=guards,
        profile=profile_of(command, state),
        effective_on=day,
        subjects=_subjects(command),
    )
    if mended is None:
        return collected
    how, fact = mended
    return replace(collected, corrects=fact.meta.event_id, how=how)


def _put_right(command: Command | None) -> Command | None:
    """Return what an order puts right: an end that the board reversed is one taken back."""
    if isinstance(command, DecideAppeal) and command.outcome == "reversed":
        return WithdrawEnd(command.reasons)
    return command


def _day(command: Command | None, state: State) -> date | None:
    """Return the day an order's facts hold from, where it is not simply the order's `on`.

    A form dated before it was sent fulfils the duty on the day of sending, not before the
    duty arose; an answer already registered fulfils the duty when the note of sending comes.
    """
    form = state.form if isinstance(state, Running | Recovered) else None
    sent_on: date | None = getattr(form, "sent_on", None)
    if isinstance(command, _FROM_THEIR_DAY):
        return command.on
    match command:
        case orders.NotifyAbsence(on=on) | orders.ReportRecovery(on=on):
            return on
        case orders.OpenCashBenefitFollowUp(first_absence_day=first):
            return first
        case AgreePartialReturn(from_=from_) | CorrectPartialReturn(from_=from_):
            return from_
        case NoteHearingServed(served_on=served) | NoteHearingServiceCorrected(served_on=served):
            return served
        case NoteHearingConcluded(concluded_on=concluded):
            return concluded
        case orders.RegisterFormReturn(on=on) | orders.CorrectFormReturn(on=on):
            return on if sent_on is None else max(on, sent_on)
        case orders.NoteFormSent(sent_on=sent) if (
            isinstance(form, FormReturned) and form.form is None
        ):
            return max(sent, form.returned_on)
        case orders.NoteFormSent(sent_on=sent) | orders.CorrectFormSent(sent_on=sent):
            return sent
        case _:
            return None


def _subjects(command: Command | None) -> tuple[UUID, ...]:
    if isinstance(command, orders.NotifyAbsence | orders.OpenCashBenefitFollowUp):
        return (command.citizen,)
    return ()


def _others(
    desk: Desk, case_id: str, command: Command | None, state: State
) -> tuple[Elsewhere, ...]:
    """Return the absences of the person's other cases, for the limit and the risk."""
    match command, state:
        case orders.NotifyAbsence(citizen=citizen), NotNotified():
            pass
        case Command(), Running() | Recovered() | Ended():
            citizen = state.absence.citizen
        case _:
            return ()
    others = desk.rows_of(SICK_PAY_LIST, citizen)
    found = (elsewhere(row, desk.rules) for row in others if str(row.sick_pay_case) != case_id)
    return tuple(one for one in found if one is not None)


def _agreements(
    desk: Desk, case_id: str, command: Command | None, state: State
) -> tuple[tuple[Agreement, ...], tuple[Guard, ...]]:
    """Return the § 56 agreements with this employer from all of the citizen's cases, if asked."""
    asked = (isinstance(command, RequestRefund) and command.section_56) or isinstance(
        command, FlagAgreedRefunds
    )
    if not asked or not isinstance(state, Running | Recovered | Ended):
        return (), ()
    siblings = same_employment(desk, state.absence)
    others = tuple(one.loaded for one in siblings if one.case_id != case_id)
    found = agreements_of((state, *(other.state for other in others)))
    return found, tuple(Guard(other.stream, other.version) for other in others)


def elsewhere(row: SickPayRow, book: RuleBook) -> Elsewhere | None:
    """Return an absence from which the limit counts, also while it runs; None where it is none."""
    over = row.ended_after or (row.recovered_on and row.recovered_on - timedelta(days=1))
    if row.withdrawn or row.legal_basis != "sick_pay":
        return None
    try:
        paid_from = first_paid_day(book, row.first_absence_day, row.notified_by)
    except Rejected:
        return None
    return Elsewhere(row.first_absence_day, paid_from, over)


SICK_PAY_CASES = CaseType(
    decider=SICK_PAY_CASE,
    follows=FOLLOWS_OF_ANY,
    item="certificate",
    standing=standing,
    path="sick-pay-cases",
    title="Sygedagpengesag",
    collect=collect,
    commands=(
        Act(
            command=orders.NotifyAbsence,
            opens=True,
            example={
                "citizen": "7f3d9c52-6a0e-4c9b-8d3b-0f6f3a3c2b11",
                "employment": "10000009",
                "first_absence_day": "2007-10-01",
                "notified_by": "employer",
                "on": "2007-10-15",
            },
        ),
        # A person opens a case by a notification, at the collection; this is the policy's.
        Act(command=orders.OpenCashBenefitFollowUp, opens=True, verb="open-cash-benefit-follow-up"),
        Act(
            command=orders.CorrectFirstAbsenceDay,
            verb="correct-first-absence-day",
            example={"first_absence_day": "2007-10-02", "reason": "Borgeren arbejdede om mandagen"},
        ),
        Act(
            command=orders.CorrectNotification,
            verb="correct-notification",
            example={
                "notified_by": "employer",
                "on": "2007-10-12",
                "reason": "Det lå tre dage i postrummet",
            },
        ),
        Act(
            command=orders.WithdrawNotification,
            verb="withdraw-notification",
            example={"reason": "Anmeldt for en forkert medarbejder"},
        ),
        Act(
            command=orders.NoteFormSent,
            verb="note-form-sent",
            example={"form": "01900000-0000-7000-8000-000000000002", "sent_on": "2007-10-18"},
        ),
        Act(
            command=orders.CorrectFormSent,
            verb="correct-form-sent",
            example={"form": "01900000-0000-7000-8000-000000000002", "sent_on": "2007-10-19"},
        ),
        Act(
            command=orders.RegisterFormReturn,
            verb="register-form-return",
            example={"on": "2007-10-25", "health": "Back pain; expects six more weeks"},
        ),
        Act(
            command=orders.CorrectFormReturn,
            verb="correct-form-return",
            example={"on": "2007-10-26"},
        ),
        Act(
            command=orders.CorrectFormAnswer,
            verb="correct-form-answer",
            example={"health": "Back pain; expects four more weeks"},
        ),
        Act(
            command=orders.WithdrawFormReturn,
            verb="withdraw-form-return",
            example={"reason": "Hører til en anden sag"},
        ),
        Act(
            command=orders.ReportRecovery,
            verb="report-recovery",
            example={"on": "2007-12-03"},
        ),
        Act(
            command=orders.CorrectRecovery,
            verb="correct-recovery",
            example={"on": "2007-12-04"},
        ),
        Act(
            command=orders.WithdrawRecovery,
            verb="withdraw-recovery",
            example={"reason": "Borgeren var kun på ferie"},
        ),
        *REMINDER_ACTS,
        *FOLLOW_UP_ACTS,
        *PAPER_ACTS,
        *PLAN_STEP_ACTS,
        *ENDING_ACTS,
        *APPEAL_ACTS,
        *REFUND_ACTS,
    ),
    closes_on=(
        told.RecoveryReported,
        told.AbsenceNotificationWithdrawn,
        SickPayEnded,
        EndConfirmed,
    ),
    reopens_on=(told.RecoveryWithdrawn, SickPayEndWithdrawn, AppealRegistered),
    clocks=(
        "form.return",
        "form.reminder",
        "form.reminder_answer",
        "followup.first",
        "followup.interval",
        "followup.six_months",
        "employer_interview",
        "fasttrack.interview",
        "next_step.reassessment",
        "next_step.decision",
        "next_step.extension",
        "cert.le125",
        "cert.le145_le265",
        "cert.le145_le265.consultation",
        "cert.le155",
        "cert.le155.consultation",
        "cert.le225",
        "cert.le225.consultation",
        "cash_followup.first",
        "cash_followup.interval",
        "appeal.sick_pay",
    ),
)

CASES = (SICK_PAY_CASES,)
