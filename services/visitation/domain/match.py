"""How near the citizen is to work, in the model of the day, said anew at every interview.

Law: the match order: five groups until spring 2010, three until 2013, and from 2014 job-ready,
activity-ready or education-ready. What a value of one model becomes in the next is a table of
the rules. An assessment names the five elements it rests on; a change needs a reason.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, Literal, TypeAlias, get_args
from uuid import UUID

from msgspec import Struct

from services.visitation.domain.codes import Text
from services.visitation.domain.ground import Ground
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Rejected, not_allowed_now
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData, HealthData

MatchModel: TypeAlias = Literal["m5", "m3", "r2014"]
MatchValue: TypeAlias = Literal[
    "1", "2", "3", "4", "5", "job_ready", "activity_ready", "education_ready"
]
# Best first: whoever moves towards the front is upgraded.
VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "m5": ("1", "2", "3", "4", "5"),
    "m3": ("1", "2", "3"),
    "r2014": ("job_ready", "education_ready", "activity_ready"),
}
READY: Final[Mapping[str, tuple[str, ...]]] = {
    "m5": ("1", "2", "3"),
    "m3": ("1",),
    "r2014": ("job_ready", "education_ready"),
}


class Elements(Struct, frozen=True, forbid_unknown_fields=True):
    """The five elements: what each says about the way to work, in a few words."""

    job_aim: Text
    qualifications: Text
    personal_competences: Text
    economy_and_network: Text
    health: Text

    @property
    def without_health(self) -> tuple[str, ...]:
        """Return the first four in their order; health is kept apart, for fewer may see it."""
        return (
            self.job_aim,
            self.qualifications,
            self.personal_competences,
            self.economy_and_network,
        )


class AssessMatch(Order, frozen=True):
    """Say where the citizen stands, at the interview of that day; the same value confirms."""

    value: MatchValue
    elements: Elements
    reason: Text | None = None
    on: date | None = None


class ConvertMatchModel(Order, frozen=True):
    """Say the standing match in the words of the model that holds that day."""

    on: date | None = None


class WithdrawMatch(Order, frozen=True):
    """Take back the latest match that was said."""

    reason: Text


class RateForCalibration(Order, frozen=True):
    """Rate the case a second time, by another person, to see whether raters agree."""

    value: MatchValue
    on: date | None = None


class MatchAssessed(Fact, frozen=True, tag="visitation.match_assessed"):
    """The citizen was matched for the first time."""

    citizen: UUID
    model: MatchModel
    value: MatchValue
    ready: bool
    elements: ContactData[tuple[str, ...]]
    health: HealthData[str]
    reason: ContactData[str] | None
    assessed_on: date
    assessed_by: str


class MatchConfirmed(Fact, frozen=True, tag="visitation.match_confirmed"):
    """At an interview the match was found still right."""

    citizen: UUID
    model: MatchModel
    value: MatchValue
    ready: bool
    elements: ContactData[tuple[str, ...]]
    health: HealthData[str]
    reason: ContactData[str] | None
    assessed_on: date
    assessed_by: str


class MatchUpgraded(Fact, frozen=True, tag="visitation.match_upgraded"):
    """The citizen came nearer to work."""

    citizen: UUID
    model: MatchModel
    from_value: MatchValue
    value: MatchValue
    ready: bool
    elements: ContactData[tuple[str, ...]]
    health: HealthData[str]
    reason: ContactData[str]
    assessed_on: date
    assessed_by: str


class MatchDowngraded(Fact, frozen=True, tag="visitation.match_downgraded"):
    """The citizen came further from work."""

    citizen: UUID
    model: MatchModel
    from_value: MatchValue
    value: MatchValue
    ready: bool
    elements: ContactData[tuple[str, ...]]
    health: HealthData[str]
    reason: ContactData[str]
    assessed_on: date
    assessed_by: str


class MatchModelConverted(Fact, frozen=True, tag="visitation.match_model_converted"):
    """The same standing in the words of a new model; no movement of the citizen."""

    citizen: UUID
    from_model: MatchModel
    from_value: MatchValue
    model: MatchModel
    value: MatchValue
    ready: bool
    converted_on: date


class MatchWithdrawn(Fact, frozen=True, tag="visitation.match_withdrawn"):
    """The latest match was not said after all; the one before holds again."""

    citizen: UUID
    model: MatchModel | None
    value: MatchValue | None
    ready: bool
    assessed_on: date
    reason: ContactData[str]


class MatchRated(Fact, frozen=True, tag="visitation.match_rated"):
    """A second rater's view of the standing match; it changes nothing for the citizen."""

    citizen: UUID
    model: MatchModel
    standing: MatchValue
    assessed_by: str
    value: MatchValue
    rated_by: str
    rated_on: date


Command: TypeAlias = AssessMatch | ConvertMatchModel | WithdrawMatch | RateForCalibration
Said: TypeAlias = MatchAssessed | MatchConfirmed | MatchUpgraded | MatchDowngraded
Event: TypeAlias = Said | MatchModelConverted | MatchWithdrawn | MatchRated


class Standing(Struct, frozen=True):
    """One match that was said or converted to."""

    model: MatchModel
    value: MatchValue
    ready: bool
    on: date
    by: str | None


Matches: TypeAlias = tuple[Standing, ...]


