"""What sick pay listens to: the form was sent, a hearing went its way, somebody reported ill."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from shared.eventlog.event import Event


class InformationFormSent(Event, frozen=True, tag="benefit_service.information_form_sent"):
    """The form went to the citizen on `sent_on`; its stream is the form's own."""

    citizen: UUID
    sick_pay_case: UUID
    sent_on: date


class FormSendingCorrected(Event, frozen=True, tag="benefit_service.form_sending_corrected"):
    """The form went to the citizen on another day than was told before."""

    citizen: UUID
    sick_pay_case: UUID
    sent_on: date


class HearingServed(Event, frozen=True, tag="benefit_service.hearing_served"):
    """The citizen is heard; `stop_ground` says about what. The hearing is the stream's.

    A hearing about the end of sick pay names the case in `sick_pay_case`; letters from before
    that was asked name none, and the citizen's only open case is meant.
    """

    citizen: UUID
    served_on: date
    stop_ground: str | None = None
    sick_pay_case: UUID | None = None


class HearingServiceCorrected(Event, frozen=True, tag="benefit_service.hearing_service_corrected"):
    """The letter reached the citizen on another day than was registered."""

    citizen: UUID
    served_on: date


class HearingConcluded(Event, frozen=True, tag="benefit_service.hearing_concluded"):
    """Somebody weighed what the citizen said, or the silence."""

    citizen: UUID
    finding: Literal["excuse_accepted", "excuse_not_accepted"]
    concluded_on: date
    answered: bool = True


class HearingWithdrawn(Event, frozen=True, tag="benefit_service.hearing_withdrawn"):
    """The hearing is called off."""

    citizen: UUID


class SickReported(Event, frozen=True, tag="visitation.sick_reported"):
    """A cash-benefit recipient reported ill from a day on (E13)."""

    citizen: UUID
    citizen_case: UUID
    sick_from: date


Message: TypeAlias = (
    InformationFormSent
    | FormSendingCorrected
    | HearingServed
    | HearingServiceCorrected
    | HearingConcluded
    | HearingWithdrawn
    | SickReported
)
