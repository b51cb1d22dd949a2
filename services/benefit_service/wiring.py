"""The benefit service put together: what the service is, as data."""

from services.benefit_service import messages as told
from services.benefit_service import policies as when
from services.benefit_service.application import CASES
from services.benefit_service.domain import Event
from services.benefit_service.findings import lookups
from services.benefit_service.findings.late_facts import LATE_FACTS, when_late_fact
from services.benefit_service.views.attendance import ATTENDANCE
from services.benefit_service.views.benefit_list import BENEFIT_LIST, BENEFITS
from services.benefit_service.views.contact_restored import CONTACT_RESTORED
from services.benefit_service.views.decision_basis import DECISION_BASIS
from services.benefit_service.views.duty_guidance import DUTY_GUIDANCE
from services.benefit_service.views.eligibility_times import ELIGIBILITY_TIMES, WAITS
from services.benefit_service.views.hearing_list import HEARING_LIST, HEARINGS
from services.benefit_service.views.known_reasons import KNOWN_REASONS
from services.benefit_service.views.payments import PAYMENT_MONTHS, PAYMENTS
from services.benefit_service.views.sanction_list import SANCTION_LIST
from services.benefit_service.views.sanction_queries import (
    OVERSIGHT,
    SANCTIONS,
    sample_unanswered,
)
from services.benefit_service.views.sick_pay_endings import ENDINGS, SICK_PAY_ENDINGS
from services.benefit_service.views.state_refund import STATE_REFUND
from shared.access.ties import TIES
from shared.casework.declare import Policy, Service
from shared.casework.persons import PERSONS

_REACTIONS = (
    Policy(
        name="when_citizen_registered",
        on=told.CitizenRegistered,
        react=when.when_citizen_registered,
    ),
    Policy(
        name="when_registration_corrected",
        on=told.RegistrationCorrected,
        react=when.when_registration_corrected,
        find=lookups.find_benefit_case,
    ),
    Policy(
        name="when_benefit_changed",
        on=told.BenefitChanged,
        react=when.when_benefit_changed,
        find=lookups.find_our_benefit_case,
    ),
    Policy(
        name="when_citizen_case_closed",
        on=told.CaseClosed,
        react=when.when_citizen_case_closed,
        find=lookups.find_benefit_case,
    ),
    Policy(
        name="when_citizen_case_reopened",
        on=told.CaseReopened,
        react=when.when_citizen_case_reopened,
        find=lookups.find_benefit_case,
    ),
    Policy(
        name=when.NO_SHOW_POLICY,
        on=told.NoShowReported,
        react=when.when_no_show_reported,
    ),
    Policy(
        name=when.INTERVIEW_POLICY,
        on=told.InterviewNoShow,
        react=when.when_interview_no_show,
    ),
    Policy(
        name="when_no_show_withdrawn",
        on=told.NoShowWithdrawn,
        react=when.when_report_withdrawn,
        find=lookups.find_reported,
    ),
    Policy(
        name="when_interview_no_show_withdrawn",
        on=told.InterviewNoShowWithdrawn,
        react=when.when_report_withdrawn,
        find=lookups.find_reported,
    ),
    Policy(
        name="when_sanction_recommended",
        on=told.SanctionRecommended,
        react=when.when_sanction_recommended,
    ),
    Policy(
        name="when_recommendation_withdrawn",
        on=told.RecommendationWithdrawn,
        react=when.when_recommendation_withdrawn,
        find=lookups.find_sanction_case,
    ),
    Policy(
        name="when_sanction_dropped",
        on=told.SanctionDropped,
        react=when.when_sanction_dropped,
        find=lookups.find_sanction_case,
    ),
    Policy(
        name="when_absence_notified",
        on=told.AbsenceNotified,
        react=when.when_absence_notified,
    ),
    Policy(
        name="when_absence_withdrawn",
        on=told.AbsenceNotificationWithdrawn,
        react=when.when_absence_withdrawn,
    ),
    Policy(
        name="when_form_returned",
        on=told.InformationFormReturned,
        react=when.when_form_returned,
    ),
    Policy(
        name="when_deadline_missed",
        on=told.DeadlineMissed,
        react=when.when_deadline_missed,
    ),
)
_SECOND_LOOKS = tuple(
    Policy(name=name, on=event, react=when_late_fact, find=lookups.find_relied)
    for name, event in LATE_FACTS.items()
)
POLICIES = (*_REACTIONS, *_SECOND_LOOKS)

SERVICE = Service(
    name="benefit_service",
    title="Ydelsesservice",
    cases=CASES,
    events=Event,
    messages=told.Message,
    sources=("visitation", "offers", "sickpay", "citizen_history"),
    key_classes=("economy",),
    policies=POLICIES,
    views=(
        SANCTION_LIST,
        HEARING_LIST,
        BENEFIT_LIST,
        ELIGIBILITY_TIMES,
        PAYMENTS,
        DECISION_BASIS,
        DUTY_GUIDANCE,
        ATTENDANCE,
        CONTACT_RESTORED,
        KNOWN_REASONS,
        SICK_PAY_ENDINGS,
        PERSONS,
        TIES,
    ),
    queries=(
        SANCTIONS,
        OVERSIGHT,
        HEARINGS,
        BENEFITS,
        WAITS,
        PAYMENT_MONTHS,
        ENDINGS,
        STATE_REFUND,
    ),
    sample=sample_unanswered,
)
