"""How many supported persons a company may have, by the number of its ordinary employees."""

import msgspec
from msgspec import Struct

from shared.law.figures import Band, RatioFigures
from shared.law.rule import Rule


class Room(Struct, frozen=True):
    """How many a rule lets in, how many are there, and by which row."""

    most: int
    taken: int
    rule_key: str
    rule: str

    @property
    def free(self) -> int:
        """Return how many more there may be."""
        return max(0, self.most - self.taken)

    @property
    def full(self) -> bool:
        """Say whether one more would be too many."""
        return self.free == 0


def most_by_ratio(rule: Rule, ordinary: int) -> int:
    """Return the most supported persons beside that many ordinary employees."""
    if ordinary < 0:
        msg = f"a company has no {ordinary} employees"
        raise ValueError(msg)
    bands = msgspec.convert(rule.figures, RatioFigures).bands
    return sum(_of_band(band, ordinary) for band in bands)


def room(rule: Rule, ordinary: int, taken: int, *, places: int | None = None) -> Room:
    """Return the room for supported persons; `places` caps it further, such as a department's.

    Reservations are taken places like those in use.
    """
    most = most_by_ratio(rule, ordinary)
    return Room(
        most=most if places is None else min(most, places),
        taken=taken,
        rule_key=rule.key,
        rule=rule.version,
    )


def _of_band(band: Band, ordinary: int) -> int:
    top = ordinary if band.up_to is None else min(ordinary, band.up_to)
    return max(band.minimum, max(0, top - band.above) // band.per)
