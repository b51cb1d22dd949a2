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


class NoteCaseClosed(Struct, frozen=True, omit_defaults=True):
    """Take note that visitation closed the citizen's case."""

    on: date


class NoteCaseReopened(Struct, frozen=True, omit_defaults=True):
    """Take note that visitation opened the case again."""

    on: date


class NoteMatch(Struct, frozen=True, omit_defaults=True):
    """Take note of another match, from which a running duty is counted anew."""

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
    """Count an offer that the citizen has begun in, if it is long enough to count."""

    placement: UUID
    days: int
    on: date


class WithdrawCountedOffer(Struct, frozen=True, omit_defaults=True):
    """Take back the count of an offer the citizen had not begun in."""

    placement: UUID


class CountFromEnd(Struct, frozen=True, omit_defaults=True):
    """Count the next duty from the end of an offer."""

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
