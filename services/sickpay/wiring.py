"""Sick pay put together: what the service is, as data."""

from services.sickpay.application import CASES
from services.sickpay.cases.cash_benefit import CASH_BENEFIT_POLICIES
from services.sickpay.cases.grants import GRANT_POLICIES
from services.sickpay.cases.hearings import HEARING_POLICIES
from services.sickpay.cases.plan_steps import PLAN_STEP_POLICIES
from services.sickpay.domain import Event
from services.sickpay.messages import Message
from services.sickpay.policies import POLICIES
from services.sickpay.views.actors import ACTORS, ACTORS_QUERY
from services.sickpay.views.caseload import CASELOAD, CASELOAD_QUERY
from services.sickpay.views.dates import DATES_QUERY
from services.sickpay.views.early_warning import EARLY_WARNING
from services.sickpay.views.figures import FIGURES, INFLOW
from services.sickpay.views.form_list import FORM_LIST, FORMS
from services.sickpay.views.plan_steps import PLAN_STEPS, PLAN_STEPS_QUERY
from services.sickpay.views.refund_list import REFUND_LIST, REFUND_REQUESTS
from services.sickpay.views.sick_pay_list import SICK_PAY_CASES, SICK_PAY_LIST
from services.sickpay.views.state_refund import STATE_REFUND
from services.sickpay.views.waiting_on import WAITING_ON
from services.sickpay.views.workload import WORKLOAD
from shared.access.ties import TIES
from shared.casework.declare import Service
from shared.casework.persons import PERSONS

SERVICE = Service(
    name="sickpay",
    title="Sygedagpenge",
    cases=CASES,
    events=Event,
    messages=Message,
    sources=(
        "benefit_service",
        "visitation",
        "offers",
        "company_contact",
        "citizen_history",
        "sickpay",
    ),
    key_classes=("economy", "health"),
    policies=(
        *POLICIES,
        *CASH_BENEFIT_POLICIES,
        *HEARING_POLICIES,
        *PLAN_STEP_POLICIES,
        *GRANT_POLICIES,
    ),
    views=(SICK_PAY_LIST, FORM_LIST, CASELOAD, ACTORS, PLAN_STEPS, REFUND_LIST, PERSONS, TIES),
    queries=(
        SICK_PAY_CASES,
        FORMS,
        CASELOAD_QUERY,
        WORKLOAD,
        ACTORS_QUERY,
        PLAN_STEPS_QUERY,
        REFUND_REQUESTS,
        EARLY_WARNING,
        WAITING_ON,
        DATES_QUERY,
        FIGURES,
        INFLOW,
        STATE_REFUND,
    ),
)
