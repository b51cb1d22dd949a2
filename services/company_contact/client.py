"""The client of company_contact (Virksomhedskontakt (KVS)).

Written by `python -m jobcenter generate`; do not change it here.
"""

from datetime import date
from typing import Literal
from uuid import UUID

from msgspec import Struct, to_builtins

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
    ShownCase,
)


class RegisterCompany(Struct, frozen=True, omit_defaults=True):
    """Enter a production unit in the common register."""

    company_reg_no: str
    unit_reg_no: str
    name: str
    size: int
    sector: Literal["private", "public"]
    industry: str
    on: date


class CorrectCompanyFacts(Struct, frozen=True, omit_defaults=True):
    """Replace what was entered wrongly by what is right; all facts are stated."""

    company_reg_no: str
    unit_reg_no: str
    name: str
    size: int
    sector: Literal["private", "public"]
    industry: str
    reason: str


class CloseCompany(Struct, frozen=True, omit_defaults=True):
    """Note that the production unit has closed."""

    on: date


class ReopenCompany(Struct, frozen=True, omit_defaults=True):
    """Note that a closed production unit works again."""

    on: date


class WithdrawClosure(Struct, frozen=True, omit_defaults=True):
    """Take back a closure that never was."""

    reason: str


class OpenContactLog(Struct, frozen=True, omit_defaults=True):
    """Give a registered company its one contact log."""

    company: UUID


class PlanContact(Struct, frozen=True, omit_defaults=True):
    """Plan a contact; `unit` is one's own when left out (only KVS plans for others)."""

    purpose: Literal[
        "company_practice", "information", "recruitment", "retention", "upskilling", "wage_subsidy"
    ]
    planned_on: date
    unit: str | None = None
    person: Literal["director", "foreman", "hr", "owner", "reception", "shop_steward"] | None = None


class PlanAskedContact(Struct, frozen=True, omit_defaults=True):
    """Plan a contact that another service asked for, under the name it knows it by."""

    contact: UUID
    unit: str
    purpose: Literal[
        "company_practice", "information", "recruitment", "retention", "upskilling", "wage_subsidy"
    ]
    planned_on: date


class CancelAskedContact(Struct, frozen=True, omit_defaults=True):
    """Call a contact off that is not asked for any more."""

    contact: UUID


class CorrectContact(Struct, frozen=True, omit_defaults=True):
    """Put right or move a planned contact; all its facts are stated."""

    contact: UUID
    unit: str
    purpose: Literal[
        "company_practice", "information", "recruitment", "retention", "upskilling", "wage_subsidy"
    ]
    planned_on: date
    person: Literal["director", "foreman", "hr", "owner", "reception", "shop_steward"] | None = None


class CoordinateContact(Struct, frozen=True, omit_defaults=True):
    """Write down what was agreed with another unit that is in touch with the company."""

    contact: UUID
    with_unit: str
    agreement: str


class WithdrawCoordination(Struct, frozen=True, omit_defaults=True):
    """Take back an agreement that was entered by mistake."""

    contact: UUID
    with_unit: str
    reason: str


class HoldContact(Struct, frozen=True, omit_defaults=True):
    """Note that the contact took place, and what came of it."""

    contact: UUID
    on: date
    result: Literal["agreement", "interested", "not_interested", "wants_later_contact"]
    openings: int


class WithdrawHeldContact(Struct, frozen=True, omit_defaults=True):
    """Take back that a contact took place; it is planned again."""

    contact: UUID
    reason: str


class CancelContact(Struct, frozen=True, omit_defaults=True):
    """Call a planned contact off."""

    contact: UUID
    reason: Literal["company_declined", "planned_twice", "unit_withdrew"]


class WithdrawCancellation(Struct, frozen=True, omit_defaults=True):
    """Take back a cancellation; the contact is planned again."""

    contact: UUID
    reason: str


class FollowUpContact(Struct, frozen=True, omit_defaults=True):
    """Note what became of the contact afterwards."""

    contact: UUID
    on: date
    outcome: Literal["no_openings", "openings_filled", "openings_remain"]


class WithdrawFollowUp(Struct, frozen=True, omit_defaults=True):
    """Take back a follow-up that was entered by mistake."""

    contact: UUID
    reason: str


class RequestGrant(Struct, frozen=True, omit_defaults=True):
    """Ask for a grant at a company; only a policy does, under the id the asking service knows.

    `asked_in` is that service's own case, told back with the answer; here it says nothing.
    """

    grant: UUID
    asked_in: UUID
    company: UUID
    unit: str
    wanted_from: date


class Bought(Struct, frozen=True):
    """What is paid for; both conditions must hold (the act on compensation § 15 h, LAB)."""

    amount: int
    given_as: Literal["loan", "subsidy"]
    not_usual_there: bool
    beyond_employers_duty: bool


