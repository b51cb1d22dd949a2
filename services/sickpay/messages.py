"""What sick pay listens to: the form, a hearing, an illness, and the steps others carry out."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from services.sickpay.domain.grant_events import WorkplaceGrantNoted, WorkplaceGrantReopened
from shared.eventlog.event import Event
from shared.money import Ore


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


class DeadlineMissed(Event, frozen=True, tag="deadline.missed"):
    """The last timely day of a deadline passed; sick pay hears its own."""

    rule_key: str
    timely_until: date


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
    """A citizen reported ill to the jobcenter (E13); older ones do not say what they live on."""

    citizen: UUID
    citizen_case: UUID
    sick_from: date
    benefit_basis: str | None = None


class SickReportWithdrawn(Event, frozen=True, tag="visitation.sick_report_withdrawn"):
    """The cash-benefit recipient had not reported ill."""

    citizen: UUID


class RecoveryNoted(Event, frozen=True, tag="visitation.recovery_noted"):
    """The jobcenter was told that the cash-benefit recipient is well again."""

    citizen: UUID
    recovered_on: date


class OfferGiven(Event, frozen=True, tag="offers.offer_given"):
    """The citizen was given an offer; the placement is the stream's."""

    citizen: UUID
    offer_type: str
    starts_on: date
    ends_on: date


class OfferCorrected(Event, frozen=True, tag="offers.offer_corrected"):
    """The offer as it should have been."""

    citizen: UUID
    offer_type: str
    starts_on: date
    ends_on: date


class OfferStarted(Event, frozen=True, tag="offers.offer_started"):
    """The citizen began in the offer."""

    citizen: UUID


class OfferStartWithdrawn(Event, frozen=True, tag="offers.offer_start_withdrawn"):
    """The citizen had not begun."""

    citizen: UUID


class OfferEnded(Event, frozen=True, tag="offers.offer_ended"):
    """The offer is over."""

    citizen: UUID


class OfferEndWithdrawn(Event, frozen=True, tag="offers.offer_end_withdrawn"):
    """The offer was not over."""

    citizen: UUID


class OfferCancelled(Event, frozen=True, tag="offers.offer_cancelled"):
    """The offer was called off."""

    citizen: UUID


class ContactHeld(Event, frozen=True, tag="company_contact.contact_held"):
    """The talk with the company took place, and what came of it."""

    contact: UUID
    result: str


class HeldContactWithdrawn(Event, frozen=True, tag="company_contact.held_contact_withdrawn"):
    """The talk had not taken place; it is planned again."""

    contact: UUID


class ContactCancelled(Event, frozen=True, tag="company_contact.contact_cancelled"):
    """The talk will not take place."""

    contact: UUID


class CancellationWithdrawn(Event, frozen=True, tag="company_contact.cancellation_withdrawn"):
    """The talk is planned again."""

    contact: UUID


class WorkplaceGrantGiven(Event, frozen=True, tag="company_contact.workplace_grant_given"):
    """What was asked for at a company is granted for these days."""

    grant: UUID
    asked_in: UUID
    from_: date
    to: date | None = None
    amount: Ore | None = None


class WorkplaceGrantDeclined(Event, frozen=True, tag="company_contact.workplace_grant_declined"):
    """What was asked for at a company is refused, for a reason of the company's."""

    grant: UUID
    asked_in: UUID
    reason: str


class WorkplaceGrantAnswerWithdrawn(
    Event, frozen=True, tag="company_contact.workplace_grant_answer_withdrawn"
):
    """The answer was wrong; there is none yet."""

    grant: UUID
    asked_in: UUID


class WorkplaceGrantStopped(Event, frozen=True, tag="company_contact.workplace_grant_stopped"):
    """The grant ends with this day, before its time."""

    grant: UUID
    asked_in: UUID
    last_day: date


Message: TypeAlias = (
    InformationFormSent
    | FormSendingCorrected
    | DeadlineMissed
    | HearingServed
    | HearingServiceCorrected
    | HearingConcluded
    | HearingWithdrawn
    | SickReported
    | SickReportWithdrawn
    | RecoveryNoted
    | OfferGiven
    | OfferCorrected
    | OfferStarted
    | OfferStartWithdrawn
    | OfferEnded
    | OfferEndWithdrawn
    | OfferCancelled
    | ContactHeld
    | HeldContactWithdrawn
    | ContactCancelled
    | CancellationWithdrawn
    | WorkplaceGrantGiven
    | WorkplaceGrantDeclined
    | WorkplaceGrantAnswerWithdrawn
    | WorkplaceGrantStopped
    | WorkplaceGrantNoted
    | WorkplaceGrantReopened
)
