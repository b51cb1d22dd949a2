"""The client of offers (Tilbud og leverandører).

Written by `python -m jobcenter generate`; do not change it here.
"""

from datetime import date
from typing import Literal
from uuid import UUID

from msgspec import Struct, field, to_builtins

from shared.http.client import Client, Done
from shared.http.client_structs import (
    CaseFilter,
    DeadlineRow,
    Deadlines,
    Fact,
    FiledFact,
    FileOf,
    KnownAt,
    ListedCases,
    Moments,
    Month,
    ShownCase,
)


class AgreedPlace(Struct, frozen=True):
    """Which place of which agreement."""

    agreement: UUID
    place: UUID


class GiveOffer(Struct, frozen=True, omit_defaults=True):
    """Give the citizen an offer, from the first to the last day; both are counted."""

    citizen: UUID
    offer_type: Literal[
        "community_work", "company_practice", "guidance_qualification", "wage_subsidy"
    ] = field(name="type")
    starts_on: date = field(name="from")
    ends_on: date = field(name="to")
    supplier: str = "employment_centre"
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    on: date | None = None
    place: AgreedPlace | None = None


class CorrectOffer(Struct, frozen=True, omit_defaults=True):
    """Write the offer anew as it should have been; what is left out stays as it was."""

    reason: str
    offer_type: (
        Literal["community_work", "company_practice", "guidance_qualification", "wage_subsidy"]
        | None
    ) = field(name="type", default=None)
    starts_on: date | None = field(name="from", default=None)
    ends_on: date | None = field(name="to", default=None)
    supplier: str | None = None
    weekdays: tuple[int, ...] | None = None
    place: AgreedPlace | None = None


class StartOffer(Struct, frozen=True, omit_defaults=True):
    """Record that the citizen began."""

    on: date | None = None


class WithdrawStart(Struct, frozen=True, omit_defaults=True):
    """Take back a start that did not happen."""

    reason: str


class EndOffer(Struct, frozen=True, omit_defaults=True):
    """Record that the offer is over, and how it went; `on` is its last day."""

    outcome: Literal["completed", "education", "job", "no_show", "stopped"]
    on: date | None = None


class WithdrawEnd(Struct, frozen=True, omit_defaults=True):
    """Take back an end that was a mistake."""

    reason: str


class CancelOffer(Struct, frozen=True, omit_defaults=True):
    """Call the offer off before the citizen began."""

    reason: str
    on: date | None = None


class ReportNoShow(Struct, frozen=True, omit_defaults=True):
    """Report that the citizen did not come on a day.

    `continues`: the absence goes on until attendance resumes. `hearing_handed_over`: the citizen
    was given the party hearing at the site.
    """

    day: date
    continues: bool = True
    hearing_handed_over: bool = False


class WithdrawNoShow(Struct, frozen=True, omit_defaults=True):
    """Take back a report that was wrong."""

    day: date
    reason: str


class NoteReportOutcome(Struct, frozen=True, omit_defaults=True):
    """Take note of what benefit_service answered to the report of a day."""

    day: date
    outcome: str


class NotePlaceDenied(Struct, frozen=True, omit_defaults=True):
    """Take note that the offer cannot have the place; only a policy does."""

    place: UUID
    because: str


class PlanNextStep(Struct, frozen=True, omit_defaults=True):
    """Say what comes after the offer, and from which day; `nothing` needs a reason."""

    kind: Literal["education", "interview", "job", "job_order", "nothing", "offer"]
    starts_on: date | None = None
    reason: str | None = None


class WithdrawNextStep(Struct, frozen=True, omit_defaults=True):
    """Take back what was planned."""

    reason: str


class Attended(Struct, frozen=True):
    """One day: was the citizen expected, did they come, and if not, what kind of absence.

    `sick` was reported sick, `agreed` is leave the supplier gave, `jobcenter` was called in there.
    An absence of no stated kind counts as `no_show`.
    """

    day: date
    scheduled: bool = True
    present: bool = False
    absence_kind: Literal["agreed", "jobcenter", "no_show", "sick"] | None = None


class RecordAttendance(Struct, frozen=True, omit_defaults=True):
    """Fill in the sheet of a week for the first time."""

    placement: UUID
    week: str
    days: tuple[Attended, ...]


class AddAttendance(Struct, frozen=True, omit_defaults=True):
    """Fill in more days of the week."""

    days: tuple[Attended, ...]


class CorrectAttendance(Struct, frozen=True, omit_defaults=True):
    """Correct a day that was filled in wrongly."""

    day: date
    present: bool
    reason: str
    absence_kind: Literal["agreed", "jobcenter", "no_show", "sick"] | None = None


class FitAttendance(Struct, frozen=True, omit_defaults=True):
    """Take note whether the citizen was expected that day, as the offer now stands."""

    day: date


class NoteRegistration(Struct, frozen=True, omit_defaults=True):
    """Take note of who the citizen is to visitation, and since when."""

    citizen: UUID
    citizen_case: UUID
    benefit_basis: str
    target_group: str | None
    age: int | None
    on: date


class NoteTargetGroup(Struct, frozen=True, omit_defaults=True):
    """Take note of another target group; clocks that run keep their day."""

    target_group: str
    on: date


class NoteBenefitChange(Struct, frozen=True, omit_defaults=True):
    """Take note that the citizen lives on another benefit, from which the duty is counted."""

    benefit_basis: str
    target_group: str
    age: int | None
    on: date


class NoteBenefitChangeWithdrawn(Struct, frozen=True, omit_defaults=True):
    """Take note that the change of benefit did not take place; these hold as before it."""

    benefit_basis: str
    target_group: str | None
    age: int | None
    on: date


class NoteCaseClosed(Struct, frozen=True, omit_defaults=True):
    """Take note that visitation closed the citizen's case."""

    on: date


class NoteCaseReopened(Struct, frozen=True, omit_defaults=True):
    """Take note that visitation opened the case again, or had closed it `by_mistake`.

    `age` is the age that day, where visitation was told it.
    """

    on: date
    by_mistake: bool = False
    age: int | None = None


