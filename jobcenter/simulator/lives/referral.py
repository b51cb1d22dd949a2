"""A referral to another unit: most come to the right place the first time, some must go on."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from jobcenter.simulator.lives import Life

if TYPE_CHECKING:
    from jobcenter.simulator.town import Town

_CHECKLIST = {"unit": ("interview_record",), "language_unit": ("language_test", "interview_record")}


def referral(town: Town, chance: Random, citizen: str) -> Life:
    """Refer a citizen to the unit that fits; where it did not fit, refer once more."""
    rates = town.rates.unemployed
    language = chance.random() < rates.language_unit
    kind = "language_unit" if language else "unit"
    yield from _referred(town, chance, citizen, kind, "need")
    if chance.random() < rates.wrong_place:
        yield town.in_days(chance.randint(3, 20))
        yield from _referred(town, chance, citizen, "unit", "wrong_place")


def _referred(town: Town, chance: Random, citizen: str, kind: str, because: str) -> Life:
    unit = "language_unit" if kind == "language_unit" else "special_unit"
    case = town.order(
        "counsellor",
        "visitation.draft_referral",
        citizen=citizen,
        kind=kind,
        to_unit=unit,
        purpose="Afklaring af vejen til job",
        because=because,
    )
    if case is None:
        return
    for item in _CHECKLIST[kind]:
        town.order("counsellor", "visitation.document_checklist_item", case, item=item)
    if kind == "language_unit":
        town.order(
            "counsellor",
            "visitation.fill_language_template",
            case,
            language_test="Modul 2",
            test_evidence="Prøvebevis set",
            criteria_version="2010-1",
            main_barrier_reason="Sproget er det, der skiller fra job.",
        )
    town.order("counsellor", "visitation.issue_referral", case)
    yield town.in_days(chance.randint(1, 4))
    town.order(unit, "visitation.receive_referral", case)
    yield town.in_days(chance.randint(1, 4))
    town.order(unit, "visitation.accept_referral", case)
