"""Sample agreements with a company, for its tests."""

from datetime import date
from uuid import UUID

from services.company_contact.domain import agreement_events as told
from services.company_contact.domain import agreement_orders as orders
from services.company_contact.domain.agreement_capacity import Places
from services.company_contact.domain.agreement_state import AgreementFacts
from services.company_contact.domain.agreement_terms import Terms
from services.company_contact.domain.partnership_agreement import PARTNERSHIP_AGREEMENT
from tests.support.scenario import given

COMPANY = UUID(int=100)
TODAY = date(2011, 9, 1)
FIRST, LAST = date(2011, 1, 1), date(2011, 12, 31)
TWENTY = (Places(FIRST, LAST, 20),)
TERMS = Terms(
    kind="partnership",
    centre="north",
    first_day=FIRST,
    last_day=LAST,
    parts=("retention", "upskilling", "recruitment"),
    model=2,
    capacity=TWENTY,
    match_groups=("2",),
    mentors=("foreman",),
)
MORE = Terms(
    kind="partnership",
    centre="north",
    first_day=FIRST,
    last_day=date(2012, 6, 30),
    parts=TERMS.parts,
    model=2,
    capacity=(Places(FIRST, date(2012, 6, 30), 30),),
    match_groups=("2",),
    mentors=("foreman",),
)
REVIEW, REVIEW_LATER = date(2011, 10, 2), date(2012, 4, 1)
KIM = AgreementFacts(TODAY, "kim", review_days=90)
MIA = AgreementFacts(TODAY, "mia", review_days=90)

DRAFT = orders.DraftAgreement(COMPANY, TERMS)
REDRAFT = orders.RedraftAgreement(MORE)
DROP = orders.DropAgreementDraft("company_declined")
SIGN = orders.SignAgreement(date(2011, 1, 3))
UNSIGN = orders.WithdrawSignature("said_otherwise")
SUSPEND = orders.SuspendAgreement(date(2011, 4, 1), "company_reorganises")
RESUME = orders.ResumeAgreement(date(2011, 6, 1))
END = orders.EndAgreement(date(2011, 8, 31), "company_ends_it")
EXPIRE = orders.ExpireAgreement(LAST)
STEP_BACK = orders.WithdrawAgreementStep("wrong_day")

DRAFTED = told.AgreementDrafted(COMPANY, TERMS, "kim")
REDRAFTED = told.AgreementRedrafted(COMPANY, MORE, "kim")
DROPPED = told.AgreementDraftDropped(COMPANY, "company_declined")
SIGNED = told.AgreementSigned(COMPANY, TERMS, date(2011, 1, 3), ("kim",), "mia")
TERM = told.AgreementTermSet(COMPANY, "partnership", LAST, REVIEW)
OPEN = told.CapacityPeriodsSet(COMPANY, TWENTY)
UNSIGNED = told.SignatureWithdrawn(COMPANY, "draft", TERMS, "said_otherwise")
NO_PLACES = told.CapacityPeriodsSet(COMPANY, ())
SUSPENDED = told.AgreementSuspended(COMPANY, date(2011, 4, 1), "company_reorganises")
TO_MARCH = told.CapacityPeriodsSet(COMPANY, (Places(FIRST, date(2011, 3, 31), 20),))
RESUMED = told.AgreementResumed(COMPANY, date(2011, 6, 1))
WITH_A_GAP = told.CapacityPeriodsSet(
    COMPANY, (Places(FIRST, date(2011, 3, 31), 20), Places(date(2011, 6, 1), LAST, 20))
)
ENDED = told.AgreementEnded(COMPANY, date(2011, 8, 31), "company_ends_it")
TO_AUGUST = told.CapacityPeriodsSet(COMPANY, (Places(FIRST, date(2011, 8, 31), 20),))
EXPIRED = told.AgreementExpired(COMPANY, LAST)


def stepped_back(
    step: told.AgreementStep, stage: told.AgreementStage
) -> told.AgreementStepWithdrawn:
    return told.AgreementStepWithdrawn(COMPANY, step, stage, "wrong_day")


_SIGNED = (DRAFTED, SIGNED, TERM, OPEN)
NOTHING = given(PARTNERSHIP_AGREEMENT)
WRITTEN = given(PARTNERSHIP_AGREEMENT, DRAFTED)
GIVEN_UP = given(PARTNERSHIP_AGREEMENT, DRAFTED, DROPPED)
HOLDS = given(PARTNERSHIP_AGREEMENT, *_SIGNED)
CHANGING = given(PARTNERSHIP_AGREEMENT, *_SIGNED, REDRAFTED)
RESTS = given(PARTNERSHIP_AGREEMENT, *_SIGNED, SUSPENDED, TO_MARCH)
AGAIN = given(PARTNERSHIP_AGREEMENT, *_SIGNED, SUSPENDED, TO_MARCH, RESUMED, WITH_A_GAP)
OVER = given(PARTNERSHIP_AGREEMENT, *_SIGNED, ENDED, TO_AUGUST)
RAN_OUT = given(PARTNERSHIP_AGREEMENT, *_SIGNED, EXPIRED)
EVERY_STAGE = (NOTHING, WRITTEN, GIVEN_UP, HOLDS, CHANGING, RESTS, AGAIN, OVER, RAN_OUT)
