"""Fields that tell something about a person; each may be unreadable here and says so.

A field is marked with its class of keys. In a log it is sealed with the key that the citizen it is
about has for that class; without the key (erased, or not for this reader) it reads as `Erased`.
It is about the event's citizen, or about the one its own struct names in a field `citizen`;
`About("guardian")` beside the mark names another field of that struct instead.
"""

from typing import Annotated, Final, Literal, NamedTuple, TypeAlias, TypeVar, get_args

from msgspec import Meta, Struct

KeyClass: TypeAlias = Literal["contact", "economy", "health"]
KEY_CLASSES: Final[tuple[KeyClass, ...]] = get_args(KeyClass)
MARK: Final = "x-personal"


class Erased(Struct, frozen=True):
    """Stands where a personal value was before it was erased."""

    erased: Literal[True] = True


class About(NamedTuple):
    """Names the field, in the same struct, with the id of the citizen a marked field is about."""

    field: str


class Closed(NamedTuple):
    """Closes a marked field to readers who are not shown this class of field as well.

    The key stays that of the mark: this is about who is shown a value, not how it is sealed.
    """

    field_class: str


T = TypeVar("T")

ContactData: TypeAlias = Annotated[T | Erased, Meta(extra_json_schema={"x-personal": "contact"})]
EconomyData: TypeAlias = Annotated[T | Erased, Meta(extra_json_schema={"x-personal": "economy"})]
HealthData: TypeAlias = Annotated[T | Erased, Meta(extra_json_schema={"x-personal": "health"})]
