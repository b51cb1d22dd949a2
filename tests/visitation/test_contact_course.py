from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from services.visitation.domain.cancellation import (
    CancelInterview,
    InterviewCancellationWithdrawn,
    InterviewCancelled,
    WithdrawCancellation,
)
from services.visitation.domain.citizen_case import CloseCase
from services.visitation.domain.contact_course import (
    CorrectSummons,
    HoldInterview,
    InterviewHeld,
    InterviewNoShow,
    InterviewNoShowWithdrawn,
    InterviewWithdrawn,
    RegisterInterviewNoShow,
    SummonCitizen,
    SummonsCorrected,
    WithdrawInterview,
    WithdrawNoShow,
)
from tests.visitation.cases import (
    CLOSED,
    HELD,
    JUNE_7,
    JUNE_7_AT_10,
    MISSED,
    P6,
    REGISTERED,
    SUMMONED,
    case,
    on,
)
from tests.visitation.four import Four

OPEN = case(REGISTERED)
WAITING = case(REGISTERED, SUMMONED)
BEFORE = on(2011, 5, 20)
AFTER = on(2011, 6, 7, 9)
CLOSE = CloseCase("job", date(2011, 5, 20))
CANCELLED = InterviewCancelled(P6, JUNE_7, "citizen", True, date(2011, 6, 14))
ORDERS = [
    Four(
        command=SummonCitizen(JUNE_7_AT_10, "letter", legal_consequence_text=True),
        before=OPEN,
        facts=BEFORE,
        gives=(SUMMONED,),
        refused_in=OPEN,
        refused_facts=AFTER,
        refused="summons_in_the_past",
        repeated="already_summoned",
        rival=CLOSE,
        lost="case_closed",
    ),
    Four(
        command=CorrectSummons(JUNE_7, JUNE_7_AT_10, "phone", True, "Intet brev"),
        before=WAITING,
        facts=BEFORE,
        gives=(SummonsCorrected(P6, JUNE_7, JUNE_7_AT_10, JUNE_7, "phone", True, "Intet brev"),),
        refused_in=OPEN,
        refused="not_summoned",
        repeated="nothing_to_correct",
        rival=CorrectSummons(JUNE_7, datetime(2011, 6, 8, 8, tzinfo=UTC), "letter", True, "Ny dag"),
        lost="not_summoned",
    ),
    Four(
        command=HoldInterview("personal", JUNE_7),
        before=WAITING,
        facts=AFTER,
        gives=(HELD,),
        refused_in=WAITING,
        refused_facts=BEFORE,
        refused="date_in_future",
        repeated="interview_already_held",
        rival=CLOSE,
        lost="case_closed",
    ),
    Four(
        command=WithdrawInterview(JUNE_7, "Afbrudt"),
        before=case(REGISTERED, SUMMONED, HELD),
        facts=AFTER,
        gives=(InterviewWithdrawn(P6, JUNE_7, JUNE_7, "Afbrudt"),),
        refused_in=WAITING,
        refused="no_such_interview",
        repeated="no_such_interview",
        rival=WithdrawInterview(JUNE_7, "Fejl"),
        lost="no_such_interview",
    ),
    Four(
        command=RegisterInterviewNoShow(JUNE_7),
        before=WAITING,
        facts=AFTER,
        gives=(MISSED,),
        refused_in=OPEN,
        refused="not_summoned",
        repeated="not_summoned",
        rival=HoldInterview("personal", JUNE_7),
        lost="not_summoned",
    ),
    Four(
        command=WithdrawNoShow(JUNE_7, "Mødte i et andet hus"),
        before=case(REGISTERED, SUMMONED, MISSED),
        facts=AFTER,
        gives=(InterviewNoShowWithdrawn(P6, JUNE_7, "Mødte i et andet hus"),),
        refused_in=WAITING,
        refused="no_such_no_show",
        repeated="no_such_no_show",
        rival=WithdrawNoShow(JUNE_7, "Fejl"),
        lost="no_such_no_show",
    ),
    Four(
        command=CancelInterview("citizen", None, True, date(2011, 6, 14)),
        before=WAITING,
        facts=BEFORE,
        gives=(InterviewCancelled(P6, JUNE_7, "citizen", True, date(2011, 6, 14)),),
        refused_in=OPEN,
        refused="not_summoned",
        repeated="not_summoned",
        rival=CancelInterview("citizen"),
        lost="not_summoned",
    ),
    Four(
        command=WithdrawCancellation(JUNE_7, "En anden borger"),
        before=case(REGISTERED, SUMMONED, CANCELLED),
        facts=BEFORE,
        gives=(InterviewCancellationWithdrawn(P6, JUNE_7, "En anden borger"),),
        refused_in=WAITING,
        refused="no_such_cancellation",
        repeated="no_such_cancellation",
        rival=WithdrawCancellation(JUNE_7, "Fejl"),
        lost="no_such_cancellation",
    ),
    Four(
        command=CancelInterview("citizen"),
        before=WAITING,
        facts=BEFORE,
        gives=(InterviewCancelled(P6, JUNE_7, "citizen"),),
        refused_in=OPEN,
        refused="not_summoned",
        repeated="not_summoned",
        rival=CancelInterview("jobcenter"),
        lost="not_summoned",
    ),
]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_happens(order):
    order.happens()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_is_refused(order):
    order.is_refused()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_is_repeated(order):
    order.is_repeated()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_collides_with_a_rival(order):
    order.collides()


