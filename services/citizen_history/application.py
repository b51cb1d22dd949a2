"""The cases citizen history keeps, and what it finds out before each decision."""

from typing import Any
from uuid import UUID

from services.citizen_history.cases.addresses import (
    case_of_resident,
    collect_address,
    prepare_address,
)
from services.citizen_history.cases.erasure_findings import collect_erasure, collect_hold
from services.citizen_history.cases.house import HOUSE_CASES
from services.citizen_history.cases.identities import (
    collect_identity,
    found_by_number,
    prepare_change,
    prepare_name,
    prepare_registration,
)
from services.citizen_history.cases.pairs import collect_pair, pair_case_id
from services.citizen_history.domain.citizen_address import (
    ADDRESS,
    LiftProtection,
    ProlongProtection,
    ProtectAddress,
    RecordAddress,
    WithdrawAddress,
)
from services.citizen_history.domain.citizen_identity import (
    IDENTITY,
    ChangeNumber,
    NotRegistered,
    RecordName,
    RegisterIdentity,
    WithdrawNumber,
)
from services.citizen_history.domain.citizen_identity import State as IdentityState
from services.citizen_history.domain.erasure import (
    ERASURE,
    ApproveErasure,
    CitizenErased,
    ErasureDeclined,
    ErasureRequested,
    ErasureWithdrawn,
    RecordErasure,
    RefuseErasure,
    RequestErasure,
    WithdrawErasure,
)
from services.citizen_history.domain.external_record import (
    RECORD,
    ExternalRecordImported,
    ExternalRecordWithdrawn,
    Facts,
    ImportRecord,
    Told,
    Unknown,
    WithdrawRecord,
    stated_in,
)
from services.citizen_history.domain.external_record import State as RecordState
from services.citizen_history.domain.identity_pair import (
    PAIR,
    ApproveMerge,
    ApproveSplit,
    IdentitiesMerged,
    IdentitiesSplit,
    IdentityMergeProposed,
    IdentityProposalWithdrawn,
    IdentitySplitProposed,
    ProposeMerge,
    ProposeSplit,
    WithdrawProposal,
)
from services.citizen_history.domain.legal_hold import (
    LEGAL_HOLD,
    LegalHoldLifted,
    LegalHoldPlaced,
    LiftLegalHold,
    PlaceLegalHold,
)
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded
from shared.eventlog.command import Command
from shared.eventlog.envelope import How
from shared.privacy.masking import hides_cpr


def record_case_id(command: ImportRecord) -> str:
    """Name a record's case by where it comes from and its id there."""
    return f"{command.record_source}-{command.record_id}"


def case_of_citizen(command: RequestErasure | PlaceLegalHold) -> str:
    """Name a case by its citizen: there is one for each."""
    return str(command.citizen)