class NoteMatch(Struct, frozen=True, omit_defaults=True):
    """Take note of another match, from which a running duty is counted anew."""

    ready: bool
    on: date


class NoteMatchWithdrawn(Struct, frozen=True, omit_defaults=True):
    """Take note that the match of that day was not said, and how the citizen is matched instead."""

    ready: bool
    on: date


class NotePause(Struct, frozen=True, omit_defaults=True):
    """Take note that the citizen is exempt or ill from a day, and the clocks stand still."""

    kind: str
    on: date


class NotePauseOver(Struct, frozen=True, omit_defaults=True):
    """Take note that the citizen must come again from a day."""

    kind: str
    on: date


class CountOffer(Struct, frozen=True, omit_defaults=True):
    """Count an offer that the citizen has begun in if it is long enough, and only as long as it is.

    `days` is how long the offer lasts as it now stands; a correction may change that either way.
    """

    placement: UUID
    days: int
    on: date


class WithdrawCountedOffer(Struct, frozen=True, omit_defaults=True):
    """Take back the count of an offer the citizen had not begun in."""

    placement: UUID


class CountFromEnd(Struct, frozen=True, omit_defaults=True):
    """Count the next duty from the end of an offer, if that offer counts."""

    placement: UUID
    on: date


class WithdrawEndOfOffer(Struct, frozen=True, omit_defaults=True):
    """Take back that the offer had ended."""

    placement: UUID


class NoteWeeksWithoutBenefit(Struct, frozen=True, omit_defaults=True):
    """Take note of whole weeks in which the citizen had no benefit, as one record tells."""

    record: str
    weeks: tuple[str, ...]


class ExemptFromOffer(Struct, frozen=True, omit_defaults=True):
    """Exempt the citizen from the duty to an offer, within the share the law allows."""

    reason: str
    on: date | None = None


class EndOfferExemption(Struct, frozen=True, omit_defaults=True):
    """Let the duty to an offer hold again."""

    on: date | None = None


class WeighStartSlack(Struct, frozen=True, omit_defaults=True):
    """Weigh whether a wage subsidy given in time may begin after the deadline.

    `on` is the day it was given, `starts_on` the day it is to begin, `days` how long it lasts.
    """

    placement: UUID
    wage_subsidy: bool
    starts_on: date
    days: int
    on: date


class EndStartSlack(Struct, frozen=True, omit_defaults=True):
    """End the time a wage subsidy had to begin in; with no placement named, whichever it was."""

    placement: UUID | None = None


class ReceiveJobOrder(Struct, frozen=True, omit_defaults=True):
    """Take a company's order for people in.

    An open order of the same company for the same work is the same order, wherever the company
    told of it; `separate` says that it is another one all the same.
    """

    company: UUID
    title: str
    positions: int
    apply_by: date
    support_form: Literal["apprentice", "flex", "ordinary", "wage_subsidy"] = "ordinary"
    starts_on: date | None = None
    competences: tuple[str, ...] = ()
    obtained_by: str | None = None
    separate: bool = False
    on: date | None = None


class CorrectJobOrder(Struct, frozen=True, omit_defaults=True):
    """Write the order anew as it should have been; what is left out stays as it was."""

    title: str | None = None
    positions: int | None = None
    apply_by: date | None = None
    support_form: Literal["apprentice", "flex", "ordinary", "wage_subsidy"] | None = None
    starts_on: date | None = None
    competences: tuple[str, ...] | None = None
    obtained_by: str | None = None


class ValidateJobOrder(Struct, frozen=True, omit_defaults=True):
    """Say what has been agreed with the company."""

    terms: tuple[Literal["agreed_pay", "extra_position", "staff_heard"], ...]
    on: date | None = None


class PublishJobOrder(Struct, frozen=True, omit_defaults=True):
    """Open the order: every centre is asked, and it is shown where the channels say."""

    channels: tuple[Literal["jobnet", "receptions"], ...] = ("receptions", "jobnet")
    on: date | None = None


class AnswerJobOrder(Struct, frozen=True, omit_defaults=True):
    """Answer for a centre: so many candidates, or none and why."""

    centre: str
    answer: Literal["candidates", "none"]
    candidates: int = 0
    reason: Literal["nobody_fits", "nobody_free", "terms_unclear"] | None = None
    on: date | None = None


class ConfirmJobOrderOpen(Struct, frozen=True, omit_defaults=True):
    """Note that the company still looks for people."""

    on: date | None = None


class NoteToldAgain(Struct, frozen=True, omit_defaults=True):
    """Note that the company told another unit of the same vacancy."""

    unit: str
    on: date | None = None


class FillPosition(Struct, frozen=True, omit_defaults=True):
    """Fill one of the positions, with a candidate or with somebody the company found itself."""

    candidacy: UUID | None = None
    on: date | None = None


class WithdrawFill(Struct, frozen=True, omit_defaults=True):
    """Take back that a position was filled."""

    position: int
    reason: Literal["did_not_begin", "entered_wrong"]


class WithdrawJobOrder(Struct, frozen=True, omit_defaults=True):
    """Close the order, for the company wants nobody any more."""

    reason: Literal["company_closed", "entered_wrong", "no_longer_needed"]
    on: date | None = None


class ReopenJobOrder(Struct, frozen=True, omit_defaults=True):
    """Open an order again that was withdrawn or has expired; `apply_by` is the last day now."""

    apply_by: date


class ExpireJobOrder(Struct, frozen=True, omit_defaults=True):
    """Close the order, for the last day to apply has passed."""

    on: date


class NoteCandidate(Struct, frozen=True, omit_defaults=True):
    """Take note of a candidacy."""

    candidacy: UUID
    centre: str


class NoteCandidateDropped(Struct, frozen=True, omit_defaults=True):
    """Take note that a candidacy is over."""

    candidacy: UUID


class ProposeCandidate(Struct, frozen=True, omit_defaults=True):
    """Propose the citizen for an open order, for a centre."""

    citizen: UUID
    job_order: UUID
    centre: str
    on: date | None = None


class PresentCandidate(Struct, frozen=True, omit_defaults=True):
    """Note that the citizen was presented to the company."""

    on: date | None = None