def blocks(command_type: type[Order], matches: Matches) -> tuple[Code, ...]:
    """Return why the match does not allow this kind of order now."""
    if command_type in {ConvertMatchModel, RateForCalibration} and not matches:
        return ("not_matched",)
    if command_type is WithdrawMatch and not (matches and matches[-1].by):
        return ("not_matched",)
    return ()


def decide(command: Order, matches: Matches, ground: Ground) -> Sequence[Fact]:
    """Answer an order about the match."""
    match command:
        case AssessMatch():
            return _assess(command, matches, ground)
        case ConvertMatchModel(on) if matches:
            converted = _converted(matches[-1], ground.happened(on), ground)
            if converted is None:
                raise Rejected("model_still_holds")
            return [converted]
        case WithdrawMatch(reason) if matches:
            return [_withdrawn(reason, matches, ground.citizen)]
        case RateForCalibration(value, on) if matches:
            return [_rated(value, on, matches[-1], ground)]
        case _:
            return not_allowed_now()


def evolve(matches: Matches, event: Fact) -> Matches:
    """Return the matches after a fact."""
    match event:
        case MatchAssessed() | MatchConfirmed() | MatchUpgraded() | MatchDowngraded():
            said = Standing(
                event.model, event.value, event.ready, event.assessed_on, event.assessed_by
            )
            return (*matches, said)
        case MatchModelConverted():
            return (
                *matches,
                Standing(event.model, event.value, event.ready, event.converted_on, None),
            )
        case MatchWithdrawn():
            return matches[:-1]
        case _:
            return matches


def model_of(on: date, ground: Ground) -> str:
    """Return the model that holds that day; without one there is nothing to say."""
    if ground.law.match_model is None:
        raise Rejected("rule_missing", detail={"rule": "match.model", "on": on.isoformat()})
    return ground.law.match_model


def is_ready(model: str, value: str) -> bool:
    """Say whether this standing is labour-market-ready."""
    return value in READY[model]


def _assess(command: AssessMatch, matches: Matches, ground: Ground) -> list[Fact]:
    day = ground.happened(command.on)
    model = model_of(day, ground)
    if command.value not in VALUES[model]:
        raise Rejected("value_not_in_model")
    if day not in ground.interviews:
        raise Rejected("no_such_interview")
    if matches and day < matches[-1].on:
        raise Rejected("before_latest_match")
    if any(each.on == day and each.by for each in matches):
        raise Rejected("match_already_said")
    if not matches:
        return [_said(MatchAssessed, command, model, day, ground)]
    converted = _converted(matches[-1], day, ground)
    before = converted.value if converted else matches[-1].value
    first = [converted] if converted else []
    return [*first, _change(command, before, model, day, ground)]


def _change(command: AssessMatch, before: str, model: str, day: date, ground: Ground) -> Fact:
    if command.value == before:
        return _said(MatchConfirmed, command, model, day, ground)
    if not command.reason:
        raise Rejected("change_needs_reason")
    order = VALUES[model]
    up = order.index(command.value) < order.index(before)
    if up:
        return _said(MatchUpgraded, command, model, day, ground, from_value=before)
    return _said(MatchDowngraded, command, model, day, ground, from_value=before)


def _said(
    made: type[Fact], command: AssessMatch, model: str, day: date, ground: Ground, **more: str
) -> Fact:
    return made(
        citizen=ground.citizen,
        model=_as_model(model),
        value=command.value,
        ready=is_ready(model, command.value),
        elements=command.elements.without_health,
        health=command.elements.health,
        reason=command.reason,
        assessed_on=day,
        assessed_by=ground.actor,
        **more,
    )


def _converted(standing: Standing, day: date, ground: Ground) -> MatchModelConverted | None:
    model = model_of(day, ground)
    if model == standing.model:
        return None
    value = ground.law.conversion.get(f"{standing.model}:{standing.value}")
    if value is None:
        raise Rejected("rule_missing", detail={"rule": "match.conversion", "on": day.isoformat()})
    return MatchModelConverted(
        citizen=ground.citizen,
        from_model=standing.model,
        from_value=standing.value,
        model=_as_model(model),
        value=_as_value(value),
        ready=is_ready(model, value),
        converted_on=day,
    )


def _withdrawn(reason: str, matches: Matches, citizen: UUID) -> MatchWithdrawn:
    before = matches[-2] if len(matches) > 1 else None
    return MatchWithdrawn(
        citizen=citizen,
        model=before.model if before else None,
        value=before.value if before else None,
        ready=before.ready if before else False,
        assessed_on=matches[-1].on,
        reason=reason,
    )


def _rated(value: MatchValue, on: date | None, standing: Standing, ground: Ground) -> MatchRated:
    day = ground.happened(on)
    if value not in VALUES[standing.model]:
        raise Rejected("value_not_in_model")
    assessed_by = standing.by
    if assessed_by is None:
        raise Rejected("not_matched")
    if assessed_by == ground.actor:
        raise Rejected("own_match")
    return MatchRated(
        ground.citizen, standing.model, standing.value, assessed_by, value, ground.actor, day
    )


def _as_model(model: str) -> MatchModel:
    return next(each for each in get_args(MatchModel) if each == model)


def _as_value(value: str) -> MatchValue:
    return next(each for each in get_args(MatchValue) if each == value)
