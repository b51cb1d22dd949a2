"""Every order about a grant at the workplace, with what its four tests need."""

from datetime import date

from msgspec.structs import replace

from services.sickpay.domain import grant_orders as grant
from services.sickpay.domain.sick_pay_orders import CorrectNotification
from tests.sickpay.course_story import GONE, HEARING, NEW, OTHER, PLAN, REFUND, Told

DAY, FROM, TO = date(2011, 1, 20), date(2011, 2, 1), date(2012, 1, 31)
ASK_GRANT = grant.AskForWorkplaceGrant(HEARING, FROM, "section_56_chronic")
GIVEN = grant.NoteGrantGiven(NEW, DAY, FROM, TO)
REFUSED = grant.NoteGrantRefused(NEW, DAY, "employer_declines")
REOPENED = grant.NoteGrantReopened(NEW, DAY)
FLAG = grant.FlagAgreedRefunds()
# Notified after the five weeks, nothing before that day is refunded: the refund has no basis.
LATE = CorrectNotification("employer", date(2010, 3, 1), "It lay in the mail room")
STOPPED = grant.NoteGrantStopped(NEW, DAY, date(2011, 6, 30))

GRANTS = (
    Told(
        ASK_GRANT,
        "workplace_grant_asked_for",
        ((PLAN,), replace(ASK_GRANT, wanted_from=date(2011, 1, 19)), "step_in_the_past"),
        "step_already_asked_for",
        (PLAN,),
    ),
    Told(
        GIVEN,
        "workplace_grant_noted",
        ((PLAN, ASK_GRANT), replace(GIVEN, grant=OTHER), "step_unknown"),
        "step_already_there",
        (PLAN, ASK_GRANT),
        GONE,
    ),
    Told(
        REFUSED,
        "workplace_grant_refusal_noted",
        ((PLAN,), REFUSED, "step_unknown"),
        "step_already_there",
        (PLAN, ASK_GRANT),
        GONE,
    ),
    Told(
        REOPENED,
        "workplace_grant_reopened",
        ((PLAN,), REOPENED, "step_unknown"),
        "step_already_there",
        (PLAN, ASK_GRANT, REFUSED),
        GONE,
    ),
    Told(
        STOPPED,
        "workplace_grant_noted",
        ((PLAN, ASK_GRANT), STOPPED, "grant_not_given"),
        "step_already_there",
        (PLAN, ASK_GRANT, GIVEN),
        GONE,
    ),
    Told(
        FLAG,
        "decision_flagged",
        ((REFUND,), FLAG, "nothing_to_flag"),
        "nothing_to_flag",
        (REFUND, LATE),
        GONE,
    ),
)