class HoldCompanyInterview(Struct, frozen=True, omit_defaults=True):
    """Note that the company talked to the citizen."""

    on: date | None = None


class RejectCandidate(Struct, frozen=True, omit_defaults=True):
    """Note that the company did not want the citizen, and why."""

    reason: Literal["company_declined", "competences_missing", "did_not_come", "other_chosen"]
    on: date | None = None


class WithdrawCandidacy(Struct, frozen=True, omit_defaults=True):
    """Take the citizen out, at the citizen's own wish or the jobcenter's."""

    by: Literal["citizen", "jobcenter"]
    on: date | None = None


class WithdrawCandidacyStep(Struct, frozen=True, omit_defaults=True):
    """Take back the latest thing recorded of the candidacy."""


class NoteHired(Struct, frozen=True, omit_defaults=True):
    """Take note that the citizen got one of the positions."""

    on: date


class NoteHireWithdrawn(Struct, frozen=True, omit_defaults=True):
    """Take note that the citizen did not get the position after all."""


class CloseByOrder(Struct, frozen=True, omit_defaults=True):
    """Close, for the order is over."""

    because: Literal["expired", "filled", "withdrawn"]


class CommitCost(Struct, frozen=True, omit_defaults=True):
    """Commit what was booked for the citizen; the amount is None while nobody knows the price."""

    citizen: UUID
    line: UUID
    kind: Literal["interpreter_booked", "interpreter_on_duty", "offer_weeks"]
    of_case: UUID
    day: date
    amount_ore: int | None = None
    centre: str | None = None


class OfferWeeks(Struct, frozen=True):
    """The weeks of an offer in one budget year: their first Monday, how many, what all cost."""

    line: UUID
    day: date
    weeks: int
    amount_ore: int


class CommitOfferWeeks(Struct, frozen=True, omit_defaults=True):
    """Commit the weeks of an offer as it stands now; what no longer stands so is released."""

    citizen: UUID
    placement: UUID
    years: tuple[OfferWeeks, ...] = ()
    centre: str | None = None


class ReleaseCost(Struct, frozen=True, omit_defaults=True):
    """Release what is not to be."""

    lines: tuple[UUID, ...]


class MoveCost(Struct, frozen=True, omit_defaults=True):
    """Move what will be on another day."""

    lines: tuple[UUID, ...]
    day: date


class PlaceCost(Struct, frozen=True, omit_defaults=True):
    """Put what no centre answers for yet into the account of this one."""

    centre: str


class PostExpense(Struct, frozen=True, omit_defaults=True):
    """Enter what was paid for a line; it takes the place of what was committed."""

    line: UUID
    amount_ore: int
    on: date | None = None


class WithdrawExpense(Struct, frozen=True, omit_defaults=True):
    """Take back a payment that was not made."""

    line: UUID
    reason: Literal["credited", "entered_wrong"]


class SetBudget(Struct, frozen=True, omit_defaults=True):
    """Set what a centre may spend in a year."""

    centre: str
    year: int
    budget_ore: int


class ChangeBudget(Struct, frozen=True, omit_defaults=True):
    """Give the centre more or less."""

    budget_ore: int


class ApproveShortage(Struct, frozen=True, omit_defaults=True):
    """Decide that the account may be below zero, up to so much."""

    up_to_ore: int


class Price(Struct, frozen=True):
    """What a week of one kind of offer costs, for one citizen."""

    offer_type: Literal[
        "community_work", "company_practice", "guidance_qualification", "wage_subsidy"
    ]
    week_ore: int


class SignSupplierContract(Struct, frozen=True, omit_defaults=True):
    """Record a contract with a supplier; without a last day it runs until it is ended."""

    supplier: str
    valid_from: date
    prices: tuple[Price, ...]
    valid_to: date | None = None
    on: date | None = None


class ChangeSupplierPrices(Struct, frozen=True, omit_defaults=True):
    """Agree on other prices from a day on; a kind that is left out is not bought any more."""

    prices: tuple[Price, ...]
    from_day: date


class EndSupplierContract(Struct, frozen=True, omit_defaults=True):
    """End the contract after this day; offers that run go on to their own end."""

    last_day: date


class WithdrawSupplierContractStep(Struct, frozen=True, omit_defaults=True):
    """Take back what was told last of the contract."""

    reason: Literal["agreed_otherwise", "entered_wrong"]


class Placements(Struct, frozen=True, omit_defaults=True):
    """Which placements are asked for; page on with the last id seen as `after`."""

    citizen: UUID | None = None
    supplier: str | None = None
    status: Literal["cancelled", "ended", "given", "started"] | None = None
    offer_type: (
        Literal["community_work", "company_practice", "guidance_qualification", "wage_subsidy"]
        | None
    ) = None
    running_on: date | None = None
    after: UUID | None = None
    limit: int = 100


class PlacementRow(Struct, frozen=True):
    """One placement as the list shows it."""

    placement: UUID
    citizen: UUID
    supplier: str
    offer_type: str
    starts_on: date
    ends_on: date
    given_on: date
    status: str
    started_on: date | None = None
    ended_on: date | None = None
    outcome: str | None = None
    next_kind: str | None = None
    next_on: date | None = None
    agreement: UUID | None = None
    place: UUID | None = None
    place_denied: str | None = None


class AskedFor(Struct, frozen=True, omit_defaults=True):
    """Which offers are asked for; the first to begin come first."""

    citizen: UUID | None = None
    limit: int = 100


class AskedForRow(Struct, frozen=True):
    """One offer asked for, with the days it is meant for."""

    step: UUID
    citizen: UUID
    offer_type: str
    from_: date
    to: date


class NoShows(Struct, frozen=True, omit_defaults=True):
    """Which no-shows are asked for; `from_day` and `to_day` are both counted."""

    citizen: UUID | None = None
    placement: UUID | None = None
    supplier: str | None = None
    from_day: date | None = None
    to_day: date | None = None
    answered: bool | None = None
    limit: int = 100


