"""A citizen's benefit case: from first contact to payment; the jobcenter is told before money.

Law: forvaltningsloven § 19 (no adverse stop without a hearing); S003 f.19 (notice within 10 days).
A payment can be set up, raised, and stopped after a hearing. It can never be lowered here:
only an effectuated sanction takes single days of it (`sanction_case`). Refusals and stops can be
taken back, and complained about (`benefit_appeal`).
"""

from uuid import UUID

from msgspec.structs import replace

from services.benefit_service.domain.benefit_appeal import (
    ADVERSE_FACTS,
    APPEAL_ORDERS,
    about_appeal,
    appeal_blocks,
    evolve_adverse,
    last_refusal,
)
from services.benefit_service.domain.benefit_appeal_orders import (
    CorrectBenefitAppeal,
    DecideBenefitAppeal,
    RegisterBenefitAppeal,
)
from services.benefit_service.domain.benefit_events import (
    ApplicationCorrected,
    BenefitApplied,
    BenefitEligibilityDecided,
    EligibilityNoticeCalledOff,
    EligibilityNoticeOwedAgain,
    FirstContactCorrected,
    FirstContactNoted,
    JobcenterNotifiedOfEligibility,
    PaymentRaised,
    PaymentSetUp,
    PaymentStopped,
    PaymentStopWithdrawn,
    RefusalWithdrawn,
)
from services.benefit_service.domain.benefit_guidance import guidance
from services.benefit_service.domain.benefit_notice import (
    about_contact,
    evolve_contact,
    lives_on_ours_again,
)
from services.benefit_service.domain.benefit_objections import (
    hearing_about,
    objections,
    refused_reduction,
)
from services.benefit_service.domain.benefit_orders import (
    ApplyForBenefit,
    ChangePayment,
    CorrectApplication,
    CorrectFirstContact,
    DecideEligibility,
    NoteCaseClosed,
    NoteCaseReopened,
    NoteFirstContact,
    SetUpPayment,
    StopPayment,
    WithdrawRefusal,
    WithdrawStop,
)
from services.benefit_service.domain.benefit_states import (
    Applied,
    BenefitFacts,
    Contacted,
    Decided,
    NotContacted,
    Paying,
    Started,
    State,
    Stopped,
    StoppedPayment,
    contact_of,
)
from services.benefit_service.domain.benefit_taken_back import resumed, undecided
from services.benefit_service.domain.officer import officer_blocks
from shared.eventlog.command import Command
from shared.eventlog.decider import (
    Code,
    Decider,
    Decision,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event


def blocks(command: type[Command], state: State, facts: BenefitFacts) -> tuple[Code, ...]:
    """List why an order is not allowed now, first reason first."""
    if command is NoteFirstContact:
        new = isinstance(state, NotContacted) or lives_on_ours_again(state.contact)
        return () if new else ("first_contact_already_noted",)
    if command not in _STAGE_BLOCKS.keys() | APPEAL_ORDERS or isinstance(state, NotContacted):
        return ("not_allowed_now",)
    if command in APPEAL_ORDERS:
        return appeal_blocks(command, state, facts.actor)
    officer = officer_blocks(facts.actor) if command in _OFFICER_ONLY else ()
    return (*officer, *_STAGE_BLOCKS[command](state))


def decide(command: Command, state: State, facts: BenefitFacts) -> list[Decision]:
    """Answer an order with facts, or refuse it; what would pay the citizen less is recorded."""
    codes = blocks(type(command), state, facts) or objections(command, state, facts)
    refuse_if_blocked(codes, record=refused_reduction(command, state, codes, facts))
    match command, state:
        case NoteFirstContact(citizen, citizen_case, basis, on, by_change), _:
            return [FirstContactNoted(citizen, citizen_case, basis, on, by_change)]
        case (
            (CorrectFirstContact() | NoteCaseClosed() | NoteCaseReopened()),
            (Contacted() | Applied() | Decided() | Paying() | Stopped()),
        ):
            return [*about_contact(command, state.contact)]
        case ApplyForBenefit(on), Contacted() | Decided() | Stopped():
            return [BenefitApplied(state.contact.citizen, on)]
        case CorrectApplication(on), Applied() | Decided() | Paying():
            unchanged = on == state.applied_on
            return [] if unchanged else [ApplicationCorrected(state.contact.citizen, on)]
        case DecideEligibility(), Applied():
            return _decide_eligibility(command, state, facts)
        case (
            (RegisterBenefitAppeal() | CorrectBenefitAppeal() | DecideBenefitAppeal()),
            (Contacted() | Applied() | Decided() | Paying() | Stopped()),
        ):
            return about_appeal(command, state, facts)
        case _:
            return _decide_payment(command, state, facts)


def _decide_payment(command: Command, state: State, facts: BenefitFacts) -> list[Decision]:
    """Answer an order about the money: set up, raised, stopped, or taken back."""
    match command, state:
        case SetUpPayment(amount, from_), Decided():
            return [PaymentSetUp(state.contact.citizen, amount, from_)]
        case ChangePayment(amount, from_), Paying():
            return [PaymentRaised(state.contact.citizen, amount, from_)]
        case StopPayment(), Paying():
            return _stop(command, state.contact.citizen, facts)
        case WithdrawStop(reason), Stopped(contact, payment):
            return [PaymentStopWithdrawn(contact.citizen, reason, payment.on)]
        case WithdrawRefusal(reason), Decided(contact):
            refusal = last_refusal(contact)
            day = None if refusal is None else refusal.decided_on
            return [RefusalWithdrawn(contact.citizen, reason, day)]
        case _:
            return not_allowed_now()


def _stop(command: StopPayment, citizen: UUID, facts: BenefitFacts) -> list[Decision]:
    hearing = hearing_about(command.ground, facts)
    about = None if hearing is None else hearing.hearing
    stopped = PaymentStopped(citizen, command.ground, command.on, command.reasons, about)
    return [stopped, *guidance("stop", citizen, facts)]


def evolve(state: State, event: Event) -> State:  # noqa: C901 - one row for each fact
    """Give the state after a fact."""
    if isinstance(event, ADVERSE_FACTS) and not isinstance(state, NotContacted):
        return _after_adverse(state, event)
    match event, state:
        case FirstContactNoted(), NotContacted():
            return Contacted(contact_of(event))
        case (
            (
                FirstContactNoted()
                | FirstContactCorrected()
                | EligibilityNoticeCalledOff()
                | EligibilityNoticeOwedAgain()
            ),
            (Contacted() | Applied() | Decided() | Paying() | Stopped()),
        ):
            return replace(state, contact=evolve_contact(state.contact, event))
        case BenefitApplied(applied_on=on), Contacted() | Decided() | Stopped():
            return Applied(state.contact, on)
        case ApplicationCorrected(applied_on=on), Applied() | Decided() | Paying():
            return replace(state, applied_on=on)
        case BenefitEligibilityDecided(eligible=eligible), Applied():
            return Decided(state.contact, state.applied_on, eligible)
        case JobcenterNotifiedOfEligibility(), Decided():
            return replace(state, notified=True, contact=evolve_contact(state.contact, event))
        case PaymentSetUp(monthly_amount=amount, from_=from_), Decided():
            return Paying(state.contact, state.applied_on, amount, from_)
        case PaymentRaised(monthly_amount=amount, from_=from_), Paying():
            return replace(state, monthly_amount=amount, since=from_)
        case PaymentStopped(stopped_on=on), Paying(contact, applied_on, amount, since):
            return Stopped(contact, StoppedPayment(on, applied_on, amount, since))
        case _:
            return state


def _after_adverse(state: Started, event: Event) -> State:
    """Give the state after a complaint, or after a decision was taken back."""
    now = replace(state, contact=evolve_adverse(state, event))
    match event:
        case PaymentStopWithdrawn():
            return resumed(now, event)
        case RefusalWithdrawn():
            return undecided(now, event)
        case _:
            return now


def _decide_eligibility(
    command: DecideEligibility, state: Applied, facts: BenefitFacts
) -> list[Decision]:
    contact = state.contact
    return [
        BenefitEligibilityDecided(
            citizen=contact.citizen,
            eligible=command.eligible,
            benefit_basis=command.benefit_basis,
            from_=command.from_,
            reasons=command.reasons,
            decided_by=facts.actor.id,
        ),
        JobcenterNotifiedOfEligibility(
            citizen=contact.citizen,
            citizen_case=contact.citizen_case,
            eligible=command.eligible,
            benefit_basis=command.benefit_basis,
            from_=command.from_,
            days_since_first_contact=(facts.today - contact.waits_from).days,
        ),
        *([] if command.eligible else guidance("refusal", contact.citizen, facts)),
    ]


def _may_apply(state: State) -> tuple[Code, ...]:
    again = isinstance(state, Stopped) or (isinstance(state, Decided) and not state.eligible)
    return () if again or isinstance(state, Contacted) else ("already_applied",)


def _has_applied(state: State) -> tuple[Code, ...]:
    return () if isinstance(state, Applied | Decided | Paying) else ("application_missing",)


def _may_be_decided(state: State) -> tuple[Code, ...]:
    if isinstance(state, Applied):
        return ()
    return ("application_missing",) if isinstance(state, Contacted) else ("already_decided",)


def _may_be_set_up(state: State) -> tuple[Code, ...]:
    match state:
        case Contacted() | Applied() | Decided(notified=False):
            return ("jobcenter_not_notified",)
        case Decided(eligible=False):
            return ("not_eligible",)
        case Decided():
            return ()
        case Paying():
            return ("payment_already_set_up",)
        case _:
            return ("payment_stopped",)


def _is_paid(state: State) -> tuple[Code, ...]:
    return () if isinstance(state, Paying) else ("payment_not_set_up",)


def _is_stopped(state: State) -> tuple[Code, ...]:
    return () if isinstance(state, Stopped) else ("payment_not_stopped",)


def _is_refused(state: State) -> tuple[Code, ...]:
    refused = isinstance(state, Decided) and not state.eligible
    return () if refused else ("benefit_not_refused",)


def _anything(_state: State) -> tuple[Code, ...]:
    return ()


_STAGE_BLOCKS = {
    CorrectFirstContact: _anything,
    NoteCaseClosed: _anything,
    NoteCaseReopened: _anything,
    ApplyForBenefit: _may_apply,
    CorrectApplication: _has_applied,
    DecideEligibility: _may_be_decided,
    SetUpPayment: _may_be_set_up,
    ChangePayment: _is_paid,
    StopPayment: _is_paid,
    WithdrawStop: _is_stopped,
    WithdrawRefusal: _is_refused,
}
_OFFICER_ONLY = frozenset({DecideEligibility, SetUpPayment, ChangePayment, StopPayment})

BENEFIT_CASE: Decider[Command, State, BenefitFacts] = Decider(
    case_type="benefit_case", initial=NotContacted(), blocks=blocks, decide=decide, evolve=evolve
)
