"""A complaint over a refused or stopped benefit: registered, answered, and what it gives back.

Law: forvaltningsloven § 25 (every refusal and stop tells how to complain); retssikkerhedsloven
§ 67 (within four weeks; the board judges also a late complaint). A complaint is about one decision
and outlives what comes after it: a new application, a new payment, another stop.
"""

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from msgspec.structs import replace

from services.benefit_service.domain.benefit_appeal_events import (
    AdverseKind,
    BenefitAppealCorrected,
    BenefitAppealDecided,
    BenefitAppealRegistered,
    CaseSettled,
)
from services.benefit_service.domain.benefit_appeal_orders import (
    CorrectBenefitAppeal,
    DecideBenefitAppeal,
    RegisterBenefitAppeal,
)
from services.benefit_service.domain.benefit_events import (
    AppealGuidanceGiven,
    PaymentStopWithdrawn,
    RefusalWithdrawn,
)
from services.benefit_service.domain.benefit_states import (
    AdverseDecision,
    BenefitFacts,
    Contact,
    Started,
    Stopped,
    StoppedPayment,
)
from services.benefit_service.domain.officer import is_written, person_blocks
from shared.actor import Actor
from shared.eventlog.command import Command
from shared.eventlog.decider import Code, Decision, Rejected
from shared.eventlog.event import Event

AppealOrder: TypeAlias = RegisterBenefitAppeal | CorrectBenefitAppeal | DecideBenefitAppeal
APPEAL_ORDERS = frozenset({RegisterBenefitAppeal, CorrectBenefitAppeal, DecideBenefitAppeal})
ADVERSE_FACTS = (
    AppealGuidanceGiven,
    BenefitAppealRegistered,
    BenefitAppealCorrected,
    BenefitAppealDecided,
    PaymentStopWithdrawn,
    RefusalWithdrawn,
)


def appeal_blocks(command: type[Command], state: Started, actor: Actor) -> tuple[Code, ...]:
    """List why no complaint can be registered, or none be answered, as the case stands."""
    decisions = state.contact.adverse
    if command is RegisterBenefitAppeal:
        return () if decisions else ("nothing_to_appeal",)
    who = person_blocks(actor) if command is DecideBenefitAppeal else ()
    return (*who, *(() if any(one.is_appealed for one in decisions) else ("not_appealed",)))


def about_appeal(command: AppealOrder, state: Started, facts: BenefitFacts) -> list[Decision]:
    """Answer an order about a complaint over one decision."""
    decision = _named(state.contact, command.about, command.decided_on)
    match command:
        case RegisterBenefitAppeal():
            return _register(command, state.contact, decision, facts)
        case CorrectBenefitAppeal():
            return _correct(command, state.contact, decision, facts)
        case DecideBenefitAppeal():
            return _decide(command, state, decision)


def _register(
    command: RegisterBenefitAppeal, contact: Contact, about: AdverseDecision, facts: BenefitFacts
) -> list[Decision]:
    """Register the complaint; one that came late is registered all the same."""
    if about.settled == "taken_back":
        raise Rejected("decision_taken_back")
    if about.is_appealed:
        raise Rejected("already_appealed")
    _refuse_day(command.on, about, facts)
    told = BenefitAppealRegistered(
        citizen=contact.citizen,
        about=about.about,
        decided_on=about.decided_on,
        registered_on=command.on,
        in_time=command.on <= about.appeal_by,
        grounds=command.grounds,
    )
    return [told]


def _correct(
    command: CorrectBenefitAppeal, contact: Contact, about: AdverseDecision, facts: BenefitFacts
) -> list[Decision]:
    was = _pending(about)
    _refuse_day(command.on, about, facts)
    if command.on == was:
        return []
    told = BenefitAppealCorrected(
        citizen=contact.citizen,
        about=about.about,
        decided_on=about.decided_on,
        registered_on=command.on,
        in_time=command.on <= about.appeal_by,
        was=was,
    )
    return [told]


def _decide(command: DecideBenefitAppeal, state: Started, about: AdverseDecision) -> list[Decision]:
    """Register the board's answer; what it reversed is taken back first, with its deadline."""
    _pending(about)
    if not is_written(command.reasons):
        raise Rejected("reasons_missing")
    citizen, day = state.contact.citizen, about.decided_on
    answered = BenefitAppealDecided(citizen, about.about, day, command.outcome, command.reasons)
    upheld = command.outcome == "upheld"
    back = [] if upheld else _taken_back(command, state, about)
    return [*back, answered, *_over(state, about, stands=upheld)]