class NoShowRow(Struct, frozen=True):
    """One reported day; `outcome` None says that nobody has answered yet."""

    placement: UUID
    day: date
    citizen: UUID
    supplier: str
    reported_by: str
    reported_late: bool
    hearing_served_on_site: bool
    continues: bool
    withdrawn: bool = False
    outcome: str | None = None


class ReportingRates(Struct, frozen=True, omit_defaults=True):
    """For which suppliers and days; `from_day` and `to_day` are both counted."""

    supplier: str | None = None
    from_day: date | None = None
    to_day: date | None = None


class SupplierRate(Struct, frozen=True):
    """A supplier's figure: `rate` is exact, `percent` is it shown half up with one decimal.

    `without_sheet` counts reports of days the sheet does not call an absence; they do not count
    for the rate.
    """

    supplier: str
    recorded: int
    reported: int
    without_sheet: int
    rate: str
    percent: str | None


class OffersDue(Struct, frozen=True, omit_defaults=True):
    """Offers that are overdue or due within so many days (list L2)."""

    within_days: int = 28
    citizen: UUID | None = None
    owner: str | None = None
    team: str | None = None
    limit: int = 100
    skip: int = 0


class OfferDue(Struct, frozen=True):
    """One offer that is owed; `days_left` is negative when it is overdue."""

    citizen: UUID
    rule_key: str
    law_ref: str
    evidence: str
    due: date
    plan_by: date
    timely_until: date
    days_left: int
    overdue: bool
    owner: str | None = None
    team: str | None = None
    centre: str | None = None


class OfferTimeliness(Struct, frozen=True, omit_defaults=True):
    """Offers falling due from the first to the last day, both counted (measure T9)."""

    from_day: date
    to_day: date


class OfferTimelinessShown(Struct, frozen=True):
    """How many offers fell due, how many were in time; `share_per_mille` is rounded down.

    `mean` of the months is the contract's value, `pooled` the share of all, both half up;
    None where nothing fell due.
    """

    falling_due: int
    on_time: int
    late: int
    not_yet: int
    share_per_mille: int | None
    months: tuple[Month, ...] = ()
    months_left_out: int = 0
    mean: int | None = None
    pooled: int | None = None
    reaches_95: bool | None = None


class StockOfOffers(Struct, frozen=True, omit_defaults=True):
    """The month whose second week is measured, by any of its days."""

    month: date


class OfferStockShown(Struct, frozen=True):
    """How many lack an offer on the day measured, of those on benefit and not exempt."""

    measured_on: date
    missing: int
    on_benefit: int
    share: int | None


class EndingOffers(Struct, frozen=True, omit_defaults=True):
    """Offers that end without a next step, planned for within so many days (list L3)."""

    within_days: int = 28
    owner: str | None = None
    team: str | None = None
    limit: int = 100
    skip: int = 0


class EndingOffer(Struct, frozen=True):
    """One offer without a next step; `plan_by` is when it must be planned at the latest."""

    placement: UUID
    citizen: UUID
    offer_type: str
    ends_on: date
    plan_by: date
    days_left: int
    overdue: bool
    owner: str | None
    team: str | None
    centre: str | None


class IdleCitizens(Struct, frozen=True, omit_defaults=True):
    """Citizens who wait after an offer, longer than so many working days (list L4)."""

    more_than: int = 0
    owner: str | None = None
    team: str | None = None
    limit: int = 100
    skip: int = 0


class IdleCitizen(Struct, frozen=True):
    """One citizen without an offer since `ended_on`; `next_on` when something is planned."""

    citizen: UUID
    placement: UUID
    ended_on: date
    idle_working_days: int
    next_kind: str | None
    next_on: date | None
    owner: str | None
    team: str | None
    centre: str | None


class IdleDays(Struct, frozen=True, omit_defaults=True):
    """Offers that began from the first to the last day, after another one had ended."""

    from_day: date
    to_day: date


class IdleShown(Struct, frozen=True):
    """The gaps between offers; `mean_tenths` is the mean in tenths of a working day, half up."""

    gaps: int
    without_idle_days: int
    without_percent: str | None
    idle_working_days: int
    mean_tenths: int | None


class JobOrders(Struct, frozen=True, omit_defaults=True):
    """Which orders are asked for; `unanswered_by` are those a centre has not answered."""

    status: Literal["expired", "filled", "open", "received", "validated", "withdrawn"] | None = None
    company: UUID | None = None
    support_form: Literal["apprentice", "flex", "ordinary", "wage_subsidy"] | None = None
    obtained_by: str | None = None
    unanswered_by: str | None = None
    shown_at: str | None = None
    competence: str | None = None
    limit: int = 100
    skip: int = 0


class Asked(Struct, frozen=True):
    """A centre that was asked, and its answer when it has given one."""

    centre: str
    sent_on: date
    answer: str | None = None
    candidates: int = 0
    answered_on: date | None = None


class JobOrderShown(Struct, frozen=True):
    """One order; `ask_again_by` is when the company must be asked whether it still holds.

    `answer_by` is when the centres that have not answered must have, `late` that it has passed.
    """

    job_order: UUID
    company: UUID
    workplace: str | None
    workplace_open: bool
    industry: str | None
    title: str
    support_form: str
    positions: int
    filled: int
    status: str
    apply_by: date
    starts_on: date | None
    competences: tuple[str, ...]
    obtained_by: str
    received_on: date
    confirmed_on: date | None
    ask_again_by: date | None
    stale: bool
    answer_by: date | None
    late: bool
    receptions: tuple[str, ...]
    asked: tuple[Asked, ...]
    unanswered: tuple[str, ...]


class Candidacies(Struct, frozen=True, omit_defaults=True):
    """Which candidacies are asked for: of a citizen, for an order, of a centre."""

    citizen: UUID | None = None
    job_order: UUID | None = None
    centre: str | None = None
    status: Literal["candidate", "closed", "hired", "rejected", "withdrawn"] | None = None
    limit: int = 100
    skip: int = 0


class CandidacyRow(Struct, frozen=True):
    """One citizen's way to one job; `step` is the latest thing that came of it."""

    candidacy: UUID
    citizen: UUID
    job_order: UUID
    centre: str
    proposed_on: date
    status: str = "candidate"
    step: str | None = None
    hired_on: date | None = None


