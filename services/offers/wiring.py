"""Where offers is put together: what it keeps, hears, shows and answers."""

from typing import Final

from services.offers import duty_policies, messages, policies
from services.offers.application import CASES
from services.offers.domain import Event
from services.offers.duty_facts import find_placed
from services.offers.views.asked_for import ASKED_FOR, AskedFor, AskedForRow, asked_for
from services.offers.views.case_owners import CASE_OWNERS
from services.offers.views.duty_figures import (
    OfferQuota,
    OfferQuotaShown,
    OfferStockShown,
    OfferTimeliness,
    OfferTimelinessShown,
    StockOfOffers,
    offer_quota,
    offer_timeliness,
    stock_of_offers,
)
from services.offers.views.duty_list import DUTY_LIST, OfferDue, OffersDue, offers_due
from services.offers.views.no_show_list import NO_SHOW_LIST, NoShowRow, NoShows, no_shows
from services.offers.views.placement_list import (
    PLACEMENT_LIST,
    PlacementRow,
    Placements,
    placements,
)
from services.offers.views.reporting_rate import (
    REPORTING_RATE,
    ReportingRates,
    SupplierRate,
    reporting_rates,
)
from shared.casework.declare import Policy, Query, Service
from shared.casework.persons import PERSONS

POLICIES: Final = (
    Policy(
        name="when_report_answered",
        on=messages.JobcenterNotifiedOfSanction,
        react=policies.when_report_answered,
    ),
    *duty_policies.policies(find_placed),
)
QUERIES: Final = (
    Query(
        name="placements",
        path="lists/placements",
        params=Placements,
        answer=list[PlacementRow],
        run=placements,
    ),
    Query(
        name="offers_asked_for",
        path="lists/offers-asked-for",
        params=AskedFor,
        answer=list[AskedForRow],
        run=asked_for,
    ),
    Query(
        name="no_shows",
        path="lists/no-shows",
        params=NoShows,
        answer=list[NoShowRow],
        run=no_shows,
    ),
    Query(
        name="reporting_rates",
        path="lists/reporting-rates",
        params=ReportingRates,
        answer=list[SupplierRate],
        run=reporting_rates,
    ),
    Query(
        name="offers_due",
        path="lists/offers-due",
        params=OffersDue,
        answer=list[OfferDue],
        run=offers_due,
    ),
    Query(
        name="offer_timeliness",
        path="figures/offer-timeliness",
        params=OfferTimeliness,
        answer=OfferTimelinessShown,
        run=offer_timeliness,
    ),
    Query(
        name="stock_of_offers",
        path="figures/stock-of-offers",
        params=StockOfOffers,
        answer=OfferStockShown,
        run=stock_of_offers,
    ),
    Query(
        name="offer_quota",
        path="figures/offer-quota",
        params=OfferQuota,
        answer=OfferQuotaShown,
        run=offer_quota,
    ),
)
SERVICE: Final = Service(
    name="offers",
    title="Tilbud og leverandører",
    cases=CASES,
    events=Event,
    messages=messages.Message,
    sources=("benefit_service", "visitation", "sickpay", "citizen_history", "offers"),
    key_classes=("contact", "health"),
    policies=POLICIES,
    views=(
        PLACEMENT_LIST,
        NO_SHOW_LIST,
        REPORTING_RATE,
        DUTY_LIST,
        CASE_OWNERS,
        ASKED_FOR,
        PERSONS,
    ),
    queries=QUERIES,
)
