"""What a plan for a vulnerable citizen should hold: measures on both sides, and how much of each.

Law: none; the strategy for match 4 and 5 is the centre's own (V-10), and its figures are dated
rules (`job_plan.strategy`). A subgroup is named by what its plan holds, never by what ails the
citizen. What falls short is said and counted; it refuses nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Final, Literal, TypeAlias, get_args

from msgspec import Meta, Struct

from services.visitation.domain.match import MatchModel, MatchValue

PlanSubgroup: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_]{1,40}$")]
Side: TypeAlias = Literal["social", "employment"]
SocialMeasure: TypeAlias = Literal[
    "contact_person",
    "mentor",
    "daily_structure",
    "housing_support",
    "debt_advice",
    "treatment_coordination",
]
EmploymentMeasure: TypeAlias = Literal[
    "company_practice",
    "workshop",
    "work_ability_clarification",
    "job_search_support",
    "interview",
    "education_preparation",
]
MeasureKind: TypeAlias = SocialMeasure | EmploymentMeasure
VolumeUnit: TypeAlias = Literal["hours_a_week", "meetings_a_month", "meetings_a_quarter"]
Volume: TypeAlias = Annotated[int, Meta(ge=1, le=100)]
Percent: TypeAlias = Annotated[int, Meta(ge=0, le=100)]
_SOCIAL: Final = frozenset(get_args(SocialMeasure))


class PlanMeasure(Struct, frozen=True, forbid_unknown_fields=True):
    """One measure in a plan and how much of it; `volume` is counted in `unit`."""

    kind: MeasureKind
    volume: Volume
    unit: VolumeUnit

    @property
    def side(self) -> Side:
        """Return whose measure it is: social services' or the jobcenter's."""
        return "social" if self.kind in _SOCIAL else "employment"


class Strategy(Struct, frozen=True, forbid_unknown_fields=True):
    """What the rules ask of a subgroup's plan; `social_*` are shares of the effort in percent.

    `title` is the subgroup's Danish name, and `for_match` the matches of each model it is meant
    for. Where `combination`, social and employment measures run side by side.
    """

    title: str
    for_match: Mapping[MatchModel, tuple[MatchValue, ...]]
    social_at_least: Percent
    social_at_most: Percent
    combination: bool
    measures: tuple[PlanMeasure, ...]

    def weighs(self, social: int | None) -> bool:
        """Say whether social measures weigh as the strategy says; True when nobody weighed."""
        return social is None or self.social_at_least <= social <= self.social_at_most


class Shortfall(Struct, frozen=True):
    """A required measure of which there is too little; `planned` is None where there is none."""

    kind: MeasureKind
    required: int
    planned: int | None
    unit: VolumeUnit


def shortfalls(strategy: Strategy, measures: Sequence[PlanMeasure]) -> tuple[Shortfall, ...]:
    """Return the required measures the plan has none or too little of.

    Volumes in another unit than the rule's are not compared: they count as none of that volume.
    """
    short = (_short(required, measures) for required in strategy.measures)
    return tuple(each for each in short if each is not None)


def _short(required: PlanMeasure, measures: Sequence[PlanMeasure]) -> Shortfall | None:
    same = [each for each in measures if each.kind == required.kind]
    planned = sum(each.volume for each in same if each.unit == required.unit)
    if planned >= required.volume:
        return None
    return Shortfall(required.kind, required.volume, planned if same else None, required.unit)


def both_sides(measures: Sequence[PlanMeasure]) -> bool:
    """Say whether there are social and employment measures, each with a volume."""
    return {each.side for each in measures} == set(get_args(Side))
