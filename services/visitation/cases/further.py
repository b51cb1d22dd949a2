"""Visitation's further cases, told to the wiring: what they keep, show, answer and react to."""

from typing import Final, TypeAlias

from services.visitation.cases import (
    activities,
    applications,
    calibrations,
    complaints,
    educations,
    handovers,
    interview_bookings,
    job_plans,
    moves,
    portfolio,
    reacting,
    receptions,
    referrals,
    service_suggestions,
    social_requests,
)
from services.visitation.domain import (
    activity,
    activity_booking,
    application_case_events,
    bulk_move,
    calibration,
    coverage,
    education,
    formality_complaint_events,
    interview_booking,
    interview_time,
    job_plan_events,
    reception_visit_events,
    referral_events,
    sick_pay_handover,
    social_request_events,
    work_desk,
)

FURTHER_CASES: Final = (
    *social_requests.CASES,
    *referrals.CASES,
    *applications.CASES,
    *complaints.CASES,
    *job_plans.CASES,
    *receptions.CASES,
    *portfolio.CASES,
    *moves.CASES,
    *activities.CASES,
    *calibrations.CASES,
    *educations.CASES,
    *interview_bookings.CASES,
    *handovers.CASES,
)
FURTHER_VIEWS: Final = (
    *social_requests.VIEWS,
    *referrals.VIEWS,
    *applications.VIEWS,
    *complaints.VIEWS,
    *job_plans.VIEWS,
    *receptions.VIEWS,
    *portfolio.VIEWS,
    *activities.VIEWS,
    *calibrations.VIEWS,
    *educations.VIEWS,
    *interview_bookings.VIEWS,
    *handovers.VIEWS,
)
FURTHER_QUERIES: Final = (
    *social_requests.QUERIES,
    *referrals.QUERIES,
    *applications.QUERIES,
    *complaints.QUERIES,
    *job_plans.QUERIES,
    *receptions.QUERIES,
    *portfolio.QUERIES,
    *activities.QUERIES,
    *calibrations.QUERIES,
    *educations.QUERIES,
    *interview_bookings.QUERIES,
    *service_suggestions.QUERIES,
    *handovers.QUERIES,
)
FURTHER_POLICIES: Final = (
    *reacting.POLICIES,
    *moves.POLICIES,
    *handovers.POLICIES,
    *interview_bookings.POLICIES,
)
FURTHER_EVENTS: TypeAlias = (
    social_request_events.Event
    | referral_events.Event
    | application_case_events.Event
    | formality_complaint_events.Event
    | job_plan_events.Event
    | reception_visit_events.Event
    | work_desk.Event
    | bulk_move.Event
    | activity.Event
    | activity_booking.Event
    | coverage.Event
    | sick_pay_handover.Event
    | calibration.Event
    | education.Event
    | interview_time.Event
    | interview_booking.Event
)
