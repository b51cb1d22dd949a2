"""A company's order for people, from its arrival until everybody is told that it is over."""

from datetime import date

import pytest
from msgspec.structs import asdict, replace

from services.offers.domain import job_order_events as told
from services.offers.domain import job_order_orders as orders
from services.offers.domain.job_order_state import name_of
from shared.eventlog.decider import Claim, Release
from shared.identity import derived_id
from tests.offers.mediations import (
    CENTRES,
    EXPIRED,
    FILLED,
    FIVE,
    FOUR,
    MARCH_1,
    MARCH_2,
    MARCH_4,
    MARCH_31,
    NOTED,
    ONE,
    OPENED,
    ORDER,
    PUBLISHED,
    RECEIVED,
    SENT,
    SHOP,
    THREE,
    TWO_FILLED,
    VALIDATED,
    WITHDRAWN,
    facts,
    order,
)
from tests.visitation.four import Four

NOW = facts()
APRIL = facts(date(2011, 4, 1))
NOTHING = order()
NEW = order(RECEIVED)
AGREED = order(RECEIVED, VALIDATED)
OPEN = order(*OPENED)
NEARLY = order(*OPENED, *NOTED, *TWO_FILLED)
FULL = order(*OPENED, *NOTED, *TWO_FILLED, *FILLED)
GONE = order(*OPENED, WITHDRAWN)
OVER = order(*OPENED, EXPIRED)
RECEIVE = orders.ReceiveJobOrder(
    company=SHOP,
    title="Butiksassistent",
    positions=3,
    apply_by=MARCH_31,
    competences=("sales", "danish", "sales"),
    on=MARCH_1,
)
PUBLISH = orders.PublishJobOrder(on=MARCH_1)
ANSWER = orders.AnswerJobOrder("b", "candidates", 2, on=MARCH_2)
FILL = orders.FillPosition(THREE, MARCH_4)
HIRING = facts(candidacy="open", candidacy_centre="b")
WITHDRAW = orders.WithdrawJobOrder("no_longer_needed")
CLOSED = told.OrderClosureBroadcast(
    because="withdrawn",
    centres=CENTRES,
    receptions=("tingbjerg", "urbanplanen"),
    channels=("jobnet", "receptions"),
    candidacies=(),
)
ORDERS = [
    Four(
        command=RECEIVE,
        before=NOTHING,
        facts=NOW,
        gives=(RECEIVED,),
        refused_in=NOTHING,
        refused_facts=facts(workplace_open=None),
        refused="workplace_not_known",
        repeated="job_order_already_received",
        rival=replace(RECEIVE, positions=1),
        lost="job_order_already_received",
    ),
    Four(
        command=orders.CorrectJobOrder(positions=2),
        before=OPEN,
        facts=NOW,
        gives=(told.JobOrderCorrected(**{**asdict(RECEIVED), "positions": 2}),),
        refused_in=FULL,
        refused="job_order_filled",
        repeated="nothing_to_correct",
        rival=WITHDRAW,
        lost="job_order_withdrawn",
    ),
    Four(
        command=orders.ValidateJobOrder(("agreed_pay",), MARCH_1),
        before=NEW,
        facts=NOW,
        gives=(VALIDATED,),
        refused_in=NEW,
        refused_facts=facts(terms=("agreed_pay", "staff_heard")),
        refused="terms_not_agreed",
        repeated="job_order_already_validated",
        rival=WITHDRAW,
        lost="job_order_withdrawn",
    ),
    Four(
        command=PUBLISH,
        before=AGREED,
        facts=NOW,
        gives=(PUBLISHED, *SENT),
        refused_in=NEW,
        refused="job_order_not_validated",
        repeated="job_order_already_open",
        rival=WITHDRAW,
        lost="job_order_withdrawn",
    ),
    Four(
        command=ANSWER,
        before=OPEN,
        facts=NOW,
        gives=(told.JobOrderAnswered(derived_id(ORDER, "b"), "b", "candidates", 2, None, MARCH_2),),
        refused_in=AGREED,
        refused="job_order_not_open",
        repeated="centre_answered_already",
        rival=WITHDRAW,
        lost="job_order_withdrawn",
    ),
    Four(
        command=orders.ConfirmJobOrderOpen(MARCH_4),
        before=OPEN,
        facts=NOW,
        gives=(told.JobOrderConfirmedOpen(MARCH_4),),
        refused_in=AGREED,
        refused="job_order_not_open",
        repeated="confirmed_already",
        rival=WITHDRAW,
        lost="job_order_withdrawn",
    ),
    Four(
        command=orders.NoteToldAgain("b", MARCH_2),
        before=OPEN,
        facts=NOW,
        gives=(told.JobOrderToldAgain("b", MARCH_2),),
        refused_in=NOTHING,
        refused="job_order_not_received",
        repeated="unit_told_already",
        rival=WITHDRAW,
        lost="job_order_withdrawn",
    ),
    Four(
        command=FILL,
        before=NEARLY,
        facts=HIRING,
        gives=FILLED,
        refused_in=OPEN,
        refused_facts=facts(candidacy="unknown"),
        refused="candidacy_not_known",
        repeated="job_order_filled",
        rival=orders.FillPosition(None, MARCH_4),
        lost="job_order_filled",
    ),
    Four(
        command=orders.WithdrawFill(2, "did_not_begin"),
        before=NEARLY,
        facts=NOW,
        gives=(told.PositionFillWithdrawn(2, TWO_FILLED[1].candidacy, "did_not_begin"),),
        refused_in=OPEN,
        refused="position_not_filled",
        repeated="position_not_filled",
        rival=orders.WithdrawFill(2, "entered_wrong"),
        lost="position_not_filled",
    ),
    Four(
        command=WITHDRAW,
        before=OPEN,
        facts=NOW,
        gives=(WITHDRAWN, CLOSED),
        refused_in=FULL,
        refused="job_order_filled",
        repeated="job_order_withdrawn",
        rival=orders.ExpireJobOrder(MARCH_31),
        lost="job_order_expired",
    ),
    Four(
        command=orders.ReopenJobOrder(date(2011, 4, 30)),
        before=OVER,
        facts=APRIL,
        gives=(told.JobOrderReopened(date(2011, 4, 30), date(2011, 4, 1)),),
        refused_in=OPEN,
        refused="job_order_not_closed",
        repeated="job_order_not_closed",
        rival=orders.ReopenJobOrder(date(2011, 5, 31)),
        lost="job_order_not_closed",
    ),
    Four(
        command=orders.ExpireJobOrder(MARCH_31),
        before=OPEN,
        facts=APRIL,
        gives=(EXPIRED, replace(CLOSED, because="expired")),
        refused_in=AGREED,
        refused="job_order_not_open",
        repeated="job_order_expired",
        rival=WITHDRAW,
        lost="job_order_withdrawn",
    ),
    Four(
        command=orders.NoteCandidate(ONE, "b"),
        before=OPEN,
        facts=NOW,
        gives=(NOTED[0],),
        refused_in=NOTHING,
        refused="job_order_not_received",
        repeated=None,
    ),
    Four(
        command=orders.NoteCandidateDropped(ONE),
        before=order(*OPENED, NOTED[0]),
        facts=NOW,
        gives=(told.CandidateDropped(ONE),),
        refused_in=NOTHING,
        refused="job_order_not_received",
        repeated=None,
    ),
]


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_happens(four):
    four.happens()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_is_refused(four):
    four.is_refused()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_is_repeated(four):
    four.is_repeated()


