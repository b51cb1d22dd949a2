"""To whom a rule applies: conditions on the facts about a citizen, and whether they are met.

A condition whose fact nobody knows is neither met nor failed: the engine asks, it never guesses.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final, TypeAlias

from msgspec import Struct

_OLDEST: Final = 150


class Bounds(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A stretch of whole numbers, such as an age from 18 to under 30."""

    gt: int | None = None
    gte: int | None = None
    lt: int | None = None
    lte: int | None = None

    @property
    def lowest(self) -> int:
        """Return the smallest number inside; 0 when nothing is said."""
        return max(
            0,
            0 if self.gte is None else self.gte,
            0 if self.gt is None else self.gt + 1,
        )

    @property
    def highest(self) -> int | None:
        """Return the largest number inside; None when there is none."""
        ends = [
            end for end in (self.lte, None if self.lt is None else self.lt - 1) if end is not None
        ]
        return min(ends, default=None)

    def holds(self, number: int) -> bool:
        """Say whether the number lies inside."""
        return self.lowest <= number and (self.highest is None or number <= self.highest)

    def meets(self, other: "Bounds") -> bool:
        """Say whether some number lies in both."""
        low = max(self.lowest, other.lowest)
        return all(high is None or low <= high for high in (self.highest, other.highest))


Condition: TypeAlias = tuple[str | int | bool, ...] | Bounds
Conditions: TypeAlias = Mapping[str, Condition]
Profile: TypeAlias = Mapping[str, Any]


class Fit(Enum):
    """Whether a rule's conditions are met."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def fit(conditions: Conditions, profile: Profile) -> Fit:
    """Say whether the profile meets all conditions; one that fails decides, whatever is unknown."""
    whole = Fit.YES
    for name, condition in conditions.items():
        met = _met(condition, profile.get(name))
        if met is Fit.NO:
            return Fit.NO
        if met is Fit.UNKNOWN:
            whole = Fit.UNKNOWN
    return whole


def unknown_facts(conditions: Conditions, profile: Profile) -> set[str]:
    """Return the facts the conditions ask for and nobody has told."""
    return {name for name in conditions if profile.get(name) is None}


def strength(conditions: Conditions) -> tuple[int, int]:
    """Return what decides between two that fit: more conditions, then the narrower age band."""
    age = conditions.get("age")
    return len(conditions), -_width(age) if isinstance(age, Bounds) else 0


def may_both_fit(one: Conditions, other: Conditions) -> bool:
    """Say whether one citizen could meet both sets of conditions."""
    return all(_compatible(one[name], other[name]) for name in one.keys() & other.keys())


def _met(condition: Condition, value: Any) -> Fit:
    if value is None:
        return Fit.UNKNOWN
    if isinstance(condition, Bounds):
        return Fit.YES if condition.holds(value) else Fit.NO
    return Fit.YES if any(_same(value, allowed) for allowed in condition) else Fit.NO


def _same(one: object, other: object) -> bool:
    # Python holds True and 1 for equal; the law does not.
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _width(age: Bounds) -> int:
    return (_OLDEST if age.highest is None else age.highest) - age.lowest


def _compatible(one: Condition, other: Condition) -> bool:
    if isinstance(one, Bounds):
        return one.meets(other) if isinstance(other, Bounds) else _some_inside(one, other)
    if isinstance(other, Bounds):
        return _some_inside(other, one)
    return any(_same(value, allowed) for value in one for allowed in other)


def _some_inside(bounds: Bounds, values: tuple[str | int | bool, ...]) -> bool:
    return any(
        bounds.holds(value)
        for value in values
        if isinstance(value, int) and not isinstance(value, bool)
    )
