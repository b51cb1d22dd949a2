"""The client of citizen_history (Borgerens historik).

Written by `python -m jobcenter generate`; do not change it here.
"""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct, to_builtins

from shared.http.client import Client, Done, Masked
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
    Period,
    ShownCase,
)


class RegisterIdentity(Struct, frozen=True, omit_defaults=True):
    """Give a person a citizen id; the same number always gives the same id.

    `citizen` confirms an id that other services took on trust before the number was known.
    """

    national_id: str
    name: str | None = None
    citizen: UUID | None = None


class ChangeNumber(Struct, frozen=True, omit_defaults=True):
    """Note that the person has another number from this day; the old one still leads here.

    The reasons are kept wide on purpose: why somebody got a new number is nobody's business.
    """

    national_id: str
    reason: Literal["corrected", "new_number_given", "replacement_to_cpr"]
    on: date


class WithdrawNumber(Struct, frozen=True, omit_defaults=True):
    """Take the current number away because it never was this person's."""

    reason: Literal["belongs_to_another", "entered_wrongly"]


class RecordName(Struct, frozen=True, omit_defaults=True):
    """Note the person's name, new or put right."""

    name: str


class ImportRecord(Struct, frozen=True, omit_defaults=True):
    """Take in one version of a record; a newer version puts the one before it right."""

    record_source: Literal["employer", "municipal", "other_municipality", "state_pes", "ui_fund"]
    record_id: str
    record_version: int
    citizen: UUID
    kind: Literal["education", "employment", "interview", "moved", "other", "sickness"]
    period: Period
    authority: Literal["external", "municipal", "state"]
    on: date


class WithdrawRecord(Struct, frozen=True, omit_defaults=True):
    """The source says that the record is not true of this citizen."""

    reason: Literal["deleted_at_source", "entered_wrongly", "other_citizen"]


class RequestErasure(Struct, frozen=True, omit_defaults=True):
    """Ask that all personal data about a citizen be erased; `on` is when the wish was received.

    `open_cases_finished` states that whatever still stands open was looked at and is finished.
    """

    citizen: UUID
    ground: Literal[
        "legal_obligation", "no_longer_necessary", "objection_upheld", "unlawful_processing"
    ]
    on: date
    open_cases_finished: bool = False


class ApproveErasure(Struct, frozen=True, omit_defaults=True):
    """Decide that the citizen is erased; another person does it than the one who asked."""


class RefuseErasure(Struct, frozen=True, omit_defaults=True):
    """Decide that the data is kept, and why."""

    reason: Literal["legal_hold_stands", "no_ground", "note_taking_duty", "retention_runs"]


class WithdrawErasure(Struct, frozen=True, omit_defaults=True):
    """Take the request back before it is decided."""

    reason: Literal["entered_wrongly", "wish_withdrawn"]


class RecordErasure(Struct, frozen=True, omit_defaults=True):
    """Note that keys and vault row are gone; given by the machine that destroyed them."""


class PlaceLegalHold(Struct, frozen=True, omit_defaults=True):
    """Keep everything about a citizen until the hold is lifted."""

    citizen: UUID
    ground: Literal[
        "archive_duty", "complaint_pending", "court_case", "police_report", "supervision"
    ]


class LiftLegalHold(Struct, frozen=True, omit_defaults=True):
    """What the hold was for is over, or it was placed on the wrong citizen."""

    reason: Literal["concluded", "wrong_citizen"]


class RecordAddress(Struct, frozen=True, omit_defaults=True):
    """Note where the citizen lives, new or put right."""

    citizen: UUID
    address: str


class WithdrawAddress(Struct, frozen=True, omit_defaults=True):
    """Take the address away because it never was this person's."""

    reason: Literal["belongs_to_another", "entered_wrongly"]


class ProtectAddress(Struct, frozen=True, omit_defaults=True):
    """Protect name and address from a day; `until` is the last day, by law's length if left out.

    It may come before any address: what is recorded later is protected from the first moment.
    """

    citizen: UUID
    starts_on: date
    until: date | None = None
    special_grounds: bool = False


class ProlongProtection(Struct, frozen=True, omit_defaults=True):
    """Let a protection that runs go on, to a later last day."""

    until: date | None = None
    special_grounds: bool = False


class LiftProtection(Struct, frozen=True, omit_defaults=True):
    """End a protection before its time, at the citizen's wish or because it was a mistake."""

    reason: Literal["citizens_wish", "entered_wrongly"]