def _taken_back(
    command: DecideBenefitAppeal, state: Started, about: AdverseDecision
) -> list[Decision]:
    citizen, reasons = state.contact.citizen, command.reasons
    if about.stopped is None:
        return [RefusalWithdrawn(citizen, reasons, about.decided_on)]
    return [PaymentStopWithdrawn(citizen, reasons, about.stopped.on)]


def _over(state: Started, about: AdverseDecision, *, stands: bool) -> list[Decision]:
    """Say that the case is over again: it stays stopped, and nobody waits for the board."""
    others = (one for one in state.contact.adverse if one != about)
    if not isinstance(state, Stopped) or any(one.is_open_appeal for one in others):
        return []
    is_last_stop = about.stopped is not None and about.stopped.on == state.payment.on
    return [] if is_last_stop and not stands else [CaseSettled(state.contact.citizen)]


def _named(contact: Contact, about: AdverseKind, decided_on: date) -> AdverseDecision:
    """Return the decision that is meant; a case may hold several."""
    for one in contact.adverse:
        if (one.about, one.decided_on) == (about, decided_on):
            return one
    raise Rejected("no_such_decision")


def _pending(about: AdverseDecision) -> date:
    """Return the day the complaint came in, while it waits for its answer."""
    if about.appealed_on is None:
        raise Rejected("not_appealed")
    if about.settled is not None:
        raise Rejected(
            "decision_taken_back" if about.settled == "taken_back" else "appeal_already_decided"
        )
    return about.appealed_on


def _refuse_day(on: date, about: AdverseDecision, facts: BenefitFacts) -> None:
    if on > facts.today:
        raise Rejected("date_in_future")
    if on < about.decided_on:
        raise Rejected("appealed_before_decision")


def evolve_adverse(state: Started, event: Event) -> Contact:
    """Give the contact with what is known of its adverse decisions after a fact."""
    contact = state.contact
    match event:
        case AppealGuidanceGiven(about=about, decided_on=day, appeal_by=by):
            stopped = state.payment if isinstance(state, Stopped) and about == "stop" else None
            told = AdverseDecision(about, day, by, stopped)
            others = _without(contact, about, day)
            return replace(contact, adverse=(*others, told))
        case (
            BenefitAppealRegistered(about=about, decided_on=day, registered_on=on)
            | BenefitAppealCorrected(about=about, decided_on=day, registered_on=on)
        ):
            return _changed(contact, _is(about, day), appealed_on=on)
        case BenefitAppealDecided(about=about, decided_on=day, outcome="upheld"):
            return _changed(contact, _is(about, day), settled="upheld")
        case RefusalWithdrawn(decided_on=day):
            return _changed(contact, _is("refusal", day), settled="taken_back")
        case PaymentStopWithdrawn(stopped_on=on):
            return _changed(contact, _stopped_on(on, contact), settled="taken_back")
        case _:
            return contact


def last_stop(contact: Contact) -> StoppedPayment | None:
    """Return the last payment that was stopped."""
    return next((one.stopped for one in reversed(contact.adverse) if one.stopped), None)


def last_refusal(contact: Contact) -> AdverseDecision | None:
    """Return the last refusal of the benefit."""
    return next((one for one in reversed(contact.adverse) if one.about == "refusal"), None)


def _without(contact: Contact, about: AdverseKind, decided_on: date) -> tuple[AdverseDecision, ...]:
    meant = _is(about, decided_on)
    return tuple(one for one in contact.adverse if not meant(one))


def _is(about: AdverseKind, decided_on: date | None) -> Callable[[AdverseDecision], bool]:
    return lambda one: (one.about, one.decided_on) == (about, decided_on)


def _stopped_on(on: date | None, contact: Contact) -> Callable[[AdverseDecision], bool]:
    """Mean the stop of this day; facts of before name none and mean the last one."""
    last = last_stop(contact)
    day = last.on if on is None and last is not None else on
    return lambda one: one.stopped is not None and one.stopped.on == day


def _changed(
    contact: Contact, meant: Callable[[AdverseDecision], bool], **changes: object
) -> Contact:
    adverse = tuple(replace(one, **changes) if meant(one) else one for one in contact.adverse)
    return replace(contact, adverse=adverse)
