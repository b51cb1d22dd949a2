"""What can be ordered about following a sick citizen up: category, summons, follow-ups, plan."""

from datetime import date
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from services.sickpay.domain.sick_pay_orders import Reason
from shared.eventlog.command import Command

Category: TypeAlias = Literal[1, 2, 3]
MeetingForm: TypeAlias = Literal["interview", "telephone", "letter"]
Answer: TypeAlias = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=2000,
        description="The officer's answer to a professional question.",
        extra_json_schema={"x-personal": "health"},
    ),
]


class FollowUpAnswers(Struct, frozen=True, forbid_unknown_fields=True):
    """The professional questions every follow-up answers (S-02); none may be left out."""

    work_ability: Answer
    gradual_return: Answer
    barriers: Answer
    next_step: Answer


AssessedAgainst: TypeAlias = Literal["own_job", "whole_field"]


class Categorise(Command, frozen=True):
    """Put the case in a category that the law of the day knows."""

    category: Category
    on: date
    reason: Reason


class AssessFollowUpDuty(Command, frozen=True):
    """Find whether a follow-up is owed: an employed person who is expected well is spared."""

    employed: bool
    expected_recovery: date
    on: date


class SummonToFollowUp(Command, frozen=True):
    """Call the citizen to a follow-up on a day; `on` is the day the summons went out."""

    held_on: date
    form: MeetingForm
    on: date


class CancelSummons(Command, frozen=True):
    """Take a summons back."""

    reason: Reason


class NoteMissedFollowUp(Command, frozen=True):
    """Note that the citizen did not come to the follow-up that was summoned."""

    on: date


class HoldFollowUp(Command, frozen=True):
    """Close a follow-up with the answers to the professional questions."""

    on: date
    form: MeetingForm
    answers: FollowUpAnswers


class CorrectFollowUp(Command, frozen=True):
    """Put the day of the last follow-up right."""

    on: date
    reason: Reason


class WithdrawFollowUp(Command, frozen=True):
    """The last follow-up was not held, or in another case; the one before counts again."""

    reason: Reason


class WithdrawMissedFollowUp(Command, frozen=True):
    """The citizen had not stayed away that day; nothing adverse may rest on it."""

    missed_on: date
    reason: Reason


class DraftPlan(Command, frozen=True):
    """Write down what the follow-up plan shall be."""

    measures: Answer


class AgreePlan(Command, frozen=True):
    """The citizen agrees to the plan."""

    on: date


class WithdrawPlanAgreement(Command, frozen=True):
    """The citizen had not agreed; the plan waits again."""

    reason: Reason


class RevisePlan(Command, frozen=True):
    """Change an agreed plan."""

    measures: Answer


class ClosePlan(Command, frozen=True):
    """The plan is at its end."""

    reason: Reason


class AgreePartialReturn(Command, frozen=True):
    """The citizen works some hours from a day on."""

    from_: date
    hours: Annotated[int, Meta(ge=1, le=60)]
    full_hours: Annotated[int, Meta(ge=2, le=60)]


class EndPartialReturn(Command, frozen=True):
    """The partial return stops; the citizen is away for all hours again."""

    on: date
    reason: Reason


class CorrectPartialReturn(Command, frozen=True):
    """The partial return began on another day, or with other hours; all of it is stated anew."""

    from_: date
    hours: Annotated[int, Meta(ge=1, le=60)]
    full_hours: Annotated[int, Meta(ge=2, le=60)]
    reason: Reason


class WithdrawPartialReturn(Command, frozen=True):
    """There was no partial return."""

    reason: Reason


class WithdrawPartialReturnEnd(Command, frozen=True):
    """The partial return had not stopped; it goes on."""

    reason: Reason


class GrantStandBy(Command, frozen=True):
    """Let the follow-ups rest, for example while the citizen waits for an operation."""

    on: date
    reason: Reason


class EndStandBy(Command, frozen=True):
    """Take the follow-ups up again; the interval is counted from this day."""

    on: date


class WithdrawStandBy(Command, frozen=True):
    """The follow-ups were not to rest; the interval runs on from the last one."""

    reason: Reason


class RequestFastTrack(Command, frozen=True):
    """Employer or employee asks for an early follow-up."""

    requested_by: Literal["employer", "employee"]
    on: date


class WithdrawFastTrack(Command, frozen=True):
    """Nobody asked for an early follow-up; the first one has its usual day again."""

    reason: Reason


FollowUpOrder: TypeAlias = (
    Categorise
    | AssessFollowUpDuty
    | SummonToFollowUp
    | CancelSummons
    | NoteMissedFollowUp
    | HoldFollowUp
    | CorrectFollowUp
    | WithdrawFollowUp
    | WithdrawMissedFollowUp
    | DraftPlan
    | AgreePlan
    | WithdrawPlanAgreement
    | RevisePlan
    | ClosePlan
    | AgreePartialReturn
    | EndPartialReturn
    | CorrectPartialReturn
    | WithdrawPartialReturn
    | WithdrawPartialReturnEnd
    | GrantStandBy
    | EndStandBy
    | WithdrawStandBy
    | RequestFastTrack
    | WithdrawFastTrack
)
