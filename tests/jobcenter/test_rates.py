"""The town's figures come to a year of Copenhagen: section G of the domain paper, by arithmetic.

Nothing is decided here: the lives give their orders to paper, so thousands of them fit in a second.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from uuid import UUID, uuid5

import pytest

from jobcenter.simulator.population import Population, births_of_year
from jobcenter.simulator.rates import Band, copenhagen
from jobcenter.simulator.town import Town

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from jobcenter.scenario.orders import Ordered

T = TypeVar("T")
YEAR = 2011
SHARE = 1 / 30
RATES = copenhagen()
THREE_MONTHS = timedelta(days=91)


class Said(NamedTuple):
    """An order as it was taken down."""

    day: date
    what: str
    case: str
    body: Mapping[str, Any]


class Paper:
    """A door behind which nobody sits: everything is taken down, nothing is refused."""

    def __init__(self) -> None:
        self.today = date(YEAR, 1, 1)
        self.said: list[Said] = []
        self.paid: set[UUID] = set()

    def begin_day(self, morning: datetime) -> None:
        self.today = morning.date()

    def order(self, _by: Any, order: Ordered, case_id: str | None, body: Mapping[str, Any]) -> str:
        case_id = case_id or str(uuid5(UUID(int=0), str(len(self.said))))
        what = f"{order.service.name}.{order.act.name}"
        self.said.append(Said(self.today, what, case_id, body))
        if body.get("benefit_basis") == "cash_benefit" and "citizen" in body:
            self.paid.add(UUID(body["citizen"]))
        return case_id

    def case(self, citizen: UUID, case_type: str) -> str | None:
        known = case_type != "benefit_case" or citizen in self.paid
        return str(uuid5(citizen, case_type)) if known else None

    def state(self, _by: Any, _order: Ordered, case_id: str) -> Mapping[str, Any]:
        month_after = (self.today.replace(day=1) + timedelta(days=62)).replace(day=1)
        limit = {"ends_after": str(month_after - timedelta(days=1))}
        return {"contacts": {case_id: {}}, "course": {"limit": limit}}

    def together(self, steps: Sequence[Callable[[], T]]) -> list[T]:
        return [step() for step in steps]


@cache
def lived() -> Paper:
    """Return what was said in the whole lives of a thirtieth of a year."""
    paper = Paper()
    town = Town(paper, paper.today)
    population = Population(town, births_of_year(YEAR, SHARE, 1, RATES))
    while (day := population.next_day()) is not None:
        population.live(day)
    return paper


def a_year(*orders: str) -> float:
    """Return how often these orders are given in a year of Copenhagen."""
    counted = Counter(said.what for said in lived().said)
    return sum(counted[order] for order in orders) / SHARE


def mean_weeks(bands: Sequence[Band]) -> float:
    """Return the mean of bands; up to six days of the last week are not lived."""
    return sum(one.share * ((one.first + one.last) / 2 - 3 / 7) for one in bands)


@pytest.mark.parametrize(
    ("what", "orders", "volume"),
    [
        ("registrations", ["visitation.register_citizen"], 60_000),
        ("sick-pay cases", ["sickpay.notify_absence"], 30_000),
        ("companies", ["company_contact.register_company"], 3_000),
        ("job orders", ["offers.receive_job_order"], 7_000),
        ("interviews held", ["visitation.hold_interview"], 150_000),
        ("sick-pay follow-ups", ["sickpay.hold_follow_up"], 85_000),
        ("offers started", ["offers.start_offer"], 45_000),
        ("weeks at a supplier's", ["offers.record_attendance"], 450_000),
        ("reports", ["offers.report_no_show", "visitation.register_interview_no_show"], 20_000),
        ("sanctions", ["benefit_service.decide_sanction"], 12_000),
    ],
)
def test_g_a_year_is_as_large_as_copenhagen_s(what: str, orders: list[str], volume: int) -> None:
    """An estimate of the paper is met within a sixth; so close are no two years."""
    assert a_year(*orders) == pytest.approx(volume, rel=1 / 6), what


def test_g_the_stock_follows_from_how_long_lives_last() -> None:
    """Little's law: a stock is what comes in a week times the weeks it stays."""
    volumes = RATES.volumes
    untold = RATES.sick_pay.notified_days
    runs = mean_weeks(RATES.sick_pay.weeks) - (untold.first + untold.last) / 2 / 7
    assert volumes.sick_pay_cases / 52 * runs == pytest.approx(7_000, rel=0.03)
    unemployed = volumes.registrations / 52 * mean_weeks(RATES.unemployed.weeks)
    assert unemployed == pytest.approx(15_000 + 18_000, rel=0.1)


