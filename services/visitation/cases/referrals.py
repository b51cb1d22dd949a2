"""Referrals, told to the wiring: orders, what must be there before one may leave, questions."""

from typing import Final

from services.visitation.cases.earlier import corrected, latest, taken_back
from services.visitation.domain import referral as referring
from services.visitation.domain import referral_events as told
from services.visitation.domain import referral_orders as orders
from services.visitation.views.citizen_case_list import latest_case_of
from services.visitation.views.openings import opening_gone
from services.visitation.views.referral_list import (
    REFERRAL_LIST,
    BarrierCount,
    Days,
    Referrals,
    ReferralShown,
    RightFirstTime,
    referral_barriers,
    referrals,
    right_first_time,
)
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded, Query
from shared.eventlog.command import Command
from shared.eventlog.decider import Rejected

_CITIZEN: Final = "5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b11"


def collect(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[referring.ReferralFacts]:
    """Find out who acts, and what must be there before the referral may leave."""
    facts = referring.ReferralFacts(today=desk.today, actor=desk.actor)
    opening = (told.ReferralDrafted, told.ReferralCorrected)
    match command:
        case orders.DraftReferral(citizen=citizen):
            return Collected(facts=facts, subjects=(citizen,))
        case orders.CorrectReferral():
            return corrected(facts, latest(loaded, opening))
        case orders.WithdrawReferralStep():
            return taken_back(facts, latest(loaded, told.STEPS))
        case None | orders.IssueReferral() if isinstance(loaded.state, referring.Referral):
            return _collect_for_leaving(desk, loaded.state.draft)
        case _:
            return Collected(facts=facts)


def _collect_for_leaving(
    desk: Desk, draft: told.ReferralDrafted
) -> Collected[referring.ReferralFacts]:
    """Ask for the checklist of the kind and the centre's choice of stage; never guess either.

    The centre is the one that answers for the citizen's case; without one the common row holds.
    """
    own = latest_case_of(desk, draft.citizen)
    centre = (own and own.centre) or "none"
    try:
        checklist = desk.rules.rule("referral.checklist", desk.today, {"referral_kind": draft.kind})
        stage = desk.rules.rule("language_referral.stage", desk.today, {"centre": centre})
    except Rejected as refusal:
        facts = referring.ReferralFacts(desk.today, desk.actor, law_refusal=refusal.code)
        return Collected(facts=facts)
    return Collected(
        facts=referring.ReferralFacts(
            today=desk.today,
            actor=desk.actor,
            required=tuple(str(checklist.value).split(",")),
            language_stage=("reception" if stage.value == "reception" else "after_first_interview"),
            interview_held=own is not None and bool(own.interviews),
            opening_gone=draft.job_order is not None and opening_gone(desk, draft.job_order),
        ),
        rules=(checklist.version, stage.version),
    )


REFERRAL: Final = CaseType[referring.ReferralFacts](
    decider=referring.referral,
    path="referrals",
    title="Henvisning",
    collect=collect,
    closes_on=(told.ReferralAccepted, told.ReferralCancelled),
    reopens_on=(told.ReferralStepWithdrawn,),
    clocks=("referral.accept",),
    commands=(
        Act(
            command=orders.DraftReferral,
            opens=True,
            example={
                "citizen": _CITIZEN,
                "kind": "unit",
                "to_unit": "youth_unit",
                "purpose": "Borgeren er under 25 og uden uddannelse",
                "on": "2011-03-01",
            },
        ),
        Act(
            command=orders.CorrectReferral,
            verb="correct",
            example={"reason": "Forkert enhed", "to_unit": "language_unit"},
        ),
        Act(
            command=orders.DocumentChecklistItem,
            verb="document-item",
            example={"item": "interview_record", "on": "2011-03-01"},
        ),
        Act(
            command=orders.FillLanguageTemplate,
            verb="fill-language-template",
            example={
                "language_test": "Dansk 2, modul 3",
                "test_evidence": "Prøvebevis fra sprogskolen",
                "criteria_version": "2010-1",
                "other_barriers": ["Boligsituation"],
                "main_barrier_reason": "Borgeren har fag og netværk, men ikke sproget",
            },
        ),
        Act(
            command=orders.BlockReferral,
            verb="block",
            example={"barrier": "catalogue_closed_to_group", "on": "2011-03-02"},
        ),
        Act(command=orders.IssueReferral, verb="issue", example={"on": "2011-03-02"}),
        Act(command=orders.ReceiveReferral, verb="receive", example={"on": "2011-03-03"}),
        Act(command=orders.AcceptReferral, verb="accept", example={"on": "2011-03-04"}),
        Act(
            command=orders.ReturnReferral,
            verb="return",
            example={"reason": "wrong_place", "note": "Sproget er ikke hovedbarrieren"},
        ),
        Act(command=orders.ExpireReferral, verb="expire"),
        Act(
            command=orders.CancelReferral,
            verb="cancel",
            example={"reason": "Borgeren er kommet i job"},
        ),
        Act(
            command=orders.WithdrawReferralStep,
            verb="withdraw-step",
            example={"reason": "Hørte til en anden borger"},
        ),
    ),
)
CASES: Final = (REFERRAL,)
VIEWS: Final = (REFERRAL_LIST,)
QUERIES: Final = (
    Query(
        name="referrals",
        path="lists/referrals",
        params=Referrals,
        answer=list[ReferralShown],
        run=referrals,
        ordered_by=("referral.timely_until", "referral.since", "referral.referral"),
    ),
    Query(
        name="referral_barriers",
        path="figures/referral-barriers",
        params=Days,
        answer=list[BarrierCount],
        run=referral_barriers,
    ),
    Query(
        name="right_first_time",
        path="figures/right-first-time",
        params=Days,
        answer=RightFirstTime,
        run=right_first_time,
    ),
)