class GiveGrant(Struct, frozen=True, omit_defaults=True):
    """Grant it: the employer agrees. `bought` is left out where nothing is paid for."""

    on: date
    from_: date
    to: date | None = None
    bought: Bought | None = None


class RefuseGrant(Struct, frozen=True, omit_defaults=True):
    """Refuse it, for a reason that lies with the company."""

    on: date
    reason: Literal[
        "employer_bears_it", "employer_declines", "not_employed_there", "usual_at_the_workplace"
    ]


class WithdrawAnswer(Struct, frozen=True, omit_defaults=True):
    """Take an answer back that was wrong; the request waits again."""

    reason: Literal["employer_said_otherwise", "entered_twice", "wrong_company"]


class StopGrant(Struct, frozen=True, omit_defaults=True):
    """End a grant before its time; `on` is its last day."""

    on: date
    reason: Literal["employer_ends_it", "employment_over", "no_longer_needed"]


class CallGrantOff(Struct, frozen=True, omit_defaults=True):
    """Sick pay asks for it no more; only a policy says so."""


class Places(Struct, frozen=True):
    """So many places from a day to a day, both counted."""

    from_: date
    to: date
    places: int


class Terms(Struct, frozen=True):
    """What is agreed: until when, about what, and how many practice places when.

    `model` and `capacity` belong to a partnership; an agreement on standing jobs has neither.
    """

    kind: Literal["partnership", "standing_jobs"]
    centre: str
    first_day: date
    last_day: date
    parts: tuple[Literal["recruitment", "retention", "upskilling"], ...] = ()
    model: int | None = None
    capacity: tuple[Places, ...] = ()
    match_groups: tuple[str, ...] = ()
    mentors: tuple[Literal["colleague", "foreman", "hr", "owner", "shop_steward"], ...] = ()


class DraftAgreement(Struct, frozen=True, omit_defaults=True):
    """Write down what is to be agreed with a company; nothing holds before it is signed."""

    company: UUID
    terms: Terms


class RedraftAgreement(Struct, frozen=True, omit_defaults=True):
    """Write the draft anew, or a change of what was signed; all terms are stated."""

    terms: Terms


class DropAgreementDraft(Struct, frozen=True, omit_defaults=True):
    """Let a draft fall; what was signed before stands."""

    reason: Literal["company_declined", "entered_wrong", "not_needed"]


class SignAgreement(Struct, frozen=True, omit_defaults=True):
    """Sign the draft; a change holds from the day it is signed."""

    on: date


class WithdrawSignature(Struct, frozen=True, omit_defaults=True):
    """Take a signature back that was wrong; the draft waits again."""

    reason: Literal["entered_twice", "said_otherwise", "wrong_company", "wrong_day"]


class SuspendAgreement(Struct, frozen=True, omit_defaults=True):
    """Let the agreement rest; from `on` on there are no places."""

    on: date
    reason: Literal["company_reorganises", "ethical_concern", "labour_dispute", "no_trainees"]


class ResumeAgreement(Struct, frozen=True, omit_defaults=True):
    """Let the agreement hold again from a day."""

    on: date


class EndAgreement(Struct, frozen=True, omit_defaults=True):
    """End the agreement before its time; `on` is its last day."""

    on: date
    reason: Literal["company_closed", "company_ends_it", "jobcenter_ends_it"]


class ExpireAgreement(Struct, frozen=True, omit_defaults=True):
    """Note that the last day passed and nobody agreed on more; only a policy does."""

    last_day: date


class WithdrawAgreementStep(Struct, frozen=True, omit_defaults=True):
    """Take back that the agreement was suspended, resumed, ended or dropped."""

    reason: Literal["entered_twice", "said_otherwise", "wrong_company", "wrong_day"]


class ReservePlace(Struct, frozen=True, omit_defaults=True):
    """Hold a place for the days it is wanted; without an offer that names it, it lapses.

    `place` is the id it gets; where it is left out one is made.
    """

    from_: date
    to: date
    place: UUID | None = None


class ReleasePlace(Struct, frozen=True, omit_defaults=True):
    """Give a reserved place free before its time."""

    place: UUID
    reason: Literal["company_declined", "entered_wrong", "not_needed"]


class WithdrawRelease(Struct, frozen=True, omit_defaults=True):
    """Take back that a place was given free; it is held anew."""

    place: UUID
    reason: Literal["entered_twice", "said_otherwise", "wrong_company", "wrong_day"]


class CorrectPlaceDays(Struct, frozen=True, omit_defaults=True):
    """Say for which days the place is meant; also for one that an offer has."""

    place: UUID
    from_: date
    to: date


