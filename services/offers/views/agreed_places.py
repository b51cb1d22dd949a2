"""What company contact tells of places: which are held for an offer, and what stands in the way."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.offers import company_messages as heard
from services.offers.domain.agreed_place import AgreedPlace, Reservation
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class AgreedPlaceRow(Struct, frozen=True):
    """One place; `free` says that it is held and no offer has it yet."""

    agreement: UUID
    place: UUID
    from_: date
    to: date
    free: bool = True


class AgreementRow(Struct, frozen=True):
    """One agreement, and whether it holds now."""

    agreement: UUID
    company: UUID
    holds: bool


class ConcernRow(Struct, frozen=True):
    """One concern; `waits` says that nobody new may begin at the company."""

    concern: UUID
    company: UUID
    waits: bool


_PLACE: Final = (
    heard.PlaceReserved,
    heard.PlaceReleaseWithdrawn,
    heard.PlaceDaysCorrected,
    heard.PlaceReservationLapsed,
    heard.PlaceReleased,
    heard.PlaceTaken,
)
_AGREEMENT: Final = (
    heard.AgreementSigned,
    heard.SignatureWithdrawn,
    heard.AgreementSuspended,
    heard.AgreementResumed,
    heard.AgreementEnded,
    heard.AgreementExpired,
    heard.AgreementStepWithdrawn,
)
_CONCERN: Final = (
    heard.EthicalConcernRaised,
    heard.PlacementsApproved,
    heard.EthicalConcernResolved,
    heard.ConcernStepWithdrawn,
)


def touches_place(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the place a message is about."""
    mine = isinstance(recorded.event, _PLACE)
    return [(UUID(recorded.case_id), recorded.event.place)] if mine else []


def project_place(
    key: RowKey, row: AgreedPlaceRow | None, recorded: Recorded[Any]
) -> AgreedPlaceRow | None:
    """Return the place after a message."""
    match recorded.event:
        case heard.PlaceReserved(from_=from_, to=to):
            return AgreedPlaceRow(key[0], key[1], from_, to)
        case _ if row is None:
            return None
        case heard.PlaceReleaseWithdrawn():
            return replace(row, free=True)
        case heard.PlaceDaysCorrected(from_=from_, to=to):
            return replace(row, from_=from_, to=to)
        case _:
            return replace(row, free=False)


def touches_agreement(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the agreement a message is about."""
    return [(UUID(recorded.case_id),)] if isinstance(recorded.event, _AGREEMENT) else []


def project_agreement(
    key: RowKey, _row: AgreementRow | None, recorded: Recorded[Any]
) -> AgreementRow | None:
    """Return the agreement after a message."""
    match recorded.event:
        case heard.AgreementSigned() | heard.AgreementResumed():
            holds = True
        case heard.SignatureWithdrawn(stage=stage) | heard.AgreementStepWithdrawn(stage=stage):
            holds = stage == "active"
        case _:
            holds = False
    return AgreementRow(key[0], recorded.event.company, holds)


def touches_concern(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the concern a message is about."""
    return [(UUID(recorded.case_id),)] if isinstance(recorded.event, _CONCERN) else []


def project_concern(
    key: RowKey, _row: ConcernRow | None, recorded: Recorded[Any]
) -> ConcernRow | None:
    """Return the concern after a message."""
    match recorded.event:
        case heard.EthicalConcernRaised():
            waits = True
        case heard.ConcernStepWithdrawn(approved=approved):
            waits = not approved
        case _:
            waits = False
    return ConcernRow(key[0], recorded.event.company, waits)


_FOLLOWS: Final = ("company_contact",)
AGREED_PLACES: Final = View[AgreedPlaceRow](
    name="agreed_places",
    version=1,
    row=AgreedPlaceRow,
    key=("agreement", "place"),
    touches=touches_place,
    project=project_place,
    follows=_FOLLOWS,
)
AGREEMENTS: Final = View[AgreementRow](
    name="agreements",
    version=1,
    row=AgreementRow,
    key=("agreement",),
    touches=touches_agreement,
    project=project_agreement,
    follows=_FOLLOWS,
)
COMPANY_CONCERNS: Final = View[ConcernRow](
    name="company_concerns",
    version=1,
    row=ConcernRow,
    key=("concern",),
    touches=touches_concern,
    project=project_concern,
    indexes=(("company",),),
    follows=_FOLLOWS,
)


def reservation_of(desk: Desk, named: AgreedPlace) -> Reservation | None:
    """Return what is known of a place; None when nobody reserved it."""
    asked = {"agreement": named.agreement, "place": named.place}
    rows = desk.rows(AGREED_PLACES, "agreement = %(agreement)s and place = %(place)s", asked)
    agreements = desk.rows(AGREEMENTS, "agreement = %(agreement)s", asked)
    if not rows or not agreements:
        return None
    (row,), (agreement,) = rows, agreements
    company = {"company": agreement.company}
    waits = desk.rows(COMPANY_CONCERNS, "company = %(company)s and waits limit 1", company)
    return Reservation(row.from_, row.to, row.free, agreement.holds, bool(waits))