class CostLines(Struct, frozen=True, omit_defaults=True):
    """Which lines are asked for: of a citizen, of a centre, of a stretch of days."""

    citizen: UUID | None = None
    centre: str | None = None
    from_day: date | None = None
    to_day: date | None = None
    limit: int = 100
    skip: int = 0


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


class Accounts(Struct, frozen=True, omit_defaults=True):
    """The accounts of a budget year, of one centre or of all."""

    year: int
    centre: str | None = None


class AccountShown(Struct, frozen=True):
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


class SupplierContracts(Struct, frozen=True, omit_defaults=True):
    """Which contracts are asked for: of a supplier, for a kind of offer, running on a day."""

    supplier: str | None = None
    offer_type: (
        Literal["community_work", "company_practice", "guidance_qualification", "wage_subsidy"]
        | None
    ) = None
    day: date | None = None
    limit: int = 100
    skip: int = 0


class SupplierContractShown(Struct, frozen=True):
    """One contract; prices are those of the day asked for, or the latest agreed."""

    contract: UUID
    supplier: str
    valid_from: date
    valid_to: date | None
    prices: tuple[Price, ...]


class MediationDays(Struct, frozen=True, omit_defaults=True):
    """Orders received from the first to the last day, both counted."""

    from_day: date
    to_day: date


class Credit(Struct, frozen=True):
    """Hires one unit has part in: on orders it got, and of candidates it proposed."""

    unit: str
    obtained: int
    candidates: int


class MediationShown(Struct, frozen=True):
    """The figures of a stretch of days; `hours_to_fill` is that of half the filled orders at most.

    `answered_in_time` is a share of what was asked and had to be answered by today.
    """

    orders: int
    open: int
    filled: int
    positions: int
    hires: int
    hours_to_fill: int | None
    asked: int
    answered_in_time: int
    in_time_percent: str | None
    credits: tuple[Credit, ...]


class OfferQuota(Struct, frozen=True, omit_defaults=True):
    """The exempt share today."""


class OfferQuotaShown(Struct, frozen=True):
    """How many are exempt of how many."""

    citizens: int
    exempt: int


