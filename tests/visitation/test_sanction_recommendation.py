import pytest

from services.visitation.domain.contact_attempts import ContactAttempted, ContactAttemptWithdrawn
from services.visitation.domain.hearing_outcome import (
    HearingOutcomeNoted,
    HearingOutcomeVoided,
    NoteHearingOutcome,
    NoteHearingWithdrawn,
)
from services.visitation.domain.recommendation_events import (
    RecommendationAnswered,
    RecommendationClosed,
    RecommendationRefused,
    RecommendationWithdrawn,
    SanctionDropped,
)
from services.visitation.domain.report_corrected import (
    TAKEN_BACK,
    NoteReportCorrected,
    ReportCorrectionNoted,
)
from services.visitation.domain.sanction_recommendation import (
    CloseOnWithdrawal,
    DropRecommendation,
    NoteDecision,
    OpenRecommendation,
    RecommendSanction,
    WithdrawRecommendation,
    sanction_recommendation,
)
from shared.eventlog.decider import Rejected
from tests.visitation.cases import P6
from tests.visitation.four import Four
from tests.visitation.recommendations import (
    ANNA,
    ANSWERED,
    BO,
    DROPPED,
    EXCUSED,
    HEARING,
    JUNE_14,
    JUNE_15,
    JUNE_21,
    MACHINE,
    NOT_EXCUSED,
    OPENED,
    RECOMMENDED,
    SANCTION,
    TRIED,
    facts,
    recommendation,
)

NOTHING = recommendation()
REPORTED = recommendation(OPENED)
HEARD = recommendation(OPENED, NOT_EXCUSED)
TODAY = facts()
RECOMMEND = RecommendSanction(
    "offer_no_show", "LAS § 36", "Udeblevet uden rimelig grund", on=JUNE_21
)
ORDERS = [
    Four(
        command=OpenRecommendation(P6, SANCTION, "offer_no_show", JUNE_14, "offers"),
        before=NOTHING,
        facts=TODAY,
        gives=(OPENED,),
        refused_in=HEARD,
        refused="already_open",
        repeated="already_open",
        rival=OpenRecommendation(P6, SANCTION, "quit", JUNE_14, "offers"),
        lost="already_open",
    ),
    Four(
        command=RECOMMEND,
        before=HEARD,
        facts=TODAY,
        gives=(RECOMMENDED,),
        refused_in=REPORTED,
        refused="hearing_outcome_not_known",
        repeated="already_recommended",
        rival=DropRecommendation("Rimelig grund"),
        lost="recommendation_ended",
    ),
    Four(
        command=WithdrawRecommendation("Ny oplysning"),
        before=recommendation(OPENED, NOT_EXCUSED, RECOMMENDED),
        facts=TODAY,
        gives=(RecommendationWithdrawn(P6, SANCTION, "Ny oplysning"),),
        refused_in=HEARD,
        refused="not_recommended",
        repeated="not_recommended",
        rival=NoteDecision("decided"),
        lost="recommendation_ended",
    ),
    Four(
        command=DropRecommendation("Rimelig grund"),
        before=HEARD,
        facts=TODAY,
        gives=(SanctionDropped(P6, SANCTION, "Rimelig grund"),),
        refused_in=recommendation(OPENED, NOT_EXCUSED, RECOMMENDED),
        refused="already_recommended",
        repeated="recommendation_ended",
        rival=RECOMMEND,
        lost="already_recommended",
    ),
]
NOTES = [
    Four(
        command=NoteHearingOutcome(HEARING, "excuse_not_accepted", answered=True),
        before=REPORTED,
        facts=TODAY,
        gives=(NOT_EXCUSED,),
        refused_in=NOTHING,
        refused="not_reported",
        repeated=None,
    ),
    Four(
        command=NoteHearingWithdrawn(HEARING),
        before=HEARD,
        facts=TODAY,
        gives=(HearingOutcomeVoided(P6, SANCTION, HEARING),),
        refused_in=NOTHING,
        refused="not_reported",
        repeated=None,
    ),
    Four(
        command=CloseOnWithdrawal(),
        before=HEARD,
        facts=TODAY,
        gives=(RecommendationClosed(P6, SANCTION, "report_withdrawn"),),
        refused_in=NOTHING,
        refused="not_reported",
        repeated=None,
    ),
    Four(
        command=NoteDecision("decided"),
        before=recommendation(OPENED, NOT_EXCUSED, RECOMMENDED),
        facts=TODAY,
        gives=(RecommendationAnswered(P6, SANCTION, "decided"),),
        refused_in=NOTHING,
        refused="not_reported",
        repeated=None,
    ),
]