@pytest.mark.parametrize("four", [each for each in ORDERS if each.rival], ids=str)
def test_it_collides_with_a_rival(four):
    four.collides()


def test_a_note_of_a_candidate_holds_even_when_the_order_closed_in_that_moment():
    for noted, gone in ((GONE, GONE), (FULL, FULL), (OVER, OVER)):
        noted.when(orders.NoteCandidate(FIVE, "c"), NOW).then(told.CandidateNoted(FIVE, "c"))
        gone.when(orders.NoteCandidateDropped(FIVE), NOW).then()


# -- one order for each vacancy -------------------------------------------------------------------


def test_c01_the_same_work_at_the_same_company_is_the_same_order_however_it_is_written():
    told_again = replace(RECEIVE, title="  BUTIKSASSISTENT ")
    same = facts(same=ORDER)
    refused = NOTHING.when(told_again, same).then_rejected("job_order_received_before")
    assert refused.detail == {"job_order": str(ORDER)}
    assert name_of(replace(RECEIVED, title="Butiks  assistent")) != name_of(RECEIVED)
    taken = NOTHING.when(told_again, NOW)
    taken.then_claims(Claim(name_of(RECEIVED), refusal="job_order_received_before"))


def test_c01_another_vacancy_of_the_same_words_is_an_order_of_its_own_when_somebody_says_so():
    another = replace(RECEIVE, separate=True)
    answered = NOTHING.when(another, facts(same=ORDER))
    answered.then(replace(RECEIVED, separate=True))
    answered.then_claims()


