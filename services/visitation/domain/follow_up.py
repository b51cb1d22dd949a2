"""How the citizen is followed: the model chosen, and the sessions held for many at once.

The rules suggest a model; the counsellor decides, and another choice needs a reason. A joint
session gathers citizens of both halves of the jobcenter, and each gets a fact of their own; it
counts as an interview only for the part held with the citizen alone.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.visitation.domain.codes import Language, Text
from services.visitation.domain.ground import Ground
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Rejected, not_allowed_now
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData

FollowUpModel: TypeAlias = Literal[
    "individual", "higher_frequency", "group", "telephone", "home_visit"
]
SessionName: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_-]{1,60}$")]


class ChooseFollowUpModel(Order, frozen=True):
    """Choose how the citizen is followed; `reason` where it is not what the rules suggest."""

    model: FollowUpModel
    reason: Text | None = None


class WithdrawFollowUpChoice(Order, frozen=True):
    """Take back the latest choice; the citizen is followed as before it."""

    reason: Text


class AttendJointSession(Order, frozen=True):
    """Record that the citizen took part in a joint session, with or without a part alone."""

    session: SessionName
    individual_part: bool
    on: date | None = None
    interpreter_language: Language | None = None


class WithdrawJointSession(Order, frozen=True):
    """Take back that the citizen took part."""

    session: SessionName
    day: date
    reason: Text


class FollowUpModelChosen(Fact, frozen=True, tag="visitation.follow_up_model_chosen"):
    """The citizen is followed this way; `suggested` is what the rule proposed."""

    citizen: UUID
    model: FollowUpModel
    suggested: str | None
    rule: str | None
    reason: ContactData[str] | None


class FollowUpChoiceWithdrawn(Fact, frozen=True, tag="visitation.follow_up_choice_withdrawn"):
    """The choice was not made; `model` is how the citizen is followed as before, if chosen."""

    citizen: UUID
    model: FollowUpModel | None
    reason: ContactData[str]


class JointSessionAttended(Fact, frozen=True, tag="visitation.joint_session_attended"):
    """The citizen took part in a joint session; an individual part is an interview of its own."""

    citizen: UUID
    session: str
    held_on: date
    individual_part: bool


class JointSessionWithdrawn(Fact, frozen=True, tag="visitation.joint_session_withdrawn"):
    """The citizen did not take part."""

    citizen: UUID
    session: str
    held_on: date
    reason: ContactData[str]


Command: TypeAlias = (
    ChooseFollowUpModel | WithdrawFollowUpChoice | AttendJointSession | WithdrawJointSession
)
Event: TypeAlias = (
    FollowUpModelChosen | FollowUpChoiceWithdrawn | JointSessionAttended | JointSessionWithdrawn
)


class FollowUp(Struct, frozen=True):
    """The models chosen, the latest last, and the joint sessions (name and day)."""

    chosen: tuple[FollowUpModel, ...] = ()
    sessions: tuple[tuple[str, date], ...] = ()

    @property
    def model(self) -> FollowUpModel | None:
        """Return how the citizen is followed now."""
        return self.chosen[-1] if self.chosen else None


def blocks(command_type: type[Order], follow_up: FollowUp) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now."""
    if command_type is WithdrawFollowUpChoice and not follow_up.chosen:
        return ("follow_up_not_chosen",)
    none = command_type is WithdrawJointSession and not follow_up.sessions
    return ("no_such_session",) if none else ()


def decide(command: Order, follow_up: FollowUp, ground: Ground) -> Sequence[Fact]:
    """Answer an order about how the citizen is followed."""
    match command:
        case ChooseFollowUpModel(model, reason):
            suggested = ground.law.suggested_model
            if model == follow_up.model:
                raise Rejected("nothing_to_correct")
            if suggested is not None and model != suggested and not reason:
                raise Rejected("other_model_needs_reason")
            by = ground.law.suggested_by
            return [FollowUpModelChosen(ground.citizen, model, suggested, by, reason)]
        case WithdrawFollowUpChoice(reason) if follow_up.chosen:
            before = follow_up.chosen[-2] if len(follow_up.chosen) > 1 else None
            return [FollowUpChoiceWithdrawn(ground.citizen, before, reason)]
        case AttendJointSession(session, individual_part, on=on):
            day = ground.happened(on)
            if (session, day) in follow_up.sessions:
                raise Rejected("session_already_recorded")
            return [JointSessionAttended(ground.citizen, session, day, individual_part)]
        case WithdrawJointSession(session, day, reason):
            if (session, day) not in follow_up.sessions:
                raise Rejected("no_such_session")
            return [JointSessionWithdrawn(ground.citizen, session, day, reason)]
        case _:
            return not_allowed_now()


def evolve(follow_up: FollowUp, event: Fact) -> FollowUp:
    """Return the follow-up after a fact."""
    match event:
        case FollowUpModelChosen(model=model):
            return replace(follow_up, chosen=(*follow_up.chosen, model))
        case FollowUpChoiceWithdrawn():
            return replace(follow_up, chosen=follow_up.chosen[:-1])
        case JointSessionAttended(session=session, held_on=day):
            return replace(follow_up, sessions=(*follow_up.sessions, (session, day)))
        case JointSessionWithdrawn(session=session, held_on=day):
            left = tuple(each for each in follow_up.sessions if each != (session, day))
            return replace(follow_up, sessions=left)
        case _:
            return follow_up
