"""The words in which rights are written: classes of fields, purposes, roles; read from one table.

Law: databeskyttelsesforordningen art. 5(1)(b) (purpose) and 30 (record of processing).
"""

from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from msgspec import Struct, convert

from shared.actor import Authority
from shared.strict_yaml import read_yaml

FieldClass: TypeAlias = Literal["contact", "economy", "health", "address", "standing"]
Relation: TypeAlias = Literal["own", "former", "guest", "self", "any"]

FIELD_CLASSES: tuple[FieldClass, ...] = get_args(FieldClass)
PROTECTED: Final[FieldClass] = "address"
"""Shown to nobody by relation alone (`shared.access.lens`)."""
RELATIONS: tuple[Relation, ...] = get_args(Relation)
SUPPLIER: Final = "supplier"
"""The kind of unit that sees its own cases only; which one stands behind a colon."""


class ClassTerm(Struct, frozen=True, forbid_unknown_fields=True):
    """A class of personal fields: its names, its legal basis, how long it is kept."""

    da: str
    en: str
    law: str
    retention_years: int
    evidence: str


class Purpose(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody looks for, in both languages, and the law that allows it."""

    da: str
    en: str
    law: str


class Role(Struct, frozen=True, forbid_unknown_fields=True):
    """Which authorities a role may act for and which purposes it has; the first is taken."""

    authorities: tuple[Authority, ...]
    purposes: tuple[str, ...]


class Terms(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole table."""

    classes: dict[FieldClass, ClassTerm]
    purposes: dict[str, Purpose]
    roles: dict[str, Role]

    def __post_init__(self) -> None:
        """Refuse a table that leaves a class out or names a purpose that is not there."""
        missing = set(FIELD_CLASSES) - set(self.classes)
        unknown = {p for role in self.roles.values() for p in role.purposes} - set(self.purposes)
        if missing or unknown:
            msg = f"classes missing: {sorted(missing)}; unknown purposes: {sorted(unknown)}"
            raise ValueError(msg)


@lru_cache(maxsize=1)
def house_terms() -> Terms:
    """Return the terms of this house."""
    path = Path(__file__).with_name("terms.yaml")
    return convert(read_yaml(path), Terms)
