from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from services.visitation import messages
from services.visitation.domain.authority import TransferWithdrawn
from services.visitation.domain.cancellation import (
    InterviewCancellationWithdrawn,
    InterviewCancelled,
)
from services.visitation.domain.citizen_case import CaseReopened
from services.visitation.domain.contact_attempts import ContactAttemptWithdrawn
from services.visitation.domain.contact_course import (
    InterviewNoShowWithdrawn,
    InterviewWithdrawn,
    SummonsCorrected,
)
from services.visitation.domain.cv import CvWithdrawn
from services.visitation.domain.exemptions import (
    ExemptionEnded,
    ExemptionGranted,
    ExemptionWithdrawn,
    RecoveryNoted,
    SickReported,
    SickReportWithdrawn,
)
from services.visitation.domain.follow_up import FollowUpChoiceWithdrawn, FollowUpModelChosen
from services.visitation.domain.hearing_outcome import HearingOutcomeVoided
from services.visitation.domain.recommendation_events import (
    RecommendationAnswered,
    RecommendationClosed,
    RecommendationWithdrawn,
)
from services.visitation.domain.registration import RegistrationCorrected
from services.visitation.views.citizen_case_list import CITIZEN_CASE_LIST, Absence
from services.visitation.views.open_hearings import OPEN_HEARINGS
from services.visitation.views.recommendation_list import RECOMMENDATION_LIST
from services.visitation.views.sick_share import SickShown, counted
from services.visitation.views.summons_list import SUMMONS_LIST
from shared.eventlog.codec import Unread
from tests.visitation.cases import (
    CASE,
    CLOSED,
    CV,
    HELD,
    JUNE_7,
    JUNE_7_AT_10,
    MAY_2,
    MAY_10,
    MISSED,
    P6,
    REGISTERED,
    STATE_CASE,
    SUMMONED,
    TRANSFERRED,
)
from tests.visitation.house import recorded
from tests.visitation.recommendations import (
    ANSWERED,
    BACK,
    DROPPED,
    HEARING,
    JUNE_15,
    NOT_EXCUSED,
    OPENED,
    RECOMMENDED,
    SANCTION,
    TRIED,
)

NOW = datetime(2011, 6, 14, 13, tzinfo=UTC)


def rows(view, stream, *events):
    """Fold facts into the view's rows."""
    table = {}
    for event in events:
        told = recorded(stream, event, NOW)
        for key in view.touches(told):
            table[key] = view.project(key, table.get(key), told)
    return {key: row for key, row in table.items() if row is not None}


def cases(*events):
    return rows(CITIZEN_CASE_LIST, f"citizen_case-{CASE}", *events).get((CASE,))


def summonses(*events):
    return rows(SUMMONS_LIST, f"citizen_case-{CASE}", SUMMONED, *events)


def recommendations(*events):
    stream = f"sanction_recommendation-{CASE}"
    return rows(RECOMMENDATION_LIST, stream, OPENED, *events)[(CASE,)]


def test_the_case_list_shows_who_is_registered_as_what():
    row = cases(REGISTERED, CV, HELD)
    assert (row.citizen, row.status, row.target_group, row.age) == (
        P6,
        "open",
        "tg2_cash_ready",
        27,
    )
    assert (row.registered_on, row.cv_registered_on, row.interviews) == (MAY_2, MAY_10, (JUNE_7,))


def test_the_case_list_takes_back_what_was_taken_back():
    row = cases(
        REGISTERED,
        CV,
        HELD,
        CvWithdrawn(P6, MAY_10, "Fejl"),
        InterviewWithdrawn(P6, JUNE_7, JUNE_7, "Fejl"),
    )
    assert (row.cv_registered_on, row.interviews) == (None, ())


def test_the_case_list_shows_closed_and_reopened():
    shut = cases(REGISTERED, CLOSED)
    assert (shut.status, shut.close_reason, shut.closed_on) == ("closed", "job", date(2011, 9, 1))
    again = cases(REGISTERED, CLOSED, CaseReopened(P6, date(2011, 9, 5), "Ledig"))
    assert again == cases(REGISTERED)


