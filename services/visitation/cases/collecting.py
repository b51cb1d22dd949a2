"""What visitation's further cases need to be decided: the day, who acts, and what is corrected."""

from datetime import date
from typing import Any

from services.visitation.domain import referral as referrals
from services.visitation.domain import referral_events, referral_orders
from services.visitation.domain import social_request as social
from services.visitation.domain import social_request_events as social_events
from services.visitation.domain import social_request_orders as social_orders
from services.visitation.views.citizen_case_list import latest_case_of
from services.visitation.views.openings import opening_gone
from shared.casework.declare import Collected, Desk, Loaded
from shared.eventlog.command import Command
from shared.eventlog.decider import Rejected
from shared.eventlog.envelope import Recorded
from shared.eventlog.event import Event


def collect_social_request(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[social.RequestFacts]:
    """Find out which administration acts, and which fact a correction is about."""
    facts = social.RequestFacts(today=desk.today, actor=desk.actor)
    opening = (social_events.HelpRequested, social_events.RequestCorrected)
    match command:
        case social_orders.RequestHelp(citizen=citizen):
            return Collected(facts=facts, subjects=(citizen,))
        case social_orders.CorrectRequest(requested_on=day):
            return corrected(facts, latest(loaded, opening), day)
        case social_orders.WithdrawRequest():
            return taken_back(facts, latest(loaded, opening))
        case social_orders.WithdrawRequestStep():
            return taken_back(facts, latest(loaded, social_events.STEPS))
        case _:
            return Collected(facts=facts)


def collect_referral(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[referrals.ReferralFacts]:
    """Find out who acts, and what must be there before the referral may leave."""
    facts = referrals.ReferralFacts(today=desk.today, actor=desk.actor)
    opening = (referral_events.ReferralDrafted, referral_events.ReferralCorrected)
    match command:
        case referral_orders.DraftReferral(citizen=citizen):
            return Collected(facts=facts, subjects=(citizen,))
        case referral_orders.CorrectReferral():
            return corrected(facts, latest(loaded, opening))
        case referral_orders.WithdrawReferralStep():
            return taken_back(facts, latest(loaded, referral_events.STEPS))
        case None | referral_orders.IssueReferral() if isinstance(loaded.state, referrals.Referral):
            return _collect_for_leaving(desk, loaded.state.draft)
        case _:
            return Collected(facts=facts)


def _collect_for_leaving(
    desk: Desk, draft: referral_events.ReferralDrafted
) -> Collected[referrals.ReferralFacts]:
    """Ask for the checklist of the kind and the centre's choice of stage; never guess either.

    The centre is the one that answers for the citizen's case; without one the common row holds.
    """
    own = latest_case_of(desk, draft.citizen)
    centre = (own and own.centre) or "none"
    try:
        checklist = desk.rules.rule("referral.checklist", desk.today, {"referral_kind": draft.kind})
        stage = desk.rules.rule("language_referral.stage", desk.today, {"centre": centre})
    except Rejected as refusal:
        facts = referrals.ReferralFacts(desk.today, desk.actor, law_refusal=refusal.code)
        return Collected(facts=facts)
    return Collected(
        facts=referrals.ReferralFacts(
            today=desk.today,
            actor=desk.actor,
            required=tuple(str(checklist.value).split(",")),
            language_stage=("reception" if stage.value == "reception" else "after_first_interview"),
            interview_held=own is not None and bool(own.interviews),
            opening_gone=draft.job_order is not None and opening_gone(desk, draft.job_order),
        ),
        rules=(checklist.version, stage.version),
    )


def latest(loaded: Loaded, kinds: tuple[type[Event], ...]) -> Recorded[Any] | None:
    """Return the latest fact of these kinds that has not been taken back."""
    gone = {
        each.meta.corrects for each in loaded.history if each.meta.how in {"withdrawn", "annulled"}
    }
    standing = (each for each in reversed(loaded.history) if each.meta.event_id not in gone)
    return next((each for each in standing if isinstance(each.event, kinds)), None)


def corrected(facts: Any, wrong: Recorded[Any] | None, day: date | None = None) -> Collected[Any]:
    """Say that an earlier fact is put right, and from which day it holds now."""
    if wrong is None:
        return Collected(facts=facts)
    return Collected(
        facts=facts,
        corrects=wrong.meta.event_id,
        how="corrected",
        effective_on=day or wrong.meta.effective_on,
    )


def taken_back(facts: Any, wrong: Recorded[Any] | None) -> Collected[Any]:
    """Say that an earlier fact did not happen."""
    if wrong is None:
        return Collected(facts=facts)
    return Collected(
        facts=facts,
        corrects=wrong.meta.event_id,
        how="withdrawn",
        effective_on=wrong.meta.effective_on,
    )