class OffersClient(Client):
    """One who calls offers; orders answer with the case and its version."""

    def give_offer(
        self, command: GiveOffer, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `give_offer`."""
        return self.order("/offer-placements", command, key=key, correlation_id=correlation_id)

    def correct_offer(
        self,
        case_id: str,
        command: CorrectOffer,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_offer`."""
        return self.order(
            f"/offer-placements/{case_id}/correct",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def start_offer(
        self,
        case_id: str,
        command: StartOffer,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `start_offer`."""
        return self.order(
            f"/offer-placements/{case_id}/start",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_start(
        self,
        case_id: str,
        command: WithdrawStart,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_start`."""
        return self.order(
            f"/offer-placements/{case_id}/withdraw-start",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def end_offer(
        self,
        case_id: str,
        command: EndOffer,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `end_offer`."""
        return self.order(
            f"/offer-placements/{case_id}/end",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_end(
        self,
        case_id: str,
        command: WithdrawEnd,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_end`."""
        return self.order(
            f"/offer-placements/{case_id}/withdraw-end",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def cancel_offer(
        self,
        case_id: str,
        command: CancelOffer,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `cancel_offer`."""
        return self.order(
            f"/offer-placements/{case_id}/cancel",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def report_no_show(
        self,
        case_id: str,
        command: ReportNoShow,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `report_no_show`."""
        return self.order(
            f"/offer-placements/{case_id}/report-no-show",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_no_show(
        self,
        case_id: str,
        command: WithdrawNoShow,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_no_show`."""
        return self.order(
            f"/offer-placements/{case_id}/withdraw-no-show",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_report_outcome(
        self,
        case_id: str,
        command: NoteReportOutcome,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_report_outcome`."""
        return self.order(
            f"/offer-placements/{case_id}/note-report-outcome",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_place_denied(
        self,
        case_id: str,
        command: NotePlaceDenied,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_place_denied`."""
        return self.order(
            f"/offer-placements/{case_id}/note-place-denied",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def plan_next_step(
        self,
        case_id: str,
        command: PlanNextStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `plan_next_step`."""
        return self.order(
            f"/offer-placements/{case_id}/plan-next-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_next_step(
        self,
        case_id: str,
        command: WithdrawNextStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_next_step`."""
        return self.order(
            f"/offer-placements/{case_id}/withdraw-next-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_offer_placement(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_offer_placement`."""
        found: ListedCases = self.ask("/offer-placements", params, ListedCases)
        return found

    def show_offer_placement(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_offer_placement`."""
        found: ShownCase = self.ask(f"/offer-placements/{case_id}", params, ShownCase)
        return found

    def history_of_offer_placement(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_offer_placement`."""
        found: list[Fact] = self.ask(f"/offer-placements/{case_id}/events", params, list[Fact])
        return found

    def record_attendance(
        self,
        command: RecordAttendance,
        *,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `record_attendance`."""
        return self.order("/attendance-sheets", command, key=key, correlation_id=correlation_id)

    def add_attendance(
        self,
        case_id: str,
        command: AddAttendance,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `add_attendance`."""
        return self.order(
            f"/attendance-sheets/{case_id}/add",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_attendance(
        self,
        case_id: str,
        command: CorrectAttendance,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_attendance`."""
        return self.order(
            f"/attendance-sheets/{case_id}/correct",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def fit_attendance(
        self,
        case_id: str,
        command: FitAttendance,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `fit_attendance`."""
        return self.order(
            f"/attendance-sheets/{case_id}/fit",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_attendance_sheet(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_attendance_sheet`."""
        found: ListedCases = self.ask("/attendance-sheets", params, ListedCases)
        return found

    def show_attendance_sheet(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_attendance_sheet`."""
        found: ShownCase = self.ask(f"/attendance-sheets/{case_id}", params, ShownCase)
        return found

    def history_of_attendance_sheet(
        self, case_id: str, params: Moments | None = None
    ) -> list[Fact]:
        """Ask `history_of_attendance_sheet`."""
        found: list[Fact] = self.ask(f"/attendance-sheets/{case_id}/events", params, list[Fact])
        return found

    def note_registration(
        self,
        command: NoteRegistration,
        *,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_registration`."""
        return self.order("/offer-duties", command, key=key, correlation_id=correlation_id)

    def note_target_group(
        self,
        case_id: str,
        command: NoteTargetGroup,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_target_group`."""
        return self.order(
            f"/offer-duties/{case_id}/note-target-group",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_benefit_change(
        self,
        case_id: str,
        command: NoteBenefitChange,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_benefit_change`."""
        return self.order(
            f"/offer-duties/{case_id}/note-benefit-change",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_benefit_change_withdrawn(
        self,
        case_id: str,
        command: NoteBenefitChangeWithdrawn,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_benefit_change_withdrawn`."""
        return self.order(
            f"/offer-duties/{case_id}/note-benefit-change-withdrawn",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_case_closed(
        self,
        case_id: str,
        command: NoteCaseClosed,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_case_closed`."""
        return self.order(
            f"/offer-duties/{case_id}/note-case-closed",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_case_reopened(
        self,
        case_id: str,
        command: NoteCaseReopened,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_case_reopened`."""
        return self.order(
            f"/offer-duties/{case_id}/note-case-reopened",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_match(
        self,
        case_id: str,
        command: NoteMatch,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_match`."""
        return self.order(
            f"/offer-duties/{case_id}/note-match",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_match_withdrawn(
        self,
        case_id: str,
        command: NoteMatchWithdrawn,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_match_withdrawn`."""
        return self.order(
            f"/offer-duties/{case_id}/note-match-withdrawn",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_pause(
        self,
        case_id: str,
        command: NotePause,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_pause`."""
        return self.order(
            f"/offer-duties/{case_id}/note-pause",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_pause_over(
        self,
        case_id: str,
        command: NotePauseOver,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_pause_over`."""
        return self.order(
            f"/offer-duties/{case_id}/note-pause-over",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def count_offer(
        self,
        case_id: str,
        command: CountOffer,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `count_offer`."""
        return self.order(
            f"/offer-duties/{case_id}/count-offer",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_counted_offer(
        self,
        case_id: str,
        command: WithdrawCountedOffer,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_counted_offer`."""
        return self.order(
            f"/offer-duties/{case_id}/withdraw-counted-offer",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def count_from_end(
        self,
        case_id: str,
        command: CountFromEnd,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `count_from_end`."""
        return self.order(
            f"/offer-duties/{case_id}/count-from-end",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_end_of_offer(
        self,
        case_id: str,
        command: WithdrawEndOfOffer,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_end_of_offer`."""
        return self.order(
            f"/offer-duties/{case_id}/withdraw-end-of-offer",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_weeks_without_benefit(
        self,
        case_id: str,
        command: NoteWeeksWithoutBenefit,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_weeks_without_benefit`."""
        return self.order(
            f"/offer-duties/{case_id}/note-weeks-without-benefit",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def exempt_from_offer(
        self,
        case_id: str,
        command: ExemptFromOffer,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `exempt_from_offer`."""
        return self.order(
            f"/offer-duties/{case_id}/exempt",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def end_offer_exemption(
        self,
        case_id: str,
        command: EndOfferExemption,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `end_offer_exemption`."""
        return self.order(
            f"/offer-duties/{case_id}/end-exemption",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def weigh_start_slack(
        self,
        case_id: str,
        command: WeighStartSlack,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `weigh_start_slack`."""
        return self.order(
            f"/offer-duties/{case_id}/weigh-start-slack",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def end_start_slack(
        self,
        case_id: str,
        command: EndStartSlack,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `end_start_slack`."""
        return self.order(
            f"/offer-duties/{case_id}/end-start-slack",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_offer_duty(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_offer_duty`."""
        found: ListedCases = self.ask("/offer-duties", params, ListedCases)
        return found

    def show_offer_duty(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_offer_duty`."""
        found: ShownCase = self.ask(f"/offer-duties/{case_id}", params, ShownCase)
        return found

    def history_of_offer_duty(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_offer_duty`."""
        found: list[Fact] = self.ask(f"/offer-duties/{case_id}/events", params, list[Fact])
        return found

    def receive_job_order(
        self, command: ReceiveJobOrder, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `receive_job_order`."""
        return self.order("/job-orders", command, key=key, correlation_id=correlation_id)

    def correct_job_order(
        self,
        case_id: str,
        command: CorrectJobOrder,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_job_order`."""
        return self.order(
            f"/job-orders/{case_id}/correct",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def validate_job_order(
        self,
        case_id: str,
        command: ValidateJobOrder,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `validate_job_order`."""
        return self.order(
            f"/job-orders/{case_id}/validate",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def publish_job_order(
        self,
        case_id: str,
        command: PublishJobOrder,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `publish_job_order`."""
        return self.order(
            f"/job-orders/{case_id}/publish",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def answer_job_order(
        self,
        case_id: str,
        command: AnswerJobOrder,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `answer_job_order`."""
        return self.order(
            f"/job-orders/{case_id}/answer",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def confirm_job_order_open(
        self,
        case_id: str,
        command: ConfirmJobOrderOpen,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `confirm_job_order_open`."""
        return self.order(
            f"/job-orders/{case_id}/confirm-open",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_told_again(
        self,
        case_id: str,
        command: NoteToldAgain,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_told_again`."""
        return self.order(
            f"/job-orders/{case_id}/note-told-again",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def fill_position(
        self,
        case_id: str,
        command: FillPosition,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `fill_position`."""
        return self.order(
            f"/job-orders/{case_id}/fill-position",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_fill(
        self,
        case_id: str,
        command: WithdrawFill,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_fill`."""
        return self.order(
            f"/job-orders/{case_id}/withdraw-fill",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_job_order(
        self,
        case_id: str,
        command: WithdrawJobOrder,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_job_order`."""
        return self.order(
            f"/job-orders/{case_id}/withdraw",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def reopen_job_order(
        self,
        case_id: str,
        command: ReopenJobOrder,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `reopen_job_order`."""
        return self.order(
            f"/job-orders/{case_id}/reopen",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def expire_job_order(
        self,
        case_id: str,
        command: ExpireJobOrder,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `expire_job_order`."""
        return self.order(
            f"/job-orders/{case_id}/expire",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_candidate(
        self,
        case_id: str,
        command: NoteCandidate,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_candidate`."""
        return self.order(
            f"/job-orders/{case_id}/note-candidate",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_candidate_dropped(
        self,
        case_id: str,
        command: NoteCandidateDropped,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_candidate_dropped`."""
        return self.order(
            f"/job-orders/{case_id}/note-candidate-dropped",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_job_order(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_job_order`."""
        found: ListedCases = self.ask("/job-orders", params, ListedCases)
        return found

    def show_job_order(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_job_order`."""
        found: ShownCase = self.ask(f"/job-orders/{case_id}", params, ShownCase)
        return found

    def history_of_job_order(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_job_order`."""
        found: list[Fact] = self.ask(f"/job-orders/{case_id}/events", params, list[Fact])
        return found

    def propose_candidate(
        self,
        command: ProposeCandidate,
        *,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `propose_candidate`."""
        return self.order("/candidacies", command, key=key, correlation_id=correlation_id)

    def present_candidate(
        self,
        case_id: str,
        command: PresentCandidate,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `present_candidate`."""
        return self.order(
            f"/candidacies/{case_id}/present",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def hold_company_interview(
        self,
        case_id: str,
        command: HoldCompanyInterview,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `hold_company_interview`."""
        return self.order(
            f"/candidacies/{case_id}/hold-interview",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def reject_candidate(
        self,
        case_id: str,
        command: RejectCandidate,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `reject_candidate`."""
        return self.order(
            f"/candidacies/{case_id}/reject",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_candidacy(
        self,
        case_id: str,
        command: WithdrawCandidacy,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_candidacy`."""
        return self.order(
            f"/candidacies/{case_id}/withdraw",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_candidacy_step(
        self,
        case_id: str,
        command: WithdrawCandidacyStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_candidacy_step`."""
        return self.order(
            f"/candidacies/{case_id}/withdraw-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_hired(
        self,
        case_id: str,
        command: NoteHired,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_hired`."""
        return self.order(
            f"/candidacies/{case_id}/note-hired",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_hire_withdrawn(
        self,
        case_id: str,
        command: NoteHireWithdrawn,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_hire_withdrawn`."""
        return self.order(
            f"/candidacies/{case_id}/note-hire-withdrawn",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def close_by_order(
        self,
        case_id: str,
        command: CloseByOrder,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `close_by_order`."""
        return self.order(
            f"/candidacies/{case_id}/close-by-order",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_candidacy(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_candidacy`."""
        found: ListedCases = self.ask("/candidacies", params, ListedCases)
        return found

    def show_candidacy(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_candidacy`."""
        found: ShownCase = self.ask(f"/candidacies/{case_id}", params, ShownCase)
        return found

    def history_of_candidacy(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_candidacy`."""
        found: list[Fact] = self.ask(f"/candidacies/{case_id}/events", params, list[Fact])
        return found

    def commit_cost(
        self, command: CommitCost, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `commit_cost`."""
        return self.order("/citizen-costs", command, key=key, correlation_id=correlation_id)

    def commit_offer_weeks(
        self,
        case_id: str,
        command: CommitOfferWeeks,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `commit_offer_weeks`."""
        return self.order(
            f"/citizen-costs/{case_id}/commit-offer-weeks",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def release_cost(
        self,
        case_id: str,
        command: ReleaseCost,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `release_cost`."""
        return self.order(
            f"/citizen-costs/{case_id}/release",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def move_cost(
        self,
        case_id: str,
        command: MoveCost,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `move_cost`."""
        return self.order(
            f"/citizen-costs/{case_id}/move",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def place_cost(
        self,
        case_id: str,
        command: PlaceCost,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `place_cost`."""
        return self.order(
            f"/citizen-costs/{case_id}/place",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def post_expense(
        self,
        case_id: str,
        command: PostExpense,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `post_expense`."""
        return self.order(
            f"/citizen-costs/{case_id}/post-expense",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_expense(
        self,
        case_id: str,
        command: WithdrawExpense,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_expense`."""
        return self.order(
            f"/citizen-costs/{case_id}/withdraw-expense",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_citizen_cost(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_citizen_cost`."""
        found: ListedCases = self.ask("/citizen-costs", params, ListedCases)
        return found

    def show_citizen_cost(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_citizen_cost`."""
        found: ShownCase = self.ask(f"/citizen-costs/{case_id}", params, ShownCase)
        return found

    def history_of_citizen_cost(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_citizen_cost`."""
        found: list[Fact] = self.ask(f"/citizen-costs/{case_id}/events", params, list[Fact])
        return found

    def set_budget(
        self, command: SetBudget, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `set_budget`."""
        return self.order("/commitment-accounts", command, key=key, correlation_id=correlation_id)

    def change_budget(
        self,
        case_id: str,
        command: ChangeBudget,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `change_budget`."""
        return self.order(
            f"/commitment-accounts/{case_id}/change-budget",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def approve_shortage(
        self,
        case_id: str,
        command: ApproveShortage,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `approve_shortage`."""
        return self.order(
            f"/commitment-accounts/{case_id}/approve-shortage",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_commitment_account(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_commitment_account`."""
        found: ListedCases = self.ask("/commitment-accounts", params, ListedCases)
        return found

    def show_commitment_account(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_commitment_account`."""
        found: ShownCase = self.ask(f"/commitment-accounts/{case_id}", params, ShownCase)
        return found

    def history_of_commitment_account(
        self, case_id: str, params: Moments | None = None
    ) -> list[Fact]:
        """Ask `history_of_commitment_account`."""
        found: list[Fact] = self.ask(f"/commitment-accounts/{case_id}/events", params, list[Fact])
        return found

    def sign_supplier_contract(
        self,
        command: SignSupplierContract,
        *,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `sign_supplier_contract`."""
        return self.order("/supplier-contracts", command, key=key, correlation_id=correlation_id)

    def change_supplier_prices(
        self,
        case_id: str,
        command: ChangeSupplierPrices,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `change_supplier_prices`."""
        return self.order(
            f"/supplier-contracts/{case_id}/change-prices",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def end_supplier_contract(
        self,
        case_id: str,
        command: EndSupplierContract,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `end_supplier_contract`."""
        return self.order(
            f"/supplier-contracts/{case_id}/end",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_supplier_contract_step(
        self,
        case_id: str,
        command: WithdrawSupplierContractStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_supplier_contract_step`."""
        return self.order(
            f"/supplier-contracts/{case_id}/withdraw-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_supplier_contract(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_supplier_contract`."""
        found: ListedCases = self.ask("/supplier-contracts", params, ListedCases)
        return found

    def show_supplier_contract(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_supplier_contract`."""
        found: ShownCase = self.ask(f"/supplier-contracts/{case_id}", params, ShownCase)
        return found

    def history_of_supplier_contract(
        self, case_id: str, params: Moments | None = None
    ) -> list[Fact]:
        """Ask `history_of_supplier_contract`."""
        found: list[Fact] = self.ask(f"/supplier-contracts/{case_id}/events", params, list[Fact])
        return found

    def ask_placements(self, params: Placements | None = None) -> list[PlacementRow]:
        """Ask `placements`."""
        found: list[PlacementRow] = self.ask("/lists/placements", params, list[PlacementRow])
        return found

    def ask_offers_asked_for(self, params: AskedFor | None = None) -> list[AskedForRow]:
        """Ask `offers_asked_for`."""
        found: list[AskedForRow] = self.ask("/lists/offers-asked-for", params, list[AskedForRow])
        return found

    def ask_no_shows(self, params: NoShows | None = None) -> list[NoShowRow]:
        """Ask `no_shows`."""
        found: list[NoShowRow] = self.ask("/lists/no-shows", params, list[NoShowRow])
        return found

    def ask_reporting_rates(self, params: ReportingRates | None = None) -> list[SupplierRate]:
        """Ask `reporting_rates`."""
        found: list[SupplierRate] = self.ask("/lists/reporting-rates", params, list[SupplierRate])
        return found

    def ask_offers_due(self, params: OffersDue | None = None) -> list[OfferDue]:
        """Ask `offers_due`."""
        found: list[OfferDue] = self.ask("/lists/offers-due", params, list[OfferDue])
        return found

    def ask_offer_timeliness(self, params: OfferTimeliness) -> OfferTimelinessShown:
        """Ask `offer_timeliness`."""
        found: OfferTimelinessShown = self.ask(
            "/figures/offer-timeliness", params, OfferTimelinessShown
        )
        return found

    def ask_stock_of_offers(self, params: StockOfOffers) -> OfferStockShown:
        """Ask `stock_of_offers`."""
        found: OfferStockShown = self.ask("/figures/stock-of-offers", params, OfferStockShown)
        return found

    def ask_offers_without_next_step(self, params: EndingOffers | None = None) -> list[EndingOffer]:
        """Ask `offers_without_next_step`."""
        found: list[EndingOffer] = self.ask(
            "/lists/offers-without-next-step", params, list[EndingOffer]
        )
        return found

    def ask_idle_citizens(self, params: IdleCitizens | None = None) -> list[IdleCitizen]:
        """Ask `idle_citizens`."""
        found: list[IdleCitizen] = self.ask("/lists/idle-citizens", params, list[IdleCitizen])
        return found

    def ask_idle_days(self, params: IdleDays) -> IdleShown:
        """Ask `idle_days`."""
        found: IdleShown = self.ask("/figures/idle-days", params, IdleShown)
        return found

    def ask_job_orders(self, params: JobOrders | None = None) -> list[JobOrderShown]:
        """Ask `job_orders`."""
        found: list[JobOrderShown] = self.ask("/lists/job-orders", params, list[JobOrderShown])
        return found

    def ask_candidacies(self, params: Candidacies | None = None) -> list[CandidacyRow]:
        """Ask `candidacies`."""
        found: list[CandidacyRow] = self.ask("/lists/candidacies", params, list[CandidacyRow])
        return found

    def ask_cost_lines(self, params: CostLines | None = None) -> list[CostLineRow]:
        """Ask `cost_lines`."""
        found: list[CostLineRow] = self.ask("/lists/cost-lines", params, list[CostLineRow])
        return found

    def ask_commitment_accounts(self, params: Accounts) -> list[AccountShown]:
        """Ask `commitment_accounts`."""
        found: list[AccountShown] = self.ask(
            "/figures/commitment-accounts", params, list[AccountShown]
        )
        return found

    def ask_supplier_contracts(
        self, params: SupplierContracts | None = None
    ) -> list[SupplierContractShown]:
        """Ask `supplier_contracts`."""
        found: list[SupplierContractShown] = self.ask(
            "/lists/supplier-contracts", params, list[SupplierContractShown]
        )
        return found

    def ask_mediation(self, params: MediationDays) -> MediationShown:
        """Ask `mediation`."""
        found: MediationShown = self.ask("/figures/mediation", params, MediationShown)
        return found

    def ask_offer_quota(self, params: OfferQuota | None = None) -> OfferQuotaShown:
        """Ask `offer_quota`."""
        found: OfferQuotaShown = self.ask("/figures/offer-quota", params, OfferQuotaShown)
        return found

    def ask_deadlines(self, params: Deadlines | None = None) -> list[DeadlineRow]:
        """Ask `deadlines`."""
        found: list[DeadlineRow] = self.ask("/deadlines", params, list[DeadlineRow])
        return found

    def ask_citizen_file(self, params: FileOf) -> list[FiledFact]:
        """Ask `citizen_file`."""
        rest = {name: value for name, value in to_builtins(params).items() if name != "citizen"}
        found: list[FiledFact] = self.ask(f"/citizens/{params.citizen}/file", rest, list[FiledFact])
        return found