@pytest.mark.parametrize("order", [*ORDERS, *NOTES], ids=str)
def test_it_happens(order):
    order.happens()


@pytest.mark.parametrize("order", [*ORDERS, *NOTES], ids=str)
def test_it_is_refused(order):
    order.is_refused()


@pytest.mark.parametrize("order", [*ORDERS, *NOTES], ids=str)
def test_it_is_repeated(order):
    order.is_repeated()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_collides_with_a_rival(order):
    order.collides()


@pytest.mark.parametrize("note", [each for each in NOTES if each.gives != (ANSWERED,)], ids=str)
def test_a_note_that_comes_after_the_end_gives_nothing_new(note):
    recommendation(OPENED, DROPPED).when(note.command, TODAY).then()


def test_fvl_19_nothing_is_recommended_before_the_hearing_has_an_outcome():
    refusal = REPORTED.when(RECOMMEND, TODAY).then_rejected("hearing_outcome_not_known")
    assert refusal.record == (
        RecommendationRefused(
            P6, SANCTION, "recommend_sanction", "hearing_outcome_not_known", "anna"
        ),
    )


def test_a_recorded_refusal_changes_nothing():
    refused = RecommendationRefused(P6, SANCTION, "recommend_sanction", "x", "anna")
    assert recommendation(OPENED, NOT_EXCUSED, refused).state == HEARD.state


def test_an_accepted_excuse_ends_the_matter_and_a_person_drops_it():
    excused = recommendation(OPENED, EXCUSED)
    excused.when(RECOMMEND, TODAY).then_rejected("excuse_accepted")
    excused.when(DropRecommendation("Rimelig grund"), TODAY).then(DROPPED)


def test_a_new_hearing_replaces_the_outcome_of_the_one_before():
    later = HearingOutcomeNoted(P6, SANCTION, "another", "excuse_not_accepted", answered=False)
    recommendation(OPENED, EXCUSED, later).when(RECOMMEND, TODAY).then(RECOMMENDED)


def test_the_outcome_of_a_withdrawn_hearing_no_longer_counts():
    voided = HEARD.and_then(NoteHearingWithdrawn(HEARING), TODAY)
    voided.when(RECOMMEND, TODAY).then_rejected("hearing_outcome_not_known")
    HEARD.when(NoteHearingWithdrawn("another"), TODAY).then()


@pytest.mark.parametrize("actor", [BO, MACHINE], ids=["benefit_service", "machine"])
def test_only_a_person_in_the_jobcenter_recommends(actor):
    HEARD.when(RECOMMEND, facts(actor=actor)).then_rejected("recommender_not_in_jobcenter")
    HEARD.when(RECOMMEND, facts(actor=ANNA)).then(RECOMMENDED)


WAYS = (("phone", "visit"), ("digital_post", "letter"))


@pytest.mark.parametrize(
    ("tried", "missing"),
    [
        ((), ["phone or visit", "digital_post or letter"]),
        (("sms",), ["phone or visit", "digital_post or letter"]),
        (("phone", "phone"), ["digital_post or letter"]),
        (("letter", "email"), ["phone or visit"]),
    ],
    ids=["nothing", "a_text_message", "only_spoken", "only_written"],
)
def test_las_37_an_activity_ready_citizen_must_have_been_sought_in_every_way(tried, missing):
    attempts = [ContactAttempted(P6, SANCTION, channel, JUNE_15) for channel in tried]
    sought = recommendation(OPENED, *attempts, NOT_EXCUSED)
    with pytest.raises(Rejected) as refused:
        sanction_recommendation.decide(RECOMMEND, sought.state, facts(ways_required=WAYS))
    assert (refused.value.code, refused.value.detail) == (
        "contact_attempts_missing",
        {"missing": missing},
    )
    # Of others the law asks nothing.
    sought.when(RECOMMEND, facts()).then(RECOMMENDED)