@pytest.mark.parametrize(
    ("form", "text", "in_writing"),
    [("letter", True, True), ("digital_post", True, True), ("phone", True, False),
     ("letter", False, False)],
)  # fmt: skip
def test_las_35_only_consequences_in_writing_let_a_sanction_follow(form, text, in_writing):
    summoned = replace(SUMMONED, form=form, legal_consequence_text=text)
    missed = case(REGISTERED, summoned).when(RegisterInterviewNoShow(JUNE_7), AFTER)
    missed.then(InterviewNoShow(P6, JUNE_7, in_writing))


def test_nobody_has_stayed_away_before_the_hour_of_the_interview():
    early = on(2011, 6, 7, 7)
    order = RegisterInterviewNoShow(JUNE_7)
    WAITING.when(order, early).then_rejected("interview_not_due_yet")
    WAITING.when(order, BEFORE).then_rejected("date_in_future")


def test_a_no_show_on_a_day_nobody_was_summoned_to_is_refused():
    WAITING.when(RegisterInterviewNoShow(date(2011, 6, 6)), AFTER).then_rejected("not_summoned")


def test_an_interview_held_earlier_answers_the_summons():
    held = WAITING.and_then(HoldInterview("phone", date(2011, 5, 19)), BEFORE)
    assert held.state.course.waiting is None
    held.when(RegisterInterviewNoShow(JUNE_7), AFTER).then_rejected("not_summoned")


def test_an_interview_held_after_the_summoned_day_does_not_undo_the_no_show():
    late = on(2011, 6, 9)
    held = WAITING.and_then(HoldInterview("personal", date(2011, 6, 9)), late)
    held.when(RegisterInterviewNoShow(JUNE_7), late).then(MISSED)


def test_an_interview_may_be_held_without_a_summons_but_not_before_the_case_was_opened():
    order = HoldInterview("personal", date(2011, 5, 20))
    OPEN.when(order, BEFORE).then(InterviewHeld(P6, date(2011, 5, 20), "personal"))
    early = HoldInterview("personal", date(2011, 5, 1))
    OPEN.when(early, BEFORE).then_rejected("before_registration")


def test_a_summons_recorded_later_must_still_have_come_before_the_interview():
    written = SummonCitizen(JUNE_7_AT_10, "letter", True, on=date(2011, 5, 20))
    OPEN.when(written, AFTER).then(SUMMONED)
    never = replace(written, on=date(2011, 6, 8))
    OPEN.when(never, on(2011, 6, 9)).then_rejected("summons_in_the_past")


def test_the_copenhagen_day_of_a_summons_counts_not_the_utc_one():
    late_evening = datetime(2011, 6, 6, 22, 30, tzinfo=UTC)
    answered = OPEN.when(SummonCitizen(late_evening, "letter", True), BEFORE)
    assert answered.events[0].day == JUNE_7


def test_an_answered_summons_keeps_its_day_but_its_form_can_be_corrected():
    missed = case(REGISTERED, SUMMONED, MISSED)
    moved = CorrectSummons(JUNE_7, datetime(2011, 6, 8, 8, tzinfo=UTC), "letter", True, "Fejl")
    missed.when(moved, AFTER).then_rejected("summons_already_answered")
    oral = missed.and_then(CorrectSummons(JUNE_7, JUNE_7_AT_10, "phone", True, "Fejl"), AFTER)
    assert not oral.state.course.summons_to(JUNE_7).in_writing
    assert oral.state.course.summons_to(JUNE_7).answer == "no_show"


def test_a_withdrawn_interview_or_no_show_leaves_the_summons_open():
    for history, order in (
        ((SUMMONED, HELD), WithdrawInterview(JUNE_7, "Fejl")),
        ((SUMMONED, MISSED), WithdrawNoShow(JUNE_7, "Fejl")),
    ):
        again = case(REGISTERED, *history).and_then(order, AFTER)
        assert again.state.course.waiting.day == JUNE_7


def test_a_no_show_recorded_by_mistake_is_withdrawn_in_a_closed_case_too():
    shut = case(REGISTERED, SUMMONED, MISSED, CLOSED)
    shut.when(WithdrawNoShow(JUNE_7, "Fejl"), on(2011, 9, 5)).then(
        InterviewNoShowWithdrawn(P6, JUNE_7, "Fejl")
    )
    shut.when(RegisterInterviewNoShow(JUNE_7), on(2011, 9, 5)).then_rejected("case_closed")


def test_a_cancellation_taken_back_leaves_the_citizen_summoned_also_in_a_closed_case():
    order = WithdrawCancellation(JUNE_7, "En anden borger")
    told = case(REGISTERED, SUMMONED, CANCELLED).and_then(order, BEFORE)
    told.when(RegisterInterviewNoShow(JUNE_7), AFTER).then(MISSED)
    wrong = WithdrawCancellation(date(2011, 6, 8), "En anden borger")
    case(REGISTERED, SUMMONED, CANCELLED).when(wrong, BEFORE).then_rejected("no_such_cancellation")
    closed = case(REGISTERED, SUMMONED, CANCELLED, CLOSED)
    closed.when(order, AFTER).then(InterviewCancellationWithdrawn(P6, JUNE_7, "En anden borger"))


def test_a_summons_that_was_answered_otherwise_has_no_cancellation_to_take_back():
    order = WithdrawCancellation(JUNE_7, "En anden borger")
    other = replace(SUMMONED, day=date(2011, 6, 8))
    told = case(
        REGISTERED,
        SUMMONED,
        CANCELLED,
        other,
        InterviewHeld(P6, date(2011, 6, 8), "personal", date(2011, 6, 8)),
    )
    told.when(replace(order, day=date(2011, 6, 8)), AFTER).then_rejected("no_such_cancellation")
