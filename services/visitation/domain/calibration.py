"""A case rated blind: several raters say how near a citizen is to work, none knows who it is.

A manager lays out what was written of a matched case, rewritten so that nobody is recognised in it,
and names the raters. They see that text and the model, never the citizen, the match that stands or
what others said; so what agreement is left beyond chance is agreement (K-39).
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.visitation.domain.codes import EmployeeId, Text
from services.visitation.domain.match import VALUES, Elements, MatchModel, MatchValue, Standing
from services.visitation.domain.registration import past
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Code,
    Decider,
    Decision,
    Rejected,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData, HealthData

Raters: TypeAlias = Annotated[tuple[EmployeeId, ...], Meta(min_length=1, max_length=20)]


class OpenCalibration(Order, frozen=True):
    """Lay out a matched case to be rated blind; nobody may be recognised in the elements."""

    citizen_case: UUID
    elements: Elements
    raters: Raters
    on: date | None = None


class RateBlind(Order, frozen=True):
    """Say how near this citizen is to work, by what is laid out."""

    value: MatchValue
    on: date | None = None


class WithdrawBlindRating(Order, frozen=True):
    """Take back what one said oneself."""

    reason: Text


class CalibrationOpened(Fact, frozen=True, tag="visitation.calibration_opened"):
    """A case is laid out; `standing` is the match it has, which no rater is shown."""

    citizen: UUID
    citizen_case: UUID
    model: MatchModel
    standing: MatchValue
    assessed_by: str
    raters: tuple[str, ...]
    elements: ContactData[tuple[str, ...]]
    health: HealthData[str]
    opened_on: date


class CaseRatedBlind(Fact, frozen=True, tag="visitation.case_rated_blind"):
    """One of the raters has said how near this citizen is to work."""

    citizen: UUID
    value: MatchValue
    rated_by: str
    rated_on: date


class BlindRatingWithdrawn(Fact, frozen=True, tag="visitation.blind_rating_withdrawn"):
    """The rater has taken back what was said, and may rate again."""

    citizen: UUID
    rated_by: str
    reason: ContactData[str]


Command: TypeAlias = OpenCalibration | RateBlind | WithdrawBlindRating
Event: TypeAlias = CalibrationOpened | CaseRatedBlind | BlindRatingWithdrawn


class NotOpened(Struct, frozen=True):
    """Nothing is laid out."""


class Calibration(Struct, frozen=True):
    """What is laid out, and who has rated it."""

    laid_out: CalibrationOpened
    rated_by: tuple[str, ...] = ()


State: TypeAlias = NotOpened | Calibration


class CalibrationFacts(Struct, frozen=True):
    """What the case cannot know itself: day, who acts, whose case it is and how it is matched."""

    today: date
    actor: str = ""
    citizen: UUID | None = None
    match: Standing | None = None


def blocks(command_type: type[Order], state: State, facts: CalibrationFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now."""
    match state:
        case NotOpened():
            return () if command_type is OpenCalibration else ("calibration_not_opened",)
        case Calibration() if command_type is OpenCalibration:
            return ("calibration_already_opened",)
        case Calibration(laid_out) if facts.actor not in laid_out.raters:
            return ("not_a_rater",)
        case Calibration() if command_type is RateBlind:
            return ("already_rated",) if facts.actor in state.rated_by else ()
        case Calibration():
            return () if facts.actor in state.rated_by else ("not_rated",)


def decide(command: Order, state: State, facts: CalibrationFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case OpenCalibration(), NotOpened():
            return [_laid_out(command, facts)]
        case RateBlind(value, on), Calibration(laid_out):
            if value not in VALUES[laid_out.model]:
                raise Rejected("value_not_in_model")
            day = past(on, facts.today)
            if day < laid_out.opened_on:
                raise Rejected("before_latest_step")
            return [CaseRatedBlind(laid_out.citizen, value, facts.actor, day)]
        case WithdrawBlindRating(reason), Calibration(laid_out):
            return [BlindRatingWithdrawn(laid_out.citizen, facts.actor, reason)]
        case _:
            return not_allowed_now()


def _laid_out(command: OpenCalibration, facts: CalibrationFacts) -> CalibrationOpened:
    standing = facts.match
    if facts.citizen is None or standing is None or standing.by is None:
        raise Rejected("not_matched")
    raters = tuple(dict.fromkeys(command.raters))
    if standing.by in raters:
        raise Rejected("own_match")
    return CalibrationOpened(
        citizen=facts.citizen,
        citizen_case=command.citizen_case,
        model=standing.model,
        standing=standing.value,
        assessed_by=standing.by,
        raters=raters,
        elements=command.elements.without_health,
        health=command.elements.health,
        opened_on=past(command.on, facts.today),
    )


def evolve(state: State, event: Fact) -> State:
    """Return the calibration after a fact."""
    match event, state:
        case CalibrationOpened(), _:
            return Calibration(event)
        case CaseRatedBlind(rated_by=rater), Calibration(_, rated_by):
            return replace(state, rated_by=(*rated_by, rater))
        case BlindRatingWithdrawn(rated_by=rater), Calibration(_, rated_by):
            return replace(state, rated_by=tuple(each for each in rated_by if each != rater))
        case _:
            return state


calibration: Final = Decider[Order, State, CalibrationFacts](
    case_type="calibration",
    initial=NotOpened(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
