"""Cases rated blind: what still waits for a rater, and what the raters said."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain.calibration import (
    BlindRatingWithdrawn,
    Calibration,
    CalibrationOpened,
    CaseRatedBlind,
    calibration,
)
from services.visitation.domain.match import VALUES
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View
from shared.privacy.personal import ContactData, HealthData


class BlindRating(Struct, frozen=True):
    """What one rater said, and when."""

    rated_by: str
    value: str
    on: date


class CalibrationRow(Struct, frozen=True, kw_only=True):
    """One case laid out; `standing` is what whoever matched it had said."""

    calibration: UUID
    citizen: UUID
    model: str
    standing: str
    assessed_by: str
    raters: tuple[str, ...]
    opened_on: date
    ratings: tuple[BlindRating, ...] = ()
    rated_by: tuple[str, ...] = ()


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the calibration a fact is about."""
    read = (CalibrationOpened, CaseRatedBlind, BlindRatingWithdrawn)
    return [(UUID(recorded.case_id),)] if isinstance(recorded.event, read) else []


def project(
    key: RowKey, row: CalibrationRow | None, recorded: Recorded[Any]
) -> CalibrationRow | None:
    """Return the row after a fact."""
    event = recorded.event
    match event:
        case CalibrationOpened():
            return CalibrationRow(
                calibration=key[0],
                citizen=event.citizen,
                model=event.model,
                standing=event.standing,
                assessed_by=event.assessed_by,
                raters=event.raters,
                opened_on=event.opened_on,
            )
        case _ if row is None:
            return None
        case CaseRatedBlind(value=value, rated_by=rater, rated_on=day):
            return _with(row, (*row.ratings, BlindRating(rater, value, day)))
        case BlindRatingWithdrawn(rated_by=rater):
            return _with(row, tuple(each for each in row.ratings if each.rated_by != rater))
        case _:
            return row


def _with(row: CalibrationRow, ratings: tuple[BlindRating, ...]) -> CalibrationRow:
    return replace(row, ratings=ratings, rated_by=tuple(each.rated_by for each in ratings))


CALIBRATIONS: Final = View[CalibrationRow](
    name="calibration_list",
    version=1,
    row=CalibrationRow,
    key=("calibration",),
    touches=touches,
    project=project,
)


class CasesToRate(Struct, frozen=True, forbid_unknown_fields=True):
    """The cases laid out for who asks."""


class CaseToRate(Struct, frozen=True):
    """One case as its rater sees it: no name, no match, nothing that others said."""

    calibration: UUID
    model: str
    values: tuple[str, ...]
    elements: ContactData[tuple[str, ...]]
    health: HealthData[str]
    opened_on: date


def cases_to_rate(desk: Desk, params: CasesToRate) -> list[CaseToRate]:
    """Return what the asker is to rate and has not rated yet, the oldest first."""
    del params
    mine = "%(me)s = any(raters) and not %(me)s = any(rated_by) order by opened_on, calibration"
    rows = desk.rows(CALIBRATIONS, mine, {"me": desk.actor.id})
    states = (desk.load(calibration, row.calibration).state for row in rows)
    return [
        _as_laid_out(row.calibration, state.laid_out)
        for row, state in zip(rows, states, strict=True)
        if isinstance(state, Calibration)
    ]


def _as_laid_out(number: UUID, laid_out: CalibrationOpened) -> CaseToRate:
    return CaseToRate(
        calibration=number,
        model=laid_out.model,
        values=VALUES[laid_out.model],
        elements=laid_out.elements,
        health=laid_out.health,
        opened_on=laid_out.opened_on,
    )
