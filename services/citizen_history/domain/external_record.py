"""A record that another authority or office keeps about a citizen, as it was told to us.

Examples: a job start told by an unemployment fund, an interview from the former state system.
A record is known by (source, id); each version of it is told once, a newer one puts it right.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct

from shared.actor import Authority
from shared.eventlog.command import Command
from shared.eventlog.decider import (
    Decider,
    Decision,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event
from shared.period import Period

RecordSource: TypeAlias = Literal[
    "state_pes", "municipal", "ui_fund", "employer", "other_municipality"
]
RecordKind: TypeAlias = Literal[
    "employment", "education", "sickness", "moved", "interview", "other"
]
RecordId: TypeAlias = Annotated[
    str,
    Meta(
        pattern="^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$",
        description="The record's own id in its source; never a CPR number.",
    ),
]
RecordVersion: TypeAlias = Annotated[
    int, Meta(ge=1, le=10**9, description="Grows with each change.")
]


class ImportRecord(Command, frozen=True):
    """Take in one version of a record; a newer version puts the one before it right."""

    record_source: RecordSource
    record_id: RecordId
    record_version: RecordVersion
    citizen: UUID
    kind: RecordKind
    period: Period
    authority: Authority
    on: date


class WithdrawRecord(Command, frozen=True):
    """The source says that the record is not true of this citizen."""

    reason: Literal["entered_wrongly", "other_citizen", "deleted_at_source"]


class ExternalRecordImported(Event, frozen=True, tag="citizen_history.external_record_imported"):
    """A record was told to us; its envelope has the day it holds from."""

    citizen: UUID
    record_source: RecordSource
    record_id: str
    record_version: int
    kind: RecordKind
    period: Period
    authority: Authority


class ExternalRecordCorrected(Event, frozen=True, tag="citizen_history.external_record_corrected"):
    """A newer version of a record was told; its envelope names the fact it puts right."""

    citizen: UUID
    record_source: RecordSource
    record_id: str
    record_version: int
    kind: RecordKind
    period: Period
    authority: Authority


class ExternalRecordWithdrawn(Event, frozen=True, tag="citizen_history.external_record_withdrawn"):
    """The record is not true; its envelope names the fact it takes away."""

    citizen: UUID
    record_source: RecordSource
    record_id: str
    record_version: int
    reason: str


class Content(Struct, frozen=True):
    """What one version of a record says."""

    record_source: RecordSource
    record_id: str
    record_version: int
    citizen: UUID
    kind: RecordKind
    period: Period
    authority: Authority


class Facts(Struct, frozen=True):
    """The day, what is ordered to be taken in, and whether its id could be a CPR number."""

    today: date
    stated: Content | None = None
    on: date | None = None
    id_may_be_cpr: bool = False


class Unknown(Struct, frozen=True):
    """Nothing was ever told about this record."""


class Told(Struct, frozen=True):
    """The record as last told."""

    content: Content


class Withdrawn(Struct, frozen=True):
    """The record was taken away; only a newer version brings it back."""

    content: Content


State: TypeAlias = Unknown | Told | Withdrawn


def stated_in(command: ImportRecord) -> Content:
    """Return what an order states about a record, without the day it holds from."""
    return Content(
        record_source=command.record_source,
        record_id=command.record_id,
        record_version=command.record_version,
        citizen=command.citizen,
        kind=command.kind,
        period=command.period,
        authority=command.authority,
    )


def blocks(command: type[Command], state: State, facts: Facts) -> tuple[str, ...]:
    """List why an order about a record is not allowed now."""
    if command is WithdrawRecord:
        match state:
            case Unknown():
                return ("record_unknown",)
            case Withdrawn():
                return ("record_already_withdrawn",)
            case _:
                return ()
    if facts.stated is None:
        return ()
    codes = ["record_id_may_be_cpr"] if facts.id_may_be_cpr else []
    if facts.on is not None and facts.on > facts.today:
        codes.append("date_in_future")
    if isinstance(state, Told | Withdrawn):
        codes += _blocked_by_version(facts.stated, state.content)
    return tuple(codes)


def _blocked_by_version(stated: Content, known: Content) -> Sequence[str]:
    """Take a version once, in growing order, and leave a record with its citizen."""
    if stated == known:
        return ("already_imported",)
    if stated.citizen != known.citizen:
        return ("record_of_another_citizen",)
    if stated.record_version == known.record_version:
        return ("version_has_other_content",)
    if stated.record_version < known.record_version:
        return ("newer_version_known",)
    return ()


def decide(command: Command, state: State, facts: Facts) -> Sequence[Decision]:
    """Take a record in, put it right by a newer version, or take it away."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case ImportRecord() as order, Told():
            return [_told(ExternalRecordCorrected, stated_in(order))]
        case ImportRecord() as order, _:
            return [_told(ExternalRecordImported, stated_in(order))]
        case WithdrawRecord(reason), Told(known):
            return [
                ExternalRecordWithdrawn(
                    citizen=known.citizen,
                    record_source=known.record_source,
                    record_id=known.record_id,
                    record_version=known.record_version,
                    reason=reason,
                )
            ]
        case _:
            return not_allowed_now()


def _told(
    fact: type[ExternalRecordImported | ExternalRecordCorrected], content: Content
) -> ExternalRecordImported | ExternalRecordCorrected:
    """Write down what a version says."""
    return fact(
        citizen=content.citizen,
        record_source=content.record_source,
        record_id=content.record_id,
        record_version=content.record_version,
        kind=content.kind,
        period=content.period,
        authority=content.authority,
    )


def evolve(state: State, event: Event) -> State:
    """Give what is known of the record after a fact."""
    match event:
        case ExternalRecordImported() | ExternalRecordCorrected():
            return Told(
                Content(
                    record_source=event.record_source,
                    record_id=event.record_id,
                    record_version=event.record_version,
                    citizen=event.citizen,
                    kind=event.kind,
                    period=event.period,
                    authority=event.authority,
                )
            )
        case ExternalRecordWithdrawn() if isinstance(state, Told):
            return Withdrawn(state.content)
        case _:
            return state


RECORD: Decider[Command, State, Facts] = Decider(
    case_type="external_record",
    initial=Unknown(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
