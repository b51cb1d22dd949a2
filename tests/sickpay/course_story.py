"""What the four tests of an order of the course need, and the orders they are told with."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain import follow_up_orders as follow
from services.sickpay.domain import paper_orders as paper
from services.sickpay.domain import refund_orders as refund
from services.sickpay.domain import sick_pay_events as told
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.facts import SickPayFacts
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from shared.eventlog.command import Command
from tests.sickpay.cases import CITIZEN
from tests.sickpay.house import ANSWERS, BOOK
from tests.support.scenario import Given, given

Steps = tuple[Command, ...]
FIRST = {2010: date(2010, 1, 11), 2016: date(2016, 2, 1), 2026: date(2026, 8, 3)}
TODAY = {2010: date(2011, 1, 20), 2016: date(2016, 3, 20), 2026: date(2026, 9, 10)}
ASK, OTHER, HEARING, NEW = UUID(int=5), UUID(int=6), UUID(int=7), UUID(int=8)


def begun(year: int, steps: Steps = (), after_end: date | None = None, **told_more: Any) -> Given:
    """Tell of a case and its steps, all on one day; what follows an end may come on a later one."""
    first = FIRST[year]
    notified = told.AbsenceNotified(CITIZEN, "10000009", first, "employer", first, **told_more)
    start = given(SICK_PAY_CASE, notified)
    # The limit is found with the first order; a contact is one that changes nothing else.
    contact = paper.RecordContact("employer", first, "Call", first)
    story = start.and_then(contact, SickPayFacts(TODAY[year], BOOK, new_id=NEW))
    today = TODAY[year]
    for step in steps:
        story = story.and_then(step, SickPayFacts(today, BOOK, new_id=NEW))
        if isinstance(step, ending.EndSickPay):
            today = after_end or today
    return story


@dataclass(frozen=True)
class Told:
    """One order and what its four tests need.

    `again` None: given twice it is simply another fact; `unsigned` opens an unsigned case;
    `after_end` is the day of all that comes after an end.
    """

    order: Command
    tag: str
    refused: tuple[Steps, Command, str]
    again: str | None
    before: Steps = ()
    collides: tuple[Steps, str] = ((orders.ReportRecovery(date(2011, 1, 10)),), "already_recovered")
    year: int = 2010
    unsigned: bool = False
    after_end: date | None = None


def well(year: int) -> Steps:
    return (orders.ReportRecovery(TODAY[year]),)


HELD_ON = date(2010, 3, 1)
CATEGORY = follow.Categorise(2, date(2010, 2, 1), "Long course")
HOLD = follow.HoldFollowUp(HELD_ON, "interview", ANSWERS)
SUMMON = follow.SummonToFollowUp(date(2010, 3, 1), "interview", date(2010, 2, 15))
MISS = follow.NoteMissedFollowUp(date(2010, 3, 1))
PLAN = follow.DraftPlan("Four hours a day")
AGREE = follow.AgreePlan(date(2010, 3, 2))
PART = follow.AgreePartialReturn(date(2010, 4, 1), 20, 37)
REST = follow.GrantStandBy(date(2010, 4, 1), "Waits for an operation")
CERTIFICATE = paper.RequestCertificate("le125", date(2010, 2, 1))
SEEN = paper.NoteConsultation(date(2010, 2, 5))
CAME = paper.ReceiveCertificate(date(2010, 2, 10), date(2010, 1, 11), date(2010, 4, 1), "Ill")
REASSESS = ending.Reassess(date(2011, 1, 10), (), "No ground fits")
EXTEND = ending.Reassess(date(2011, 1, 10), (1, 2), "Work ability is unclear")
GRANT = ending.GrantExtension(2, date(2011, 1, 11), "To clarify it")
PROPOSE = ending.ProposeEnding("duration", "The limit is passed")
SERVED = ending.NoteHearingServed(HEARING, "duration", date(2011, 1, 10))
HEARD = ending.NoteHearingConcluded(HEARING, "excuse_not_accepted", date(2011, 1, 18))
NEXT = ending.RecordNextBasis("cash_benefit", date(2011, 2, 1), date(2011, 1, 12))
END = ending.EndSickPay("duration", date(2011, 1, 31), "No ground fits")
REFUND = refund.RequestRefund(ASK, date(2010, 2, 1), date(2010, 2, 28), 100, date(2010, 3, 1))
FETCH = refund.FetchRefund(ASK, 1)
GONE: tuple[Steps, str] = (
    (orders.WithdrawNotification("Wrong employee"),),
    "notification_withdrawn",
)
FUTURE = date(2030, 1, 1)