class LapseReservation(Struct, frozen=True, omit_defaults=True):
    """Note that the day passed and no offer named the place; only a policy does."""

    place: UUID


class TakePlace(Struct, frozen=True, omit_defaults=True):
    """Note that an offer was given that names the place; only a policy does."""

    place: UUID
    placement: UUID


class FreePlace(Struct, frozen=True, omit_defaults=True):
    """Note that the offer was called off before it began; only a policy does."""

    place: UUID
    placement: UUID


class OccupyPlace(Struct, frozen=True, omit_defaults=True):
    """Note that somebody began there; only a policy does."""

    place: UUID
    placement: UUID
    on: date


class WithdrawOccupancy(Struct, frozen=True, omit_defaults=True):
    """Note that nobody had begun there; only a policy does."""

    place: UUID
    placement: UUID


class VacatePlace(Struct, frozen=True, omit_defaults=True):
    """Note that the offer is over, with its last day; only a policy does."""

    place: UUID
    placement: UUID
    on: date


class WithdrawVacancy(Struct, frozen=True, omit_defaults=True):
    """Note that the offer was not over; only a policy does."""

    place: UUID
    placement: UUID


class ReceiveEnquiry(Struct, frozen=True, omit_defaults=True):
    """Take in what a company asks, whoever in the house it asks."""

    company: UUID
    topic: Literal[
        "company_practice",
        "dismissals",
        "other",
        "recruitment",
        "retention",
        "upskilling",
        "wage_subsidy",
    ]
    channel: Literal["email", "phone", "visit", "web"]
    on: date


class NoteAskedAgain(Struct, frozen=True, omit_defaults=True):
    """Note that the company asked for the same in another way; it is still one enquiry."""

    channel: Literal["email", "phone", "visit", "web"]
    on: date


class AssignEnquiry(Struct, frozen=True, omit_defaults=True):
    """Give the enquiry to the unit that answers it."""

    unit: str


class AnswerEnquiry(Struct, frozen=True, omit_defaults=True):
    """Note what the company was answered."""

    on: date
    answer: Literal["agreement_drafted", "informed", "order_taken", "visit_planned"]


class CloseEnquiry(Struct, frozen=True, omit_defaults=True):
    """Close the enquiry; one that was not answered is closed with a reason of the company's."""

    reason: Literal["company_gave_up", "entered_wrong", "settled"]


class WithdrawEnquiryStep(Struct, frozen=True, omit_defaults=True):
    """Take back that the enquiry was assigned, answered or closed."""

    reason: Literal["entered_twice", "said_otherwise", "wrong_company"]


class RaiseConcern(Struct, frozen=True, omit_defaults=True):
    """Record a suspicion about a company."""

    company: UUID
    kind: Literal["discrimination", "misuse_of_support", "working_conditions"]
    on: date


class ApproveDespiteConcern(Struct, frozen=True, omit_defaults=True):
    """Decide that new placements are sound all the same; somebody else than who raised it does."""

    on: date


class ResolveConcern(Struct, frozen=True, omit_defaults=True):
    """Say what the review came to."""

    on: date
    finding: Literal["cooperation_ended", "entered_wrong", "put_right", "unfounded"]


class WithdrawConcernStep(Struct, frozen=True, omit_defaults=True):
    """Take the last step back: a resolution, or else the approval."""

    reason: Literal["new_facts", "said_otherwise", "wrong_company"]


class CompanySearch(Struct, frozen=True, omit_defaults=True):
    """Which companies to show; `after` is the last company of the page before."""

    company_reg_no: str | None = None
    unit_reg_no: str | None = None
    after: UUID | None = None
    limit: int = 100


class CompanyRow(Struct, frozen=True):
    """A production unit as the register has it now; `size` is ordinary employees.

    `agreements` are those that are signed and not over, suspended ones too.
    """

    company: UUID
    company_reg_no: str
    unit_reg_no: str
    name: str
    size: int
    sector: str
    industry: str
    registered_on: date
    closed_on: date | None = None
    agreements: tuple[UUID, ...] = ()


class CompanyPage(Struct, frozen=True):
    """Some companies, and where the next page starts; None when there is none."""

    companies: list[CompanyRow]
    next: UUID | None = None


class ContactSearch(Struct, frozen=True, omit_defaults=True):
    """Which contacts to show; `after` is the last contact of the page before."""

    company: UUID | None = None
    unit: str | None = None
    stage: Literal["cancelled", "followed_up", "held", "planned"] | None = None
    after: UUID | None = None
    limit: int = 100


class ContactRow(Struct, frozen=True):
    """A contact as it stands; `conflicts` are other units' contacts to agree on first."""

    contact: UUID
    company: UUID
    unit: str
    purpose: str
    planned_on: date
    stage: str = "planned"
    person: str | None = None
    conflicts: tuple[UUID, ...] = ()
    held_on: date | None = None
    result: str | None = None
    openings: int | None = None
    followed_up_on: date | None = None
    outcome: str | None = None
    cancelled_because: str | None = None


