"""What a reader is shown of a citizen: by relation and class of field, from `access.yaml`.

A relation that a row does not name is refused; a class it does not name is masked.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct, ValidationError, convert

from shared.access.terms import PROTECTED, SUPPLIER, FieldClass, Relation, Terms
from shared.actor import Actor

PSEUDONYMS: Final = "pseudonyms"
_RIGHT = re.compile(r"(?P<role>[a-z][a-z0-9_]*)@(?P<unit>[a-z][a-z0-9_]*|\*)")
Classes = frozenset[FieldClass]


class Right(Struct, frozen=True):
    """A role in a unit; `*` is any unit, `supplier` every `supplier:<id>`, and none without id."""

    role: str
    unit: str

    def held_by(self, actor: Actor) -> bool:
        """Say whether the actor has the role and sits in the unit."""
        if self.role not in actor.roles:
            return False
        if actor.unit.startswith(f"{self.unit}:"):
            return True
        return self.unit == "*" or (self.unit == actor.unit and self.unit != SUPPLIER)

    def __str__(self) -> str:
        """Write the right as it stands in the table."""
        return f"{self.role}@{self.unit}"


def right_of(text: Any) -> Right | None:
    """Read `role@unit`; None when it is not written so."""
    match = _RIGHT.fullmatch(text) if isinstance(text, str) else None
    return None if match is None else Right(match["role"], match["unit"])


class Reader(Struct, frozen=True, forbid_unknown_fields=True):
    """One row: the classes shown to a reader, for each relation it may have to a citizen.

    `assigned` adds classes for one question or case type that the role must decide about;
    they are shown of one's own citizens, and of everybody to a reader of `any`, and of no others.
    `pseudonyms` shows made-up ids and no class at all.
    """

    own: tuple[FieldClass, ...] | None = None
    former: tuple[FieldClass, ...] | None = None
    guest: tuple[FieldClass, ...] | None = None
    self_: tuple[FieldClass, ...] | None = None
    any: tuple[FieldClass, ...] | None = None
    assigned: dict[str, tuple[FieldClass, ...]] = {}
    pseudonyms: bool = False

    def shown(self, relation: Relation, name: str) -> Classes | None:
        """Return the classes shown of `name` in this relation; None when it is refused."""
        classes: tuple[FieldClass, ...] | None = getattr(self, _FIELD.get(relation, relation))
        if classes is None:
            return None
        extra = self.assigned.get(name, ()) if relation in {"own", "any"} else ()
        return frozenset(classes) | frozenset(extra)

    def by_relation(self) -> Classes:
        """Return the classes that being somebody's reader is enough for."""
        rows = (self.own, self.former, self.guest, self.any)
        return frozenset(each for classes in rows for each in classes or ())


_FIELD: Final = {"self": "self_"}


class RelationRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When a citizen is one's own or was: days after the last fact, and whose cases a unit sees.

    `parties` names for each unit the services whose cases make a citizen its own;
    a unit that is not named goes by the cases of all services that are followed.
    """

    former_days: int = 1095
    parties: dict[str, tuple[str, ...]] = {}


def read_readers(
    rows: Any, terms: Terms, names: frozenset[str], faults: list[str]
) -> Mapping[Right, Reader]:
    """Read the rows of `readers`; `names` are the questions and case types there are."""
    found: dict[Right, Reader] = {}
    for text, row in rows.items():
        right = right_of(text)
        if right is None:
            faults.append(f"readers: `{text}` is not role@unit")
            continue
        if right.role not in terms.roles:
            faults.append(f"readers: the role `{right.role}` is not in the terms")
        try:
            renamed = {_FIELD.get(name, name): value for name, value in row.items()}
            found[right] = convert(renamed, Reader)
        except (ValidationError, AttributeError, TypeError) as error:
            faults.append(f"readers.{text}: {error}")
            continue
        if PROTECTED in found[right].by_relation():
            faults.append(f"readers.{text}: `{PROTECTED}` goes by no relation; assign it")
        unknown = sorted(found[right].assigned.keys() - names)
        faults += [f"readers.{text}: there is no `{name}` to be assigned" for name in unknown]
    return found
