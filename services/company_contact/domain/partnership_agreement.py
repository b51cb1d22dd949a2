"""An agreement with a company: drafted by one, signed by another, suspended, and over one day.

Requirement C-15: retention, upskilling and recruitment together, or it cannot be signed.
Nobody signs what they drafted; a change of what was signed takes the same way, so that places and
days never grow by one pair of eyes. What was signed holds until its last day, which it always has.
No more places stand open than the supported persons the company may have when it is signed (H 24).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from msgspec.structs import replace

from services.company_contact.domain import agreement_events as told
from services.company_contact.domain import agreement_orders as orders
from services.company_contact.domain.agreement_capacity import (
    Places,
    capped,
    changed,
    fewer,
    since,
    until,
)
from services.company_contact.domain.agreement_state import (
    Active,
    AgreementFacts,
    Draft,
    Dropped,
    Ended,
    Expired,
    NotDrafted,
    Proposal,
    State,
    Suspended,
    stage_of,
)
from services.company_contact.domain.agreement_state import evolve as evolve_agreement
from services.company_contact.domain.agreement_terms import Terms, never_so, not_signed_because
from services.company_contact.domain.place_decisions import (
    PLACE_ORDERS,
    blocks_place,
    decide_place,
    evolve_place,
)
from services.company_contact.domain.place_events import PlaceEvent
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Code,
    Decider,
    Decision,
    Rejected,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event as Fact

_DAY: Final = timedelta(days=1)
_ASKS_THE_REGISTER: Final = (
    orders.DraftAgreement,
    orders.RedraftAgreement,
    orders.SignAgreement,
    orders.ResumeAgreement,
)
_NEEDS_A_DRAFT: Final = (orders.SignAgreement, orders.DropAgreementDraft)


def blocks(command: type[Order], state: State, facts: AgreementFacts) -> tuple[Code, ...]:
    """Say why this kind of order is not possible now."""
    if command in PLACE_ORDERS:
        return blocks_place(command, state, facts)
    codes = _of_the_stage(command, state)
    if not codes and command in _ASKS_THE_REGISTER:
        codes = _of_the_company(facts)
    if not codes and command is orders.SignAgreement:
        codes = _of_the_signature(state, facts)
    return codes


def _of_the_stage(command: type[Order], state: State) -> tuple[Code, ...]:
    if isinstance(state, NotDrafted) != (command is orders.DraftAgreement):
        drafted = command is orders.DraftAgreement
        return ("agreement_already_drafted",) if drafted else ("agreement_not_drafted",)
    match state:
        case NotDrafted():
            return ()
        case Dropped():
            return () if command is orders.WithdrawAgreementStep else ("agreement_dropped",)
        case Ended():
            return () if command is orders.WithdrawAgreementStep else ("agreement_ended",)
        case Draft():
            return () if command in _OF_A_DRAFT else ("agreement_not_signed",)
        case _:
            return _of_what_was_signed(command, state)


_OF_A_DRAFT: Final = (*_NEEDS_A_DRAFT, orders.RedraftAgreement)


def _of_what_was_signed(
    command: type[Order], state: Active | Suspended | Expired
) -> tuple[Code, ...]:
    if command in _NEEDS_A_DRAFT and state.proposal is None:
        return ("no_agreement_draft",)
    if command is orders.WithdrawSignature:
        return _of_the_withdrawal(state)
    if command in {orders.RedraftAgreement, orders.DropAgreementDraft}:
        return ()
    match state:
        case Expired():
            return () if command is orders.SignAgreement else ("agreement_expired",)
        case Suspended():
            rests = command in {orders.SuspendAgreement, orders.SignAgreement}
            return ("agreement_suspended",) if rests else ()
        case Active(before=Suspended()):
            return ("agreement_not_suspended",) if command is orders.ResumeAgreement else ()
        case Active():
            return _of_no_step(command)


def _of_no_step(command: type[Order]) -> tuple[Code, ...]:
    if command is orders.ResumeAgreement:
        return ("agreement_not_suspended",)
    return ("no_agreement_step",) if command is orders.WithdrawAgreementStep else ()


def _of_the_withdrawal(state: Active | Suspended | Expired) -> tuple[Code, ...]:
    """Only the last step is taken back, and not under the feet of a change that waits."""
    if not isinstance(state, Active) or isinstance(state.before, Suspended):
        return ("signature_not_last",)
    if isinstance(state.before, Draft) and state.places:
        return ("agreement_places_reserved",)
    return () if state.proposal is None else ("agreement_change_waits",)


def _of_the_company(facts: AgreementFacts) -> tuple[Code, ...]:
    match facts.company_stage:
        case "unknown":
            return ("company_not_registered",)
        case "closed":
            return ("company_closed",)
        case _:
            return ()


def _of_the_signature(state: State, facts: AgreementFacts) -> tuple[Code, ...]:
    proposal = _proposal(state)
    if proposal is None:
        return ("no_agreement_draft",)
    alone = ("agreement_four_eyes",) if facts.actor in proposal.hands else ()
    concern = ("ethical_concern_open",) if facts.concern else ()
    return (*alone, *concern, *not_signed_because(proposal.terms))


def _proposal(state: State) -> Proposal | None:
    match state:
        case Draft() | Active() | Suspended() | Expired():
            return state.proposal
        case _:
            return None


def decide(command: Order, state: State, facts: AgreementFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse it with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    if type(command) in PLACE_ORDERS:
        return decide_place(command, state, facts)
    match command, state:
        case orders.DraftAgreement(company, terms), NotDrafted():
            _refuse_what_never_is(terms)
            return [told.AgreementDrafted(company, terms, facts.actor)]
        case orders.RedraftAgreement(terms), Draft() | Active() | Suspended() | Expired():
            return _redraft(terms, state, facts)
        case orders.DropAgreementDraft(reason), Draft() | Active() | Suspended() | Expired():
            return [told.AgreementDraftDropped(state.company, reason)]
        case orders.SignAgreement(), Draft() | Active() | Expired():
            return _sign(command, state, facts)
        case orders.WithdrawSignature(reason), Active(before=before):
            return _unsign(reason, before, facts)
        case orders.ExpireAgreement(last_day), Active() | Suspended():
            return _expire(last_day, state)
        case _:
            return _step(command, state, facts)


def _step(command: Order, state: State, facts: AgreementFacts) -> Sequence[Decision]:
    match command, state:
        case orders.SuspendAgreement(), Active():
            return _suspend(command, state, facts)
        case orders.ResumeAgreement(), Suspended():
            return _resume(command, state, facts)
        case orders.EndAgreement(), Active() | Suspended():
            return _end(command, state, facts)
        case orders.WithdrawAgreementStep(reason), Dropped(company=company):
            return [told.AgreementStepWithdrawn(company, "dropped", "draft", reason)]
        case orders.WithdrawAgreementStep(reason), Ended(company=company, before=before):
            stage = stage_of(before)
            withdrawn = told.AgreementStepWithdrawn(company, "ended", stage, reason)
            return [withdrawn, *_stands_again(before, facts)]
        case orders.WithdrawAgreementStep(reason), Active() | Suspended():
            return _withdraw_rest(reason, state)
        case _:
            return not_allowed_now()


def _redraft(
    terms: Terms, state: Draft | Active | Suspended | Expired, facts: AgreementFacts
) -> list[Decision]:
    _refuse_what_never_is(terms)
    stated = state.proposal.terms if state.proposal else getattr(state, "terms", None)
    if terms == stated and not _held_back(state, facts):
        raise Rejected("nothing_to_correct")
    return [told.AgreementRedrafted(state.company, terms, facts.actor)]


def _held_back(state: Draft | Active | Suspended | Expired, facts: AgreementFacts) -> bool:
    """Say whether fewer places stand open than was signed; the same may be drafted anew then."""
    if isinstance(state, Draft) or state.proposal is not None:
        return False
    return fewer(state.capacity, state.terms.capacity, facts.today)


def _sign(
    command: orders.SignAgreement, state: Draft | Active | Expired, facts: AgreementFacts
) -> list[Decision]:
    if command.on > facts.today:
        raise Rejected("date_in_future")
    proposal = _proposal(state) or not_allowed_now()
    terms, company = proposal.terms, state.company
    capacity = capped(terms.capacity, facts.most_supported)
    if not isinstance(state, Draft):
        capacity = changed(state.capacity, capacity, command.on)
    signed = told.AgreementSigned(company, terms, command.on, proposal.hands, facts.actor)
    return [signed, _term(state, terms, facts), told.CapacityPeriodsSet(company, capacity)]


def _term(
    state: Draft | Active | Suspended | Expired, terms: Terms, facts: AgreementFacts
) -> Decision:
    review_from = terms.last_day - timedelta(days=facts.review_days)
    return told.AgreementTermSet(state.company, terms.kind, terms.last_day, review_from)


def _unsign(
    reason: orders.WrongBecause, before: Draft | Active | Suspended | Expired, facts: AgreementFacts
) -> list[Decision]:
    terms = before.proposal.terms if isinstance(before, Draft) else before.terms
    withdrawn = told.SignatureWithdrawn(before.company, stage_of(before), terms, reason)
    return [withdrawn, *_stands_again(before, facts)]


def _stands_again(
    before: Draft | Active | Suspended | Expired, facts: AgreementFacts
) -> list[Decision]:
    """Say what holds again after a signature or an end was taken back."""
    match before:
        case Draft():
            return [told.CapacityPeriodsSet(before.company, ())]
        case Expired():
            return [told.CapacityPeriodsSet(before.company, before.capacity)]
        case _:
            again = told.CapacityPeriodsSet(before.company, before.capacity)
            return [_term(before, before.terms, facts), again]


def _expire(last_day: date, state: Active | Suspended) -> list[Decision]:
    """End it with its last day; a term that is another by now has its own day to pass."""
    if last_day != state.terms.last_day:
        raise Rejected("agreement_runs_on")
    return [told.AgreementExpired(state.company, last_day)]


def _suspend(
    command: orders.SuspendAgreement, state: Active, facts: AgreementFacts
) -> list[Decision]:
    _refuse_outside(command.on, state.terms, facts)
    left = until(state.capacity, command.on - _DAY)
    suspended = told.AgreementSuspended(state.company, command.on, command.reason)
    return [suspended, told.CapacityPeriodsSet(state.company, left)]


def _resume(
    command: orders.ResumeAgreement, state: Suspended, facts: AgreementFacts
) -> list[Decision]:
    _refuse_outside(command.on, state.terms, facts)
    if command.on <= state.since:
        raise Rejected("resumed_before_suspended")
    again = (*state.capacity, *since(state.before.capacity, command.on))
    resumed = told.AgreementResumed(state.company, command.on)
    return [resumed, told.CapacityPeriodsSet(state.company, again)]


def _end(
    command: orders.EndAgreement, state: Active | Suspended, facts: AgreementFacts
) -> list[Decision]:
    _refuse_outside(command.on, state.terms, facts)
    ended = told.AgreementEnded(state.company, command.on, command.reason)
    return [ended, told.CapacityPeriodsSet(state.company, until(state.capacity, command.on))]


def _withdraw_rest(reason: orders.WrongBecause, state: Active | Suspended) -> list[Decision]:
    step: told.AgreementStep = "suspended" if isinstance(state, Suspended) else "resumed"
    again: tuple[Places, ...] = getattr(state.before, "capacity", ())
    stage = stage_of(state.before)
    withdrawn = told.AgreementStepWithdrawn(state.company, step, stage, reason)
    return [withdrawn, told.CapacityPeriodsSet(state.company, again)]


def _refuse_what_never_is(terms: Terms) -> None:
    refuse_if_blocked(tuple(never_so(terms)))


def _refuse_outside(on: date, terms: Terms, facts: AgreementFacts) -> None:
    if on > facts.today:
        raise Rejected("date_in_future")
    if not terms.first_day <= on <= terms.last_day:
        raise Rejected("outside_the_agreement")


def evolve(state: State, event: Fact) -> State:
    """Give the agreement after a fact; its places go with it through every step."""
    places = getattr(state, "places", ())
    if isinstance(event, PlaceEvent):
        signed = isinstance(state, Active | Suspended | Expired | Ended)
        return replace(state, places=evolve_place(places, event)) if signed else state
    after = evolve_agreement(state, event)
    if not places or not isinstance(after, Active | Suspended | Expired | Ended):
        return after
    return replace(after, places=places)


PARTNERSHIP_AGREEMENT: Decider[Order, State, AgreementFacts] = Decider(
    case_type="partnership_agreement",
    initial=NotDrafted(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
