"""When this is told, do that: pure, from other services' facts to our own orders.

No policy takes a decision: it opens cases, notes what others told, and calls for a second look.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from services.benefit_service import messages as told
from services.benefit_service.domain.benefit_case import BENEFIT_CASE
from services.benefit_service.domain.benefit_notice import OUR_BENEFITS
from services.benefit_service.domain.benefit_orders import (
    CorrectFirstContact,
    NoteCaseClosed,
    NoteCaseReopened,
    NoteFirstContact,
)
from services.benefit_service.domain.hearing_orders import ServeHearing, WithdrawHearing
from services.benefit_service.domain.information_form import (
    INFORMATION_FORM,
    CancelInformationForm,
    NoteFormStatus,
    RequestInformationForm,
)
from services.benefit_service.domain.late_fact import LateFact
from services.benefit_service.domain.party_hearing import PARTY_HEARING
from services.benefit_service.domain.sanction_case import SANCTION_CASE
from services.benefit_service.domain.sanction_orders import (
    FlagForReview,
    NoteDropped,
    NoteRecommendation,
    NoteRecommendationTakenBack,
    ReportNonCompliance,
    WithdrawReport,
)
from shared.casework.declare import Do
from shared.clock import local_date
from shared.eventlog.envelope import Recorded
from shared.identity import derived_id

NO_SHOW_POLICY = "when_no_show_reported"
INTERVIEW_POLICY = "when_interview_no_show"
_REPORT_WAS_A_MISTAKE = "Meldingen er trukket tilbage af den, der gav den."
_CASE_IS_OVER = "Sagen er afsluttet uden sanktion."


class CaseFound(Struct, frozen=True):
    """A sanction case a message is about: how it stands, and its hearing if one still runs."""

    sanction_case: UUID
    stage: Literal["open", "decided"]
    running_hearing: UUID | None = None


Found: TypeAlias = Sequence[CaseFound]


def when_citizen_registered(message: Recorded[told.CitizenRegistered], _: object) -> Sequence[Do]:
    """Open the citizen's benefit case; the days to a notice of eligibility run from contact."""
    return [_first_contact(message)] if message.event.benefit_basis in OUR_BENEFITS else []


def when_registration_corrected(
    message: Recorded[told.RegistrationCorrected],
    exists: bool,  # noqa: FBT001 - what was found is the policy's second argument
) -> Sequence[Do]:
    """Correct the first contact; a citizen who turns out to be ours gets a case."""
    event = message.event
    if exists:
        order = CorrectFirstContact(event.first_contact_on, event.benefit_basis)
        return [Do(decider=BENEFIT_CASE, case_id=message.case_id, command=order)]
    return [_first_contact(message)] if event.benefit_basis in OUR_BENEFITS else []


def when_benefit_changed(
    message: Recorded[told.BenefitChanged],
    is_ours: bool,  # noqa: FBT001 - what was found is the policy's second argument
) -> Sequence[Do]:
    """Open the benefit case of a citizen who comes to us from another benefit."""
    event = message.event
    if is_ours or event.benefit_basis not in OUR_BENEFITS:
        return []
    order = NoteFirstContact(
        citizen=event.citizen,
        citizen_case=UUID(message.case_id),
        benefit_basis=event.benefit_basis,
        first_contact_on=event.holds_from,
        by_change=True,
    )
    return [Do(decider=BENEFIT_CASE, case_id=message.case_id, command=order)]


def when_citizen_case_closed(
    message: Recorded[told.CaseClosed],
    exists: bool,  # noqa: FBT001 - what was found is the policy's second argument
) -> Sequence[Do]:
    """Tell the benefit case that the citizen's case is closed: no notice is waited for."""
    order = NoteCaseClosed(message.event.closed_on)
    return [Do(decider=BENEFIT_CASE, case_id=message.case_id, command=order)] if exists else []


def when_citizen_case_reopened(
    message: Recorded[told.CaseReopened],
    exists: bool,  # noqa: FBT001 - what was found is the policy's second argument
) -> Sequence[Do]:
    """Tell the benefit case that the citizen's case is open again, and whether it ever was not."""
    event = message.event
    order = NoteCaseReopened(event.reopened_on, event.by_mistake)
    return [Do(decider=BENEFIT_CASE, case_id=message.case_id, command=order)] if exists else []


def when_no_show_reported(message: Recorded[told.NoShowReported], _: object) -> Sequence[Do]:
    """Open a sanction case, and the hearing if the supplier handed the letter over on the site."""
    event = message.event
    sanction_case = opened_by(NO_SHOW_POLICY, message.meta.event_id)
    report = ReportNonCompliance(
        citizen=event.citizen,
        kind="offer_no_show",
        day=event.day,
        placement=event.placement,
        continues=event.continues,
        reported_from=message.source,
        reported_by=event.reported_by,
        report_event=message.meta.event_id,
    )
    opens = Do(decider=SANCTION_CASE, case_id=sanction_case, command=report)
    if not event.hearing_served_on_site:
        return [opens]
    letter = ServeHearing(
        citizen=event.citizen,
        sanction_case=sanction_case,
        absence_from=event.day,
        # The day the letter was told of, not of the absence: the deadline never starts too early.
        on=local_date(message.recorded_at),
        on_site=True,
    )
    hearing = derived_id(message.meta.event_id, NO_SHOW_POLICY, "hearing")
    return [opens, Do(decider=PARTY_HEARING, case_id=hearing, command=letter)]