@pytest.mark.parametrize("tried", [("phone", "digital_post"), ("sms", "letter", "visit")])
def test_las_37_spoken_and_written_attempts_are_enough(tried):
    attempts = [ContactAttempted(P6, SANCTION, channel, JUNE_15) for channel in tried]
    sought = recommendation(OPENED, *attempts, NOT_EXCUSED)
    sought.when(RECOMMEND, facts(ways_required=WAYS)).then(RECOMMENDED)


def test_an_attempt_that_was_not_made_is_missing_again():
    wrong = ContactAttemptWithdrawn(P6, SANCTION, "letter", JUNE_15, "Ikke sendt")
    written = ContactAttempted(P6, SANCTION, "letter", JUNE_15)
    sought = recommendation(OPENED, TRIED, written, wrong, NOT_EXCUSED)
    sought.when(RECOMMEND, facts(ways_required=WAYS)).then_rejected("contact_attempts_missing")


def test_las_35_a_summons_without_consequences_in_writing_carries_no_sanction():
    oral = facts(consequences_in_writing=False)
    HEARD.when(RECOMMEND, oral).then_rejected("consequences_not_in_writing")
    HEARD.when(RECOMMEND, facts(consequences_in_writing=True)).then(RECOMMENDED)


def test_a_report_put_right_is_asked_about_anew_and_its_recommendation_is_taken_back():
    order = NoteReportCorrected("interview_no_show", JUNE_15)
    noted = ReportCorrectionNoted(P6, SANCTION, "interview_no_show", JUNE_15)
    HEARD.when(order, TODAY).then(noted)
    made = recommendation(OPENED, NOT_EXCUSED, RECOMMENDED)
    made.when(order, TODAY).then(RecommendationWithdrawn(P6, SANCTION, TAKEN_BACK), noted)
    after = made.and_then(order, TODAY)
    assert (after.state.kind, after.state.day) == ("interview_no_show", JUNE_15)
    after.when(order, TODAY).then()
    after.when(RECOMMEND, TODAY).then(RECOMMENDED)
    over = recommendation(OPENED, NOT_EXCUSED, DROPPED)
    over.when(order, TODAY).then()
    NOTHING.when(order, TODAY).then_rejected("not_reported")


def test_lab_9_absence_from_an_offer_in_no_agreed_plan_carries_no_sanction():
    refusal = HEARD.when(RECOMMEND, facts(plan_missing=True)).then_rejected("job_plan_missing")
    (kept,) = refusal.record
    assert (kept.command, kept.code) == ("recommend_sanction", "job_plan_missing")


def test_where_the_law_cannot_say_what_is_asked_nothing_is_recommended():
    HEARD.when(RECOMMEND, facts(law_refusal="ruleset_draft")).then_rejected("ruleset_draft")


def test_a_recommendation_ahead_of_time_is_refused():
    HEARD.when(RECOMMEND, facts(JUNE_14)).then_rejected("date_in_future")


def test_the_answer_ends_the_recommendation_and_a_later_one_is_noted_too():
    decided = recommendation(OPENED, NOT_EXCUSED, RECOMMENDED, ANSWERED)
    decided.when(RECOMMEND, TODAY).then_rejected("recommendation_ended")
    decided.when(NoteDecision("reversed"), TODAY).then(
        RecommendationAnswered(P6, SANCTION, "reversed")
    )


def test_a_dropped_matter_still_gets_its_answer_once():
    dropped = recommendation(OPENED, DROPPED)
    told = dropped.and_then(NoteDecision("dropped"), TODAY)
    told.when(NoteDecision("dropped"), TODAY).then()
    assert (told.state.ground, told.state.answered) == ("dropped", "dropped")


def test_a_withdrawn_recommendation_can_be_made_again():
    again = recommendation(OPENED, NOT_EXCUSED, RECOMMENDED).and_then(
        WithdrawRecommendation("Ny oplysning"), TODAY
    )
    again.when(RECOMMEND, TODAY).then(RECOMMENDED)