class ProposeMerge(Struct, frozen=True, omit_defaults=True):
    """Say that two ids are one person; from the merge on `survivor` stands for both."""

    survivor: UUID
    retired: UUID
    reason: Literal["registered_twice", "replacement_number_resolved", "two_systems"]


class ApproveMerge(Struct, frozen=True, omit_defaults=True):
    """Decide that the two are one person; another person does it than the one who proposed."""


class ProposeSplit(Struct, frozen=True, omit_defaults=True):
    """Say that two ids are two persons, and which cases written under `citizen` are `other`'s."""

    citizen: UUID
    other: UUID
    reason: Literal["merged_by_mistake", "two_persons_one_id", "wrong_person_chosen"]
    cases: tuple[str, ...] = ()


class ApproveSplit(Struct, frozen=True, omit_defaults=True):
    """Decide that the two are two persons; another person does it than the one who proposed."""


class WithdrawProposal(Struct, frozen=True, omit_defaults=True):
    """Take a proposal back, or turn it down: everything stays as it is."""

    reason: Literal["entered_wrongly", "not_proven"]


class ReviewLook(Struct, frozen=True, omit_defaults=True):
    """Say that a look was seen by its supervisor, and what came of it."""

    look: int
    outcome: Literal["explained", "justified", "mistake", "misuse_suspected"]


class WithdrawLookReview(Struct, frozen=True, omit_defaults=True):
    """Take a review back; the look waits for a new one."""

    reason: Literal["entered_wrongly", "new_facts"]


class BeginVaultKeyChange(Struct, frozen=True, omit_defaults=True):
    """Say that the vault goes over to a new pair of keys, and why."""

    key_set: str
    ground: Literal["copy_lost", "misuse_suspected", "person_left", "yearly"]


class FinishVaultKeyChange(Struct, frozen=True, omit_defaults=True):
    """Say that everything in the vault stands by the new pair."""


class RetireVaultKeys(Struct, frozen=True, omit_defaults=True):
    """Say that the earlier pairs are destroyed; copies of the vault from before open no more."""


class DeclareTie(Struct, frozen=True, omit_defaults=True):
    """Say that one has a tie with a citizen; from then on one takes no part in the cases."""

    citizen: UUID
    ground: Literal[
        "close_relation",
        "earlier_decision",
        "family",
        "organisation",
        "other_doubt",
        "own_interest",
    ]


class MarkColleague(Struct, frozen=True, omit_defaults=True):
    """Say that a citizen works here; every look at that citizen then stands out."""

    citizen: UUID


class ConfirmTie(Struct, frozen=True, omit_defaults=True):
    """Decide, as the superior, that somebody is disqualified."""


class EndTie(Struct, frozen=True, omit_defaults=True):
    """Decide that a tie stands in nobody's way (any more), or that it was never there."""

    reason: Literal["ended", "entered_wrongly", "not_disqualified"]


class LookUp(Struct, frozen=True, omit_defaults=True):
    """The number a citizen is looked up by; asked by POST so that it stands in no path."""

    national_id: str


class LookedUp(Struct, frozen=True):
    """Who was found; `current` is false for a number the person no longer has."""

    citizen: UUID | None = None
    current: bool = False
    number_kind: Literal["cpr", "replacement"] | None = None
    modulus_11: bool | None = None
    name: str | Masked | None = None


class AddressOf(Struct, frozen=True, omit_defaults=True):
    """Whose address is asked for."""

    citizen: UUID


class AddressShown(Struct, frozen=True):
    """Where a citizen lives: in `address`, or in `protected_address` while it is protected.

    `code` marks a protected address to everybody; `protected_until` is the last day.
    """

    citizen: UUID
    code: str | None = None
    protected_until: date | None = None
    address: str | Masked | None = None
    protected_address: str | Masked | None = None


class TimelineOf(Struct, frozen=True, omit_defaults=True):
    """Whose history, as known when, and of it what holds on which day."""

    citizen: UUID
    as_of_known: str | None = None
    as_of_valid: date | None = None


class Provenance(Struct, frozen=True):
    """Where a line comes from: the service and stream that hold it, and who stated it."""

    source: str
    stream: str
    position: int
    event_id: UUID
    recorded_at: datetime
    authority: str
    unit: str
    actor: str