def test_the_words_are_free_again_when_the_order_is_over_and_taken_when_it_reopens():
    name = name_of(RECEIVED)
    OPEN.when(WITHDRAW, NOW).then_claims(Release(name))
    NEARLY.when(FILL, HIRING).then_claims(Release(name))
    taken = Claim(name, refusal="job_order_received_before")
    GONE.when(orders.ReopenJobOrder(MARCH_31), NOW).then_claims(taken)
    FULL.when(orders.WithdrawFill(3, "entered_wrong"), NOW).then_claims(taken)
    renamed = OPEN.when(orders.CorrectJobOrder(title="Kasseassistent"), NOW)
    other = Claim(
        name_of(replace(RECEIVED, title="Kasseassistent")), refusal="job_order_received_before"
    )
    renamed.then_claims(Release(name), other)
    OPEN.when(orders.CorrectJobOrder(title="BUTIKSASSISTENT"), NOW).then_claims()


# -- what must be agreed --------------------------------------------------------------------------


def test_what_is_not_agreed_is_named():
    asks = facts(terms=("agreed_pay", "staff_heard", "extra_position"))
    some = orders.ValidateJobOrder(("staff_heard",))
    refused = NEW.when(some, asks).then_rejected("terms_not_agreed")
    assert refused.detail == {"missing": ["agreed_pay", "extra_position"]}


def test_lab_a_company_of_twelve_may_not_ask_for_three_supported_persons():
    agreed = orders.ValidateJobOrder(("agreed_pay",))
    refused = NEW.when(agreed, facts(most_supported=2)).then_rejected("supported_ratio_exceeded")
    assert refused.detail == {"most": 2}
    NEW.when(agreed, facts(most_supported=3)).then(replace(VALIDATED, validated_on=MARCH_4))


def test_the_kind_of_job_is_not_changed_under_terms_that_were_agreed_for_another():
    as_subsidy = orders.CorrectJobOrder(support_form="wage_subsidy")
    NEW.when(as_subsidy, NOW).then(
        told.JobOrderCorrected(**{**asdict(RECEIVED), "support_form": "wage_subsidy"})
    )
    AGREED.when(as_subsidy, NOW).then_rejected("terms_agreed_already")


# -- open, answered, filled -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        orders.AnswerJobOrder("b", "candidates", 0),
        orders.AnswerJobOrder("b", "candidates", 1, "nobody_fits"),
        orders.AnswerJobOrder("b", "none", 1, "nobody_fits"),
        orders.AnswerJobOrder("b", "none"),
    ],
)
def test_o07_an_answer_has_candidates_or_a_reason_never_both_or_neither(answer):
    OPEN.when(answer, NOW).then_rejected("answer_contradicts_itself")


