"""What each centre's account says: budget, committed, consumed, free (O-01, F.5; list L17).

What lies ahead is committed, what has been is consumed, a week of an offer from its Monday on; a
payment takes the place of what was committed. A line belongs to the year of its day. All amounts
are in øre.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.offers.domain import citizen_cost as costs
from services.offers.domain import commitment_account as accounts
from services.offers.domain.commitment_account import Year
from services.offers.domain.job_order_words import Code
from services.offers.domain.offer_weeks import weeks_begun
from services.offers.views.filters import Limit, Skip, conditions
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class CostLineRow(Struct, frozen=True):
    """One thing that costs, for one citizen: on one day, or for so many weeks from that Monday."""

    line: UUID
    citizen: UUID
    kind: str
    of_case: UUID
    day: date
    amount_ore: int | None
    centre: str | None
    paid_ore: int | None = None
    weeks: int | None = None


class AccountRow(Struct, frozen=True):
    """The budget of one centre and year."""

    account: UUID
    centre: str
    year: int
    budget_ore: int
    shortage_ore: int = 0


def touches_line(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the line a fact is about."""
    return [(recorded.event.line,)] if isinstance(recorded.event, costs.Event) else []


def project_line(
    key: RowKey, row: CostLineRow | None, recorded: Recorded[Any]
) -> CostLineRow | None:
    """Return the line after a fact; a released one is none."""
    match recorded.event:
        case costs.CommitmentMade(citizen, _, kind, of_case, day, amount, centre, weeks):
            return CostLineRow(key[0], citizen, kind, of_case, day, amount, centre, weeks=weeks)
        case _ if row is None:
            return None
        case costs.CommitmentReleased():
            return None
        case costs.CommitmentPlaced(centre=centre):
            return replace(row, centre=centre)
        case costs.ExpensePosted(amount_ore=amount):
            return replace(row, paid_ore=amount)
        case _:
            return replace(row, paid_ore=None)


def touches_account(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the account a fact is about."""
    return [(UUID(recorded.case_id),)] if isinstance(recorded.event, accounts.Event) else []


def project_account(
    key: RowKey, row: AccountRow | None, recorded: Recorded[Any]
) -> AccountRow | None:
    """Return the account after a fact."""
    match recorded.event:
        case accounts.BudgetSet(centre, year, budget):
            return AccountRow(key[0], centre, year, budget)
        case accounts.BudgetChanged(budget_ore=budget) if row is not None:
            return replace(row, budget_ore=budget)
        case accounts.ShortageApproved(up_to_ore=amount) if row is not None:
            return replace(row, shortage_ore=amount)
        case _:
            return row


COST_LINES: Final = View[CostLineRow](
    name="cost_lines",
    version=2,
    row=CostLineRow,
    key=("line",),
    touches=touches_line,
    project=project_line,
    indexes=(("citizen",), ("day",)),
)
ACCOUNTS: Final = View[AccountRow](
    name="accounts",
    version=1,
    row=AccountRow,
    key=("account",),
    touches=touches_account,
    project=project_account,
    indexes=(("year",),),
)


class CostLines(Struct, frozen=True, forbid_unknown_fields=True):
    """Which lines are asked for: of a citizen, of a centre, of a stretch of days."""

    citizen: UUID | None = None
    centre: Code | None = None
    from_day: date | None = None
    to_day: date | None = None
    limit: Limit = 100
    skip: Skip = 0


_FILTERS: Final = {
    "citizen": "citizen = %(citizen)s",
    "centre": "centre = %(centre)s",
    "from_day": "day >= %(from_day)s",
    "to_day": "day <= %(to_day)s",
}


def cost_lines(desk: Desk, params: CostLines) -> list[CostLineRow]:
    """Return the lines asked for, by day."""
    asked = structs.asdict(params)
    page = "order by day, line limit %(limit)s offset %(skip)s"
    return desk.rows(COST_LINES, f"{conditions(_FILTERS, asked)} {page}", asked)


class Accounts(Struct, frozen=True, forbid_unknown_fields=True):
    """The accounts of a budget year, of one centre or of all."""

    year: Year
    centre: Code | None = None


class AccountShown(Struct, frozen=True, kw_only=True):
    """One centre's balance; without a centre what nobody answers for yet.

    `low` says that less than a twentieth is left (L17), `needs_decision` that the account is
    further below zero than a manager has decided; `without_price` lines are in no sum.
    """

    account: UUID | None
    centre: str | None
    year: int
    budget_ore: int
    committed_ore: int
    consumed_ore: int
    free_ore: int
    low: bool
    needs_decision: bool
    without_price: int


_TWENTIETH: Final = 20


def commitment_accounts(desk: Desk, params: Accounts) -> list[AccountShown]:
    """Return what is left in each centre's account today."""
    first, last = date(params.year, 1, 1), date(params.year, 12, 31)
    rows = desk.rows(
        COST_LINES, "day between %(first)s and %(last)s", {"first": first, "last": last}
    )
    budgets = desk.rows(ACCOUNTS, "year = %(year)s", {"year": params.year})
    shown = balances(budgets, rows, params.year, desk.today)
    return [each for each in shown if params.centre in {None, each.centre}]


def balances(
    budgets: Sequence[AccountRow], lines: Sequence[CostLineRow], year: int, today: date
) -> list[AccountShown]:
    """Take the balance of each centre that has a budget or costs; nobody's costs come last."""
    by_centre = defaultdict[str | None, list[CostLineRow]](list)
    for line in lines:
        by_centre[line.centre].append(line)
    account_of = {each.centre: each for each in budgets}
    centres = {*by_centre, *account_of}
    return [
        _balance(centre, account_of.get(centre or ""), by_centre[centre], year, today)
        for centre in sorted(centres, key=lambda each: (each is None, each or ""))
    ]


def _balance(
    centre: str | None,
    account: AccountRow | None,
    lines: Sequence[CostLineRow],
    year: int,
    today: date,
) -> AccountShown:
    budget = account.budget_ore if account else 0
    consumed = sum(_consumed(each, today) for each in lines)
    spoken_for = sum(_spoken_for(each) for each in lines)
    committed = spoken_for - consumed
    free = budget - spoken_for
    return AccountShown(
        account=account.account if account else None,
        centre=centre,
        year=year,
        budget_ore=budget,
        committed_ore=committed,
        consumed_ore=consumed,
        free_ore=free,
        low=free * _TWENTIETH < budget,
        needs_decision=free < -(account.shortage_ore if account else 0),
        without_price=sum(each.amount_ore is None and each.paid_ore is None for each in lines),
    )


def _consumed(line: CostLineRow, today: date) -> int:
    """Return what was paid for a line, or as much of it as has been."""
    if line.paid_ore is not None:
        return line.paid_ore
    whole = line.weeks or 1
    been = weeks_begun(line.day, whole, today) if line.weeks else int(line.day <= today)
    return _spoken_for(line) * been // whole


def _spoken_for(line: CostLineRow) -> int:
    """Return what a line takes of the budget: what was paid for it, or else is committed."""
    return (line.amount_ore or 0) if line.paid_ore is None else line.paid_ore
