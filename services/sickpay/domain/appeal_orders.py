"""What can be ordered about a complaint over the end of sick pay."""

from datetime import date
from typing import Literal, TypeAlias

from services.sickpay.domain.sick_pay_orders import Reason
from shared.eventlog.command import Command

AppealOutcome: TypeAlias = Literal["upheld", "reversed"]


class RegisterAppeal(Command, frozen=True):
    """Register the citizen's complaint about the end of sick pay, and the day it came in."""

    on: date
    grounds: Reason


class CorrectAppeal(Command, frozen=True):
    """Correct the day the complaint came in."""

    on: date


class DecideAppeal(Command, frozen=True):
    """Register what the appeals board decided; `reversed` takes the end back at once."""

    outcome: AppealOutcome
    reasons: Reason


AppealOrder: TypeAlias = RegisterAppeal | CorrectAppeal | DecideAppeal