class HistoryLine(Struct, frozen=True):
    """One line of the history as it is shown.

    `late` says that it became known after the day it holds; `struck_by` names the fact that took
    it away (`struck_how`: withdrawn, corrected, superseded or annulled).
    Two provenances mean that state and municipality told the same thing.
    """

    tag: str
    effective_on: date
    recorded_at: datetime
    late: bool
    da: str
    en: str
    provenance: tuple[Provenance, ...]
    period_start: date | None
    period_end: date | None
    corrects: UUID | None
    how: str | None
    struck_by: UUID | None
    struck_how: str | None
    payload: dict[str, Any]


class Timeline(Struct, frozen=True):
    """A citizen's history, as known at a moment, of it what holds on a day.

    `citizen` stands for the person; `identities` are all ids that were merged, as known then.
    """

    citizen: UUID
    as_of_known: datetime | None
    as_of_valid: date | None
    lines: tuple[HistoryLine, ...]
    identities: tuple[UUID, ...] = ()


class WaitingOf(Struct, frozen=True, omit_defaults=True):
    """About which citizen."""

    citizen: UUID


class WaitingLine(Struct, frozen=True):
    """One thing waited for, in words too; `status` is open or missed."""

    service: str
    stream: str
    what: str
    waiting_on: str
    since: date
    until: date | None
    law_ref: str | None
    status: str
    da: str
    en: str


class RetentionDue(Struct, frozen=True, omit_defaults=True):
    """Which part of the list: the citizens after an id, as many as wanted."""

    after: UUID = UUID("00000000-0000-0000-0000-000000000000")
    limit: int = 100


class Due(Struct, frozen=True):
    """A citizen whose time is over; `due` says that two persons may decide now.

    Else something stands in the way: a legal hold, or cases that were never ended.
    """

    citizen: UUID
    last_fact: date
    kept_until: date
    due: bool
    legal_hold: bool
    open_cases: tuple[str, ...]
    requested: bool


class LooksAt(Struct, frozen=True, omit_defaults=True):
    """Whose looks are asked for; `before` goes on below the last position of the page before."""

    citizen: UUID
    limit: int = 100
    before: int | None = None


class LookShown(Struct, frozen=True):
    """One look; `name` is what was read, `guest` highlights a stranger."""

    at: datetime
    service: str
    kind: str
    name: str
    purpose: str
    da: str
    en: str
    guest: bool
    position: int


class BlockingOf(Struct, frozen=True, omit_defaults=True):
    """Which proposal is asked about, by its case."""

    identity_pair: str


class BlockingCase(Struct, frozen=True):
    """An open case of a kind that both have: whose, in which service, and its last day."""

    citizen: UUID
    service: str
    stream: str
    case_type: str
    last_on: date


class PersonOf(Struct, frozen=True, omit_defaults=True):
    """Who is asked for."""

    citizen: UUID


class PersonHeld(Struct, frozen=True):
    """All numbers, names and addresses of one citizen that are held; none when it was erased."""

    citizen: UUID
    numbers: tuple[str, ...] | Masked
    names: tuple[str, ...] | Masked
    addresses: tuple[str, ...] | Masked


class LooksOn(Struct, frozen=True, omit_defaults=True):
    """Which day; yesterday when it is left out. `unit` is for who may see every unit's looks."""

    on: date | None = None
    unit: str | None = None
    limit: int = 200


class SupervisedLook(Struct, frozen=True):
    """One look as its supervisor sees it in a list: by whom and what for, of how many citizens.

    `why` says what stands out; `outcome` is that of the review, if there was one; `overdue` says
    that a look by a written reason alone has waited too long for its review.
    """

    look: int
    why: str
    at: datetime
    service: str
    kind: str
    name: str
    actor: str
    acts_as: str
    purpose: str
    relation: str
    result: str
    how_many: int
    reason: str | Masked
    outcome: Literal["explained", "justified", "mistake", "misuse_suspected"] | None
    overdue: bool


class LooksToReview(Struct, frozen=True, omit_defaults=True):
    """Whose looks; `unit` is for who may see every unit's looks."""

    unit: str | None = None
    limit: int = 200


class LookOf(Struct, frozen=True, omit_defaults=True):
    """Which look."""

    look: int


class LookOpened(Struct, frozen=True):
    """One look with the citizens it was at."""

    look: int
    actor: str
    citizens: tuple[UUID, ...]


