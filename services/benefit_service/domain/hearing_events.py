"""What can have happened in a party hearing."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from services.benefit_service.domain.benefit_events import StopGround
from shared.eventlog.event import Event
from shared.privacy.personal import EconomyData

Finding: TypeAlias = Literal["excuse_accepted", "excuse_not_accepted"]


class HearingServed(Event, frozen=True, tag="benefit_service.hearing_served"):
    """The citizen was handed the facts the authority has and asked to answer them.

    Law: forvaltningsloven § 19. The letter covers the days from `absence_from` up to its service;
    with `covers_continuing_absence` it names the absence as continuing and covers the rest of it.
    A hearing about stopping a benefit has no sanction case, but a benefit case and a ground;
    one about the end of sick pay names the sick-pay case. `payment` is the fact that began the
    payment it is about: no later payment is stopped on it. Letters once named none.
    """

    citizen: UUID
    sanction_case: UUID | None
    facts: EconomyData[str]
    absence_from: date
    covers_continuing_absence: bool
    served_on: date
    on_site: bool
    benefit_case: UUID | None = None
    stop_ground: StopGround | None = None
    sick_pay_case: UUID | None = None
    payment: UUID | None = None


class HearingServiceCorrected(Event, frozen=True, tag="benefit_service.hearing_service_corrected"):
    """The letter reached the citizen on another day than was registered."""

    citizen: UUID
    sanction_case: UUID | None
    served_on: date


class HearingAnswered(Event, frozen=True, tag="benefit_service.hearing_answered"):
    """The citizen told their side of it."""

    citizen: UUID
    sanction_case: UUID | None
    answered_on: date
    statement: EconomyData[str]


class HearingAnswerWithdrawn(Event, frozen=True, tag="benefit_service.hearing_answer_withdrawn"):
    """The answer was registered by mistake; the citizen has not been heard yet."""

    citizen: UUID
    sanction_case: UUID | None
    reason: EconomyData[str]


class HearingFactsAmended(Event, frozen=True, tag="benefit_service.hearing_facts_amended"):
    """New facts came up: what was heard so far is not enough, and a new letter follows."""

    citizen: UUID
    sanction_case: UUID | None


class HearingConcluded(Event, frozen=True, tag="benefit_service.hearing_concluded"):
    """Somebody weighed what the citizen said, or that the deadline passed without an answer."""

    citizen: UUID
    sanction_case: UUID | None
    finding: Finding
    answered: bool
    reasons: EconomyData[str]
    concluded_on: date
    concluded_by: str


class HearingWithdrawn(Event, frozen=True, tag="benefit_service.hearing_withdrawn"):
    """The hearing is called off; nothing can be decided on it."""

    citizen: UUID
    sanction_case: UUID | None
    reason: EconomyData[str]


HearingEvent: TypeAlias = (
    HearingServed
    | HearingServiceCorrected
    | HearingAnswered
    | HearingAnswerWithdrawn
    | HearingFactsAmended
    | HearingConcluded
    | HearingWithdrawn
)
