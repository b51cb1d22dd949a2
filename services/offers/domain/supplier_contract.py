"""What is agreed with a supplier: from when to when, which offers, and what a week of each costs.

One case for each supplier. Its contracts follow one another in it, never two at a time. An offer is
given with a supplier only while a contract runs, and for a kind of offer that stands in it; its
price is the one of its first day, whatever is agreed later. Who has never had a contract here is a
workplace or the jobcenter's own centre: nothing is agreed, and nothing costs by the week.

Law: LAB ch. 4 (other actors); the jobcenter's own accounting (O-01, F.5). Amounts are in øre.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct

from services.offers.domain.offer_placement_events import OfferType, SupplierId
from services.offers.domain.schedule import past
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Decider, Rejected, not_allowed_now, refuse_if_blocked
from shared.eventlog.event import Event as Fact
from shared.money import OrePositive

NotSoBecause: TypeAlias = Literal["entered_wrong", "agreed_otherwise"]
ContractStep: TypeAlias = Literal["signed", "prices_changed", "ended"]


class Price(Struct, frozen=True, forbid_unknown_fields=True):
    """What a week of one kind of offer costs, for one citizen."""

    offer_type: OfferType
    week_ore: OrePositive


Prices: TypeAlias = Annotated[
    tuple[Price, ...], Meta(min_length=1, max_length=4, description="One price for each kind.")
]


class SignSupplierContract(Order, frozen=True):
    """Record a contract with a supplier; without a last day it runs until it is ended."""

    supplier: SupplierId
    valid_from: date
    prices: Prices
    valid_to: date | None = None
    on: date | None = None


class ChangeSupplierPrices(Order, frozen=True):
    """Agree on other prices from a day on; a kind that is left out is not bought any more."""

    prices: Prices
    from_day: date


class EndSupplierContract(Order, frozen=True):
    """End the contract after this day; offers that run go on to their own end."""

    last_day: date


class WithdrawSupplierContractStep(Order, frozen=True):
    """Take back what was told last of the contract."""

    reason: NotSoBecause


Command: TypeAlias = (
    SignSupplierContract | ChangeSupplierPrices | EndSupplierContract | WithdrawSupplierContractStep
)


class SupplierContractSigned(Fact, frozen=True, tag="offers.supplier_contract_signed"):
    """A contract with the supplier runs from and to these days, both counted."""

    supplier: str
    valid_from: date
    valid_to: date | None
    prices: tuple[Price, ...]
    signed_on: date


class SupplierPricesChanged(Fact, frozen=True, tag="offers.supplier_prices_changed"):
    """From this day on an offer that begins costs this."""

    supplier: str
    prices: tuple[Price, ...]
    from_day: date


class SupplierContractEnded(Fact, frozen=True, tag="offers.supplier_contract_ended"):
    """No offer with the supplier begins after this day."""

    supplier: str
    last_day: date


class SupplierContractStepWithdrawn(
    Fact, frozen=True, tag="offers.supplier_contract_step_withdrawn"
):
    """What was told last of the contract is not so."""

    supplier: str
    step: ContractStep
    reason: NotSoBecause


Step: TypeAlias = SupplierContractSigned | SupplierPricesChanged | SupplierContractEnded
Event: TypeAlias = Step | SupplierContractStepWithdrawn


class NoContract(Struct, frozen=True):
    """Nothing was ever agreed with the supplier."""


class Period(Struct, frozen=True):
    """One contract: its days, and its prices by the day they hold from, latest last."""

    valid_from: date
    valid_to: date | None
    prices: tuple[tuple[date, tuple[Price, ...]], ...]

    def holds(self, day: date) -> bool:
        """Say whether the contract runs on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def prices_on(self, day: date) -> tuple[Price, ...]:
        """Return the prices agreed for a day."""
        return next((prices for since, prices in reversed(self.prices) if since <= day), ())


class Contracts(Struct, frozen=True):
    """All that was told of a supplier's contracts and still holds, oldest first."""

    supplier: str
    steps: tuple[Step, ...] = ()

    @property
    def periods(self) -> tuple[Period, ...]:
        """Return the contracts, oldest first."""
        found: list[Period] = []
        for step in self.steps:
            match step:
                case SupplierContractSigned(_, first, last, prices):
                    found.append(Period(first, last, ((first, prices),)))
                case SupplierPricesChanged(_, prices, since):
                    was = found.pop()
                    kept = tuple(each for each in was.prices if each[0] < since)
                    found.append(Period(was.valid_from, was.valid_to, (*kept, (since, prices))))
                case SupplierContractEnded(_, last):
                    was = found.pop()
                    found.append(Period(was.valid_from, last, was.prices))
        return tuple(found)


