"""Company contact put together: what the service is, as data."""

from services.company_contact.application import CASES
from services.company_contact.cases.agreements import AGREEMENT_POLICIES
from services.company_contact.cases.places import PLACE_POLICIES
from services.company_contact.cases.workplace_grants import GRANT_POLICIES
from services.company_contact.domain import Event
from services.company_contact.messages import Message
from services.company_contact.policies import POLICIES
from services.company_contact.views.agreement_list import AGREEMENT_LIST, AGREEMENTS
from services.company_contact.views.capacity_use import CAPACITY_USE, CAPACITY_WARNINGS
from services.company_contact.views.company_list import COMPANIES, COMPANY_LIST
from services.company_contact.views.concern_list import CONCERN_LIST, CONCERNS
from services.company_contact.views.contact_list import CONTACT_LIST, CONTACTS
from services.company_contact.views.enquiry_list import ENQUIRIES, ENQUIRY_LIST
from services.company_contact.views.grant_list import GRANT_LIST, GRANTS
from services.company_contact.views.labour_market import LABOUR_MARKET
from services.company_contact.views.open_places import OPEN_PLACES
from services.company_contact.views.place_list import PLACE_LIST, PLACES
from shared.casework.declare import Service

SERVICE = Service(
    name="company_contact",
    title="Virksomhedskontakt (KVS)",
    cases=CASES,
    events=Event,
    messages=Message,
    sources=("company_contact", "sickpay", "offers"),
    handlers=3,
    policies=(*POLICIES, *GRANT_POLICIES, *AGREEMENT_POLICIES, *PLACE_POLICIES),
    views=(
        COMPANY_LIST,
        CONTACT_LIST,
        GRANT_LIST,
        AGREEMENT_LIST,
        PLACE_LIST,
        ENQUIRY_LIST,
        CONCERN_LIST,
    ),
    queries=(
        COMPANIES,
        CONTACTS,
        GRANTS,
        AGREEMENTS,
        CAPACITY_USE,
        CAPACITY_WARNINGS,
        PLACES,
        OPEN_PLACES,
        LABOUR_MARKET,
        ENQUIRIES,
        CONCERNS,
    ),
)
