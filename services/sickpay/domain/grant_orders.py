"""What can be ordered about a grant at the workplace: a § 56 agreement, or an aid."""

from datetime import date
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta

from shared.eventlog.command import Command
from shared.money import Ore

GrantGround: TypeAlias = Literal[
    "section_56_chronic",
    "section_56_treatment",
    "section_56_same_illness",
    "aid_decisive",
    "aid_compensates",
]


RefusalReason: TypeAlias = Literal[
    "employer_declines",
    "usual_at_the_workplace",
    "employer_bears_it",
    "not_employed_there",
    "company_unknown",
    "company_closed",
    "other",
]


class AskForWorkplaceGrant(Command, frozen=True):
    """Ask for a grant at the workplace; which, and on what ground of health, stays with sick pay.

    `company` is the company's id in company contact, `wanted_from` the day it is needed from.
    """

    company: UUID
    wanted_from: date
    ground: Annotated[
        GrantGround,
        Meta(
            description="SPA § 56 stk. 2 nr. 1-3, or what the aid does: it tells of an illness.",
            extra_json_schema={"x-personal": "health"},
        ),
    ]


class NoteGrantGiven(Command, frozen=True):
    """Company contact granted it; only a policy says so."""

    grant: UUID
    on: date
    from_: date
    to: date | None = None
    amount: Ore | None = None


class NoteGrantRefused(Command, frozen=True):
    """Company contact refused it, for a reason of the company's; only a policy says so."""

    grant: UUID
    on: date
    reason: RefusalReason


class NoteGrantReopened(Command, frozen=True):
    """The answer was wrong and is awaited again; only a policy says so."""

    grant: UUID
    on: date


class NoteGrantStopped(Command, frozen=True):
    """The grant ends with a day, before its time; only a policy says so."""

    grant: UUID
    on: date
    last_day: date


class FlagAgreedRefunds(Command, frozen=True):
    """Flag the refunds whose agreement does not hold any more; only a policy says so."""


GrantOrder: TypeAlias = (
    AskForWorkplaceGrant
    | NoteGrantGiven
    | NoteGrantRefused
    | NoteGrantReopened
    | NoteGrantStopped
    | FlagAgreedRefunds
)