class ContactPage(Struct, frozen=True):
    """Some contacts, and where the next page starts; None when there is none."""

    contacts: list[ContactRow]
    next: UUID | None = None


class GrantSearch(Struct, frozen=True, omit_defaults=True):
    """Which requests to show; `after` is the last of the page before."""

    company: UUID | None = None
    stage: Literal["asked", "called_off", "given", "refused", "stopped"] | None = None
    after: UUID | None = None
    limit: int = 100


class GrantRow(Struct, frozen=True):
    """One request and its answer; `reason` where it was refused or stopped."""

    grant: UUID
    company: UUID
    unit: str
    wanted_from: date
    asked_on: date
    stage: str = "asked"
    answered_on: date | None = None
    from_: date | None = None
    to: date | None = None
    amount: int | None = None
    given_as: str | None = None
    reason: str | None = None


class GrantPage(Struct, frozen=True):
    """Some requests, and where the next page starts; None when there is none."""

    grants: list[GrantRow]
    next: UUID | None = None


class AgreementSearch(Struct, frozen=True, omit_defaults=True):
    """Which agreements to show; `expires_by` those that hold and run out by that day.

    `after` is the last agreement of the page before.
    """

    company: UUID | None = None
    centre: str | None = None
    kind: Literal["partnership", "standing_jobs"] | None = None
    stage: Literal["active", "draft", "dropped", "ended", "expired", "suspended"] | None = None
    match_group: str | None = None
    expires_by: date | None = None
    after: UUID | None = None
    limit: int = 100


class AgreementShown(Struct, frozen=True):
    """One agreement; `places` are those open today, `change_waits` says that one is drafted.

    `company_open` says whether the company still works: an agreement does not end by itself when
    it closes.
    """

    agreement: UUID
    company: UUID
    company_name: str | None
    company_open: bool
    stage: str
    kind: str
    centre: str
    model: int | None
    first_day: date
    last_day: date
    review_from: date | None
    ended_on: date | None
    parts: tuple[str, ...]
    match_groups: tuple[str, ...]
    mentors: tuple[str, ...]
    capacity: tuple[Places, ...]
    places: int
    change_waits: bool


class AgreementPage(Struct, frozen=True):
    """Some agreements, and where the next page starts; None when there is none."""

    agreements: list[AgreementShown]
    next: UUID | None = None


class UseQuestion(Struct, frozen=True, omit_defaults=True):
    """A year; of one company or one centre where it is named, else of all."""

    year: int
    company: UUID | None = None
    centre: str | None = None


class MonthUse(Struct, frozen=True):
    """One month: place-days agreed on, and place-days occupied once the month is over."""

    first_day: date
    agreed: int
    occupied: int | None = None


class UseAnswer(Struct, frozen=True):
    """The months, and their mean, the contract's value; shares in hundredths of a per cent.

    `pooled` is all place-days together: it is shown and decides nothing. A month that is not over
    says only what was agreed on. `left_out` are months without a place. `reached` compares the
    value before it is rounded.
    """

    months: tuple[MonthUse, ...]
    left_out: tuple[date, ...]
    mean: int | None
    pooled: int | None
    target: int
    reached: bool | None


class WarningQuestion(Struct, frozen=True, omit_defaults=True):
    """Whose agreements; all where nothing is named."""

    centre: str | None = None
    company: UUID | None = None


class Underused(Struct, frozen=True):
    """An agreement whose latest months each missed the target; `use` of them all, in hundredths."""

    agreement: UUID
    company: UUID
    company_name: str | None
    centre: str
    months: tuple[MonthUse, ...]
    use: int | None
    target: int


class PlaceSearch(Struct, frozen=True, omit_defaults=True):
    """Which places to show; `after` is the last place of the page before."""

    agreement: UUID | None = None
    company: UUID | None = None
    placement: UUID | None = None
    stage: Literal["lapsed", "occupied", "released", "reserved", "taken", "vacated"] | None = None
    after: UUID | None = None
    limit: int = 100


class PlaceRow(Struct, frozen=True):
    """One place; `placement` is the offer that has it, and who is there only offers knows."""

    agreement: UUID
    place: UUID
    company: UUID
    reserved_on: date
    from_: date
    to: date
    stage: str
    placement: UUID | None = None
    occupied_from: date | None = None
    last_day: date | None = None


class PlacePage(Struct, frozen=True):
    """Some places, and where the next page starts; None when there is none."""

    places: list[PlaceRow]
    next: UUID | None = None