@pytest.mark.parametrize(
    "options",
    [
        RATES.unemployed.groups,
        RATES.unemployed.weeks,
        RATES.unemployed.ends,
        *RATES.unemployed.match.values(),
        RATES.offers.types,
        RATES.sick_pay.weeks,
        RATES.sick_pay.notified_by,
        RATES.sick_pay.form,
        RATES.sick_pay.complaint,
        RATES.sick_pay.category,
        RATES.sick_pay.forms,
        RATES.companies.sizes,
    ],
)
def test_the_shares_of_a_list_add_up_to_one(options: Sequence[Any]) -> None:
    assert sum(one.share for one in options) == pytest.approx(1)


def test_a_fifth_of_cash_benefit_is_in_match_three() -> None:
    """G: 24,858 of 118,400 in February 2011 are 21 %; here of those assessed for the first time."""
    cash = [one for one in RATES.unemployed.groups if one.benefit_basis == "cash_benefit"]
    in_three = sum(
        group.share * choice.share
        for group in cash
        for choice in RATES.unemployed.match[group.target_group]
        if choice.value == "3"
    )
    assert in_three / sum(one.share for one in cash) == pytest.approx(0.21, abs=0.01)


def lacking() -> dict[str, float]:
    """Return the share of all days on benefit on which an interview is overdue, by benefit."""
    since: dict[str, date] = {}
    due: dict[str, date] = {}
    basis: dict[str, str] = {}
    overdue, on_benefit = Counter[str](), Counter[str]()
    for said in lived().said:
        if said.what == "visitation.register_citizen":
            since[said.case], basis[said.case] = said.day, said.body["benefit_basis"]
        elif said.what in {"visitation.hold_interview", "visitation.close_case"}:
            overdue[basis[said.case]] += max((said.day - due[said.case]).days, 0)
        else:
            continue
        due[said.case] = said.day + THREE_MONTHS
        if said.what == "visitation.close_case":
            on_benefit[basis[said.case]] += (said.day - since[said.case]).days
    return {each: overdue[each] / on_benefit[each] for each in on_benefit}


def test_f2_as_many_lack_an_interview_as_in_december_2010() -> None:
    """National figures: 7 % of the insured, 14 % of cash benefit; exemptions are not taken out."""
    assert lacking()["ui_benefit"] == pytest.approx(0.07, abs=0.02)
    assert lacking()["cash_benefit"] == pytest.approx(0.14, abs=0.02)


def test_more_come_on_mondays() -> None:
    days = Counter(birth.day.weekday() for birth in births_of_year(YEAR, SHARE, 1, RATES))
    assert days[0] > days[1] > days[4]
    assert not days[5] + days[6]


def test_a_life_counts_from_its_first_day_to_its_last() -> None:
    """Before its day a life is a day, a kind and a seed: a whole year of them takes little room."""
    paper = Paper()
    births = births_of_year(YEAR, 0.001, 1, RATES)
    population = Population(Town(paper, paper.today), births)
    assert population.alive == 0
    counted = []
    while (day := population.next_day()) is not None:
        population.live(day)
        counted.append(population.alive)
    assert counted[-1] == 0
    assert len(births) / 10 < max(counted) < len(births)


def test_the_same_seed_gives_the_same_lives() -> None:
    assert births_of_year(YEAR, 0.001, 1, RATES) == births_of_year(YEAR, 0.001, 1, RATES)
    assert births_of_year(YEAR, 0.001, 1, RATES) != births_of_year(YEAR, 0.001, 2, RATES)
