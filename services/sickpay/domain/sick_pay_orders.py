"""What can be ordered about a sick-pay case."""

from datetime import date
from typing import Annotated, Any, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct

from shared.eventlog.command import Command

NotifiedBy: TypeAlias = Literal["employer", "ui_fund", "self_employed"]
# Sick cash-benefit recipients are told of by the jobcenter (S-06).
Notifier: TypeAlias = Literal["employer", "ui_fund", "self_employed", "jobcenter"]
LegalBasis: TypeAlias = Literal["sick_pay", "cash_benefit"]
Pay: TypeAlias = Literal["wage", "no_wage", "stopped"]
Complaint: TypeAlias = Literal["mental", "musculoskeletal", "life_threatening", "other"]
OwnPrognosis: TypeAlias = Literal["returns", "unsure", "does_not_return"]
_HEALTH: Final[dict[str, Any]] = {"x-personal": "health"}
Employment: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9:._-]*$",
        max_length=64,
        description="The employment: a CVR number, or another id that names no person.",
    ),
]
Reason: TypeAlias = Annotated[str, Meta(min_length=1, max_length=500)]
HealthText: TypeAlias = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=4000,
        description="What the citizen wrote about illness and prospects.",
        extra_json_schema={"x-personal": "health"},
    ),
]


class NotifyAbsence(Command, frozen=True):
    """Open a case: somebody told on `on` that the citizen is away ill since the first day.

    `pay` says whether the employer goes on paying; an unsigned notification gives no refund yet.
    """

    citizen: UUID
    employment: Employment
    first_absence_day: date
    notified_by: NotifiedBy
    on: date
    pay: Pay = "wage"
    pay_stopped_on: date | None = None
    pensioner: bool = False
    signed: bool = True


class OpenCashBenefitFollowUp(Command, frozen=True):
    """Follow up a sick cash-benefit recipient; only a policy orders it."""

    citizen: UUID
    citizen_case: UUID
    first_absence_day: date


class CorrectFirstAbsenceDay(Command, frozen=True):
    """Put the first day of absence right."""

    first_absence_day: date
    reason: Reason


class CorrectNotification(Command, frozen=True):
    """Put right who told, when, and what was said of pay and pension; all of it is stated anew."""

    notified_by: NotifiedBy
    on: date
    reason: Reason
    pay: Pay = "wage"
    pay_stopped_on: date | None = None
    pensioner: bool = False


class WithdrawNotification(Command, frozen=True):
    """Take back a notification that concerned somebody else or no absence at all."""

    reason: Reason


class NoteFormSent(Command, frozen=True):
    """Note that benefit service sent the information form; only a policy gives this order."""

    form: UUID
    sent_on: date


class CorrectFormSent(Command, frozen=True):
    """Note that the form was sent on another day; only a policy gives this order."""

    form: UUID
    sent_on: date


class FormAnswers(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The form's questions that the risk is assessed by; what was not answered is left out."""

    expected_weeks: Annotated[int, Meta(ge=0, le=260, extra_json_schema=_HEALTH)] | None = None
    complaint: Annotated[Complaint, Meta(extra_json_schema=_HEALTH)] | None = None
    own_prognosis: Annotated[OwnPrognosis, Meta(extra_json_schema=_HEALTH)] | None = None
    workplace_conflict: Annotated[bool, Meta(extra_json_schema=_HEALTH)] | None = None


class RegisterFormReturn(Command, frozen=True):
    """Register the form that came back on `on`, with what the citizen wrote."""

    on: date
    health: HealthText
    answers: FormAnswers = FormAnswers()


class CorrectFormReturn(Command, frozen=True):
    """Put the day right on which the form came back."""

    on: date


class CorrectFormAnswer(Command, frozen=True):
    """Put right what was copied from the form."""

    health: HealthText
    answers: FormAnswers = FormAnswers()


class WithdrawFormReturn(Command, frozen=True):
    """Take back a form that was registered in the wrong case."""

    reason: Reason


class ReportRecovery(Command, frozen=True):
    """Note the first day on which the citizen was well again."""

    on: date


class CorrectRecovery(Command, frozen=True):
    """Put the first day of being well again right."""

    on: date


class WithdrawRecovery(Command, frozen=True):
    """Take back a recovery that never was; the case is open again."""

    reason: Reason


Order: TypeAlias = (
    NotifyAbsence
    | OpenCashBenefitFollowUp
    | CorrectFirstAbsenceDay
    | CorrectNotification
    | WithdrawNotification
    | NoteFormSent
    | CorrectFormSent
    | RegisterFormReturn
    | CorrectFormReturn
    | CorrectFormAnswer
    | WithdrawFormReturn
    | ReportRecovery
    | CorrectRecovery
    | WithdrawRecovery
)