class OpenQuestion(Struct, frozen=True, omit_defaults=True):
    """Which places; `day` is today where it is left out.

    `all` also shows where none is open, `too_long` only where one has been open for too long.
    """

    day: date | None = None
    match_group: str | None = None
    centre: str | None = None
    company: UUID | None = None
    all: bool = False
    too_long: bool = False


class OpenPlaces(Struct, frozen=True):
    """The places of one agreement on the day: agreed on, held by somebody, and open.

    `over` counts who is there beyond what was agreed on, because an agreement rests or an end was
    taken back. `vacated_on` is the latest last day of a place that was meant to be occupied on the
    day. `open_too_long` counts those of the open places that stood open on each day since the tenth
    working day before (`place.vacancy`). `approval_waits` says that a concern must be approved
    first (C-06).
    """

    agreement: UUID
    company: UUID
    company_name: str
    centre: str
    match_groups: tuple[str, ...]
    agreed: int
    held: int
    open: int
    over: int
    vacated_on: date | None
    open_too_long: int
    last_day: date
    approval_waits: bool


class MarketQuestion(Struct, frozen=True, omit_defaults=True):
    """Which part of the labour market; `told_since` leaves out openings told before that day."""

    industry: str | None = None
    told_since: date | None = None


class Agreed(Struct, frozen=True):
    """Agreements that hold today, and the practice places open today."""

    partnerships: int
    standing_jobs: int
    places: int


class IndustryDemand(Struct, frozen=True):
    """What is open in one industry; the latest opening was told of on `told_on`."""

    industry: str
    companies: int
    openings: int
    told_on: date | None
    agreed: Agreed


class CentreDemand(Struct, frozen=True):
    """What one centre has agreed on with companies."""

    centre: str
    agreed: Agreed


class Market(Struct, frozen=True):
    """The demand of each industry, the most openings first, and of each centre."""

    industries: tuple[IndustryDemand, ...]
    centres: tuple[CentreDemand, ...]


class EnquirySearch(Struct, frozen=True, omit_defaults=True):
    """Which enquiries to show; `after` is the last of the page before."""

    company: UUID | None = None
    unit: str | None = None
    topic: (
        Literal[
            "company_practice",
            "dismissals",
            "other",
            "recruitment",
            "retention",
            "upskilling",
            "wage_subsidy",
        ]
        | None
    ) = None
    stage: Literal["answered", "assigned", "closed", "received"] | None = None
    after: UUID | None = None
    limit: int = 100


class EnquiryShown(Struct, frozen=True):
    """One enquiry; `answer_by` while an answer is owed, `late` when that day has passed."""

    enquiry: UUID
    company: UUID
    topic: str
    channels: tuple[str, ...]
    received_on: date
    stage: str
    unit: str | None
    answered_on: date | None
    answer: str | None
    closed_because: str | None
    answer_by: date | None
    late: bool


class EnquiryPage(Struct, frozen=True):
    """Some enquiries, and where the next page starts; None when there is none."""

    enquiries: list[EnquiryShown]
    next: UUID | None = None


class ConcernSearch(Struct, frozen=True, omit_defaults=True):
    """Which concerns to show; `after` is the last of the page before."""

    company: UUID | None = None
    stage: Literal["raised", "resolved"] | None = None
    after: UUID | None = None
    limit: int = 100


class ConcernRow(Struct, frozen=True):
    """One concern as it stands; who raised it is told by its facts."""

    concern: UUID
    company: UUID
    kind: str
    raised_on: date
    stage: str = "raised"
    approved: bool = False
    resolved_on: date | None = None
    finding: str | None = None


class ConcernPage(Struct, frozen=True):
    """Some concerns, and where the next page starts; None when there is none."""

    concerns: list[ConcernRow]
    next: UUID | None = None