def test_the_case_list_keeps_past_absences_and_forgets_those_taken_back():
    ill, again = SickReported(P6, CASE, MAY_10), SickReported(P6, CASE, JUNE_7)
    row = cases(REGISTERED, ill, RecoveryNoted(P6, JUNE_7), again)
    assert row.absences == (Absence("ill", MAY_10, JUNE_7), Absence("ill", JUNE_7))
    row = cases(REGISTERED, ill, SickReportWithdrawn(P6, CASE, MAY_10, "Fejl"))
    assert (row.absences, row.sick_from) == ((), None)
    exempt = ExemptionGranted(P6, "maternity", MAY_10, None, "Barsel")
    row = cases(REGISTERED, exempt, ExemptionEnded(P6, "maternity", JUNE_7))
    assert row.absences == (Absence("maternity", MAY_10, JUNE_7),)
    row = cases(REGISTERED, exempt, ExemptionWithdrawn(P6, "maternity", MAY_10, "Fejl"))
    assert (row.absences, row.exempt_kind) == ((), None)


def test_e13_the_share_of_the_ill_on_a_day():
    """Ill from the first day on, well from the day of recovery on."""
    ill, well = SickReported(P6, CASE, MAY_10), RecoveryNoted(P6, JUNE_7)
    was_ill, never, exempt = (
        cases(REGISTERED, ill, well),
        cases(REGISTERED),
        cases(REGISTERED, ExemptionGranted(P6, "maternity", MAY_10, None, "Barsel")),
    )
    three = (was_ill, never, exempt)
    day = timedelta(days=1)
    found = [counted(three, each).ill for each in (MAY_10 - day, MAY_10, JUNE_7 - day, JUNE_7)]
    assert found == [0, 1, 1, 0]
    assert counted(three, MAY_10) == SickShown(3, 1, 333)
    assert counted((), MAY_10) == SickShown(0, 0, None)


def test_a_corrected_registration_does_not_undo_a_transfer():
    corrected = RegistrationCorrected(
        citizen=P6,
        benefit_basis="ui_benefit",
        target_group="tg1_insured",
        age=46,
        authority="state",
        channel="phone",
        first_contact_on=STATE_CASE.first_contact_on,
        registered_on=STATE_CASE.registered_on,
        reason="Fejl",
    )
    assert cases(STATE_CASE, corrected).authority == "state"
    moved = cases(STATE_CASE, TRANSFERRED, corrected)
    assert (moved.authority, moved.age, moved.channel) == ("municipal", 46, "phone")
    back = cases(STATE_CASE, TRANSFERRED, TransferWithdrawn(P6, "state", "Fejl"))
    assert (back.authority, back.transferred_on) == ("state", None)


def test_a_fact_of_a_case_nobody_registered_makes_no_row():
    assert cases(CV) is None
    assert cases(Unread("visitation.unheard_of", {})) is None


@pytest.mark.parametrize(
    ("events", "answer"),
    [
        ((), "open"),
        ((HELD,), "held"),
        ((MISSED,), "no_show"),
        ((MISSED, InterviewNoShowWithdrawn(P6, JUNE_7, "Fejl")), "open"),
        ((HELD, InterviewWithdrawn(P6, JUNE_7, JUNE_7, "Fejl")), "open"),
        ((InterviewCancelled(P6, JUNE_7, "citizen"),), "cancelled"),
        (
            (
                InterviewCancelled(P6, JUNE_7, "citizen"),
                InterviewCancellationWithdrawn(P6, JUNE_7, "Fejl"),
            ),
            "open",
        ),
    ],
)
def test_the_summons_list_shows_what_came_of_each(events, answer):
    assert summonses(*events)[(CASE, JUNE_7)].answer == answer


def test_a_follow_up_taken_back_shows_the_one_before_it():
    phone = FollowUpModelChosen(P6, "telephone", None, None, None)
    home = replace(phone, model="home_visit")
    back = FollowUpChoiceWithdrawn(P6, "telephone", "Fejl")
    assert cases(REGISTERED, phone, home).follow_up_model == "home_visit"
    assert cases(REGISTERED, phone, home, back).follow_up_model == "telephone"
    assert cases(REGISTERED, phone, replace(back, model=None)).follow_up_model is None


