"""A contact is one conversation or visit a unit plans with a company, from plan to follow-up.

Requirements C-10 and C-13: who is contacted when, how and why stands in one place.
No names and no citizen's data: the person met is told by function only.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct

Purpose: TypeAlias = Literal[
    "recruitment", "company_practice", "wage_subsidy", "retention", "upskilling", "information"
]
Person: TypeAlias = Literal["owner", "director", "hr", "foreman", "shop_steward", "reception"]
Result: TypeAlias = Literal["agreement", "interested", "wants_later_contact", "not_interested"]
FollowUpOutcome: TypeAlias = Literal["openings_filled", "openings_remain", "no_openings"]
CancelReason: TypeAlias = Literal["company_declined", "unit_withdrew", "planned_twice"]
Unit: TypeAlias = Annotated[
    str, Meta(pattern=r"^[a-z0-9_:]+$", max_length=64, description="A unit, such as `sickpay`.")
]
Openings: TypeAlias = Annotated[
    int, Meta(ge=0, le=100_000, description="Number of openings the company told of.")
]
Agreement: TypeAlias = Annotated[
    str, Meta(min_length=1, max_length=500, description="What the two units agreed on.")
]


class Plan(Struct, frozen=True):
    """Who means to see the company, why and when, and what must be agreed on first.

    `conflicts` are other units' contacts (id and unit) that await coordination;
    `settled` are the ones an agreement was made about.
    """

    unit: str
    purpose: Purpose
    planned_on: date
    person: Person | None = None
    conflicts: Mapping[UUID, str] = {}
    settled: frozenset[UUID] = frozenset()


class Planned(Struct, frozen=True):
    """The contact lies ahead."""

    plan: Plan


class Held(Struct, frozen=True):
    """The contact took place."""

    plan: Plan
    held_on: date
    result: Result
    openings: int


class FollowedUp(Struct, frozen=True):
    """The contact took place and its outcome was looked after."""

    plan: Plan
    held_on: date
    result: Result
    openings: int
    followed_up_on: date


class Cancelled(Struct, frozen=True):
    """The contact will not take place."""

    plan: Plan


Contact: TypeAlias = Planned | Held | FollowedUp | Cancelled
Contacts: TypeAlias = Mapping[UUID, Contact]


def stands(contact: Contact) -> bool:
    """Say whether the company has been or will be disturbed by this contact."""
    return not isinstance(contact, Cancelled)


def day_of(contact: Contact) -> date:
    """Return the day the contact took place, else the day it is planned for."""
    match contact:
        case Held(held_on=held_on) | FollowedUp(held_on=held_on):
            return held_on
        case Planned(plan=plan) | Cancelled(plan=plan):
            return plan.planned_on
