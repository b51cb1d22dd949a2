from datetime import date

import pytest
from msgspec.structs import replace

from services.visitation.domain.citizen_case import CloseCase
from services.visitation.domain.duty_guidance import (
    CorrectDutyGuidance,
    DutyGuidanceCorrected,
    DutyGuidanceGiven,
    DutyGuidanceWithdrawn,
    GiveDutyGuidance,
    WithdrawDutyGuidance,
)
from tests.visitation.cases import CLOSED, GUIDED, MAY_2, MAY_10, P6, REGISTERED, case, on
from tests.visitation.four import Four

OPEN = case(REGISTERED)
TODAY = on(2011, 9, 5)
ORDERS = [
    Four(
        command=GiveDutyGuidance("written", "2011-1", MAY_2),
        before=OPEN,
        facts=TODAY,
        gives=(GUIDED,),
        refused_in=OPEN,
        refused_facts=on(2011, 5, 1),
        refused="date_in_future",
        repeated="guidance_already_given",
        rival=CloseCase("job", date(2011, 9, 1)),
        lost="case_closed",
    ),
    Four(
        command=CorrectDutyGuidance(MAY_2, "oral", "2011-1", "Brevet blev ikke sendt"),
        before=case(REGISTERED, GUIDED),
        facts=TODAY,
        gives=(
            DutyGuidanceCorrected(P6, MAY_2, "oral", "2011-1", MAY_2, "Brevet blev ikke sendt"),
        ),
        refused_in=OPEN,
        refused="no_such_guidance",
        repeated="nothing_to_correct",
        rival=WithdrawDutyGuidance(MAY_2, "Forkert borger"),
        lost="no_such_guidance",
    ),
    Four(
        command=WithdrawDutyGuidance(MAY_2, "Forkert borger"),
        before=case(REGISTERED, GUIDED),
        facts=TODAY,
        gives=(DutyGuidanceWithdrawn(P6, MAY_2, "Forkert borger"),),
        refused_in=OPEN,
        refused="no_such_guidance",
        repeated="no_such_guidance",
        rival=CorrectDutyGuidance(MAY_2, "written", "2011-1", "Forkert dag", on=MAY_10),
        lost="no_such_guidance",
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


def test_guidance_moved_to_another_day_is_known_by_that_day():
    moved = case(REGISTERED, GUIDED).and_then(
        CorrectDutyGuidance(MAY_2, "written", "2011-1", "Forkert dag", on=MAY_10), TODAY
    )
    assert [each.given_on for each in moved.state.guidance] == [MAY_10]


def test_guidance_cannot_be_moved_onto_a_day_that_has_one():
    twice = case(REGISTERED, GUIDED, replace(GUIDED, given_on=MAY_10))
    order = CorrectDutyGuidance(MAY_2, "written", "2011-1", "Forkert dag", on=MAY_10)
    twice.when(order, TODAY).then_rejected("guidance_already_given")


def test_a_guidance_named_by_a_wrong_day_is_not_found():
    guided = case(REGISTERED, GUIDED)
    wrong = WithdrawDutyGuidance(MAY_10, "Fejl")
    guided.when(wrong, TODAY).then_rejected("no_such_guidance")


def test_a_mistake_about_guidance_is_corrected_in_a_closed_case_too():
    shut = case(REGISTERED, GUIDED, CLOSED)
    shut.when(WithdrawDutyGuidance(MAY_2, "Fejl"), TODAY).then(
        DutyGuidanceWithdrawn(P6, MAY_2, "Fejl")
    )
    shut.when(GiveDutyGuidance("oral", "2011-1"), TODAY).then_rejected("case_closed")


def test_guidance_may_be_given_again_on_another_day():
    again = case(REGISTERED, GUIDED).when(GiveDutyGuidance("oral", "2011-2", MAY_10), TODAY)
    again.then(DutyGuidanceGiven(P6, "oral", "2011-2", MAY_10))
