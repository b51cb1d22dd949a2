"""The cases of company contact, and every fact they can tell."""

from typing import TypeAlias

from services.company_contact.domain.agreement_events import (
    AgreementDraftDropped,
    AgreementDrafted,
    AgreementEnded,
    AgreementExpired,
    AgreementRedrafted,
    AgreementResumed,
    AgreementSigned,
    AgreementStepWithdrawn,
    AgreementSuspended,
    AgreementTermSet,
    CapacityPeriodsSet,
    SignatureWithdrawn,
)
from services.company_contact.domain.company import (
    CompanyClosed,
    CompanyClosureWithdrawn,
    CompanyFactsCorrected,
    CompanyRegistered,
    CompanyReopened,
)
from services.company_contact.domain.contact_events import (
    CancellationWithdrawn,
    ContactCancelled,
    ContactCoordinated,
    ContactCorrected,
    ContactFollowedUp,
    ContactHeld,
    ContactLogOpened,
    ContactPlanned,
    CoordinationLapsed,
    CoordinationRequired,
    CoordinationWithdrawn,
    FollowUpWithdrawn,
    HeldContactWithdrawn,
)
from services.company_contact.domain.enquiry_events import (
    EnquiryAnswered,
    EnquiryAskedAgain,
    EnquiryAssigned,
    EnquiryClosed,
    EnquiryReceived,
    EnquiryStepWithdrawn,
)
from services.company_contact.domain.ethical_concern import (
    ConcernStepWithdrawn,
    EthicalConcernRaised,
    EthicalConcernResolved,
    PlacementsApproved,
)
from services.company_contact.domain.place_events import (
    PlaceDaysCorrected,
    PlaceDenied,
    PlaceOccupancyWithdrawn,
    PlaceOccupied,
    PlaceReleased,
    PlaceReleaseWithdrawn,
    PlaceReservationLapsed,
    PlaceReserved,
    PlaceTaken,
    PlaceVacancyWithdrawn,
    PlaceVacated,
)
from services.company_contact.domain.workplace_grant import (
    WorkplaceGrantAnswerWithdrawn,
    WorkplaceGrantCalledOff,
    WorkplaceGrantDeclined,
    WorkplaceGrantGiven,
    WorkplaceGrantRequested,
    WorkplaceGrantStopped,
)

Event: TypeAlias = (
    CompanyRegistered
    | CompanyFactsCorrected
    | CompanyClosed
    | CompanyReopened
    | CompanyClosureWithdrawn
    | ContactLogOpened
    | ContactPlanned
    | CoordinationRequired
    | CoordinationLapsed
    | ContactCoordinated
    | CoordinationWithdrawn
    | ContactHeld
    | HeldContactWithdrawn
    | ContactCancelled
    | CancellationWithdrawn
    | ContactFollowedUp
    | FollowUpWithdrawn
    | ContactCorrected
    | WorkplaceGrantRequested
    | WorkplaceGrantGiven
    | WorkplaceGrantDeclined
    | WorkplaceGrantAnswerWithdrawn
    | WorkplaceGrantStopped
    | WorkplaceGrantCalledOff
    | AgreementDrafted
    | AgreementRedrafted
    | AgreementDraftDropped
    | AgreementSigned
    | AgreementTermSet
    | CapacityPeriodsSet
    | SignatureWithdrawn
    | AgreementSuspended
    | AgreementResumed
    | AgreementEnded
    | AgreementExpired
    | AgreementStepWithdrawn
    | PlaceReserved
    | PlaceReservationLapsed
    | PlaceReleased
    | PlaceReleaseWithdrawn
    | PlaceDaysCorrected
    | PlaceTaken
    | PlaceDenied
    | PlaceOccupied
    | PlaceOccupancyWithdrawn
    | PlaceVacated
    | PlaceVacancyWithdrawn
    | EnquiryReceived
    | EnquiryAskedAgain
    | EnquiryAssigned
    | EnquiryAnswered
    | EnquiryClosed
    | EnquiryStepWithdrawn
    | EthicalConcernRaised
    | PlacementsApproved
    | EthicalConcernResolved
    | ConcernStepWithdrawn
)
