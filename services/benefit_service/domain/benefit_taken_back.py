"""What a case is again when a stop or a refusal is taken back, whatever came after it."""

from msgspec.structs import replace

from services.benefit_service.domain.benefit_appeal import last_refusal, last_stop
from services.benefit_service.domain.benefit_events import PaymentStopWithdrawn, RefusalWithdrawn
from services.benefit_service.domain.benefit_states import (
    Applied,
    Contact,
    Decided,
    Paying,
    Started,
    Stopped,
    StoppedPayment,
)


def resumed(state: Started, event: PaymentStopWithdrawn) -> Started:
    """Give the case as if the payment had not been stopped.

    An earlier stop than the last one gives back its days and leaves today as it is.
    """
    if isinstance(state, Stopped):
        now = event.stopped_on in {None, state.payment.on}
        return _paid_again(state.contact, state.payment) if now else state
    stop = last_stop(state.contact)
    if stop is None or event.stopped_on not in {None, stop.on}:
        return state
    match state:
        case Applied() | Decided():
            return _paid_again(state.contact, stop)
        case Paying(monthly_amount=amount) if stop.monthly_amount >= amount:
            return replace(state, monthly_amount=stop.monthly_amount, since=stop.since)
        case _:
            return state


def undecided(state: Started, event: RefusalWithdrawn) -> Started:
    """Give the case as it waits for a decision again, if the refusal is its last word."""
    refusal = last_refusal(state.contact)
    match state:
        case Decided(contact, applied_on, False) if refusal is None or (
            event.decided_on == refusal.decided_on
        ):
            return Applied(contact, applied_on)
        case _:
            return state


def _paid_again(contact: Contact, stop: StoppedPayment) -> Paying:
    return Paying(contact, stop.applied_on, stop.monthly_amount, stop.since)