def test_o07_a_centre_that_was_not_asked_answers_nothing():
    OPEN.when(replace(ANSWER, centre="e"), NOW).then_rejected("centre_not_asked")


def test_h8_the_third_hire_closes_the_order_and_nine_are_told_at_once():
    *_, broadcast = NEARLY.when(FILL, HIRING).events
    assert broadcast.candidacies == (FOUR, FIVE)
    one_copy = sum(channel == "jobnet" for channel in broadcast.channels)
    told_of_it = len(broadcast.centres) + len(broadcast.receptions) + one_copy
    assert told_of_it + len(broadcast.candidacies) == 9


def test_o15_nobody_is_hired_after_the_order_is_full():
    FULL.when(FILL, HIRING).then_rejected("job_order_filled")
    FULL.when(orders.FillPosition(), NOW).then_rejected("job_order_filled")


def test_a_candidate_is_hired_once_and_only_while_a_candidate_of_this_order():
    NEARLY.when(orders.FillPosition(ONE), HIRING).then_rejected("candidate_hired_already")
    for stage, code in (("over", "candidacy_over"), ("of_another_order", "candidacy_not_known")):
        NEARLY.when(FILL, facts(candidacy=stage)).then_rejected(code)


def test_a_hire_that_came_to_nothing_opens_a_full_order_again():
    freed = FULL.and_then(orders.WithdrawFill(1, "did_not_begin"), NOW)
    assert freed.history[-1] == told.JobOrderReopened(MARCH_31, MARCH_4)
    again = freed.when(orders.FillPosition(FOUR, MARCH_4), HIRING)
    assert again.events[0] == told.PositionFilled(1, FOUR, "b", MARCH_4)
    late = FULL.when(orders.WithdrawFill(1, "did_not_begin"), APRIL)
    assert late.events[-1] == told.JobOrderReopened(date(2011, 4, 1), date(2011, 4, 1))


def test_positions_are_never_fewer_than_those_filled():
    NEARLY.when(orders.CorrectJobOrder(positions=2), NOW).then_rejected("positions_filled_already")


# -- days -----------------------------------------------------------------------------------------


def test_c04_an_order_whose_last_day_has_passed_is_neither_taken_nor_opened():
    late = facts(date(2011, 4, 1))
    NOTHING.when(RECEIVE, late).then_rejected("last_day_has_passed")
    AGREED.when(PUBLISH, late).then_rejected("last_day_has_passed")
    OVER.when(orders.ReopenJobOrder(MARCH_31), late).then_rejected("last_day_has_passed")
    NOTHING.when(replace(RECEIVE, on=None), facts(MARCH_31)).then(
        replace(RECEIVED, received_on=MARCH_31)
    )


def test_another_last_day_moves_an_open_order_and_says_so():
    later = orders.CorrectJobOrder(apply_by=date(2011, 4, 15))
    assert OPEN.when(later, NOW).events[1:] == (told.JobOrderLastDayMoved(date(2011, 4, 15)),)
    assert AGREED.when(later, NOW).events[1:] == ()


def test_an_order_that_was_withdrawn_before_it_opened_is_received_anew():
    never = order(RECEIVED, VALIDATED, WITHDRAWN)
    never.when(orders.ReopenJobOrder(MARCH_31), NOW).then_rejected("job_order_never_open")


def test_a_company_that_closed_gets_nobody_sent():
    closed = facts(workplace_open=False)
    NOTHING.when(RECEIVE, closed).then_rejected("workplace_closed")
    AGREED.when(PUBLISH, closed).then_rejected("workplace_closed")
    OVER.when(orders.ReopenJobOrder(MARCH_31), closed).then_rejected("workplace_closed")
