"""The file of an open case: its parts, and which part answers which order.

Each part is a noun of case work with its own orders and facts. All stand in one stream, for a
clock stands in the stream of the case that owes the duty, beside the fact that starts or stops it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeAlias, get_args
from uuid import UUID

from msgspec import Struct, field
from msgspec.structs import replace

from services.visitation.domain import (
    assignment,
    authority,
    benefit_change,
    benefit_right,
    benefit_weeks,
    competences,
    contact_course,
    cv,
    duty_guidance,
    exemptions,
    follow_up,
    interview_counts,
    match,
    registration,
    standing,
)
from services.visitation.domain.benefit_change import BenefitChanged, BenefitChangeWithdrawn
from services.visitation.domain.benefit_right import BenefitRight
from services.visitation.domain.codes import CaseAuthority, TargetGroup
from services.visitation.domain.competences import Competences
from services.visitation.domain.contact_course import Course
from services.visitation.domain.cv import Cv
from services.visitation.domain.duty_guidance import Given
from services.visitation.domain.exemptions import Pauses
from services.visitation.domain.follow_up import FollowUp
from services.visitation.domain.ground import Ground
from services.visitation.domain.interview_counts import Counts
from services.visitation.domain.registration import (
    CorrectRegistration,
    Registration,
    RegistrationCorrected,
    insured_only,
    stated_in,
)
from services.visitation.domain.standing import Known
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Decision, not_allowed_now
from shared.eventlog.event import Event as Fact

Command: TypeAlias = (
    cv.Command
    | authority.Command
    | assignment.Command
    | duty_guidance.Command
    | contact_course.Command
    | interview_counts.Command
    | match.Command
    | follow_up.Command
    | exemptions.Command
    | standing.Command
    | competences.Command
    | benefit_right.Command
    | benefit_change.Command
    | benefit_weeks.Command
)
Event: TypeAlias = (
    cv.Event
    | authority.Event
    | assignment.Event
    | duty_guidance.Event
    | contact_course.Event
    | interview_counts.Event
    | match.Event
    | follow_up.Event
    | exemptions.Event
    | standing.Event
    | competences.Event
    | benefit_right.Event
    | benefit_change.Event
    | benefit_weeks.Event
)


def _members(union: Any) -> tuple[Any, ...]:
    """Return the kinds of a union, or the only one."""
    return get_args(union) or (union,)


# The field of the file that each part keeps its state in.
_PARTS: Final[Mapping[str, Any]] = {
    "transfers": authority,
    "assignments": assignment,
    "cv": cv,
    "guidance": duty_guidance,
    "course": contact_course,
    "counts": interview_counts,
    "matches": match,
    "follow_up": follow_up,
    "pauses": exemptions,
    "known": standing,
    "competences": competences,
    "right": benefit_right,
    "changes": benefit_change,
    "weeks": benefit_weeks,
}
_ANSWERS: Final[Mapping[type[Order], str]] = {
    order: name for name, part in _PARTS.items() for order in _members(part.Command)
}
_KEEPS: Final[Mapping[type[Fact], str]] = {
    fact: name for name, part in _PARTS.items() for fact in _members(part.Event)
}
# While the citizen is exempt or ill nobody is summoned; what was agreed may still be held.
_NOT_WHILE_DORMANT: Final = frozenset({contact_course.SummonCitizen})


class Aged(Struct, frozen=True):
    """How old the citizen was on the day it was told."""

    age: int | None
    on: date


class Open(Struct, frozen=True):
    """The case is being worked on; `since` is the day it was last opened.

    `returned` is the age told when it was opened again.
    """

    citizen: UUID
    registration: Registration
    since: date
    transfers: authority.Transfers = ()
    assignments: assignment.Assignments = ()
    cv: Cv = Cv()
    guidance: Given = ()
    course: Course = Course()
    counts: Counts = Counts()
    matches: match.Matches = ()
    follow_up: FollowUp = FollowUp()
    pauses: Pauses = Pauses()
    known: Known = Known()
    competences: Competences = ()
    right: BenefitRight = BenefitRight()
    changes: benefit_change.Changes = ()
    weeks: benefit_weeks.Weeks = field(default_factory=dict)
    returned: Aged | None = None

    @property
    def authority(self) -> CaseAuthority:
        """Return the half of the jobcenter the case lies with now."""
        return authority.authority_of(self.transfers, self.registration)

    @property
    def target_group(self) -> TargetGroup | None:
        """Return the group the citizen belongs to now."""
        return self.known.target_group or self.registration.target_group

    @property
    def self_supporting(self) -> bool:
        """Say whether the citizen lives on own means, as registered or after a refusal."""
        alone = self.right.self_supporting_from is not None
        return alone or self.stated.benefit_basis == benefit_right.SELF_SUPPORTING

    @property
    def stated(self) -> benefit_change.Stated:
        """Return what the citizen lives on now, as registered or changed since."""
        return benefit_change.stated(self.changes, self.registration)

    @property
    def aged(self) -> Aged:
        """Return the age that was told last: as registered, with a benefit, or on the return."""
        stated = Aged(self.stated.age, self.stated.since)
        return stated if self.returned is None or self.returned.on < stated.on else self.returned

    @property
    def lives_on(self) -> str | None:
        """Return the benefit the citizen lives on; None where a change of halves left it open."""
        if self.self_supporting:
            return benefit_right.SELF_SUPPORTING
        if self.transfers:
            return None
        known = self.right.benefit_basis if self.right.eligible else None
        return known or self.registration.benefit_basis

    @property
    def interviews(self) -> tuple[date, ...]:
        """Return the days interviews were held."""
        return tuple(each.held_on for each in self.course.interviews)


def told_age(file: Open, age: int | None, on: date) -> Open:
    """Return the file when the citizen is back; the age stays where nobody said it anew."""
    return file if age is None else replace(file, returned=Aged(age, on))


def blocks(command_type: type[Order], file: Open) -> tuple[Code, ...]:
    """Return why the part an order is for does not allow it now."""
    name = _ANSWERS.get(command_type)
    if name is None:
        return ()
    if command_type in _NOT_WHILE_DORMANT and file.pauses.dormant:
        return ("citizen_is_exempt",)
    if command_type is benefit_change.ChangeBenefit and file.right.self_supporting_from:
        return ("citizen_is_self_supporting",)
    codes: tuple[Code, ...] = _PARTS[name].blocks(command_type, getattr(file, name))
    return codes


def decide(command: Order, file: Open, ground: Ground) -> Sequence[Decision]:
    """Hand an order to the part of the case it is about."""
    if isinstance(command, CorrectRegistration):
        return registration.correct(command, file.registration, ground)
    name = _ANSWERS.get(type(command))
    if name == "guidance":
        return duty_guidance.decide(
            command, file.guidance, citizen=file.citizen, today=ground.today
        )
    if name == "transfers":
        group = file.target_group
        return authority.decide(command, file.transfers, file.registration, group, ground)
    if name == "known":
        return _known(command, file, ground)
    if name == "follow_up":
        return _followed_up(command, file, ground)
    return _decide_course(command, name, file, ground)


def _decide_course(
    command: Order, name: str | None, file: Open, ground: Ground
) -> Sequence[Decision]:
    if name == "cv":
        return cv.decide(command, file.cv, ground)
    if name == "course":
        return contact_course.decide(command, file.course, ground)
    if name == "counts":
        return interview_counts.decide(command, file.counts, ground)
    if name == "matches":
        return match.decide(command, file.matches, ground)
    if name == "assignments":
        return assignment.decide(command, file.assignments, ground)
    if name == "competences":
        return competences.decide(command, file.competences, ground)
    if name == "pauses":
        return exemptions.decide(command, file.pauses, ground)
    return _decide_benefit(command, name, file, ground)


def _decide_benefit(
    command: Order, name: str | None, file: Open, ground: Ground
) -> Sequence[Decision]:
    if name == "changes":
        return _changed_benefit(command, file, ground)
    if name == "weeks":
        return benefit_weeks.decide(command, file.weeks, ground)
    if name == "right":
        if isinstance(command, benefit_right.RegisterSelfSupporting):
            insured_only(file.authority, None)
        return benefit_right.decide(command, file.right, ground)
    return not_allowed_now()


def _known(command: Order, file: Open, ground: Ground) -> Sequence[Fact]:
    if isinstance(command, standing.SetTargetGroup):
        insured_only(file.authority, command.target_group)
    return standing.decide(command, file.known, file.registration.target_group, ground)


def _changed_benefit(command: Order, file: Open, ground: Ground) -> Sequence[Fact]:
    """Answer, and let who is no longer insured go over to the municipal half the same day."""
    group = file.target_group
    told = benefit_change.decide(command, file.changes, file.registration, group, ground)
    if isinstance(command, benefit_change.ChangeBenefit):
        return [*told, *_leaving_the_state_half(told, file, ground)]
    return told


def _leaving_the_state_half(
    told: Sequence[Fact], file: Open, ground: Ground
) -> list[authority.AuthorityTransferred]:
    return [
        authority.AuthorityTransferred(ground.citizen, "state", "municipal", each.holds_from)
        for each in told
        if isinstance(each, BenefitChanged)
        and file.authority == "state"
        and each.target_group != "tg1_insured"
    ]


def _followed_up(command: Order, file: Open, ground: Ground) -> Sequence[Decision]:
    told = follow_up.decide(command, file.follow_up, ground)
    if isinstance(command, follow_up.AttendJointSession) and command.individual_part:
        language = command.interpreter_language
        alone = contact_course.HoldInterview(
            "group_part", command.on, interpreter_language=language
        )
        return [*told, *contact_course.held(alone, file.course, ground)]
    return told


def evolve(file: Open, event: Fact) -> Open:
    """Return the file after a fact."""
    if isinstance(event, RegistrationCorrected):
        day = event.registered_on
        moved = day if file.since == file.registration.registered_on else file.since
        return replace(file, registration=stated_in(event), since=moved)
    if isinstance(event, BenefitChanged | BenefitChangeWithdrawn):
        # A group that was set by hand belonged to the benefit before.
        file = replace(file, known=replace(file.known, target_group=event.target_group))
    name = _KEEPS.get(type(event))
    if name is None:
        return file
    changed: Open = replace(file, **{name: _PARTS[name].evolve(getattr(file, name), event)})
    return changed