State: TypeAlias = NoContract | Contracts


class ContractFacts(Struct, frozen=True):
    """What the contract cannot know: the day."""

    today: date


def week_price(state: State, offer_type: str, first_day: date) -> int | None:
    """Return what a week of an offer costs that begins on a day, or refuse the offer.

    None where nothing was ever agreed: a workplace, or the jobcenter's own centre.
    """
    match state:
        case Contracts(steps=steps) if steps:
            running = next((each for each in state.periods if each.holds(first_day)), None)
            if running is None:
                raise Rejected("no_contract_runs")
            prices = running.prices_on(first_day)
            price = next((e.week_ore for e in prices if e.offer_type == offer_type), None)
            if price is None:
                raise Rejected("offer_not_in_contract")
            return price
        case _:
            return None


def blocks(command_type: type[Order], state: State, facts: ContractFacts) -> tuple[Code, ...]:  # noqa: ARG001 - the shape of every `blocks`
    """Return why this kind of order is not allowed now."""
    if command_type is SignSupplierContract:
        return ()
    told = isinstance(state, Contracts) and state.steps
    return () if told else ("no_contract_signed",)


def decide(command: Order, state: State, facts: ContractFacts) -> Sequence[Fact]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case SignSupplierContract(), _:
            return [_signed(command, state, facts.today)]
        case ChangeSupplierPrices(prices, since), Contracts(supplier):
            return [_repriced(prices, since, supplier, state.periods[-1])]
        case EndSupplierContract(last), Contracts(supplier):
            return [_ended(last, supplier, state.periods[-1])]
        case WithdrawSupplierContractStep(reason), Contracts(supplier, steps):
            return [SupplierContractStepWithdrawn(supplier, step_of(steps[-1]), reason)]
        case _:
            return not_allowed_now()


def _signed(command: SignSupplierContract, state: State, today: date) -> SupplierContractSigned:
    if command.valid_to is not None and command.valid_to < command.valid_from:
        raise Rejected("ends_before_start")
    before = state.periods[-1] if isinstance(state, Contracts) and state.steps else None
    if before and (before.valid_to is None or command.valid_from <= before.valid_to):
        raise Rejected("contract_runs_already")
    return SupplierContractSigned(
        supplier=command.supplier,
        valid_from=command.valid_from,
        valid_to=command.valid_to,
        prices=_each_once(command.prices),
        signed_on=past(command.on, today),
    )


def _repriced(
    prices: tuple[Price, ...], since: date, supplier: str, running: Period
) -> SupplierPricesChanged:
    if not running.holds(since):
        raise Rejected("day_outside_contract")
    latest, now = running.prices[-1]
    if since < latest:
        raise Rejected("prices_agreed_later")
    told = _each_once(prices)
    if told == now:
        raise Rejected("nothing_to_correct")
    return SupplierPricesChanged(supplier, told, since)


def _ended(last: date, supplier: str, running: Period) -> SupplierContractEnded:
    if running.valid_to is not None and last >= running.valid_to:
        raise Rejected("contract_ends_already")
    if not running.holds(last):
        raise Rejected("day_outside_contract")
    return SupplierContractEnded(supplier, last)


def _each_once(prices: tuple[Price, ...]) -> tuple[Price, ...]:
    if len({each.offer_type for each in prices}) < len(prices):
        raise Rejected("one_price_for_each")
    return tuple(sorted(prices, key=lambda each: each.offer_type))


def step_of(fact: Step) -> ContractStep:
    """Return the word for a step."""
    match fact:
        case SupplierContractSigned():
            return "signed"
        case SupplierPricesChanged():
            return "prices_changed"
        case SupplierContractEnded():
            return "ended"


def evolve(state: State, event: Fact) -> State:
    """Return the contracts after a fact."""
    steps = state.steps if isinstance(state, Contracts) else ()
    match event:
        case SupplierContractSigned() | SupplierPricesChanged() | SupplierContractEnded():
            return Contracts(event.supplier, (*steps, event))
        case SupplierContractStepWithdrawn(supplier=supplier):
            return Contracts(supplier, steps[:-1])
        case _:
            return state


supplier_contract: Final = Decider[Order, State, ContractFacts](
    case_type="supplier_contract",
    initial=NoContract(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
