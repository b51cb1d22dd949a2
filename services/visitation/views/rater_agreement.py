"""Whether those who match citizens would say the same of the same case (K-39): agreement and kappa.

A case is rated by whoever matched it and by everybody who rated it again; of one rater the latest
rating counts. Who rates blind is shown what was written of the case, and neither whose it is nor
what was said; a rating by somebody who could look is measured for itself. Agreement is the share of
pairs of raters who said the same of a case, the mean of the cases. Chance alone brings some of it;
kappa is what is left beyond that (Fleiss, for any number of raters a case): 1 is full agreement, 0
none beyond chance. Where all said the same of all, chance explains everything and kappa says
nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import floor
from typing import Final, TypeAlias
from uuid import UUID

from msgspec import Struct

from services.visitation.views.calibrations import CALIBRATIONS, CalibrationRow
from services.visitation.views.match_moves import MATCH_MOVES, MatchRow
from shared.casework.declare import Desk

Said: TypeAlias = Mapping[str, int]
"""How many raters said each value of one case."""
_TWO: Final = 2
_TOO_FEW: Final = 20


class RatedDays(Struct, frozen=True, forbid_unknown_fields=True):
    """Cases rated again from the first to the last day, both counted.

    Those rated blind, or with `blind` false those whose raters could see the match that stood.
    """

    from_day: date
    to_day: date
    blind: bool = True


class AgreementShown(Struct, frozen=True, kw_only=True):
    """How far raters agree in one model of matching.

    The shares are in per cent with one decimal, kappa with two, all half up; `too_few` says that
    fewer than twenty cases stand behind them.
    """

    model: str
    cases: int
    ratings: int
    raters: int
    agreement_percent: str
    by_chance_percent: str
    kappa: str | None
    too_few: bool


def match_agreement(desk: Desk, params: RatedDays) -> list[AgreementShown]:
    """Return how far raters agree, by model."""
    if params.blind:
        return blind_agreements(desk.rows(CALIBRATIONS), params.from_day, params.to_day)
    return agreements(desk.rows(MATCH_MOVES), params.from_day, params.to_day)


def blind_agreements(
    rows: Sequence[CalibrationRow], from_day: date, to_day: date
) -> list[AgreementShown]:
    """Gather what whoever matched a case and its blind raters said of it, and measure it."""
    said_by: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        said = {each.rated_by: each.value for each in row.ratings if from_day <= each.on <= to_day}
        if said:
            said_by[row.model].append({row.assessed_by: row.standing, **said})
    return [_shown(model, said_by[model]) for model in sorted(said_by)]


def agreements(rows: Sequence[MatchRow], from_day: date, to_day: date) -> list[AgreementShown]:
    """Gather what each rater said of each standing match, and measure it."""
    cases: dict[str, dict[tuple[UUID, int], dict[str, str]]] = defaultdict(dict)
    for row in rows:
        for each in row.ratings:
            if from_day <= each.on <= to_day:
                of_case = cases[each.model].setdefault((row.citizen_case, each.step), {})
                of_case.setdefault(each.assessed_by, each.standing)
                of_case[each.rated_by] = each.value
    return [_shown(model, list(cases[model].values())) for model in sorted(cases)]


def _shown(model: str, said_by: Sequence[Mapping[str, str]]) -> AgreementShown:
    said = [Counter(each.values()) for each in said_by]
    agreed, chance = observed(said), by_chance(said)
    return AgreementShown(
        model=model,
        cases=len(said),
        ratings=sum(each.total() for each in said),
        raters=len({rater for each in said_by for rater in each}),
        agreement_percent=half_up(100 * agreed, 1),
        by_chance_percent=half_up(100 * chance, 1),
        kappa=None if chance == 1 else half_up((agreed - chance) / (1 - chance), 2),
        too_few=len(said) < _TOO_FEW,
    )


def observed(said: Sequence[Said]) -> Fraction:
    """Return the share of pairs of raters who agree, the mean of the cases."""
    shares = [
        Fraction(sum(count * (count - 1) for count in each.values()), _pairs(sum(each.values())))
        for each in said
        if sum(each.values()) >= _TWO
    ]
    return sum(shares, Fraction(0)) / len(shares)


def _pairs(raters: int) -> int:
    return raters * (raters - 1)


def by_chance(said: Sequence[Said]) -> Fraction:
    """Return the share that would agree if everybody said the values as often, but at random."""
    every = Counter[str]()
    for each in said:
        every.update(each)
    total = every.total()
    return sum((Fraction(count, total) ** 2 for count in every.values()), Fraction(0))


def half_up(value: Fraction, decimals: int) -> str:
    """Write a number half up with so many decimals."""
    scale = 10**decimals
    scaled = floor(abs(value) * scale + Fraction(1, 2))
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{scaled // scale}.{scaled % scale:0{decimals}d}"
