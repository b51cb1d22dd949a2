"""Every order about a complaint over the end, with what its four tests need."""

from datetime import date

from msgspec.structs import replace

from services.sickpay.domain import appeal_orders as appeal
from services.sickpay.domain import ending_orders as ending
from tests.sickpay.course_story import (
    END,
    FUTURE,
    HEARD,
    NEXT,
    PROPOSE,
    REASSESS,
    SERVED,
    Steps,
    Told,
)

ENDED: Steps = (REASSESS, PROPOSE, SERVED, HEARD, NEXT, END)
# Ended on 20 January: 17 February is the last day to complain.
LATER = date(2011, 2, 7)
REGISTER = appeal.RegisterAppeal(LATER, "Jeg er stadig syg")
UPHELD = appeal.DecideAppeal("upheld", "Ingen grund")
TAKEN_BACK = ((ending.WithdrawEnd("Nye papirer"),), "sick_pay_not_ended")

APPEALS = (
    Told(
        REGISTER,
        "appeal_registered",
        (ENDED, replace(REGISTER, on=date(2011, 1, 19)), "appealed_before_decision"),
        "already_appealed",
        ENDED,
        TAKEN_BACK,
        after_end=LATER,
    ),
    Told(
        appeal.CorrectAppeal(date(2011, 2, 4)),
        "appeal_corrected",
        ((*ENDED, REGISTER), appeal.CorrectAppeal(FUTURE), "date_in_future"),
        "nothing_to_correct",
        (*ENDED, REGISTER),
        TAKEN_BACK,
        after_end=LATER,
    ),
    Told(
        UPHELD,
        "end_confirmed",
        (ENDED, UPHELD, "not_appealed"),
        "appeal_already_decided",
        (*ENDED, REGISTER),
        TAKEN_BACK,
        after_end=LATER,
    ),
)
