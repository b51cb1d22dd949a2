"""What is found out before something is decided in a benefit case."""

from datetime import date
from uuid import UUID

from services.benefit_service.domain.benefit_appeal_events import (
    AdverseKind,
    BenefitAppealCorrected,
    BenefitAppealRegistered,
)
from services.benefit_service.domain.benefit_appeal_orders import (
    CorrectBenefitAppeal,
    DecideBenefitAppeal,
    RegisterBenefitAppeal,
)
from services.benefit_service.domain.benefit_events import (
    AppealGuidanceGiven,
    ApplicationCorrected,
    BenefitApplied,
    BenefitEligibilityDecided,
    EligibilityNoticeCalledOff,
    FirstContactCorrected,
    FirstContactNoted,
    PaymentStopped,
)
from services.benefit_service.domain.benefit_orders import (
    CorrectApplication,
    CorrectFirstContact,
    DecideEligibility,
    NoteCaseClosed,
    NoteCaseReopened,
    NoteFirstContact,
    StopPayment,
    WithdrawRefusal,
    WithdrawStop,
)
from services.benefit_service.domain.benefit_states import BenefitFacts, Paying, StopHearing
from services.benefit_service.domain.hearing_states import Concluded
from services.benefit_service.findings.history import guard, last_event_id
from services.benefit_service.findings.sanction_law import last_day
from services.benefit_service.findings.stop_hearing import hearings_about_stopping
from shared.casework.declare import Collected, Desk, Loaded
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.eventlog.envelope import How


def collect_benefit(
    desk: Desk, case_id: str, loaded: Loaded, command: Command | None
) -> Collected[BenefitFacts]:
    """Find out the day, who acts, and which hearings about this payment are over."""
    hearings, guards = _stop_hearings(desk, case_id, loaded)
    corrects, how = _corrected(loaded, command)
    appeal = None
    if isinstance(command, DecideEligibility | StopPayment):
        appeal = desk.rules.rule("appeal.deadline", desk.today)
    return Collected(
        facts=BenefitFacts(
            today=desk.today,
            actor=desk.actor,
            stop_hearings=hearings,
            appeal_by=None if appeal is None else last_day(desk, appeal, desk.today),
        ),
        guards=guards,
        rules=() if appeal is None else (appeal.version,),
        subjects=(command.citizen,) if isinstance(command, NoteFirstContact) else (),
        effective_on=_day_told(command),
        corrects=corrects,
        how=how,
    )


def _stop_hearings(
    desk: Desk, case_id: str, loaded: Loaded
) -> tuple[tuple[StopHearing, ...], tuple[Guard, ...]]:
    if not isinstance(loaded.state, Paying):
        return (), ()
    heard = hearings_about_stopping(desk, UUID(case_id), loaded)
    found = tuple(
        StopHearing(
            hearing=hearing,
            ground=ground,
            objection_accepted=one.state.conclusion.finding == "excuse_accepted",
        )
        for hearing, ground, one in heard
        if isinstance(one.state, Concluded)
    )
    return found, tuple(guard(one.loaded) for one in heard)


def _day_told(command: Command | None) -> date | None:
    match command:
        case NoteFirstContact() | CorrectFirstContact():
            return command.first_contact_on
        case (
            NoteCaseClosed() | NoteCaseReopened() | RegisterBenefitAppeal() | CorrectBenefitAppeal()
        ):
            return command.on
        case _:
            return None


def _corrected(loaded: Loaded, command: Command | None) -> tuple[UUID | None, How | None]:
    match command:
        case CorrectFirstContact():
            return last_event_id(loaded, FirstContactNoted, FirstContactCorrected), "corrected"
        case NoteCaseReopened(by_mistake=True):
            return last_event_id(loaded, EligibilityNoticeCalledOff), "annulled"
        case CorrectApplication():
            return last_event_id(loaded, BenefitApplied, ApplicationCorrected), "corrected"
        case WithdrawStop():
            return last_event_id(loaded, PaymentStopped), "withdrawn"
        case WithdrawRefusal():
            return last_event_id(loaded, BenefitEligibilityDecided), "withdrawn"
        case CorrectBenefitAppeal(about, decided_on):
            return _appeal_id(loaded, about, decided_on), "corrected"
        case DecideBenefitAppeal(about, decided_on, outcome="reversed"):
            return _decision_id(loaded, about, decided_on), "annulled"
        case _:
            return None, None


def _appeal_id(loaded: Loaded, about: AdverseKind, decided_on: date) -> UUID | None:
    """Return the fact that last told when a complaint came in."""
    found: UUID | None = None
    for one in loaded.history:
        match one.event:
            case (
                BenefitAppealRegistered(about=told, decided_on=day)
                | BenefitAppealCorrected(about=told, decided_on=day)
            ) if (told, day) == (about, decided_on):
                found = one.meta.event_id
    return found


def _decision_id(loaded: Loaded, about: AdverseKind, decided_on: date) -> UUID | None:
    """Return the refusal or the stop of a day: the last one before its guidance on appeal."""
    decision: UUID | None = None
    found: UUID | None = None
    for one in loaded.history:
        match one.event:
            case PaymentStopped() | BenefitEligibilityDecided():
                decision = one.meta.event_id
            case AppealGuidanceGiven(about=told, decided_on=day) if (told, day) == (
                about,
                decided_on,
            ):
                found = decision
    return found