class CompanyContactClient(Client):
    """One who calls company_contact; orders answer with the case and its version."""

    def register_company(
        self, command: RegisterCompany, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `register_company`."""
        return self.order("/companies", command, key=key, correlation_id=correlation_id)

    def correct_company_facts(
        self,
        case_id: str,
        command: CorrectCompanyFacts,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_company_facts`."""
        return self.order(
            f"/companies/{case_id}/correct-facts",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def close_company(
        self,
        case_id: str,
        command: CloseCompany,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `close_company`."""
        return self.order(
            f"/companies/{case_id}/close",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def reopen_company(
        self,
        case_id: str,
        command: ReopenCompany,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `reopen_company`."""
        return self.order(
            f"/companies/{case_id}/reopen",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_closure(
        self,
        case_id: str,
        command: WithdrawClosure,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_closure`."""
        return self.order(
            f"/companies/{case_id}/withdraw-closure",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_company(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_company`."""
        found: ListedCases = self.ask("/companies", params, ListedCases)
        return found

    def show_company(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_company`."""
        found: ShownCase = self.ask(f"/companies/{case_id}", params, ShownCase)
        return found

    def history_of_company(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_company`."""
        found: list[Fact] = self.ask(f"/companies/{case_id}/events", params, list[Fact])
        return found

    def open_contact_log(
        self, command: OpenContactLog, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `open_contact_log`."""
        return self.order("/contact-logs", command, key=key, correlation_id=correlation_id)

    def plan_contact(
        self,
        case_id: str,
        command: PlanContact,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `plan_contact`."""
        return self.order(
            f"/contact-logs/{case_id}/plan",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def plan_asked_contact(
        self,
        case_id: str,
        command: PlanAskedContact,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `plan_asked_contact`."""
        return self.order(
            f"/contact-logs/{case_id}/plan-asked",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def cancel_asked_contact(
        self,
        case_id: str,
        command: CancelAskedContact,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `cancel_asked_contact`."""
        return self.order(
            f"/contact-logs/{case_id}/cancel-asked",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_contact(
        self,
        case_id: str,
        command: CorrectContact,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_contact`."""
        return self.order(
            f"/contact-logs/{case_id}/correct",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def coordinate_contact(
        self,
        case_id: str,
        command: CoordinateContact,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `coordinate_contact`."""
        return self.order(
            f"/contact-logs/{case_id}/coordinate",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_coordination(
        self,
        case_id: str,
        command: WithdrawCoordination,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_coordination`."""
        return self.order(
            f"/contact-logs/{case_id}/withdraw-coordination",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def hold_contact(
        self,
        case_id: str,
        command: HoldContact,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `hold_contact`."""
        return self.order(
            f"/contact-logs/{case_id}/hold",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_held_contact(
        self,
        case_id: str,
        command: WithdrawHeldContact,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_held_contact`."""
        return self.order(
            f"/contact-logs/{case_id}/withdraw-held",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def cancel_contact(
        self,
        case_id: str,
        command: CancelContact,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `cancel_contact`."""
        return self.order(
            f"/contact-logs/{case_id}/cancel",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_cancellation(
        self,
        case_id: str,
        command: WithdrawCancellation,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_cancellation`."""
        return self.order(
            f"/contact-logs/{case_id}/withdraw-cancellation",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def follow_up_contact(
        self,
        case_id: str,
        command: FollowUpContact,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `follow_up_contact`."""
        return self.order(
            f"/contact-logs/{case_id}/follow-up",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_follow_up(
        self,
        case_id: str,
        command: WithdrawFollowUp,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_follow_up`."""
        return self.order(
            f"/contact-logs/{case_id}/withdraw-follow-up",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_contact_log(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_contact_log`."""
        found: ListedCases = self.ask("/contact-logs", params, ListedCases)
        return found

    def show_contact_log(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_contact_log`."""
        found: ShownCase = self.ask(f"/contact-logs/{case_id}", params, ShownCase)
        return found

    def history_of_contact_log(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_contact_log`."""
        found: list[Fact] = self.ask(f"/contact-logs/{case_id}/events", params, list[Fact])
        return found

    def request_grant(
        self, command: RequestGrant, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `request_grant`."""
        return self.order("/workplace-grants", command, key=key, correlation_id=correlation_id)

    def give_grant(
        self,
        case_id: str,
        command: GiveGrant,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `give_grant`."""
        return self.order(
            f"/workplace-grants/{case_id}/give",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def refuse_grant(
        self,
        case_id: str,
        command: RefuseGrant,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `refuse_grant`."""
        return self.order(
            f"/workplace-grants/{case_id}/refuse",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_answer(
        self,
        case_id: str,
        command: WithdrawAnswer,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_answer`."""
        return self.order(
            f"/workplace-grants/{case_id}/withdraw-answer",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def stop_grant(
        self,
        case_id: str,
        command: StopGrant,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `stop_grant`."""
        return self.order(
            f"/workplace-grants/{case_id}/stop",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def call_grant_off(
        self,
        case_id: str,
        command: CallGrantOff,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `call_grant_off`."""
        return self.order(
            f"/workplace-grants/{case_id}/call-off",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_workplace_grant(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_workplace_grant`."""
        found: ListedCases = self.ask("/workplace-grants", params, ListedCases)
        return found

    def show_workplace_grant(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_workplace_grant`."""
        found: ShownCase = self.ask(f"/workplace-grants/{case_id}", params, ShownCase)
        return found

    def history_of_workplace_grant(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_workplace_grant`."""
        found: list[Fact] = self.ask(f"/workplace-grants/{case_id}/events", params, list[Fact])
        return found

    def draft_agreement(
        self, command: DraftAgreement, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `draft_agreement`."""
        return self.order(
            "/partnership-agreements", command, key=key, correlation_id=correlation_id
        )

    def redraft_agreement(
        self,
        case_id: str,
        command: RedraftAgreement,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `redraft_agreement`."""
        return self.order(
            f"/partnership-agreements/{case_id}/redraft",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def drop_agreement_draft(
        self,
        case_id: str,
        command: DropAgreementDraft,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `drop_agreement_draft`."""
        return self.order(
            f"/partnership-agreements/{case_id}/drop-draft",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def sign_agreement(
        self,
        case_id: str,
        command: SignAgreement,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `sign_agreement`."""
        return self.order(
            f"/partnership-agreements/{case_id}/sign",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_signature(
        self,
        case_id: str,
        command: WithdrawSignature,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_signature`."""
        return self.order(
            f"/partnership-agreements/{case_id}/withdraw-signature",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def suspend_agreement(
        self,
        case_id: str,
        command: SuspendAgreement,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `suspend_agreement`."""
        return self.order(
            f"/partnership-agreements/{case_id}/suspend",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def resume_agreement(
        self,
        case_id: str,
        command: ResumeAgreement,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `resume_agreement`."""
        return self.order(
            f"/partnership-agreements/{case_id}/resume",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def end_agreement(
        self,
        case_id: str,
        command: EndAgreement,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `end_agreement`."""
        return self.order(
            f"/partnership-agreements/{case_id}/end",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def expire_agreement(
        self,
        case_id: str,
        command: ExpireAgreement,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `expire_agreement`."""
        return self.order(
            f"/partnership-agreements/{case_id}/expire",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_agreement_step(
        self,
        case_id: str,
        command: WithdrawAgreementStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_agreement_step`."""
        return self.order(
            f"/partnership-agreements/{case_id}/withdraw-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def reserve_place(
        self,
        case_id: str,
        command: ReservePlace,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `reserve_place`."""
        return self.order(
            f"/partnership-agreements/{case_id}/reserve-place",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def release_place(
        self,
        case_id: str,
        command: ReleasePlace,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `release_place`."""
        return self.order(
            f"/partnership-agreements/{case_id}/release-place",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_release(
        self,
        case_id: str,
        command: WithdrawRelease,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_release`."""
        return self.order(
            f"/partnership-agreements/{case_id}/withdraw-release",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_place_days(
        self,
        case_id: str,
        command: CorrectPlaceDays,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_place_days`."""
        return self.order(
            f"/partnership-agreements/{case_id}/correct-place-days",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def lapse_reservation(
        self,
        case_id: str,
        command: LapseReservation,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `lapse_reservation`."""
        return self.order(
            f"/partnership-agreements/{case_id}/lapse-reservation",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def take_place(
        self,
        case_id: str,
        command: TakePlace,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `take_place`."""
        return self.order(
            f"/partnership-agreements/{case_id}/take-place",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def free_place(
        self,
        case_id: str,
        command: FreePlace,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `free_place`."""
        return self.order(
            f"/partnership-agreements/{case_id}/free-place",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def occupy_place(
        self,
        case_id: str,
        command: OccupyPlace,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `occupy_place`."""
        return self.order(
            f"/partnership-agreements/{case_id}/occupy-place",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_occupancy(
        self,
        case_id: str,
        command: WithdrawOccupancy,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_occupancy`."""
        return self.order(
            f"/partnership-agreements/{case_id}/withdraw-occupancy",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def vacate_place(
        self,
        case_id: str,
        command: VacatePlace,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `vacate_place`."""
        return self.order(
            f"/partnership-agreements/{case_id}/vacate-place",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_vacancy(
        self,
        case_id: str,
        command: WithdrawVacancy,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_vacancy`."""
        return self.order(
            f"/partnership-agreements/{case_id}/withdraw-vacancy",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_partnership_agreement(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_partnership_agreement`."""
        found: ListedCases = self.ask("/partnership-agreements", params, ListedCases)
        return found

    def show_partnership_agreement(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_partnership_agreement`."""
        found: ShownCase = self.ask(f"/partnership-agreements/{case_id}", params, ShownCase)
        return found

    def history_of_partnership_agreement(
        self, case_id: str, params: Moments | None = None
    ) -> list[Fact]:
        """Ask `history_of_partnership_agreement`."""
        found: list[Fact] = self.ask(
            f"/partnership-agreements/{case_id}/events", params, list[Fact]
        )
        return found

    def receive_enquiry(
        self, command: ReceiveEnquiry, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `receive_enquiry`."""
        return self.order("/company-enquiries", command, key=key, correlation_id=correlation_id)

    def note_asked_again(
        self,
        case_id: str,
        command: NoteAskedAgain,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_asked_again`."""
        return self.order(
            f"/company-enquiries/{case_id}/asked-again",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def assign_enquiry(
        self,
        case_id: str,
        command: AssignEnquiry,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `assign_enquiry`."""
        return self.order(
            f"/company-enquiries/{case_id}/assign",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def answer_enquiry(
        self,
        case_id: str,
        command: AnswerEnquiry,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `answer_enquiry`."""
        return self.order(
            f"/company-enquiries/{case_id}/answer",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def close_enquiry(
        self,
        case_id: str,
        command: CloseEnquiry,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `close_enquiry`."""
        return self.order(
            f"/company-enquiries/{case_id}/close",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_enquiry_step(
        self,
        case_id: str,
        command: WithdrawEnquiryStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_enquiry_step`."""
        return self.order(
            f"/company-enquiries/{case_id}/withdraw-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_company_enquiry(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_company_enquiry`."""
        found: ListedCases = self.ask("/company-enquiries", params, ListedCases)
        return found

    def show_company_enquiry(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_company_enquiry`."""
        found: ShownCase = self.ask(f"/company-enquiries/{case_id}", params, ShownCase)
        return found

    def history_of_company_enquiry(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_company_enquiry`."""
        found: list[Fact] = self.ask(f"/company-enquiries/{case_id}/events", params, list[Fact])
        return found

    def raise_concern(
        self, command: RaiseConcern, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `raise_concern`."""
        return self.order("/ethical-concerns", command, key=key, correlation_id=correlation_id)

    def approve_despite_concern(
        self,
        case_id: str,
        command: ApproveDespiteConcern,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `approve_despite_concern`."""
        return self.order(
            f"/ethical-concerns/{case_id}/approve-placements",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def resolve_concern(
        self,
        case_id: str,
        command: ResolveConcern,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `resolve_concern`."""
        return self.order(
            f"/ethical-concerns/{case_id}/resolve",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_concern_step(
        self,
        case_id: str,
        command: WithdrawConcernStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_concern_step`."""
        return self.order(
            f"/ethical-concerns/{case_id}/withdraw-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_ethical_concern(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_ethical_concern`."""
        found: ListedCases = self.ask("/ethical-concerns", params, ListedCases)
        return found

    def show_ethical_concern(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_ethical_concern`."""
        found: ShownCase = self.ask(f"/ethical-concerns/{case_id}", params, ShownCase)
        return found

    def history_of_ethical_concern(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_ethical_concern`."""
        found: list[Fact] = self.ask(f"/ethical-concerns/{case_id}/events", params, list[Fact])
        return found

    def ask_company_list(self, params: CompanySearch | None = None) -> CompanyPage:
        """Ask `company_list`."""
        found: CompanyPage = self.ask("/company-list", params, CompanyPage)
        return found

    def ask_contact_list(self, params: ContactSearch | None = None) -> ContactPage:
        """Ask `contact_list`."""
        found: ContactPage = self.ask("/contact-list", params, ContactPage)
        return found

    def ask_grant_list(self, params: GrantSearch | None = None) -> GrantPage:
        """Ask `grant_list`."""
        found: GrantPage = self.ask("/grant-list", params, GrantPage)
        return found

    def ask_agreement_list(self, params: AgreementSearch | None = None) -> AgreementPage:
        """Ask `agreement_list`."""
        found: AgreementPage = self.ask("/agreement-list", params, AgreementPage)
        return found

    def ask_capacity_use(self, params: UseQuestion) -> UseAnswer:
        """Ask `capacity_use`."""
        found: UseAnswer = self.ask("/capacity-use", params, UseAnswer)
        return found

    def ask_capacity_warnings(self, params: WarningQuestion | None = None) -> list[Underused]:
        """Ask `capacity_warnings`."""
        found: list[Underused] = self.ask("/capacity-warnings", params, list[Underused])
        return found

    def ask_place_list(self, params: PlaceSearch | None = None) -> PlacePage:
        """Ask `place_list`."""
        found: PlacePage = self.ask("/place-list", params, PlacePage)
        return found

    def ask_open_places(self, params: OpenQuestion | None = None) -> list[OpenPlaces]:
        """Ask `open_places`."""
        found: list[OpenPlaces] = self.ask("/open-places", params, list[OpenPlaces])
        return found

    def ask_labour_market(self, params: MarketQuestion | None = None) -> Market:
        """Ask `labour_market`."""
        found: Market = self.ask("/labour-market", params, Market)
        return found

    def ask_enquiry_list(self, params: EnquirySearch | None = None) -> EnquiryPage:
        """Ask `enquiry_list`."""
        found: EnquiryPage = self.ask("/enquiry-list", params, EnquiryPage)
        return found

    def ask_concern_list(self, params: ConcernSearch | None = None) -> ConcernPage:
        """Ask `concern_list`."""
        found: ConcernPage = self.ask("/concern-list", params, ConcernPage)
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
