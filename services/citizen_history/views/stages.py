"""Which facts make somebody wait, for whom and for what, and which facts end it.

Deadlines tell most of it (`deadline.*`); these are the stages of a case in which somebody
must act and no deadline need run.
"""

from collections import defaultdict
from typing import Any, Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

Party: TypeAlias = Literal[
    "citizen", "jobcenter", "benefit_service", "sickpay", "company_service", "employer", "doctor"
]

UNIT_OF: Final[dict[str, Party]] = {
    "visitation": "jobcenter",
    "offers": "jobcenter",
    "benefit_service": "benefit_service",
    "sickpay": "sickpay",
    "company_contact": "company_service",
    "citizen_history": "jobcenter",
}


class Stage(Struct, frozen=True):
    """From here on somebody waits for something (`what` None: nobody waits any more).

    One case can wait for several things at once; `item` tells them apart, by fields of the fact.
    """

    what: str | None = None
    waiting_on: Party = "benefit_service"
    item: str = "stage"


AFTER_SILENCE: Final = {"hearing_answer": Stage("hearing_conclusion", "benefit_service")}
"""What is waited for when the citizen let the deadline pass: silence lets the case go on."""

RIGHTS: Final = frozenset({"appeal.deadline", "appeal.sick_pay"})
"""Deadlines of a right and not of a duty: when they have passed, nobody is waited for."""

_CLOSED = Stage()
_REPORT = Stage("report_answer", "benefit_service", "report:{day}")
_REVIEW = Stage("decision_review", "benefit_service", "review")
_APPEAL = Stage("appeal_decision", "benefit_service", "appeal")
_RECOMMEND = Stage("recommendation", "jobcenter")
_ANSWER = Stage("hearing_answer", "citizen")
_CONCLUDE = Stage("hearing_conclusion", "benefit_service")

_STAGES: Final[dict[str, Stage]] = {
    "offers.no_show_reported": _REPORT,
    "offers.no_show_withdrawn": Stage(item="report:{day}"),
    "offers.report_answered": Stage(item="report:{day}"),
    "visitation.recommendation_opened": _RECOMMEND,
    "visitation.recommendation_withdrawn": _RECOMMEND,
    "visitation.recommendation_closed": _CLOSED,
    "visitation.recommendation_answered": _CLOSED,
    "visitation.sanction_recommended": _CLOSED,
    "visitation.sanction_dropped": _CLOSED,
    "benefit_service.hearing_served": _ANSWER,
    "benefit_service.hearing_answer_withdrawn": _ANSWER,
    "benefit_service.hearing_answered": _CONCLUDE,
    "benefit_service.hearing_facts_amended": Stage("hearing_letter"),
    "benefit_service.hearing_concluded": _CLOSED,
    "benefit_service.hearing_withdrawn": _CLOSED,
    "benefit_service.non_compliance_reported": Stage("hearing_and_recommendation"),
    "benefit_service.recommendation_received": Stage("sanction_decision"),
    "benefit_service.recommendation_taken_back": Stage("hearing_and_recommendation"),
    "benefit_service.sanction_decided": Stage("sanction_effectuation"),
    "benefit_service.non_compliance_withdrawn": _CLOSED,
    "benefit_service.no_sanction_decided": _CLOSED,
    "benefit_service.sanction_dropped": _CLOSED,
    "benefit_service.sanction_effectuated": _CLOSED,
    "benefit_service.sanction_reversed": _CLOSED,
    "benefit_service.appeal_registered": _APPEAL,
    "benefit_service.appeal_decided": Stage(item="appeal"),
    "sickpay.appeal_registered": Stage("appeal_decision", "sickpay", "appeal"),
    "sickpay.end_confirmed": Stage(item="appeal"),
    "sickpay.sick_pay_end_withdrawn": Stage(item="appeal"),
    "benefit_service.benefit_appeal_registered": Stage("appeal_decision", item="appeal:{about}"),
    "benefit_service.benefit_appeal_decided": Stage(item="appeal:{about}"),
    "benefit_service.payment_stop_withdrawn": Stage(item="appeal:stop"),
    "benefit_service.refusal_withdrawn": Stage(item="appeal:refusal"),
    "benefit_service.decision_needs_review": _REVIEW,
    "benefit_service.decision_reviewed": Stage(item="review"),
    "benefit_service.information_form_requested": Stage("form_sending"),
    "citizen_history.identity_merge_proposed": Stage("merge_decision", "jobcenter"),
    "citizen_history.identity_split_proposed": Stage("split_decision", "jobcenter"),
    "citizen_history.identities_merged": _CLOSED,
    "citizen_history.identities_split": _CLOSED,
    "citizen_history.identity_proposal_withdrawn": _CLOSED,
    # From here on sick pay's own deadline `form.return` tells who is waited for.
    "benefit_service.information_form_sent": _CLOSED,
    "benefit_service.information_form_cancelled": _CLOSED,
}


def stage_of(tag: str, data: dict[str, Any]) -> Stage | None:
    """Return what a fact says about waiting; None when it says nothing."""
    stage = _STAGES.get(tag)
    if stage is None or "{" not in stage.item:
        return stage
    return replace(stage, item=stage.item.format_map(defaultdict(str, data)))
