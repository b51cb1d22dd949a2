"""A visit to the reception, with the fixed elements and the question of a job before a benefit."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobcenter.simulator.town import Town

_ELEMENTS = ("job_meeting", "job_service", "mediation", "cv", "record")
_LANGUAGES = ("arabic", "somali", "turkish", "urdu")


def visit(town: Town, chance: Random, citizen: str) -> None:
    """Let somebody who became unemployed come in and be served."""
    language = None
    if chance.random() < town.rates.unemployed.interpreter:
        language = chance.choice(_LANGUAGES)
    case = town.order(
        "reception",
        "visitation.register_arrival",
        citizen=citizen,
        enquiry_type="new_unemployed",
        interpreter_language=language,
    )
    if case is None:
        return
    town.order("reception", "visitation.begin_service", case)
    for element in _ELEMENTS:
        town.order("reception", "visitation.handle_reception_step", case, step=element)
    town.order("reception", "visitation.rule_out_job", case, reason="no_matching_opening")
    town.order("reception", "visitation.deliver_service_guide", case, version="2011-1")
    town.order("reception", "visitation.complete_visit", case)
