"""Where offers is put together: what it keeps, hears, shows and answers."""

from typing import Final

from services.offers import company_messages, messages, policies
from services.offers.application import CASES
from services.offers.cases import (
    cost_policies,
    duty_policies,
    mediation_policies,
    sheet_policies,
)
from services.offers.cases.duties import find_duty
from services.offers.domain import Event
from services.offers.views.agreed_places import AGREED_PLACES, AGREEMENTS, COMPANY_CONCERNS
from services.offers.views.asked_for import ASKED_FOR, AskedFor, AskedForRow, asked_for
from services.offers.views.candidacy_list import (
    CANDIDACY_LIST,
    Candidacies,
    CandidacyRow,
    candidacies,
)
from services.offers.views.case_owners import CASE_OWNERS
from services.offers.views.commitments import (
    ACCOUNTS,
    COST_LINES,
    Accounts,
    AccountShown,
    CostLineRow,
    CostLines,
    commitment_accounts,
    cost_lines,
)
from services.offers.views.contract_list import (
    CONTRACT_LIST,
    SupplierContracts,
    SupplierContractShown,
    supplier_contracts,
)
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
from services.offers.views.job_order_list import (
    JOB_ORDER_LIST,
    JobOrders,
    JobOrderShown,
    job_orders,
)
from services.offers.views.mediation import MediationDays, MediationShown, mediation
from services.offers.views.next_steps import (
    EndingOffer,
    EndingOffers,
    IdleCitizen,
    IdleCitizens,
    IdleDays,
    IdleShown,
    idle_citizens,
    idle_days,
    offers_without_next_step,
)
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
from services.offers.views.workplaces import WORKPLACES
from shared.access.ties import TIES
from shared.casework.declare import Policy, Query, Service
from shared.casework.persons import PERSONS

POLICIES: Final = (
    Policy(
        name="when_report_answered",
        on=messages.JobcenterNotifiedOfSanction,
        react=policies.when_report_answered,
    ),
    Policy(
        name="when_place_denied",
        on=company_messages.PlaceDenied,
        react=policies.when_place_denied,
    ),
    *sheet_policies.POLICIES,
    *duty_policies.policies(find_duty),
    *mediation_policies.POLICIES,
    *cost_policies.POLICIES,
)
QUERIES: Final = (
    Query(
        name="placements",
        path="lists/placements",
        params=Placements,
        answer=list[PlacementRow],
        run=placements,
        ordered_by=("placement",),
    ),
    Query(
        name="offers_asked_for",
        path="lists/offers-asked-for",
        params=AskedFor,
        answer=list[AskedForRow],
        run=asked_for,
        ordered_by=("from_", "step"),
    ),
    Query(
        name="no_shows",
        path="lists/no-shows",
        params=NoShows,
        answer=list[NoShowRow],
        run=no_shows,
        ordered_by=("day", "placement"),
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
        ordered_by=("timely_until",),
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
        name="offers_without_next_step",
        path="lists/offers-without-next-step",
        params=EndingOffers,
        answer=list[EndingOffer],
        run=offers_without_next_step,
    ),
    Query(
        name="idle_citizens",
        path="lists/idle-citizens",
        params=IdleCitizens,
        answer=list[IdleCitizen],
        run=idle_citizens,
    ),
    Query(
        name="idle_days",
        path="figures/idle-days",
        params=IdleDays,
        answer=IdleShown,
        run=idle_days,
    ),
    Query(
        name="job_orders",
        path="lists/job-orders",
        params=JobOrders,
        answer=list[JobOrderShown],
        run=job_orders,
    ),
    Query(
        name="candidacies",
        path="lists/candidacies",
        params=Candidacies,
        answer=list[CandidacyRow],
        run=candidacies,
        ordered_by=("proposed_on", "candidacy"),
    ),
    Query(
        name="cost_lines",
        path="lists/cost-lines",
        params=CostLines,
        answer=list[CostLineRow],
        run=cost_lines,
        ordered_by=("day", "line"),
    ),
    Query(
        name="commitment_accounts",
        path="figures/commitment-accounts",
        params=Accounts,
        answer=list[AccountShown],
        run=commitment_accounts,
    ),
    Query(
        name="supplier_contracts",
        path="lists/supplier-contracts",
        params=SupplierContracts,
        answer=list[SupplierContractShown],
        run=supplier_contracts,
    ),
    Query(
        name="mediation",
        path="figures/mediation",
        params=MediationDays,
        answer=MediationShown,
        run=mediation,
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
    sources=(
        "benefit_service",
        "visitation",
        "sickpay",
        "citizen_history",
        "company_contact",
        "offers",
    ),
    handlers=2,
    key_classes=("contact", "health"),
    policies=POLICIES,
    views=(
        PLACEMENT_LIST,
        NO_SHOW_LIST,
        REPORTING_RATE,
        DUTY_LIST,
        CASE_OWNERS,
        ASKED_FOR,
        WORKPLACES,
        AGREED_PLACES,
        AGREEMENTS,
        COMPANY_CONCERNS,
        JOB_ORDER_LIST,
        CANDIDACY_LIST,
        COST_LINES,
        ACCOUNTS,
        CONTRACT_LIST,
        PERSONS,
        TIES,
    ),
    queries=QUERIES,
)