def collect_record(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[Facts]:
    """Find out the day, and which fact a newer version or a withdrawal speaks about."""
    corrects, how = _spoken_about(loaded, command)
    if not isinstance(command, ImportRecord):
        return Collected(
            facts=Facts(desk.today), subjects=loaded.subjects, corrects=corrects, how=how
        )
    facts = Facts(desk.today, stated_in(command), command.on, hides_cpr(command.record_id))
    return Collected(facts=facts, subjects=(command.citizen,), corrects=corrects, how=how)


def _spoken_about(loaded: Loaded, command: Command | None) -> tuple[UUID | None, How | None]:
    """Return the last fact told about the record, when the order corrects or withdraws it."""
    if command is None or not isinstance(loaded.state, Told):
        return None, None
    last = [
        each.meta.event_id
        for each in loaded.history
        if not isinstance(each.event, ExternalRecordWithdrawn)
    ][-1]
    return last, "withdrawn" if isinstance(command, WithdrawRecord) else "corrected"


def show_identity(state: IdentityState) -> dict[str, Any]:
    """Tell what kind of number a citizen has, never the number."""
    if isinstance(state, NotRegistered):
        return {"registered": False}
    current = state.current
    return {
        "registered": current is not None,
        "number_kind": current and current.kind,
        "modulus_11": current and current.modulus_11,
        "numbers": len(state.numbers),
        "has_name": state.name is not None,
    }


def show_record(state: RecordState) -> dict[str, Any]:
    """Tell what the record says now."""
    if isinstance(state, Unknown):
        return {"known": False}
    content = state.content
    return {
        "known": True,
        "withdrawn": not isinstance(state, Told),
        "citizen": content.citizen,
        "record_source": content.record_source,
        "record_id": content.record_id,
        "record_version": content.record_version,
        "kind": content.kind,
        "period": content.period,
        "authority": content.authority,
    }


# Born in 1858: a number of the right form that can be nobody's.
_SAMPLE_NUMBER = "010158-5000"
_OTHER_SAMPLE_NUMBER = "020158-5000"

_CITIZEN_CASES: tuple[CaseType[Any], ...] = (
    CaseType(
        decider=IDENTITY,
        path="citizens",
        title="Borgeridentitet",
        collect=collect_identity,
        show=show_identity,
        of_retired=True,
        commands=(
            Act(
                command=RegisterIdentity,
                opens=True,
                prepare=prepare_registration,
                finds=found_by_number,
                example={"national_id": _SAMPLE_NUMBER, "name": "Prøve Borger"},
            ),
            Act(
                command=ChangeNumber,
                verb="change-number",
                prepare=prepare_change,
                finds=found_by_number,
                example={
                    "national_id": _OTHER_SAMPLE_NUMBER,
                    "reason": "replacement_to_cpr",
                    "on": "2011-06-15",
                },
            ),
            Act(
                command=WithdrawNumber,
                verb="withdraw-number",
                example={"reason": "entered_wrongly"},
            ),
            Act(
                command=RecordName,
                verb="record-name",
                prepare=prepare_name,
                example={"name": "Prøve Borger"},
            ),
        ),
    ),
    CaseType(
        decider=RECORD,
        path="external-records",
        title="Oplysning fra anden myndighed",
        collect=collect_record,
        show=show_record,
        of_retired=True,
        closes_on=(ExternalRecordWithdrawn,),
        reopens_on=(ExternalRecordImported,),
        commands=(
            Act(
                command=ImportRecord,
                opens=True,
                case_id=record_case_id,
                example={
                    "record_source": "ui_fund",
                    "record_id": "job-4711",
                    "record_version": 1,
                    "citizen": "5f0f9b9e-2a52-4c6f-9d55-2f2f6a4b7c11",
                    "kind": "employment",
                    "period": {"start": "2011-01-10", "end": None},
                    "authority": "external",
                    "on": "2011-01-10",
                },
            ),
            Act(
                command=WithdrawRecord,
                verb="withdraw",
                example={"reason": "entered_wrongly"},
            ),
        ),
    ),
    CaseType(
        decider=ERASURE,
        path="erasures",
        title="Sletning af en borgers oplysninger",
        collect=collect_erasure,
        closes_on=(ErasureDeclined, ErasureWithdrawn, CitizenErased),
        reopens_on=(ErasureRequested,),
        commands=(
            Act(
                command=RequestErasure,
                opens=True,
                case_id=case_of_citizen,
                example={
                    "citizen": "5f0f9b9e-2a52-4c6f-9d55-2f2f6a4b7c11",
                    "ground": "no_longer_necessary",
                    "on": "2011-06-15",
                },
            ),
            Act(command=ApproveErasure, verb="approve", example={}),
            Act(command=RefuseErasure, verb="refuse", example={"reason": "note_taking_duty"}),
            Act(command=WithdrawErasure, verb="withdraw", example={"reason": "entered_wrongly"}),
            Act(command=RecordErasure, verb="record", example={}),
        ),
    ),
    CaseType(
        decider=LEGAL_HOLD,
        path="legal-holds",
        title="Tilbageholdelse af sletning",
        collect=collect_hold,
        closes_on=(LegalHoldLifted,),
        reopens_on=(LegalHoldPlaced,),
        commands=(
            Act(
                command=PlaceLegalHold,
                opens=True,
                case_id=case_of_citizen,
                example={
                    "citizen": "5f0f9b9e-2a52-4c6f-9d55-2f2f6a4b7c11",
                    "ground": "complaint_pending",
                },
            ),
            Act(command=LiftLegalHold, verb="lift", example={"reason": "concluded"}),
        ),
    ),
    CaseType(
        decider=ADDRESS,
        path="addresses",
        title="Borgerens adresse",
        collect=collect_address,
        commands=(
            Act(
                command=RecordAddress,
                opens=True,
                case_id=case_of_resident,
                prepare=prepare_address,
                example={
                    "citizen": "5f0f9b9e-2a52-4c6f-9d55-2f2f6a4b7c11",
                    "address": "Prøvevej 1, 2. tv., 0000 Prøveby",
                },
            ),
            Act(
                command=WithdrawAddress,
                verb="withdraw-address",
                example={"reason": "entered_wrongly"},
            ),
            Act(
                command=ProtectAddress,
                opens=True,
                verb="protect",
                case_id=case_of_resident,
                example={
                    "citizen": "5f0f9b9e-2a52-4c6f-9d55-2f2f6a4b7c11",
                    "starts_on": "2011-06-15",
                },
            ),
            Act(
                command=ProlongProtection,
                verb="prolong-protection",
                example={"until": "2013-06-14"},
            ),
            Act(
                command=LiftProtection,
                verb="lift-protection",
                example={"reason": "citizens_wish"},
            ),
        ),
    ),
    CaseType(
        decider=PAIR,
        path="identity-pairs",
        title="To borger-id'er: sammenlægning og adskillelse",
        collect=collect_pair,
        closes_on=(IdentitiesMerged, IdentitiesSplit, IdentityProposalWithdrawn),
        reopens_on=(IdentityMergeProposed, IdentitySplitProposed),
        of_retired=True,
        commands=(
            Act(
                command=ProposeMerge,
                opens=True,
                case_id=pair_case_id,
                example={
                    "survivor": "5f0f9b9e-2a52-4c6f-9d55-2f2f6a4b7c11",
                    "retired": "5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b11",
                    "reason": "registered_twice",
                },
            ),
            Act(command=ApproveMerge, verb="approve-merge", example={}),
            Act(
                command=ProposeSplit,
                opens=True,
                verb="propose-split",
                case_id=pair_case_id,
                example={
                    "citizen": "5f0f9b9e-2a52-4c6f-9d55-2f2f6a4b7c11",
                    "other": "5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b11",
                    "reason": "merged_by_mistake",
                },
            ),
            Act(command=ApproveSplit, verb="approve-split", example={}),
            Act(command=WithdrawProposal, verb="withdraw", example={"reason": "not_proven"}),
        ),
    ),
)

CASES: tuple[CaseType[Any], ...] = (*_CITIZEN_CASES, *HOUSE_CASES)
