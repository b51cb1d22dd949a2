"""Whose citizen is whose, for the whole house: the cases of all services, one row each.

The facts that end a case and open it again are told here by name, as this service knows the others
only by what they tell; a test holds the list against what each service declares.
"""

from typing import Final

from services.citizen_history.views.timeline import SOURCES
from shared.access.relations import relations_view

ENDING: Final = frozenset(
    (
        "benefit_service/benefit_case",
        "benefit_service/information_form",
        "benefit_service/party_hearing",
        "benefit_service/sanction_case",
        "offers/offer_duty",
        "offers/offer_placement",
        "sickpay/sick_pay_case",
        "visitation/activity",
        "visitation/activity_booking",
        "visitation/application_case",
        "visitation/bulk_move",
        "visitation/citizen_case",
        "visitation/formality_complaint",
        "visitation/job_plan",
        "visitation/reception_visit",
        "visitation/referral",
        "visitation/sick_pay_handover",
        "visitation/sanction_recommendation",
        "visitation/social_request",
    )
)
"""The other services' cases about citizens that can end; the rest stay open for ever."""

CLOSING: Final = frozenset(
    (
        "benefit_service.hearing_concluded",
        "benefit_service.hearing_withdrawn",
        "benefit_service.information_form_cancelled",
        "benefit_service.no_sanction_decided",
        "benefit_service.non_compliance_withdrawn",
        "benefit_service.payment_stopped",
        "benefit_service.sanction_dropped",
        "benefit_service.sanction_effectuated",
        "benefit_service.sanction_reversed",
        "citizen_history.citizen_erased",
        "citizen_history.erasure_declined",
        "citizen_history.erasure_withdrawn",
        "citizen_history.external_record_withdrawn",
        "citizen_history.identities_merged",
        "citizen_history.identities_split",
        "citizen_history.identity_proposal_withdrawn",
        "citizen_history.legal_hold_lifted",
        "citizen_history.look_reviewed",
        "company_contact.company_closed",
        "company_contact.workplace_grant_called_off",
        "company_contact.workplace_grant_declined",
        "company_contact.workplace_grant_stopped",
        "offers.offer_cancelled",
        "offers.offer_duty_closed",
        "offers.offer_ended",
        "sickpay.absence_notification_withdrawn",
        "sickpay.recovery_reported",
        "sickpay.sick_pay_ended",
        "visitation.activity_attended",
        "visitation.activity_cancelled",
        "visitation.application_appeal_settled",
        "visitation.application_closed",
        "visitation.application_decided",
        "visitation.booking_cancelled",
        "visitation.bulk_move_ordered",
        "visitation.case_closed",
        "visitation.citizen_taken_over",
        "visitation.complaint_decided",
        "visitation.handover_settled",
        "visitation.handover_withdrawn",
        "visitation.job_plan_ended",
        "visitation.reception_visit_abandoned",
        "visitation.reception_visit_completed",
        "visitation.recommendation_answered",
        "visitation.recommendation_closed",
        "visitation.referral_accepted",
        "visitation.referral_cancelled",
        "visitation.request_closed",
        "visitation.request_withdrawn",
        "visitation.sanction_dropped",
    )
)
REOPENING: Final = frozenset(
    (
        "benefit_service.appeal_registered",
        "benefit_service.benefit_applied",
        "benefit_service.decision_needs_review",
        "benefit_service.hearing_facts_amended",
        "benefit_service.payment_stop_withdrawn",
        "citizen_history.erasure_requested",
        "citizen_history.external_record_imported",
        "citizen_history.identity_merge_proposed",
        "citizen_history.identity_split_proposed",
        "citizen_history.legal_hold_placed",
        "citizen_history.look_review_withdrawn",
        "company_contact.company_closure_withdrawn",
        "company_contact.company_reopened",
        "company_contact.workplace_grant_answer_withdrawn",
        "offers.offer_duty_opened",
        "offers.offer_duty_reopened",
        "offers.offer_end_withdrawn",
        "sickpay.recovery_withdrawn",
        "sickpay.sick_pay_end_withdrawn",
        "visitation.activity_attendance_withdrawn",
        "visitation.application_appealed",
        "visitation.application_sent_back",
        "visitation.application_step_withdrawn",
        "visitation.case_reopened",
        "visitation.complaint_step_withdrawn",
        "visitation.handover_opened",
        "visitation.handover_settlement_withdrawn",
        "visitation.job_plan_step_withdrawn",
        "visitation.reception_step_withdrawn",
        "visitation.referral_step_withdrawn",
        "visitation.request_step_withdrawn",
    )
)

RELATIONS: Final = relations_view(CLOSING, REOPENING, SOURCES)
