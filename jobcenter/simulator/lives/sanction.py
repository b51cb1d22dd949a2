"""A no-show is heard, and only then may a person decide about money."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from jobcenter.simulator.lives import Life, Part

if TYPE_CHECKING:
    from jobcenter.simulator.lives.jobseeker import Jobseeker
    from jobcenter.simulator.town import Town

_HEARING_DAYS = 9


class Missed(NamedTuple):
    """What the citizen stayed away from, in the words of the letter and of the law."""

    facts: str
    law_ref: str
    interview: bool


_OFFER = Missed("Udeblivelse fra tilbud.", "LAS § 36", interview=False)
_INTERVIEW = Missed("Udeblivelse fra samtale.", "LAS § 37", interview=True)


def after_missed_offer(
    town: Town, chance: Random, who: Jobseeker, day: date, *, handed_over: bool
) -> Life:
    """Hear the citizen about an absence, perhaps by the supplier's own letter; or leave it."""
    if who.on_cash:
        yield from _heard(town, chance, who.citizen, day, _OFFER, served=handed_over)
    else:
        _left_to_the_fund(town, who.citizen)


def after_missed_interview(town: Town, chance: Random, who: Jobseeker, day: date) -> Life:
    """Hear the citizen about a missed interview; a fund decides about the insured."""
    if who.on_cash:
        yield from _heard(town, chance, who.citizen, day, _INTERVIEW, served=False)
    else:
        _left_to_the_fund(town, who.citizen)


def _left_to_the_fund(town: Town, citizen: str) -> None:
    case = town.case(citizen, "sanction_case")
    if case is not None:
        reasons = "Arbejdsløshedskassen træffer afgørelsen."
        town.order("officer", "benefit_service.decide_no_sanction", case, reasons=reasons)


def _heard(
    town: Town, chance: Random, citizen: str, day: date, missed: Missed, *, served: bool
) -> Life:
    hearing = town.case(citizen, "party_hearing") if served else _served(town, citizen, day, missed)
    if hearing is None:
        return
    excused = yield from _answered(town, chance, hearing)
    yield town.in_days(1)
    recommendation = town.case(citizen, "sanction_recommendation")
    case = town.case(citizen, "sanction_case")
    if recommendation is None or case is None:
        return
    if missed.interview:
        town.order(
            "counsellor", "visitation.record_contact_restored", recommendation, on=town.today
        )
    if excused:
        town.order(
            "counsellor",
            "visitation.drop_recommendation",
            recommendation,
            reason="Rimelig grund.",
        )
        return
    town.order(
        "counsellor",
        "visitation.recommend_sanction",
        recommendation,
        sanction_type="point_sanction",
        law_ref=missed.law_ref,
        grounds="Udeblev uden rimelig grund.",
    )
    yield town.in_days(1)
    yield from _decided(town, chance, case)


def _served(town: Town, citizen: str, day: date, missed: Missed) -> str | None:
    return town.order(
        "officer",
        "benefit_service.serve_hearing",
        citizen=citizen,
        facts=missed.facts,
        absence_from=day,
        covers_continuing_absence=missed.interview,
        on=town.today,
    )


def _answered(town: Town, chance: Random, hearing: str) -> Part[bool]:
    """Wait for the answer or for the end of the deadline; say whether there was an excuse."""
    rates = town.rates.hearings
    answers = chance.random() < rates.answered
    excused = answers and chance.random() < rates.excused
    yield town.in_days(chance.randint(2, 6) if answers else _HEARING_DAYS)
    if answers:
        town.order(
            "officer",
            "benefit_service.answer_hearing",
            hearing,
            on=town.today,
            statement="Jeg var syg." if excused else "Jeg glemte det.",
        )
    town.order(
        "officer",
        "benefit_service.conclude_hearing",
        hearing,
        finding="excuse_accepted" if excused else "excuse_not_accepted",
        reasons="Se sagens oplysninger.",
    )
    return excused


def _decided(town: Town, chance: Random, case: str) -> Life:
    reasons = "Udeblev uden rimelig grund."
    if town.order("officer", "benefit_service.decide_sanction", case, reasons=reasons) is None:
        return
    yield town.in_days(3)
    month = f"{town.today:%Y-%m}"
    town.order("officer", "benefit_service.effectuate_sanction", case, month=month)
    rates, luck = town.rates.hearings, chance.random()
    if luck < rates.reversed:
        yield town.in_days(10)
        town.order(
            "officer",
            "benefit_service.reverse_sanction",
            case,
            ground="own_initiative",
            reasons="Nye oplysninger.",
        )
    elif luck < rates.reversed + rates.appealed:
        yield from _appealed(town, chance, case)


def _appealed(town: Town, chance: Random, case: str) -> Life:
    yield town.in_days(chance.randint(5, 25))
    town.order(
        "officer",
        "benefit_service.register_appeal",
        case,
        on=town.today,
        grounds="Jeg var syg.",
    )
    yield town.in_days(chance.randint(20, 80))
    outcome = "reversed" if chance.random() < 1 / 3 else "upheld"
    town.order(
        "officer",
        "benefit_service.decide_appeal",
        case,
        outcome=outcome,
        reasons="Se begrundelsen.",
    )
