"""What an agreement with a company holds, and when it may be signed or not.

Requirements C-15 (one concept, retention, upskilling and recruitment together), C-05 (standing
jobs), C-20 to C-23 (the four models). A mentor is told by function, never by name (ADR 63).
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Annotated, Final, Literal, TypeAlias, get_args

from msgspec import Meta, Struct

from services.company_contact.domain.agreement_capacity import Places
from shared.eventlog.decider import Code

AgreementKind: TypeAlias = Literal["partnership", "standing_jobs"]
Part: TypeAlias = Literal["retention", "upskilling", "recruitment"]
Model: TypeAlias = Annotated[
    int,
    Meta(
        ge=1,
        le=4,
        description="1 one trainee at a time, 2 open places, 3 a department, 4 a group.",
    ),
]
Mentor: TypeAlias = Literal["owner", "foreman", "hr", "shop_steward", "colleague"]
Centre: TypeAlias = Annotated[
    str, Meta(pattern="^[a-z0-9_-]{1,60}$", description="The centre that keeps the agreement.")
]
MatchGroup: TypeAlias = Annotated[
    str, Meta(pattern="^[a-z0-9_]{1,30}$", description="A match group, as visitation calls it.")
]

_PARTS: Final = frozenset(get_args(Part))
_ONE_TRAINEE: Final = 1
_DEPARTMENT: Final = 3


class Terms(Struct, frozen=True, forbid_unknown_fields=True):
    """What is agreed: until when, about what, and how many practice places when.

    `model` and `capacity` belong to a partnership; an agreement on standing jobs has neither.
    """

    kind: AgreementKind
    centre: Centre
    first_day: date
    last_day: date
    parts: Annotated[tuple[Part, ...], Meta(max_length=3)] = ()
    model: Model | None = None
    capacity: Annotated[tuple[Places, ...], Meta(max_length=60)] = ()
    match_groups: Annotated[tuple[MatchGroup, ...], Meta(max_length=20)] = ()
    mentors: Annotated[tuple[Mentor, ...], Meta(max_length=20)] = ()


def never_so(terms: Terms) -> Iterator[Code]:
    """Name what no draft may say either: days the wrong way round, places where there are none."""
    days = [(terms.first_day, terms.last_day), *((p.from_, p.to) for p in terms.capacity)]
    if any(to < from_ for from_, to in days):
        yield "period_reversed"
    if terms.kind == "standing_jobs" and (terms.capacity or terms.model is not None):
        yield "standing_jobs_have_no_places"
    if any(p.from_ < terms.first_day or p.to > terms.last_day for p in terms.capacity):
        yield "capacity_outside_agreement"
    ordered = sorted(terms.capacity, key=lambda each: each.from_)
    if any(later.from_ <= earlier.to for earlier, later in pairwise(ordered)):
        yield "capacity_overlaps"


def not_signed_because(terms: Terms) -> Iterator[Code]:
    """Name what is missing before an agreement may be signed."""
    if not set(terms.parts) >= _PARTS:
        yield "agreement_parts_missing"
    if terms.kind == "partnership":
        yield from _of_a_partnership(terms)


def _of_a_partnership(terms: Terms) -> Iterator[Code]:
    if terms.model is None:
        yield "agreement_model_missing"
    if not terms.capacity:
        yield "agreement_capacity_missing"
    if terms.model == _ONE_TRAINEE and any(each.places > 1 for each in terms.capacity):
        yield "one_trainee_at_a_time"
    if terms.model == _DEPARTMENT and not terms.mentors:
        yield "agreement_mentor_missing"