def test_a_moved_summons_stands_on_its_new_day_only():
    june_8 = date(2011, 6, 8)
    moved = SummonsCorrected(P6, JUNE_7, JUNE_7_AT_10.replace(day=8), june_8, "phone", True, "Fejl")
    table = summonses(moved)
    assert set(table) == {(CASE, june_8)}
    assert table[(CASE, june_8)].consequences_in_writing is False


def test_a_summons_corrected_on_its_day_keeps_its_answer():
    same = SummonsCorrected(P6, JUNE_7, JUNE_7_AT_10, JUNE_7, "phone", True, "Fejl")
    assert summonses(MISSED, same)[(CASE, JUNE_7)].answer == "no_show"


def test_an_interview_nobody_was_summoned_to_answers_no_summons():
    assert summonses(replace(HELD, answers_summons=None)) == summonses()


@pytest.mark.parametrize(
    ("events", "status", "waiting_on"),
    [
        ((), "awaiting_hearing", "benefit_service"),
        ((NOT_EXCUSED,), "to_decide", "jobcenter"),
        (
            (NOT_EXCUSED, HearingOutcomeVoided(P6, SANCTION, HEARING)),
            "awaiting_hearing",
            "benefit_service",
        ),
        ((NOT_EXCUSED, RECOMMENDED), "recommended", "benefit_service"),
        (
            (NOT_EXCUSED, RECOMMENDED, RecommendationWithdrawn(P6, SANCTION, "Ny")),
            "to_decide",
            "jobcenter",
        ),
        ((NOT_EXCUSED, DROPPED), "dropped", "nobody"),
        ((RecommendationClosed(P6, SANCTION, "report_withdrawn"),), "withdrawn", "nobody"),
        ((NOT_EXCUSED, RECOMMENDED, ANSWERED), "answered", "nobody"),
        ((DROPPED, RecommendationAnswered(P6, SANCTION, "dropped")), "dropped", "nobody"),
    ],
)
def test_the_recommendation_list_says_who_is_waited_for(events, status, waiting_on):
    row = recommendations(*events)
    assert (row.status, row.waiting_on) == (status, waiting_on)


def test_the_recommendation_list_counts_attempts_and_shows_the_answer():
    tried = recommendations(TRIED, TRIED, BACK, NOT_EXCUSED, RECOMMENDED, ANSWERED)
    assert (tried.attempts, tried.restored_on) == (2, BACK.restored_on)
    assert (tried.finding, tried.outcome) == ("excuse_not_accepted", "decided")
    wrong = ContactAttemptWithdrawn(P6, SANCTION, "phone", JUNE_15, "Fejl")
    assert recommendations(TRIED, wrong).attempts == 0


def test_a_hearing_put_right_stays_open_and_new_facts_open_it_again():
    stream = f"party_hearing-{HEARING}"
    served = messages.HearingServed(P6, JUNE_15, SANCTION)
    moved = messages.HearingServiceCorrected(P6, JUNE_7, SANCTION)
    amended = messages.HearingFactsAmended(P6, SANCTION)
    ended = messages.HearingConcluded(P6, "excuse_accepted", True, SANCTION)
    (row,) = rows(OPEN_HEARINGS, stream, served, moved).values()
    assert row.served_on == JUNE_7
    assert rows(OPEN_HEARINGS, stream, served, moved, amended) == {(HEARING,): row}
    (again,) = rows(OPEN_HEARINGS, stream, served, ended, amended).values()
    assert (again.citizen, again.served_on) == (P6, date(2011, 6, 14))
    assert rows(OPEN_HEARINGS, stream, served, ended, moved) == {}


def test_a_hearing_is_open_from_service_until_it_ends():
    stream = f"party_hearing-{HEARING}"
    served = messages.HearingServed(P6, JUNE_15, SANCTION)
    table = rows(OPEN_HEARINGS, stream, served)
    assert [(key, row.citizen) for key, row in table.items()] == [((HEARING,), P6)]
    for end in (
        messages.HearingConcluded(P6, "excuse_accepted", True, SANCTION),
        messages.HearingWithdrawn(P6, SANCTION),
    ):
        assert rows(OPEN_HEARINGS, stream, served, end) == {}
