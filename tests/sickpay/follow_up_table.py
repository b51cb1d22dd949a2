"""Every order about following up, with what its four tests need."""

from datetime import date

from msgspec.structs import replace

from services.sickpay.domain import follow_up_orders as follow
from services.sickpay.domain import plan_step_orders as step
from tests.sickpay.course_story import (
    AGREE,
    CATEGORY,
    FIRST,
    FUTURE,
    GONE,
    HEARING,
    HOLD,
    MISS,
    NEW,
    OTHER,
    PART,
    PLAN,
    REST,
    SUMMON,
    Told,
    well,
)

ASK_OFFER = step.AskForOffer("company_practice", date(2011, 2, 1), date(2011, 2, 28))
ASK_TALK = step.AskForWorkplaceContact(HEARING, date(2011, 2, 1), "section_56")
GIVEN = step.NotePlanOffer(OTHER, "company_practice", date(2011, 2, 1), date(2011, 2, 28))

FOLLOW_UPS = (
    Told(
        CATEGORY,
        "sick_categorised",
        ((), replace(CATEGORY, on=FUTURE), "date_in_future"),
        "category_already_set",
    ),
    Told(
        follow.AssessFollowUpDuty(True, date(2026, 11, 30), date(2026, 9, 3)),
        "follow_up_not_owed",
        (
            (),
            follow.AssessFollowUpDuty(True, date(2026, 11, 30), date(2026, 8, 1)),
            "before_absence",
        ),
        None,
        year=2026,
        collides=(well(2026), "already_recovered"),
    ),
    Told(
        SUMMON,
        "follow_up_summoned",
        ((), replace(SUMMON, held_on=date(2010, 2, 1)), "summons_in_the_past"),
        "already_summoned",
    ),
    Told(
        follow.CancelSummons("Away"),
        "summons_cancelled",
        ((), follow.CancelSummons("x"), "not_summoned"),
        "not_summoned",
        (SUMMON,),
    ),
    Told(
        MISS,
        "follow_up_missed",
        ((SUMMON,), follow.NoteMissedFollowUp(date(2010, 3, 2)), "not_the_summoned_day"),
        "not_summoned",
        (SUMMON,),
    ),
    Told(
        HOLD, "follow_up_held", ((), HOLD, "category_missing"), "held_before_the_last", (CATEGORY,)
    ),
    Told(
        follow.CorrectFollowUp(date(2010, 3, 2), "Typo"),
        "follow_up_corrected",
        ((), follow.CorrectFollowUp(date(2010, 3, 2), "x"), "first_follow_up_missing"),
        "nothing_to_correct",
        (CATEGORY, HOLD),
    ),
    Told(PLAN, "plan_drafted", ((PLAN,), PLAN, "plan_exists"), "plan_exists"),
    Told(AGREE, "plan_agreed", ((), AGREE, "plan_not_waiting"), "plan_not_waiting", (PLAN,)),
    Told(
        follow.RevisePlan("Six hours"),
        "plan_revised",
        ((PLAN,), follow.RevisePlan("x"), "plan_not_agreed"),
        "plan_not_agreed",
        (PLAN, AGREE),
    ),
    Told(
        follow.ClosePlan("Done"),
        "plan_closed",
        ((), follow.ClosePlan("x"), "no_plan"),
        "no_plan",
        (PLAN,),
    ),
    Told(
        PART,
        "partial_return_agreed",
        ((), replace(PART, hours=37), "not_partial"),
        "already_partial",
    ),
    Told(
        follow.EndPartialReturn(date(2010, 5, 1), "Too early"),
        "partial_return_ended",
        ((PART,), follow.EndPartialReturn(date(2010, 3, 1), "x"), "ends_before_it_begins"),
        "no_partial_return",
        (PART,),
    ),
    Told(
        REST,
        "stand_by_granted",
        ((), REST, "first_follow_up_missing"),
        "on_stand_by",
        (CATEGORY, HOLD),
    ),
    Told(
        follow.EndStandBy(date(2010, 6, 1)),
        "stand_by_ended",
        ((), follow.EndStandBy(date(2010, 6, 1)), "not_on_stand_by"),
        "not_on_stand_by",
        (CATEGORY, HOLD, REST),
    ),
    Told(
        follow.RequestFastTrack("employer", date(2016, 3, 7)),
        "fast_track_requested",
        ((), follow.RequestFastTrack("employer", date(2016, 3, 8)), "fast_track_too_late"),
        "fast_track_already_requested",
        year=2016,
        collides=(well(2016), "already_recovered"),
    ),
    Told(
        follow.WithdrawFollowUp("Another case"),
        "follow_up_withdrawn",
        ((CATEGORY,), follow.WithdrawFollowUp("x"), "first_follow_up_missing"),
        "first_follow_up_missing",
        (CATEGORY, HOLD),
    ),
    Told(
        follow.WithdrawMissedFollowUp(date(2010, 3, 1), "At the wrong door"),
        "follow_up_miss_withdrawn",
        (
            (SUMMON, MISS),
            follow.WithdrawMissedFollowUp(date(2010, 3, 2), "x"),
            "follow_up_not_missed",
        ),
        "follow_up_not_missed",
        (SUMMON, MISS),
        GONE,
    ),
    Told(
        follow.WithdrawPlanAgreement("Had only read it"),
        "plan_agreement_withdrawn",
        ((PLAN,), follow.WithdrawPlanAgreement("x"), "plan_not_agreed"),
        "plan_not_agreed",
        (PLAN, AGREE),
    ),
    Told(
        follow.CorrectPartialReturn(date(2010, 4, 6), 20, 37, "Began on Tuesday"),
        "partial_return_corrected",
        ((PART,), follow.CorrectPartialReturn(FIRST[2010], 20, 37, "x"), "before_absence"),
        "nothing_to_correct",
        (PART,),
        GONE,
    ),
    Told(
        follow.WithdrawPartialReturn("Never began"),
        "partial_return_withdrawn",
        ((), follow.WithdrawPartialReturn("x"), "no_partial_return"),
        "no_partial_return",
        (PART,),
        GONE,
    ),
    Told(
        follow.WithdrawPartialReturnEnd("Goes on"),
        "partial_return_end_withdrawn",
        ((PART,), follow.WithdrawPartialReturnEnd("x"), "partial_return_not_ended"),
        "partial_return_not_ended",
        (PART, follow.EndPartialReturn(date(2010, 5, 1), "Too early")),
    ),
    Told(
        follow.WithdrawStandBy("Another citizen's operation"),
        "stand_by_withdrawn",
        ((), follow.WithdrawStandBy("x"), "not_on_stand_by"),
        "not_on_stand_by",
        (CATEGORY, HOLD, REST),
    ),
    Told(
        follow.WithdrawFastTrack("Another employee"),
        "fast_track_withdrawn",
        ((), follow.WithdrawFastTrack("x"), "fast_track_not_requested"),
        "fast_track_not_requested",
        (follow.RequestFastTrack("employer", date(2016, 3, 7)),),
        year=2016,
        collides=(well(2016), "already_recovered"),
    ),
    Told(
        ASK_OFFER,
        "offer_asked_for",
        ((), ASK_OFFER, "no_plan"),
        "step_already_asked_for",
        (PLAN,),
    ),
    Told(
        ASK_TALK,
        "workplace_contact_asked_for",
        ((PLAN,), replace(ASK_TALK, planned_on=date(2011, 1, 19)), "step_in_the_past"),
        "step_already_asked_for",
        (PLAN,),
    ),
    Told(
        step.WithdrawPlanStep(NEW, "Rang already"),
        "plan_step_withdrawn",
        ((PLAN, ASK_OFFER, GIVEN), step.WithdrawPlanStep(NEW, "x"), "step_already_begun"),
        "step_unknown",
        (PLAN, ASK_OFFER),
        GONE,
    ),
    Told(
        GIVEN,
        "plan_offer_noted",
        ((PLAN, GIVEN), GIVEN, "nothing_to_correct"),
        "nothing_to_correct",
        (PLAN, ASK_OFFER),
        GONE,
    ),
    Told(
        step.NotePlanStep(OTHER, "begun", date(2011, 2, 1)),
        "plan_step_moved",
        ((PLAN, ASK_OFFER), step.NotePlanStep(OTHER, "begun", date(2011, 2, 1)), "step_unknown"),
        "step_already_there",
        (PLAN, GIVEN),
        GONE,
    ),
)
