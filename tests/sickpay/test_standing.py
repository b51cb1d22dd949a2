"""Where a case stands: the furthest point it has come to, from the notification to the end."""

import pytest

from services.sickpay.application import SICK_PAY_CASES
from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.standing import standing
from shared.casework.show import shown_state
from shared.eventlog.command import Command
from tests.sickpay.course_story import (
    CATEGORY,
    END,
    EXTEND,
    GRANT,
    HEARD,
    HOLD,
    NEXT,
    PART,
    PROPOSE,
    REASSESS,
    REST,
    SERVED,
    TODAY,
    begun,
)
from tests.sickpay.reminder_table import NOTED, OVERDUE, REMIND

ANSWERED = orders.RegisterFormReturn(TODAY[2010], "Back pain")
TO_THE_END: tuple[Command, ...] = (REASSESS, NEXT, PROPOSE, SERVED, HEARD)


@pytest.mark.parametrize(
    ("steps", "point"),
    [
        ((), "notified"),
        ((NOTED,), "form_sent"),
        ((NOTED, OVERDUE), "form_overdue"),
        ((NOTED, OVERDUE, REMIND), "form_reminded"),
        ((NOTED, ANSWERED), "triaged"),
        ((CATEGORY,), "triaged"),
        ((CATEGORY, HOLD), "followed_up"),
        ((CATEGORY, HOLD, PART), "partial_return"),
        ((CATEGORY, HOLD, REST), "on_stand_by"),
        ((CATEGORY, HOLD, REASSESS), "reassessed"),
        ((EXTEND, GRANT), "extended"),
        ((REASSESS, PROPOSE), "end_proposed"),
        ((REASSESS, PROPOSE, SERVED), "end_proposed"),
        (TO_THE_END, "end_heard"),
        ((*TO_THE_END, END), "ended_duration"),
        ((*TO_THE_END, END, ending.WithdrawEnd("A certificate came")), "notified"),
        ((orders.ReportRecovery(TODAY[2010]),), "recovered"),
        ((orders.WithdrawNotification("Wrong employee"),), "withdrawn"),
    ],
)
def test_the_point_a_case_has_come_to(steps: tuple[Command, ...], point: str) -> None:
    assert standing(begun(2010, steps).state) == point


def test_who_goes_on_in_a_course_is_transferred() -> None:
    flexible = ending.RecordNextBasis("flex_job", NEXT.from_, NEXT.on)
    steps = (REASSESS, flexible, PROPOSE, SERVED, HEARD, END)
    assert standing(begun(2010, steps).state) == "transferred"


def test_nobody_notified_is_no_case() -> None:
    assert standing(SICK_PAY_CASES.decider.initial) == "not_notified"


def test_the_case_shows_where_it_stands_beside_its_state() -> None:
    shown = shown_state(SICK_PAY_CASES, begun(2010, (NOTED,)).state)
    assert (shown["stage"], shown["standing"]) == ("running", "form_sent")
