"""The citizen goes over to another benefit: the case, its history and its course go on.

A change is a fact of its own day; the registration is not written anew, for it was right. What the
law asks of the new benefit is counted from the change on, and the contact interval is not (E2).
Who is no longer insured leaves the state half of the jobcenter in the same append.

Law: LAB § 2, later § 6 (target groups); two halves of the jobcenter until 31 July 2009.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct

from services.visitation.domain.benefit_right import SELF_SUPPORTING
from services.visitation.domain.codes import GROUP_OF, Age, BenefitBasis, TargetGroup, Text
from services.visitation.domain.ground import Ground
from services.visitation.domain.registration import Registration, group_must_fit
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Rejected, not_allowed_now
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData


class ChangeBenefit(Order, frozen=True):
    """Say that the citizen lives on another benefit from a day; `age` is the age that day.

    Left out, `target_group` follows from the benefit where the law makes them one, and the age
    is as it was stated last.
    """

    benefit_basis: BenefitBasis
    reason: Text
    target_group: TargetGroup | None = None
    age: Age | None = None
    on: date | None = None


class WithdrawBenefitChange(Order, frozen=True):
    """Take back the latest change of benefit; the one before holds again."""

    reason: Text


class BenefitChanged(Fact, frozen=True, tag="visitation.benefit_changed"):
    """The citizen lives on another benefit from that day."""

    citizen: UUID
    from_basis: BenefitBasis
    from_group: TargetGroup | None
    benefit_basis: BenefitBasis
    target_group: TargetGroup
    age: int | None
    holds_from: date
    reason: ContactData[str]


class ContactCountedAnew(Fact, frozen=True, tag="visitation.contact_counted_anew"):
    """The law asks for another number of interviews, counted from that day."""

    citizen: UUID
    from_day: date


class BenefitChangeWithdrawn(Fact, frozen=True, tag="visitation.benefit_change_withdrawn"):
    """The change did not take place; benefit, group and age are these, as before it."""

    citizen: UUID
    benefit_basis: BenefitBasis
    target_group: TargetGroup | None
    age: int | None
    holds_from: date
    reason: ContactData[str]


Command: TypeAlias = ChangeBenefit | WithdrawBenefitChange
Event: TypeAlias = BenefitChanged | ContactCountedAnew | BenefitChangeWithdrawn
Changes: TypeAlias = tuple[BenefitChanged, ...]


def blocks(command_type: type[Order], changes: Changes) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now."""
    return ("benefit_not_changed",) if command_type is WithdrawBenefitChange and not changes else ()


def decide(
    command: Order,
    changes: Changes,
    registered: Registration,
    group: TargetGroup | None,
    ground: Ground,
) -> Sequence[Fact]:
    """Answer an order about what the citizen lives on; `group` is the target group now."""
    match command:
        case ChangeBenefit():
            return _changed(command, changes, registered, group, ground)
        case WithdrawBenefitChange(reason) if changes:
            wrong, before = changes[-1], stated(changes[:-1], registered)
            withdrawn = BenefitChangeWithdrawn(
                citizen=ground.citizen,
                benefit_basis=wrong.from_basis,
                target_group=wrong.from_group,
                age=before.age,
                holds_from=wrong.holds_from,
                reason=reason,
            )
            return [withdrawn, *_counted(ground, before.since)]
        case _:
            return not_allowed_now()


def evolve(changes: Changes, event: Fact) -> Changes:
    """Return the changes after a fact."""
    match event:
        case BenefitChanged():
            return (*changes, event)
        case BenefitChangeWithdrawn():
            return changes[:-1]
        case _:
            return changes


def _changed(
    command: ChangeBenefit,
    changes: Changes,
    registered: Registration,
    was: TargetGroup | None,
    ground: Ground,
) -> Sequence[Fact]:
    day, now = ground.happened(command.on), stated(changes, registered)
    basis, age = command.benefit_basis, ground.age if command.age is None else command.age
    group = command.target_group or GROUP_OF.get(basis)
    if basis == SELF_SUPPORTING:
        raise Rejected("self_supporting_is_no_benefit")
    if group is None:
        raise Rejected("target_group_missing")
    if basis == now.benefit_basis:
        raise Rejected("same_benefit")
    if changes and day < changes[-1].holds_from:
        raise Rejected("before_latest_step")
    group_must_fit(group, basis, age, ground.law)
    changed = BenefitChanged(
        citizen=ground.citizen,
        from_basis=now.benefit_basis,
        from_group=was,
        benefit_basis=basis,
        target_group=group,
        age=age,
        holds_from=day,
        reason=command.reason,
    )
    return [changed, *_counted(ground, day)]


class Stated(Struct, frozen=True):
    """What the citizen lives on, how old the citizen is, and since when that was stated."""

    benefit_basis: BenefitBasis
    age: int | None
    since: date


def stated(changes: Changes, registered: Registration) -> Stated:
    """Return what the citizen lives on now: the latest change, or the registration."""
    if not changes:
        return Stated(registered.benefit_basis, registered.age, registered.registered_on)
    latest = changes[-1]
    return Stated(latest.benefit_basis, latest.age, latest.holds_from)


def _counted(ground: Ground, day: date) -> list[Fact]:
    """Return that interviews are counted anew, where the law of the two benefits differs."""
    return [ContactCountedAnew(ground.citizen, day)] if ground.law.counted_anew else []