def when_interview_no_show(message: Recorded[told.InterviewNoShow], _: object) -> Sequence[Do]:
    """Open a sanction case; absence from an interview goes on until contact is restored."""
    event = message.event
    report = ReportNonCompliance(
        citizen=event.citizen,
        kind="interview_no_show",
        day=event.day,
        continues=True,
        reported_from=message.source,
        reported_by=message.meta.actor.on_behalf_of or message.meta.actor.id,
        report_event=message.meta.event_id,
        consequences_in_writing=event.consequences_in_writing,
    )
    sanction_case = opened_by(INTERVIEW_POLICY, message.meta.event_id)
    return [Do(decider=SANCTION_CASE, case_id=sanction_case, command=report)]


def when_report_withdrawn(
    message: Recorded[told.NoShowWithdrawn] | Recorded[told.InterviewNoShowWithdrawn],
    found: Found,
) -> Sequence[Do]:
    """Close what is not decided, call off its hearing; what is decided must be looked at again."""
    orders: list[Do] = []
    for case in found:
        if case.stage == "decided":
            fact = LateFact("report_withdrawn", message.meta.event_id, corrects=_corrected(message))
            orders.append(_on(case.sanction_case, FlagForReview(fact)))
            continue
        orders.append(_on(case.sanction_case, WithdrawReport(_REPORT_WAS_A_MISTAKE)))
        orders += _calling_off(case, _REPORT_WAS_A_MISTAKE)
    return orders


def when_sanction_recommended(
    message: Recorded[told.SanctionRecommended], _: object
) -> Sequence[Do]:
    """Note that the jobcenter recommends a sanction."""
    event = message.event
    order = NoteRecommendation(
        sanction_type=event.sanction_type,
        law_ref=event.law_ref,
        recommended_by=event.recommended_by,
        recommended_on=event.recommended_on,
        recommendation_event=message.meta.event_id,
    )
    return [_on(event.sanction_case, order)]


def when_recommendation_withdrawn(
    message: Recorded[told.RecommendationWithdrawn], found: Found
) -> Sequence[Do]:
    """Note that the recommendation is gone; a decision that relied on it is looked at again."""
    fact = LateFact("recommendation_corrected", message.meta.event_id, corrects=_corrected(message))
    return [
        _on(
            case.sanction_case,
            FlagForReview(fact) if case.stage == "decided" else NoteRecommendationTakenBack(),
        )
        for case in found
    ]


def when_sanction_dropped(message: Recorded[told.SanctionDropped], found: Found) -> Sequence[Do]:
    """Close the case, and call off a hearing that still runs."""
    event = message.event
    running = [order for case in found for order in _calling_off(case, _CASE_IS_OVER)]
    return [_on(event.sanction_case, NoteDropped(event.reason)), *running]


def when_absence_notified(message: Recorded[told.AbsenceNotified], _: object) -> Sequence[Do]:
    """Open an information form for the sick citizen; it has the sick-pay case's own id."""
    order = RequestInformationForm(message.event.citizen, UUID(message.case_id))
    return [Do(decider=INFORMATION_FORM, case_id=message.case_id, command=order)]


def when_absence_withdrawn(
    message: Recorded[told.AbsenceNotificationWithdrawn], _: object
) -> Sequence[Do]:
    """Cancel the form of a citizen who was not ill."""
    return [_on_form(message.case_id, CancelInformationForm())]


def when_form_returned(message: Recorded[told.InformationFormReturned], _: object) -> Sequence[Do]:
    """Note that the form came back; its content stays with sickpay."""
    return [_on_form(message.case_id, NoteFormStatus("returned"))]


def when_deadline_missed(message: Recorded[told.DeadlineMissed], _: object) -> Sequence[Do]:
    """Note that the form did not come back in time."""
    if message.source != "sickpay" or message.event.rule_key != "form.return":
        return []
    return [_on_form(message.case_id, NoteFormStatus("overdue"))]


def opened_by(policy: str, message_id: UUID) -> UUID:
    """Return the id of the sanction case that a report opened."""
    return derived_id(message_id, policy)


def _first_contact(
    message: Recorded[told.CitizenRegistered] | Recorded[told.RegistrationCorrected],
) -> Do:
    event = message.event
    order = NoteFirstContact(
        citizen=event.citizen,
        citizen_case=UUID(message.case_id),
        benefit_basis=event.benefit_basis,
        first_contact_on=event.first_contact_on,
    )
    return Do(decider=BENEFIT_CASE, case_id=message.case_id, command=order)


def _calling_off(case: CaseFound, reason: str) -> list[Do]:
    if case.running_hearing is None:
        return []
    order = WithdrawHearing(reason)
    return [Do(decider=PARTY_HEARING, case_id=case.running_hearing, command=order)]


def _on(
    sanction_case: UUID,
    order: NoteRecommendation
    | NoteRecommendationTakenBack
    | NoteDropped
    | WithdrawReport
    | FlagForReview,
) -> Do:
    return Do(decider=SANCTION_CASE, case_id=sanction_case, command=order)


def _on_form(case_id: str, order: NoteFormStatus | CancelInformationForm) -> Do:
    return Do(decider=INFORMATION_FORM, case_id=case_id, command=order)


def _corrected(
    message: Recorded[told.NoShowWithdrawn]
    | Recorded[told.InterviewNoShowWithdrawn]
    | Recorded[told.RecommendationWithdrawn],
) -> UUID | None:
    return message.meta.corrects
