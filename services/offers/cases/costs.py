"""Costs and accounts: what their decisions need to know, and their declaration."""

from typing import Final
from uuid import UUID

from services.offers.domain import citizen_cost as costs
from services.offers.domain import commitment_account as accounts
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded
from shared.eventlog.command import Command
from shared.identity import derived_id

_OPENING: Final = (costs.CommitCost, costs.CommitOfferWeeks)
_ACCOUNTS: Final = UUID("6f0d4f0e-6a1b-4f35-9d52-2e1f0f5b7c01")
_LINE: Final = "01930000-0000-7000-8000-0000000000aa"


def collect_cost(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[costs.CostFacts]:
    """Find out which day it is, and the payment that is taken back."""
    wrong = next(
        (
            each
            for each in reversed(loaded.history)
            if isinstance(command, costs.WithdrawExpense)
            and isinstance(each.event, costs.ExpensePosted)
            and each.event.line == command.line
        ),
        None,
    )
    return Collected(
        facts=costs.CostFacts(desk.today),
        subjects=(command.citizen,) if isinstance(command, _OPENING) else (),
        effective_on=wrong.meta.effective_on if wrong else None,
        corrects=wrong.meta.event_id if wrong else None,
        how="withdrawn" if wrong else None,
    )


def collect_account(
    desk: Desk, _case_id: str, _loaded: Loaded, _command: Command | None
) -> Collected[accounts.AccountFacts]:
    """Find out which day it is."""
    return Collected(facts=accounts.AccountFacts(desk.today))


def account_of(command: accounts.SetBudget) -> str:
    """Return the id of an account: one for each centre and year."""
    return str(derived_id(_ACCOUNTS, command.centre, str(command.year)))


CITIZEN_COST: Final = CaseType[costs.CostFacts](
    decider=costs.citizen_cost,
    path="citizen-costs",
    title="Udgifter til indsatsen for en borger",
    of_retired=True,
    collect=collect_cost,
    clocks=(),
    commands=(
        Act(
            command=costs.CommitCost,
            opens=True,
            case_id=lambda command: str(command.citizen),
        ),
        Act(command=costs.CommitOfferWeeks, verb="commit-offer-weeks"),
        Act(command=costs.ReleaseCost, verb="release"),
        Act(command=costs.MoveCost, verb="move"),
        Act(command=costs.PlaceCost, verb="place"),
        Act(
            command=costs.PostExpense,
            verb="post-expense",
            example={"line": _LINE, "amount_ore": 62500, "on": "2011-06-10"},
        ),
        Act(
            command=costs.WithdrawExpense,
            verb="withdraw-expense",
            example={"line": _LINE, "reason": "entered_wrong"},
        ),
    ),
)
COMMITMENT_ACCOUNT: Final = CaseType[accounts.AccountFacts](
    decider=accounts.commitment_account,
    path="commitment-accounts",
    title="Disponeringsregnskab",
    collect=collect_account,
    clocks=(),
    commands=(
        Act(
            command=accounts.SetBudget,
            opens=True,
            case_id=account_of,
            example={"centre": "valby", "year": 2011, "budget_ore": 100_000_000},
        ),
        Act(
            command=accounts.ChangeBudget,
            verb="change-budget",
            example={"budget_ore": 120_000_000},
        ),
        Act(
            command=accounts.ApproveShortage,
            verb="approve-shortage",
            example={"up_to_ore": 5_000_000},
        ),
    ),
)
