"""Registration: who the citizen is to the jobcenter, as what, and since when.

Law: LAB § 2 (target groups); two halves of the jobcenter until 31 July 2009, one string after.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain.codes import (
    GROUP_OF,
    Age,
    BenefitBasis,
    CaseAuthority,
    Channel,
    TargetGroup,
    Text,
    refusal_of_authority,
)
from services.visitation.domain.ground import CaseLaw, Ground
from services.visitation.domain.put_right import put_right
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Claim, Decision, Rejected
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData


class RegisterCitizen(Order, frozen=True):
    """Open the citizen's case.

    Left out, `first_contact_on` is the day of registration and `target_group` follows from the
    benefit basis where the law makes them one; where a rule needs it, `not_known_yet` is answered.
    """

    citizen: UUID
    benefit_basis: BenefitBasis
    target_group: TargetGroup | None = None
    age: Age | None = None
    authority: CaseAuthority = "municipal"
    channel: Channel = "reception"
    first_contact_on: date | None = None
    on: date | None = None


class CorrectRegistration(Order, frozen=True):
    """Write the registration anew as it should have been; what is left out stays as it was."""

    reason: Text
    benefit_basis: BenefitBasis | None = None
    target_group: TargetGroup | None = None
    age: Age | None = None
    authority: CaseAuthority | None = None
    channel: Channel | None = None
    first_contact_on: date | None = None
    registered_on: date | None = None


Command: TypeAlias = RegisterCitizen | CorrectRegistration


class CitizenRegistered(Fact, frozen=True, tag="visitation.citizen_registered"):
    """The citizen's case was opened."""

    citizen: UUID
    benefit_basis: BenefitBasis
    target_group: TargetGroup | None
    age: Age | None
    authority: CaseAuthority
    channel: Channel
    first_contact_on: date
    registered_on: date


class RegistrationCorrected(Fact, frozen=True, tag="visitation.registration_corrected"):
    """The registration as it should have been, whole."""

    citizen: UUID
    benefit_basis: BenefitBasis
    target_group: TargetGroup | None
    age: Age | None
    authority: CaseAuthority
    channel: Channel
    first_contact_on: date
    registered_on: date
    reason: ContactData[str]


Event: TypeAlias = CitizenRegistered | RegistrationCorrected


class Registration(Struct, frozen=True):
    """Who is registered, as what, and since when."""

    benefit_basis: BenefitBasis
    target_group: TargetGroup | None
    age: Age | None
    authority: CaseAuthority
    channel: Channel
    first_contact_on: date
    registered_on: date


def register(command: RegisterCitizen, today: date, law: CaseLaw) -> Sequence[Decision]:
    """Open the case, and hold the name that only one open case of a citizen may hold."""
    day = past(command.on, today)
    first_contact = command.first_contact_on or day
    if first_contact > day:
        raise Rejected("first_contact_after_registration")
    group = command.target_group or GROUP_OF.get(command.benefit_basis)
    authority_must_fit(command.authority, group, day)
    group_must_fit(group, command.benefit_basis, command.age, law)
    registered = CitizenRegistered(
        citizen=command.citizen,
        benefit_basis=command.benefit_basis,
        target_group=group,
        age=command.age,
        authority=command.authority,
        channel=command.channel,
        first_contact_on=first_contact,
        registered_on=day,
    )
    return [claim_of(command.citizen), registered]


def correct(command: CorrectRegistration, was: Registration, ground: Ground) -> Sequence[Decision]:
    """Write the registration anew; what the order leaves out stays as it was."""
    stated = {
        name: value
        for name in Registration.__struct_fields__
        if (value := getattr(command, name)) is not None
    }
    right: Registration = replace(was, **stated)
    past(right.registered_on, ground.today)
    if right == was:
        raise Rejected("nothing_to_correct")
    if right.first_contact_on > right.registered_on:
        raise Rejected("first_contact_after_registration")
    authority_must_fit(right.authority, right.target_group, right.registered_on)
    group_must_fit(right.target_group, right.benefit_basis, right.age, ground.law)
    return [
        RegistrationCorrected(
            citizen=ground.citizen,
            benefit_basis=right.benefit_basis,
            target_group=right.target_group,
            age=right.age,
            authority=right.authority,
            channel=right.channel,
            first_contact_on=right.first_contact_on,
            registered_on=right.registered_on,
            reason=command.reason,
        )
    ]


def stated_in(event: Event) -> Registration:
    """Return the registration a fact states."""
    return put_right(Registration, event)


def authority_must_fit(authority: CaseAuthority, group: TargetGroup | None, day: date) -> None:
    """Refuse an authority that may not have such a case on that day."""
    refusal = refusal_of_authority(authority, group, day)
    if refusal:
        raise Rejected(refusal)


def insured_only(authority: CaseAuthority, group: TargetGroup | None) -> None:
    """Refuse to leave somebody with the state half who is not insured."""
    if authority == "state" and group != "tg1_insured":
        raise Rejected("state_only_for_insured")


def group_must_fit(
    group: TargetGroup | None, basis: BenefitBasis, age: Age | None, law: CaseLaw
) -> None:
    """Refuse a target group that contradicts what the citizen lives on, the age, or the law.

    Law: LAB § 2, later § 6: most groups are those who live on a benefit. Which, stands in a rule.
    """
    if group is None:
        return
    if law.groups and group not in law.groups:
        raise Rejected("group_not_in_the_law")
    if basis not in law.lives_on.get(group, (basis,)):
        raise Rejected("group_contradicts_benefit")
    if age is not None and age >= law.younger_than.get(group, age + 1):
        raise Rejected("group_contradicts_age")


def past(on: date | None, today: date) -> date:
    """Return the day a thing happened, today when left out; refuse a day to come."""
    day = on or today
    if day > today:
        raise Rejected("date_in_future")
    return day


def open_case_of(citizen: UUID) -> str:
    """Return the name that only one open case of a citizen may hold."""
    return f"open_citizen_case:{citizen}"


def claim_of(citizen: UUID) -> Claim:
    """Return the claim an open case holds."""
    return Claim(open_case_of(citizen), refusal="citizen_has_open_case")
