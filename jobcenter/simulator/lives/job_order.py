"""A company asks for people: one order in the whole house, answered by the centres, and filled."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from jobcenter.simulator.chance import within
from jobcenter.simulator.lives import Life

if TYPE_CHECKING:
    from jobcenter.simulator.town import Town

_WORK = (
    "Butiksassistent",
    "Lagermedarbejder",
    "Rengøringsassistent",
    "Køkkenmedhjælper",
    "Chauffør",
    "Social- og sundhedshjælper",
)
_CENTRES = ("valby", "norrebro", "amager", "unge")
_TERMS = ("agreed_pay", "staff_heard", "extra_position")
_NOBODY = ("nobody_fits", "nobody_free")


def job_order(town: Town, chance: Random, company: str, places: int) -> Life:
    """From the call until the last position is filled, or the company wants nobody any more."""
    rates = town.rates.companies
    order = town.order(
        "kvs",
        "offers.receive_job_order",
        company=company,
        title=chance.choice(_WORK),
        positions=places,
        apply_by=town.in_days(within(chance, rates.days_to_apply)),
        obtained_by=chance.choice(_CENTRES),
    )
    if order is None:
        return
    town.order("kvs", "offers.validate_job_order", order, terms=_TERMS)
    town.order("kvs", "offers.publish_job_order", order)
    yield town.in_days(1)
    for centre in _CENTRES:
        if chance.random() < rates.answered:
            _answer(town, chance, order, centre)
    for _ in range(places):
        yield town.in_days(within(chance, rates.days_to_fill))
        if chance.random() < rates.withdrawn:
            town.order("kvs", "offers.withdraw_job_order", order, reason="no_longer_needed")
            return
        town.order("kvs", "offers.fill_position", order)


def _answer(town: Town, chance: Random, order: str, centre: str) -> None:
    candidates = chance.choice((0, 0, 1, 2))
    town.order(
        "counsellor",
        "offers.answer_job_order",
        order,
        centre=centre,
        answer="candidates" if candidates else "none",
        candidates=candidates,
        reason=None if candidates else chance.choice(_NOBODY),
    )
