"""The case types of the benefit service, and everything that can have happened in them."""

from typing import TypeAlias

from services.benefit_service.domain.benefit_events import BenefitEvent
from services.benefit_service.domain.hearing_events import HearingEvent
from services.benefit_service.domain.information_form import FormEvent
from services.benefit_service.domain.sanction_events import SanctionEvent

Event: TypeAlias = BenefitEvent | HearingEvent | SanctionEvent | FormEvent
