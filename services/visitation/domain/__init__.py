"""All that visitation ever states as a fact."""

from typing import TypeAlias

from services.visitation.domain import citizen_case, sanction_recommendation

Event: TypeAlias = citizen_case.Event | sanction_recommendation.Event
