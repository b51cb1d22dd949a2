"""Which free words of an order stand in clear in a fact, and why that must be so."""

from __future__ import annotations

ABOUT_A_COMPANY = "about a company; the service holds no citizen's key (ADR 20)"
FOR_EVERYBODY = "words for everybody (the threat model says so)"
LISTED = "the order is refused unless it names one of the case's own"
IN_CLEAR = {
    ("visitation", "plan_activity", "title"): FOR_EVERYBODY,
    ("visitation", "enter_education", "title"): FOR_EVERYBODY,
    ("visitation", "enter_education", "where"): FOR_EVERYBODY,
    ("visitation", "revise_education", "title"): FOR_EVERYBODY,
    ("visitation", "revise_education", "where"): FOR_EVERYBODY,
    ("offers", "receive_job_order", "title"): FOR_EVERYBODY,
    ("offers", "correct_job_order", "title"): FOR_EVERYBODY,
    ("visitation", "suggest_jobs", "suggestions"): "an opening as everybody may read it",
    ("visitation", "review_joint_plan", "outcome"): "sealed there; another fact has the same word",
    ("benefit_service", "assess_amount", "rule"): LISTED,
    ("sickpay", "review_decision", "decision"): LISTED,
    ("company_contact", "register_company", "name"): ABOUT_A_COMPANY,
    ("company_contact", "register_company", "industry"): ABOUT_A_COMPANY,
    ("company_contact", "correct_company_facts", "name"): ABOUT_A_COMPANY,
    ("company_contact", "correct_company_facts", "industry"): ABOUT_A_COMPANY,
    ("company_contact", "correct_company_facts", "reason"): ABOUT_A_COMPANY,
    ("company_contact", "withdraw_closure", "reason"): ABOUT_A_COMPANY,
    ("company_contact", "coordinate_contact", "agreement"): ABOUT_A_COMPANY,
    ("company_contact", "withdraw_coordination", "reason"): ABOUT_A_COMPANY,
    ("company_contact", "withdraw_held_contact", "reason"): ABOUT_A_COMPANY,
    ("company_contact", "withdraw_cancellation", "reason"): ABOUT_A_COMPANY,
    ("company_contact", "withdraw_follow_up", "reason"): ABOUT_A_COMPANY,
}
"""Which fields of which orders may hold free words all the same, and why."""

HARMLESS = "Ord om ingen"


def about_nobody(order: str) -> dict[str, str]:
    """Return harmless words for what an order says of a company, or to everybody."""
    return {
        field: HARMLESS
        for (_, name, field), reason in IN_CLEAR.items()
        if name == order and reason in {ABOUT_A_COMPANY, FOR_EVERYBODY}
    }
