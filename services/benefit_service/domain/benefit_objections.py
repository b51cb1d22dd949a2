"""What is wrong with one order about a benefit, and the record of a refused attempt to pay less.

Law: forvaltningsloven § 19: no adverse stop without a concluded hearing about its ground.
"""

from services.benefit_service.domain.benefit_events import (
    GROUNDS_WITHOUT_HEARING,
    ReductionRefused,
    StopGround,
)
from services.benefit_service.domain.benefit_orders import (
    ApplyForBenefit,
    ChangePayment,
    CorrectApplication,
    CorrectFirstContact,
    DecideEligibility,
    NoteFirstContact,
    SetUpPayment,
    StopPayment,
    WithdrawRefusal,
    WithdrawStop,
)
from services.benefit_service.domain.benefit_states import (
    BenefitFacts,
    NotContacted,
    Paying,
    State,
    StopHearing,
)
from services.benefit_service.domain.officer import is_written
from shared.eventlog.command import Command
from shared.eventlog.decider import Code


def objections(command: Command, state: State, facts: BenefitFacts) -> tuple[Code, ...]:
    """List what is wrong with this very order, though orders of its kind are allowed now."""
    match command, state:
        case ((ApplyForBenefit(on) | CorrectApplication(on)), _) if on > facts.today:
            return ("date_in_future",)
        case (
            (NoteFirstContact(first_contact_on=on) | CorrectFirstContact(first_contact_on=on)),
            _,
        ) if on > facts.today:
            return ("date_in_future",)
        case DecideEligibility(eligible=False, reasons=reasons), _:
            return ("reasons_missing",) if not is_written(reasons) else _unguided(facts)
        case ChangePayment(amount), Paying(monthly_amount=now) if amount < now:
            return ("reduction_needs_sanction_decision",)
        case ChangePayment(amount, day), Paying(monthly_amount=now, since=since) if amount == now:
            return ("amount_unchanged",) if day >= since else ()
        case StopPayment(), _:
            return _stop_objections(command, facts)
        case ((WithdrawStop(reason) | WithdrawRefusal(reason)), _) if not is_written(reason):
            return ("reasons_missing",)
        case _:
            return ()


def _stop_objections(command: StopPayment, facts: BenefitFacts) -> tuple[Code, ...]:
    if not is_written(command.reasons):
        return ("reasons_missing",)
    if command.ground in GROUNDS_WITHOUT_HEARING:
        return _unguided(facts)
    hearing = hearing_about(command.ground, facts)
    if hearing is None:
        return ("hearing_not_concluded",)
    return ("excuse_accepted",) if hearing.objection_accepted else _unguided(facts)


def _unguided(facts: BenefitFacts) -> tuple[Code, ...]:
    """Refuse a decision that could not say until when the citizen may complain."""
    return ("rule_missing",) if facts.appeal_by is None else ()


def hearing_about(ground: StopGround, facts: BenefitFacts) -> StopHearing | None:
    """Return the last concluded hearing about a ground; None when it needs none."""
    if ground in GROUNDS_WITHOUT_HEARING:
        return None
    return next((one for one in reversed(facts.stop_hearings) if one.ground == ground), None)


def refused_reduction(
    command: Command, state: State, codes: tuple[Code, ...], facts: BenefitFacts
) -> tuple[ReductionRefused, ...]:
    """Record a refused attempt to pay less, so that citizen and auditor can see it."""
    if not codes or isinstance(state, NotContacted) or not _would_pay_less(command, state):
        return ()
    name = "stop_payment" if isinstance(command, StopPayment) else "change_payment"
    if isinstance(command, SetUpPayment):
        name = "set_up_payment"
    return (ReductionRefused(state.contact.citizen, name, codes[0], facts.actor.id),)


def _would_pay_less(command: Command, state: State) -> bool:
    match command, state:
        case StopPayment(), _:
            return True
        case ((ChangePayment(amount) | SetUpPayment(amount)), Paying(monthly_amount=now)):
            return amount < now
        case _:
            return False
