from datetime import date

import pytest

from services.visitation.domain.contact_attempts import (
    ContactAttempted,
    ContactAttemptWithdrawn,
    ContactRestored,
    CorrectContactRestored,
    RecordContactAttempt,
    RecordContactRestored,
    WithdrawContactAttempt,
)
from services.visitation.domain.sanction_recommendation import DropRecommendation
from tests.visitation.cases import P6
from tests.visitation.four import Four
from tests.visitation.recommendations import (
    BACK,
    JUNE_14,
    JUNE_15,
    JUNE_20,
    NOT_EXCUSED,
    OPENED,
    RECOMMENDED,
    SANCTION,
    TRIED,
    facts,
    recommendation,
)

REPORTED = recommendation(OPENED)
TODAY = facts()
DROP = DropRecommendation("Rimelig grund")
ORDERS = [
    Four(
        command=RecordContactAttempt("phone", JUNE_15),
        before=REPORTED,
        facts=TODAY,
        gives=(TRIED,),
        refused_in=REPORTED,
        refused_facts=facts(JUNE_14),
        refused="date_in_future",
        repeated="attempt_already_recorded",
        rival=DROP,
        lost="recommendation_ended",
    ),
    Four(
        command=WithdrawContactAttempt("phone", JUNE_15, "Forkert nummer"),
        before=recommendation(OPENED, TRIED),
        facts=TODAY,
        gives=(ContactAttemptWithdrawn(P6, SANCTION, "phone", JUNE_15, "Forkert nummer"),),
        refused_in=REPORTED,
        refused="no_such_attempt",
        repeated="no_such_attempt",
        rival=DROP,
        lost="recommendation_ended",
    ),
    Four(
        command=RecordContactRestored(JUNE_20),
        before=REPORTED,
        facts=TODAY,
        gives=(BACK,),
        refused_in=REPORTED,
        refused_facts=facts(JUNE_15),
        refused="date_in_future",
        repeated="contact_already_restored",
        rival=RecordContactRestored(JUNE_15),
        lost="contact_already_restored",
    ),
    Four(
        command=CorrectContactRestored(JUNE_15, "Ringede onsdag"),
        before=recommendation(OPENED, BACK),
        facts=TODAY,
        gives=(ContactRestored(P6, SANCTION, JUNE_15, "Ringede onsdag"),),
        refused_in=REPORTED,
        refused="contact_not_restored",
        repeated="nothing_to_correct",
        rival=DROP,
        lost="recommendation_ended",
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


def test_nothing_about_contact_lies_before_the_missed_day():
    before = date(2011, 6, 13)
    for order in (RecordContactAttempt("phone", before), RecordContactRestored(before)):
        REPORTED.when(order, TODAY).then_rejected("before_no_show")
    back = recommendation(OPENED, BACK)
    back.when(CorrectContactRestored(before, "Fejl"), TODAY).then_rejected("before_no_show")


def test_contact_may_be_restored_on_the_missed_day_itself_and_after_a_recommendation():
    same_day = recommendation(OPENED, NOT_EXCUSED, RECOMMENDED)
    same_day.when(RecordContactRestored(JUNE_14), TODAY).then(
        ContactRestored(P6, SANCTION, JUNE_14)
    )


def test_an_attempt_that_was_never_recorded_cannot_be_withdrawn():
    tried = recommendation(OPENED, TRIED)
    wrong = WithdrawContactAttempt("letter", JUNE_15, "Fejl")
    tried.when(wrong, TODAY).then_rejected("no_such_attempt")


def test_two_ways_on_one_day_are_two_attempts():
    twice = recommendation(OPENED, TRIED).and_then(RecordContactAttempt("sms", JUNE_15), TODAY)
    assert len(twice.state.contact.attempts) == 2
    assert twice.history[-1] == ContactAttempted(P6, SANCTION, "sms", JUNE_15)
