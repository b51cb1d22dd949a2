"""The sick-pay case, and everything that can have happened in it."""

from typing import TypeAlias

from services.sickpay.domain.appeal_events import AppealEvent
from services.sickpay.domain.ending_events import EndingEvent
from services.sickpay.domain.follow_up_events import FollowUpEvent
from services.sickpay.domain.grant_events import GrantEvent
from services.sickpay.domain.paper_events import PaperEvent
from services.sickpay.domain.plan_step_events import PlanStepEvent
from services.sickpay.domain.refund_events import RefundEvent
from services.sickpay.domain.reminder_events import ReminderEvent
from services.sickpay.domain.sick_pay_events import SickPayEvent

Event: TypeAlias = (
    SickPayEvent
    | ReminderEvent
    | FollowUpEvent
    | PaperEvent
    | PlanStepEvent
    | GrantEvent
    | EndingEvent
    | AppealEvent
    | RefundEvent
)
