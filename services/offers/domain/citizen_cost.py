"""What the effort for one citizen costs: committed when booked, released when it is not to be.

One case for each citizen, its id the citizen's, so that every booking and what becomes of it meet
in one stream. Each cost is a line with its day: what lies ahead is committed, what has been is
consumed. An offer that is paid by the week has a line for each budget year, with the number of its
weeks (`offer_weeks.py`). A line stands in the account of the centre that answered for the citizen
when it was booked; one booked before anybody did is placed when somebody does. Amounts are in øre.

Law: none; commitment accounting is the jobcenter's own (O-01, V-20). What the law owes a citizen,
an interpreter among it, is never refused for want of money: the account says that it is short.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.offers.domain.offer_weeks import OfferWeeks
from services.offers.domain.schedule import past
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Decider, Rejected, not_allowed_now, refuse_if_blocked
from shared.eventlog.event import Event as Fact
from shared.money import Ore, OrePositive

CostKind: TypeAlias = Literal["interpreter_booked", "interpreter_on_duty", "offer_weeks"]
NotPaidBecause: TypeAlias = Literal["entered_wrong", "credited"]


class CommitCost(Order, frozen=True):
    """Commit what was booked for the citizen; the amount is None while nobody knows the price."""

    citizen: UUID
    line: UUID
    kind: CostKind
    of_case: UUID
    day: date
    amount_ore: Ore | None = None
    centre: str | None = None


class CommitOfferWeeks(Order, frozen=True):
    """Commit the weeks of an offer as it stands now; what no longer stands so is released."""

    citizen: UUID
    placement: UUID
    years: tuple[OfferWeeks, ...] = ()
    centre: str | None = None


class ReleaseCost(Order, frozen=True):
    """Release what is not to be."""

    lines: tuple[UUID, ...]


class MoveCost(Order, frozen=True):
    """Move what will be on another day."""

    lines: tuple[UUID, ...]
    day: date


class PlaceCost(Order, frozen=True):
    """Put what no centre answers for yet into the account of this one."""

    centre: str


class PostExpense(Order, frozen=True):
    """Enter what was paid for a line; it takes the place of what was committed."""

    line: UUID
    amount_ore: OrePositive
    on: date | None = None


class WithdrawExpense(Order, frozen=True):
    """Take back a payment that was not made."""

    line: UUID
    reason: NotPaidBecause


Command: TypeAlias = (
    CommitCost
    | CommitOfferWeeks
    | ReleaseCost
    | MoveCost
    | PlaceCost
    | PostExpense
    | WithdrawExpense
)


class CommitmentMade(Fact, frozen=True, tag="offers.commitment_made"):
    """Something that costs was booked for the citizen, or moved to this day.

    With `weeks` it is so many weeks of an offer, from the Monday `day` on, and all of them cost it.
    """

    citizen: UUID
    line: UUID
    kind: CostKind
    of_case: UUID
    day: date
    amount_ore: int | None
    centre: str | None
    weeks: int | None = None


class CommitmentReleased(Fact, frozen=True, tag="offers.commitment_released"):
    """It is not to be, or on another day."""

    citizen: UUID
    line: UUID
    day: date
    amount_ore: int | None
    centre: str | None


class CommitmentPlaced(Fact, frozen=True, tag="offers.commitment_placed"):
    """The line belongs to the account of this centre."""

    citizen: UUID
    line: UUID
    day: date
    amount_ore: int | None
    centre: str


class ExpensePosted(Fact, frozen=True, tag="offers.expense_posted"):
    """So much was paid for it."""

    citizen: UUID
    line: UUID
    day: date
    committed_ore: int | None
    amount_ore: int
    centre: str | None
    posted_on: date


class ExpenseWithdrawn(Fact, frozen=True, tag="offers.expense_withdrawn"):
    """It was not paid."""

    citizen: UUID
    line: UUID
    reason: NotPaidBecause


Event: TypeAlias = (
    CommitmentMade | CommitmentReleased | CommitmentPlaced | ExpensePosted | ExpenseWithdrawn
)


class NoCost(Struct, frozen=True):
    """Nothing has been booked for the citizen."""


class Line(Struct, frozen=True):
    """One thing that costs, what it costs, and what was paid when it is paid."""

    line: UUID
    kind: CostKind
    of_case: UUID
    day: date
    amount_ore: int | None
    centre: str | None
    paid_ore: int | None = None
    weeks: int | None = None


class Costs(Struct, frozen=True):
    """What is booked for the citizen, oldest first."""

    citizen: UUID
    lines: tuple[Line, ...] = ()

    def known(self, line: UUID) -> Line | None:
        """Return a line that stands; None for one that was released or never was."""
        return next((each for each in self.lines if each.line == line), None)


State: TypeAlias = NoCost | Costs


class CostFacts(Struct, frozen=True):
    """What the costs cannot know: the day."""

    today: date


_BY_PEOPLE: Final = (PostExpense, WithdrawExpense)


def blocks(command_type: type[Order], state: State, facts: CostFacts) -> tuple[Code, ...]:  # noqa: ARG001 - the shape of every `blocks`
    """Return why this kind of order is not allowed now: nothing is paid that was not booked."""
    nothing = isinstance(state, NoCost) and command_type in _BY_PEOPLE
    return ("nothing_committed",) if nothing else ()


def decide(command: Order, state: State, facts: CostFacts) -> Sequence[Fact]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case CommitCost(), NoCost():
            return [_made(command)]
        case CommitCost(line=line), Costs():
            return [] if state.known(line) else [_made(command)]
        case CommitOfferWeeks(), _:
            return _offer_weeks(command, state)
        case _, NoCost():
            return []
        case ReleaseCost(lines), Costs():
            return [_released(state.citizen, each) for each in _open(state, lines)]
        case MoveCost(lines, day), Costs():
            found = [each for each in _open(state, lines) if each.day != day]
            return [told for each in found for told in _moved(state.citizen, each, day)]
        case PlaceCost(centre), Costs(citizen, lines):
            loose = (each for each in lines if each.centre is None)
            return [
                CommitmentPlaced(citizen, each.line, each.day, each.amount_ore, centre)
                for each in loose
            ]
        case PostExpense() | WithdrawExpense(), Costs():
            return [_paid(command, state, facts)]
        case _:
            return not_allowed_now()


def _open(state: Costs, lines: Sequence[UUID]) -> list[Line]:
    """Return the lines named that nobody has paid for; what is paid stays where it is."""
    return [each for each in state.lines if each.line in lines and each.paid_ore is None]


def _offer_weeks(command: CommitOfferWeeks, state: State) -> list[Fact]:
    """Bring the weeks of an offer to what they are now; what is paid for stays as it was paid."""
    lines = state.lines if isinstance(state, Costs) else ()
    before = {each.line: each for each in lines if each.of_case == command.placement}
    meant = {each.line: each for each in command.years}
    gone = [
        each
        for each in before.values()
        if each.paid_ore is None and not _stands(each, meant.get(each.line))
    ]
    kept = before.keys() - {each.line for each in gone}
    new = [each for each in command.years if each.line not in kept]
    return [
        *(_released(command.citizen, each) for each in gone),
        *(_weeks_made(command, each, before.get(each.line)) for each in new),
    ]


def _stands(line: Line, meant: OfferWeeks | None) -> bool:
    now = (line.day, line.weeks, line.amount_ore)
    return meant is not None and now == (meant.day, meant.weeks, meant.amount_ore)


def _weeks_made(command: CommitOfferWeeks, year: OfferWeeks, was: Line | None) -> CommitmentMade:
    return CommitmentMade(
        citizen=command.citizen,
        line=year.line,
        kind="offer_weeks",
        of_case=command.placement,
        day=year.day,
        amount_ore=year.amount_ore,
        centre=was.centre if was else command.centre,
        weeks=year.weeks,
    )


def _made(command: CommitCost) -> CommitmentMade:
    return CommitmentMade(
        citizen=command.citizen,
        line=command.line,
        kind=command.kind,
        of_case=command.of_case,
        day=command.day,
        amount_ore=command.amount_ore,
        centre=command.centre,
    )


def _released(citizen: UUID, line: Line) -> CommitmentReleased:
    return CommitmentReleased(citizen, line.line, line.day, line.amount_ore, line.centre)


def _moved(citizen: UUID, line: Line, day: date) -> list[Fact]:
    again = CommitmentMade(
        citizen=citizen,
        line=line.line,
        kind=line.kind,
        of_case=line.of_case,
        day=day,
        amount_ore=line.amount_ore,
        centre=line.centre,
    )
    return [_released(citizen, line), again]


def _paid(command: PostExpense | WithdrawExpense, state: Costs, facts: CostFacts) -> Fact:
    line = state.known(command.line)
    if line is None:
        raise Rejected("line_not_committed")
    match command:
        case WithdrawExpense(reason=reason):
            if line.paid_ore is None:
                raise Rejected("expense_not_posted")
            return ExpenseWithdrawn(state.citizen, line.line, reason)
        case PostExpense(amount_ore=amount, on=on):
            day = past(on, facts.today)
            if line.paid_ore is not None:
                raise Rejected("expense_posted_already")
            if day < line.day:
                raise Rejected("paid_before_it_happened")
            return ExpensePosted(
                citizen=state.citizen,
                line=line.line,
                day=line.day,
                committed_ore=line.amount_ore,
                amount_ore=amount,
                centre=line.centre,
                posted_on=day,
            )


def evolve(state: State, event: Fact) -> State:
    """Return the costs after a fact."""
    match event, state:
        case CommitmentMade(citizen=citizen), NoCost():
            return Costs(citizen, (_line(event),))
        case _, NoCost():
            return state
        case CommitmentMade(), Costs():
            return replace(state, lines=(*state.lines, _line(event)))
        case CommitmentReleased(line=line), Costs():
            return replace(state, lines=tuple(each for each in state.lines if each.line != line))
        case _, Costs():
            return replace(state, lines=tuple(_told(each, event) for each in state.lines))


def _line(event: CommitmentMade) -> Line:
    return Line(
        line=event.line,
        kind=event.kind,
        of_case=event.of_case,
        day=event.day,
        amount_ore=event.amount_ore,
        centre=event.centre,
        weeks=event.weeks,
    )


def _told(line: Line, event: Fact) -> Line:
    match event:
        case CommitmentPlaced(line=named, centre=centre) if named == line.line:
            return replace(line, centre=centre)
        case ExpensePosted(line=named, amount_ore=amount) if named == line.line:
            return replace(line, paid_ore=amount)
        case ExpenseWithdrawn(line=named) if named == line.line:
            return replace(line, paid_ore=None)
        case _:
            return line


citizen_cost: Final = Decider[Order, State, CostFacts](
    case_type="citizen_cost",
    initial=NoCost(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
