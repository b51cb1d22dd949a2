"""What sick citizens' plans ask of offers stands in a list until it is given or taken back."""

from datetime import date
from types import SimpleNamespace
from uuid import UUID

from services.offers.messages import OfferAskedFor, PlanOfferNoted, PlanStepWithdrawn
from services.offers.views.asked_for import AskedForRow, project, touches

CITIZEN, STEP = UUID(int=1), UUID(int=2)
FROM, TO = date(2007, 12, 3), date(2007, 12, 30)
ASKED = OfferAskedFor(CITIZEN, STEP, "company_practice", FROM, TO)


def row(*events):
    now = None
    for event in events:
        fact = SimpleNamespace(event=event)
        assert list(touches(fact)) == [(STEP,)]
        now = project((STEP,), now, fact)
    return now


def test_an_offer_asked_for_stands_in_the_list():
    assert row(ASKED) == AskedForRow(STEP, CITIZEN, "company_practice", FROM, TO)


def test_one_that_was_given_or_taken_back_leaves_it():
    assert row(ASKED, PlanOfferNoted(CITIZEN, STEP)) is None
    assert row(ASKED, PlanStepWithdrawn(CITIZEN, STEP)) is None


def test_other_facts_touch_nothing():
    assert list(touches(SimpleNamespace(event=object()))) == []