class CitizenHistoryClient(Client):
    """One who calls citizen_history; orders answer with the case and its version."""

    def register_identity(
        self,
        command: RegisterIdentity,
        *,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `register_identity`."""
        return self.order("/citizens", command, key=key, correlation_id=correlation_id)

    def change_number(
        self,
        case_id: str,
        command: ChangeNumber,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `change_number`."""
        return self.order(
            f"/citizens/{case_id}/change-number",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_number(
        self,
        case_id: str,
        command: WithdrawNumber,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_number`."""
        return self.order(
            f"/citizens/{case_id}/withdraw-number",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def record_name(
        self,
        case_id: str,
        command: RecordName,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `record_name`."""
        return self.order(
            f"/citizens/{case_id}/record-name",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_citizen_identity(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_citizen_identity`."""
        found: ListedCases = self.ask("/citizens", params, ListedCases)
        return found

    def show_citizen_identity(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_citizen_identity`."""
        found: ShownCase = self.ask(f"/citizens/{case_id}", params, ShownCase)
        return found

    def history_of_citizen_identity(
        self, case_id: str, params: Moments | None = None
    ) -> list[Fact]:
        """Ask `history_of_citizen_identity`."""
        found: list[Fact] = self.ask(f"/citizens/{case_id}/events", params, list[Fact])
        return found

    def import_record(
        self, command: ImportRecord, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `import_record`."""
        return self.order("/external-records", command, key=key, correlation_id=correlation_id)

    def withdraw_record(
        self,
        case_id: str,
        command: WithdrawRecord,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_record`."""
        return self.order(
            f"/external-records/{case_id}/withdraw",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_external_record(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_external_record`."""
        found: ListedCases = self.ask("/external-records", params, ListedCases)
        return found

    def show_external_record(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_external_record`."""
        found: ShownCase = self.ask(f"/external-records/{case_id}", params, ShownCase)
        return found

    def history_of_external_record(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_external_record`."""
        found: list[Fact] = self.ask(f"/external-records/{case_id}/events", params, list[Fact])
        return found

    def request_erasure(
        self, command: RequestErasure, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `request_erasure`."""
        return self.order("/erasures", command, key=key, correlation_id=correlation_id)

    def approve_erasure(
        self,
        case_id: str,
        command: ApproveErasure,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `approve_erasure`."""
        return self.order(
            f"/erasures/{case_id}/approve",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def refuse_erasure(
        self,
        case_id: str,
        command: RefuseErasure,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `refuse_erasure`."""
        return self.order(
            f"/erasures/{case_id}/refuse",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_erasure(
        self,
        case_id: str,
        command: WithdrawErasure,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_erasure`."""
        return self.order(
            f"/erasures/{case_id}/withdraw",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def record_erasure(
        self,
        case_id: str,
        command: RecordErasure,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `record_erasure`."""
        return self.order(
            f"/erasures/{case_id}/record",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_erasure(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_erasure`."""
        found: ListedCases = self.ask("/erasures", params, ListedCases)
        return found

    def show_erasure(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_erasure`."""
        found: ShownCase = self.ask(f"/erasures/{case_id}", params, ShownCase)
        return found

    def history_of_erasure(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_erasure`."""
        found: list[Fact] = self.ask(f"/erasures/{case_id}/events", params, list[Fact])
        return found

    def place_legal_hold(
        self, command: PlaceLegalHold, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `place_legal_hold`."""
        return self.order("/legal-holds", command, key=key, correlation_id=correlation_id)

    def lift_legal_hold(
        self,
        case_id: str,
        command: LiftLegalHold,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `lift_legal_hold`."""
        return self.order(
            f"/legal-holds/{case_id}/lift",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_legal_hold(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_legal_hold`."""
        found: ListedCases = self.ask("/legal-holds", params, ListedCases)
        return found

    def show_legal_hold(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_legal_hold`."""
        found: ShownCase = self.ask(f"/legal-holds/{case_id}", params, ShownCase)
        return found

    def history_of_legal_hold(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_legal_hold`."""
        found: list[Fact] = self.ask(f"/legal-holds/{case_id}/events", params, list[Fact])
        return found

    def record_address(
        self, command: RecordAddress, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `record_address`."""
        return self.order("/addresses", command, key=key, correlation_id=correlation_id)

    def withdraw_address(
        self,
        case_id: str,
        command: WithdrawAddress,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_address`."""
        return self.order(
            f"/addresses/{case_id}/withdraw-address",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def protect_address(
        self, command: ProtectAddress, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `protect_address`."""
        return self.order("/addresses/protect", command, key=key, correlation_id=correlation_id)

    def prolong_protection(
        self,
        case_id: str,
        command: ProlongProtection,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `prolong_protection`."""
        return self.order(
            f"/addresses/{case_id}/prolong-protection",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def lift_protection(
        self,
        case_id: str,
        command: LiftProtection,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `lift_protection`."""
        return self.order(
            f"/addresses/{case_id}/lift-protection",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_citizen_address(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_citizen_address`."""
        found: ListedCases = self.ask("/addresses", params, ListedCases)
        return found

    def show_citizen_address(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_citizen_address`."""
        found: ShownCase = self.ask(f"/addresses/{case_id}", params, ShownCase)
        return found

    def history_of_citizen_address(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_citizen_address`."""
        found: list[Fact] = self.ask(f"/addresses/{case_id}/events", params, list[Fact])
        return found

    def propose_merge(
        self, command: ProposeMerge, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `propose_merge`."""
        return self.order("/identity-pairs", command, key=key, correlation_id=correlation_id)

    def approve_merge(
        self,
        case_id: str,
        command: ApproveMerge,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `approve_merge`."""
        return self.order(
            f"/identity-pairs/{case_id}/approve-merge",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def propose_split(
        self, command: ProposeSplit, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `propose_split`."""
        return self.order(
            "/identity-pairs/propose-split", command, key=key, correlation_id=correlation_id
        )

    def approve_split(
        self,
        case_id: str,
        command: ApproveSplit,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `approve_split`."""
        return self.order(
            f"/identity-pairs/{case_id}/approve-split",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_proposal(
        self,
        case_id: str,
        command: WithdrawProposal,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_proposal`."""
        return self.order(
            f"/identity-pairs/{case_id}/withdraw",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_identity_pair(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_identity_pair`."""
        found: ListedCases = self.ask("/identity-pairs", params, ListedCases)
        return found

    def show_identity_pair(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_identity_pair`."""
        found: ShownCase = self.ask(f"/identity-pairs/{case_id}", params, ShownCase)
        return found

    def history_of_identity_pair(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_identity_pair`."""
        found: list[Fact] = self.ask(f"/identity-pairs/{case_id}/events", params, list[Fact])
        return found

    def review_look(
        self, command: ReviewLook, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `review_look`."""
        return self.order("/look-reviews", command, key=key, correlation_id=correlation_id)

    def withdraw_look_review(
        self,
        case_id: str,
        command: WithdrawLookReview,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_look_review`."""
        return self.order(
            f"/look-reviews/{case_id}/withdraw",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_look_review(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_look_review`."""
        found: ListedCases = self.ask("/look-reviews", params, ListedCases)
        return found

    def show_look_review(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_look_review`."""
        found: ShownCase = self.ask(f"/look-reviews/{case_id}", params, ShownCase)
        return found

    def history_of_look_review(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_look_review`."""
        found: list[Fact] = self.ask(f"/look-reviews/{case_id}/events", params, list[Fact])
        return found

    def begin_vault_key_change(
        self,
        command: BeginVaultKeyChange,
        *,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `begin_vault_key_change`."""
        return self.order("/vault-key-changes", command, key=key, correlation_id=correlation_id)

    def finish_vault_key_change(
        self,
        case_id: str,
        command: FinishVaultKeyChange,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `finish_vault_key_change`."""
        return self.order(
            f"/vault-key-changes/{case_id}/finish",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def retire_vault_keys(
        self,
        case_id: str,
        command: RetireVaultKeys,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `retire_vault_keys`."""
        return self.order(
            f"/vault-key-changes/{case_id}/retire-earlier",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_vault_key_change(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_vault_key_change`."""
        found: ListedCases = self.ask("/vault-key-changes", params, ListedCases)
        return found

    def show_vault_key_change(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_vault_key_change`."""
        found: ShownCase = self.ask(f"/vault-key-changes/{case_id}", params, ShownCase)
        return found

    def history_of_vault_key_change(
        self, case_id: str, params: Moments | None = None
    ) -> list[Fact]:
        """Ask `history_of_vault_key_change`."""
        found: list[Fact] = self.ask(f"/vault-key-changes/{case_id}/events", params, list[Fact])
        return found

    def declare_tie(
        self, command: DeclareTie, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `declare_tie`."""
        return self.order("/ties", command, key=key, correlation_id=correlation_id)

    def mark_colleague(
        self, command: MarkColleague, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `mark_colleague`."""
        return self.order("/ties/mark-colleague", command, key=key, correlation_id=correlation_id)

    def confirm_tie(
        self,
        case_id: str,
        command: ConfirmTie,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `confirm_tie`."""
        return self.order(
            f"/ties/{case_id}/confirm",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def end_tie(
        self,
        case_id: str,
        command: EndTie,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `end_tie`."""
        return self.order(
            f"/ties/{case_id}/end",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_tie(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_tie`."""
        found: ListedCases = self.ask("/ties", params, ListedCases)
        return found

    def show_tie(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_tie`."""
        found: ShownCase = self.ask(f"/ties/{case_id}", params, ShownCase)
        return found

    def history_of_tie(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_tie`."""
        found: list[Fact] = self.ask(f"/ties/{case_id}/events", params, list[Fact])
        return found

    def ask_look_up_citizen(self, params: LookUp) -> LookedUp:
        """Ask `look_up_citizen`."""
        found: LookedUp = self.ask_posted("/citizens/look-up", params, LookedUp)
        return found

    def ask_address(self, params: AddressOf) -> AddressShown:
        """Ask `address`."""
        rest = {name: value for name, value in to_builtins(params).items() if name != "citizen"}
        found: AddressShown = self.ask(f"/citizens/{params.citizen}/address", rest, AddressShown)
        return found

    def ask_timeline(self, params: TimelineOf) -> Timeline:
        """Ask `timeline`."""
        rest = {name: value for name, value in to_builtins(params).items() if name != "citizen"}
        found: Timeline = self.ask(f"/citizens/{params.citizen}/timeline", rest, Timeline)
        return found

    def ask_waiting(self, params: WaitingOf) -> tuple[WaitingLine, ...]:
        """Ask `waiting`."""
        rest = {name: value for name, value in to_builtins(params).items() if name != "citizen"}
        found: tuple[WaitingLine, ...] = self.ask(
            f"/citizens/{params.citizen}/waiting", rest, tuple[WaitingLine, ...]
        )
        return found

    def ask_retention_due(self, params: RetentionDue | None = None) -> list[Due]:
        """Ask `retention_due`."""
        found: list[Due] = self.ask("/retention-due", params, list[Due])
        return found

    def ask_looks_at(self, params: LooksAt) -> list[LookShown]:
        """Ask `looks_at`."""
        rest = {name: value for name, value in to_builtins(params).items() if name != "citizen"}
        found: list[LookShown] = self.ask(
            f"/citizens/{params.citizen}/looks", rest, list[LookShown]
        )
        return found

    def ask_blocking_cases(self, params: BlockingOf) -> list[BlockingCase]:
        """Ask `blocking_cases`."""
        rest = {
            name: value for name, value in to_builtins(params).items() if name != "identity_pair"
        }
        found: list[BlockingCase] = self.ask(
            f"/lists/blocking-cases/{params.identity_pair}", rest, list[BlockingCase]
        )
        return found

    def ask_person_held(self, params: PersonOf) -> PersonHeld:
        """Ask `person_held`."""
        rest = {name: value for name, value in to_builtins(params).items() if name != "citizen"}
        found: PersonHeld = self.ask(f"/citizens/{params.citizen}/person", rest, PersonHeld)
        return found

    def ask_looks_sample(self, params: LooksOn | None = None) -> list[SupervisedLook]:
        """Ask `looks_sample`."""
        found: list[SupervisedLook] = self.ask("/looks/sample", params, list[SupervisedLook])
        return found

    def ask_looks_standing_out(self, params: LooksOn | None = None) -> list[SupervisedLook]:
        """Ask `looks_standing_out`."""
        found: list[SupervisedLook] = self.ask("/looks/standing-out", params, list[SupervisedLook])
        return found

    def ask_looks_to_review(self, params: LooksToReview | None = None) -> list[SupervisedLook]:
        """Ask `looks_to_review`."""
        found: list[SupervisedLook] = self.ask("/looks/to-review", params, list[SupervisedLook])
        return found

    def ask_look_opened(self, params: LookOf) -> LookOpened:
        """Ask `look_opened`."""
        rest = {name: value for name, value in to_builtins(params).items() if name != "look"}
        found: LookOpened = self.ask(f"/looks/{params.look}", rest, LookOpened)
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
