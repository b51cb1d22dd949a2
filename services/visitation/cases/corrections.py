"""Which earlier fact an order corrects, and how: written into the envelope for all to read."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from services.visitation.domain import (
    assignment,
    authority,
    benefit_change,
    benefit_right,
    cancellation,
    cv,
    exemptions,
    follow_up,
    match,
    registration,
)
from services.visitation.domain import citizen_case as case
from services.visitation.domain import contact_attempts as contact
from services.visitation.domain import contact_course as course
from services.visitation.domain import duty_guidance as guidance
from services.visitation.domain import interview_counts as counts
from services.visitation.domain import recommendation_events as told
from services.visitation.domain import sanction_recommendation as recommendation
from services.visitation.domain.report_corrected import NoteReportCorrected
from services.visitation.domain.summons_move import SummonsMoved
from shared.casework.declare import Loaded
from shared.eventlog.command import Command
from shared.eventlog.envelope import How, Recorded

IsIt: TypeAlias = Callable[[Any, Any], bool]


def corrected_by(
    command: Command | None, loaded: Loaded
) -> tuple[Recorded[Any] | None, How | None]:
    """Return the latest fact the order corrects, and how; none for other orders."""
    how, is_it = _CORRECTS.get(type(command), (None, None))
    if is_it is None:
        return None, None
    facts = reversed(loaded.history)
    return next((each for each in facts if is_it(each.event, command)), None), how


def _guidance(event: Any, order: Any) -> bool:
    given = guidance.DutyGuidanceGiven | guidance.DutyGuidanceCorrected
    return isinstance(event, given) and event.given_on == order.given_on


def _summons(event: Any, order: Any) -> bool:
    summons = course.CitizenSummoned | course.SummonsCorrected | SummonsMoved
    return isinstance(event, summons) and event.day == order.day


def _interview(event: Any, order: Any) -> bool:
    return isinstance(event, course.InterviewHeld) and event.held_on == order.day


def _no_show(event: Any, order: Any) -> bool:
    return isinstance(event, course.InterviewNoShow) and event.day == order.day


def _cancellation(event: Any, order: Any) -> bool:
    return isinstance(event, cancellation.InterviewCancelled) and event.day == order.day


def _request(event: Any, order: Any) -> bool:
    return isinstance(event, counts.InterviewRequested) and event.requested_on == order.day


def _attempt(event: Any, order: Any) -> bool:
    return isinstance(event, contact.ContactAttempted) and (
        (event.channel, event.attempted_on) == (order.channel, order.on)
    )


def _session(event: Any, order: Any) -> bool:
    return isinstance(event, follow_up.JointSessionAttended) and (
        (event.session, event.held_on) == (order.session, order.day)
    )


def _fund_interview(event: Any, order: Any) -> bool:
    return isinstance(event, counts.FundInterviewHeld) and event.held_on == order.day


def _count(event: Any, order: Any) -> bool:
    return isinstance(event, counts.COVERED[order.kind])


def _latest(*facts: type) -> IsIt:
    return lambda event, _: isinstance(event, facts)


_CORRECTS: Final[Mapping[Any, tuple[How, IsIt]]] = {
    registration.CorrectRegistration: (
        "corrected",
        _latest(registration.CitizenRegistered, registration.RegistrationCorrected),
    ),
    cv.WithdrawCv: ("withdrawn", _latest(cv.CvRegistered)),
    assignment.WithdrawAssignment: ("withdrawn", _latest(assignment.CaseAssigned)),
    authority.WithdrawTransfer: ("withdrawn", _latest(authority.AuthorityTransferred)),
    benefit_change.WithdrawBenefitChange: (
        "withdrawn",
        _latest(benefit_change.BenefitChanged),
    ),
    case.WithdrawClosing: ("annulled", _latest(case.CaseClosed)),
    guidance.CorrectDutyGuidance: ("corrected", _guidance),
    guidance.WithdrawDutyGuidance: ("withdrawn", _guidance),
    course.CorrectSummons: ("corrected", _summons),
    course.WithdrawInterview: ("withdrawn", _interview),
    course.WithdrawNoShow: ("withdrawn", _no_show),
    cancellation.WithdrawCancellation: ("withdrawn", _cancellation),
    counts.WithdrawInterviewRequest: ("withdrawn", _request),
    counts.WithdrawFundInterview: ("withdrawn", _fund_interview),
    counts.WithdrawCount: ("withdrawn", _count),
    counts.WithdrawIntensiveContact: ("withdrawn", _latest(counts.IntensiveContactStarted)),
    follow_up.WithdrawJointSession: ("withdrawn", _session),
    follow_up.WithdrawFollowUpChoice: ("withdrawn", _latest(follow_up.FollowUpModelChosen)),
    match.WithdrawMatch: (
        "withdrawn",
        _latest(
            match.MatchAssessed, match.MatchConfirmed, match.MatchUpgraded, match.MatchDowngraded
        ),
    ),
    exemptions.WithdrawExemption: ("withdrawn", _latest(exemptions.ExemptionGranted)),
    benefit_right.WithdrawSelfSupporting: (
        "withdrawn",
        _latest(benefit_right.SelfSupportingRegistered),
    ),
    exemptions.WithdrawSickReport: ("withdrawn", _latest(exemptions.SickReported)),
    contact.WithdrawContactAttempt: ("withdrawn", _attempt),
    contact.CorrectContactRestored: ("corrected", _latest(contact.ContactRestored)),
    recommendation.WithdrawRecommendation: (
        "withdrawn",
        _latest(told.SanctionRecommended),
    ),
    NoteReportCorrected: ("withdrawn", _latest(told.SanctionRecommended)),
}
