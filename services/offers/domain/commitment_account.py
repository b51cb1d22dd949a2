"""A centre's money for a year: its budget, and what the manager says when it does not suffice.

One case for each centre and budget year. What is committed and consumed stands with the citizens it
is for (`citizen_cost.py`); the balance is their sum, taken when it is asked for. Below zero a
manager decides up to how much; nobody's right waits for that.

Law: none; the jobcenter's own accounting (O-01, F.5). Amounts are in øre.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final, TypeAlias

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.offers.domain.job_order_words import Code as Word
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Decider, Rejected, not_allowed_now, refuse_if_blocked
from shared.eventlog.event import Event as Fact
from shared.money import Ore, OrePositive

Year: TypeAlias = Annotated[int, Meta(ge=2007, le=2099, description="A budget year.")]


class SetBudget(Order, frozen=True):
    """Set what a centre may spend in a year."""

    centre: Word
    year: Year
    budget_ore: OrePositive


class ChangeBudget(Order, frozen=True):
    """Give the centre more or less."""

    budget_ore: OrePositive


class ApproveShortage(Order, frozen=True):
    """Decide that the account may be below zero, up to so much."""

    up_to_ore: OrePositive


Command: TypeAlias = SetBudget | ChangeBudget | ApproveShortage


class BudgetSet(Fact, frozen=True, tag="offers.budget_set"):
    """The centre may spend so much in the year."""

    centre: str
    year: int
    budget_ore: Ore
    set_on: date


class BudgetChanged(Fact, frozen=True, tag="offers.budget_changed"):
    """The centre may spend more or less."""

    centre: str
    year: int
    budget_ore: Ore
    changed_on: date


class ShortageApproved(Fact, frozen=True, tag="offers.shortage_approved"):
    """A manager decided that the account may be below zero, up to so much."""

    centre: str
    year: int
    up_to_ore: Ore
    approved_on: date


Event: TypeAlias = BudgetSet | BudgetChanged | ShortageApproved


class NoBudget(Struct, frozen=True):
    """Nobody has set a budget."""


class Account(Struct, frozen=True):
    """The budget of a centre and year, and how far below zero a manager lets it go."""

    centre: str
    year: int
    budget_ore: int
    shortage_ore: int = 0


State: TypeAlias = NoBudget | Account


class AccountFacts(Struct, frozen=True):
    """What the account cannot know: the day."""

    today: date


def blocks(command_type: type[Order], state: State, facts: AccountFacts) -> tuple[Code, ...]:  # noqa: ARG001 - the shape of every `blocks`
    """Return why this kind of order is not allowed now."""
    opening = command_type is SetBudget
    if isinstance(state, NoBudget):
        return () if opening else ("no_budget",)
    return ("budget_set_already",) if opening else ()


def decide(command: Order, state: State, facts: AccountFacts) -> Sequence[Fact]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case SetBudget(centre, year, amount), NoBudget():
            return [BudgetSet(centre, year, amount, facts.today)]
        case ChangeBudget(amount), Account(centre, year, budget):
            if amount == budget:
                raise Rejected("nothing_to_correct")
            return [BudgetChanged(centre, year, amount, facts.today)]
        case ApproveShortage(amount), Account(centre, year, _, shortage):
            if amount == shortage:
                raise Rejected("shortage_approved_already")
            return [ShortageApproved(centre, year, amount, facts.today)]
        case _:
            return not_allowed_now()


def evolve(state: State, event: Fact) -> State:
    """Return the account after a fact."""
    match event, state:
        case BudgetSet(centre, year, amount), _:
            return Account(centre, year, amount)
        case BudgetChanged(budget_ore=amount), Account():
            return replace(state, budget_ore=amount)
        case ShortageApproved(up_to_ore=amount), Account():
            return replace(state, shortage_ore=amount)
        case _:
            return state


commitment_account: Final = Decider[Order, State, AccountFacts](
    case_type="commitment_account",
    initial=NoBudget(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
