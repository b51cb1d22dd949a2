"""Scenario H 8: a shop asks for three people on 1 March 2011, and four centres are asked."""

from datetime import date
from typing import Any
from uuid import UUID

from services.offers.domain import candidacy as candidacies
from services.offers.domain import job_order as job_orders
from services.offers.domain import job_order_events as told
from services.offers.domain.job_order_state import OrderFacts
from shared.identity import derived_id
from tests.support.scenario import Given, given

SHOP = UUID(int=31)
ORDER = UUID("01930000-0000-7000-8000-000000000008")
CENTRES = ("a", "b", "c", "d")
MARCH_1 = date(2011, 3, 1)
MARCH_2 = date(2011, 3, 2)
MARCH_4 = date(2011, 3, 4)
MARCH_31 = date(2011, 3, 31)
ONE, TWO, THREE, FOUR, FIVE = (UUID(int=100 + n) for n in range(1, 6))
P8 = UUID("5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b18")

RECEIVED = told.JobOrderReceived(
    company=SHOP,
    title="Butiksassistent",
    positions=3,
    apply_by=MARCH_31,
    support_form="ordinary",
    starts_on=None,
    competences=("danish", "sales"),
    obtained_by="a",
    separate=False,
    received_on=MARCH_1,
)
VALIDATED = told.JobOrderValidated(("agreed_pay",), MARCH_1)
PUBLISHED = told.JobOrderPublished(
    ("jobnet", "receptions"), ("tingbjerg", "urbanplanen"), MARCH_31, MARCH_1
)
SENT = tuple(told.JobOrderSentToCentre(derived_id(ORDER, c), c, MARCH_1) for c in CENTRES)
OPENED = (RECEIVED, VALIDATED, PUBLISHED, *SENT)
NOTED = tuple(told.CandidateNoted(each, "b") for each in (ONE, TWO, THREE, FOUR, FIVE))
TWO_FILLED = tuple(told.PositionFilled(n, c, "b", MARCH_4) for n, c in ((1, ONE), (2, TWO)))
FILLED = (
    told.PositionFilled(3, THREE, "b", MARCH_4),
    told.JobOrderFilled(3, MARCH_4),
    told.OrderClosureBroadcast(
        because="filled",
        centres=CENTRES,
        receptions=("tingbjerg", "urbanplanen"),
        channels=("jobnet", "receptions"),
        candidacies=(FOUR, FIVE),
    ),
)
WITHDRAWN = told.JobOrderWithdrawn("no_longer_needed", MARCH_4)
EXPIRED = told.JobOrderExpired(MARCH_31)
PROPOSED = candidacies.CandidateProposed(P8, ORDER, "b", MARCH_2)


def order(*history: Any) -> Given:
    """Return a company's order with a history."""
    return given(job_orders.job_order, *history)


def candidate(*history: Any) -> Given:
    """Return a candidacy with a history."""
    return given(candidacies.candidacy, *history)


def facts(day: date = MARCH_4, **found: Any) -> OrderFacts:
    """Return what the application would find out about an order on a day."""
    known: dict[str, Any] = {"unit": "a", "terms": ("agreed_pay",), "centres": CENTRES}
    known |= {"receptions": ("tingbjerg", "urbanplanen")}
    return OrderFacts(today=day, job_order=ORDER, **{**known, **found})
