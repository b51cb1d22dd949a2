"""What else is known of the citizen's standing: target group, housing area, origin, segment.

Law: LAB § 2, later § 6, numbers the groups; the code here is neutral, and the rules say which
codes the law of a day knows. Origin and housing area are facts with a source and an access class
of their own: they are counted for the contract's targets and decide nothing about the citizen.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.visitation.domain.codes import TargetGroup, Text
from services.visitation.domain.ground import Ground
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Rejected, not_allowed_now
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import Closed, ContactData

OriginGroup: TypeAlias = Literal["danish", "western", "non_western"]
StandingSource: TypeAlias = Literal["cpr_register", "statistics_denmark", "citizen", "staff"]
AreaName: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_-]{1,60}$")]
Barrier: TypeAlias = Literal[
    "health", "language", "education", "debt", "housing", "addiction", "care_duty", "network"
]
Resource: TypeAlias = Literal[
    "work_experience", "education", "language", "network", "motivation", "licence"
]


# Shown to a role of its own only: neither of the two decides anything about the citizen.
STANDING: Final = Closed("standing")


class SetTargetGroup(Order, frozen=True):
    """Say which target group the citizen belongs to from a day."""

    target_group: TargetGroup
    reason: Text
    on: date | None = None


class NoteHousingArea(Order, frozen=True):
    """Note that the citizen lives in a selected housing area, or in none."""

    area: AreaName | None
    source: StandingSource
    on: date | None = None


class NoteOriginGroup(Order, frozen=True):
    """Note the origin group that statistics count."""

    origin_group: OriginGroup
    source: StandingSource
    on: date | None = None


class NoteBarriers(Order, frozen=True):
    """Note what stands between the citizen and work, and what helps; it makes the segment."""

    barriers: tuple[Barrier, ...]
    resources: tuple[Resource, ...]
    on: date | None = None


class TargetGroupSet(Fact, frozen=True, tag="visitation.target_group_set"):
    """The citizen belongs to this group from that day."""

    citizen: UUID
    from_group: TargetGroup | None
    target_group: TargetGroup
    holds_from: date
    reason: ContactData[str]


class HousingAreaNoted(Fact, frozen=True, tag="visitation.housing_area_noted"):
    """Where the citizen lives, as far as selected areas go; the area is protected data."""

    citizen: UUID
    area: Annotated[ContactData[str], STANDING] | None
    source: StandingSource
    holds_from: date


class OriginGroupNoted(Fact, frozen=True, tag="visitation.origin_group_noted"):
    """The origin group statistics count; it stands among protected data."""

    citizen: UUID
    origin_group: Annotated[ContactData[str], STANDING]
    source: StandingSource
    holds_from: date


class BarriersNoted(Fact, frozen=True, tag="visitation.barriers_noted"):
    """What stands in the way and what helps; `segment` is what the rules make of their numbers."""

    citizen: UUID
    barriers: ContactData[tuple[str, ...]]
    resources: ContactData[tuple[str, ...]]
    segment: int | None
    noted_on: date


Command: TypeAlias = SetTargetGroup | NoteHousingArea | NoteOriginGroup | NoteBarriers
Event: TypeAlias = TargetGroupSet | HousingAreaNoted | OriginGroupNoted | BarriersNoted


_CONTACT = Meta(extra_json_schema={"x-personal": "contact"})


class Known(Struct, frozen=True):
    """What has been noted; the group is None while it is as registered."""

    target_group: TargetGroup | None = None
    area: Annotated[tuple[object, ...], _CONTACT, STANDING] = ()
    origin: Annotated[tuple[object, ...], _CONTACT, STANDING] = ()
    barriers: Annotated[tuple[object, ...], _CONTACT] = ()


def blocks(command_type: type[Order], known: Known) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now: nothing stands in its way."""
    del command_type, known
    return ()


def decide(
    command: Order, known: Known, registered: TargetGroup | None, ground: Ground
) -> Sequence[Fact]:
    """Answer an order about the citizen's standing."""
    match command:
        case SetTargetGroup(group, reason, on):
            day, before = ground.happened(on), known.target_group or registered
            if group == before:
                raise Rejected("nothing_to_correct")
            if ground.law.groups and group not in ground.law.groups:
                raise Rejected("group_not_in_the_law")
            return [TargetGroupSet(ground.citizen, before, group, day, reason)]
        case NoteHousingArea(area, source, on):
            _new(known.area, (area, source))
            return [HousingAreaNoted(ground.citizen, area, source, ground.happened(on))]
        case NoteOriginGroup(origin, source, on):
            _new(known.origin, (origin, source))
            return [OriginGroupNoted(ground.citizen, origin, source, ground.happened(on))]
        case NoteBarriers(barriers, resources, on):
            # The segment follows from them, so the same ones again say nothing new.
            said = tuple(sorted(set(barriers))), tuple(sorted(set(resources)))
            _new(known.barriers, said)
            day = ground.happened(on)
            return [BarriersNoted(ground.citizen, *said, ground.law.segment, day)]
        case _:
            return not_allowed_now()


def evolve(known: Known, event: Fact) -> Known:
    """Return what is known after a fact."""
    match event:
        case TargetGroupSet(target_group=group):
            return replace(known, target_group=group)
        case HousingAreaNoted(area=area, source=source):
            return replace(known, area=(area, source))
        case OriginGroupNoted(origin_group=origin, source=source):
            return replace(known, origin=(origin, source))
        case BarriersNoted(barriers=barriers, resources=resources):
            return replace(known, barriers=(barriers, resources))
        case _:
            return known


def _new(before: tuple[object, ...], now: tuple[object, ...]) -> None:
    if before == now:
        raise Rejected("nothing_to_correct")
