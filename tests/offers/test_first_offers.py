"""Random registrations across every boundary of the rules are owed an offer as a table says."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import get_args
from uuid import UUID

from services.offers.cases.duties import OFFER_DUTY
from services.visitation.domain.codes import BenefitBasis, TargetGroup
from shared.law.clocks import Clocks, Trigger, clocks
from shared.law.deadline import DeadlineSet
from shared.law.rulebook import RuleBook
from tests.offers.first_offer_oracle import boundaries, first_offer
from tests.visitation.house import ROOM

BOOK = RuleBook.load([ROOM / "offers" / "rules"])
BASES, GROUPS = get_args(BenefitBasis), get_args(TargetGroup)
AGES = (17, 18, 19, 20, 29, 30, 45, 59, 60)
FIRST, LAST = date(2007, 1, 1), date(2026, 12, 31)
NEW = {"labour_market_ready": False, "weeks_without_benefit": (), "first_owed": False}


def started(day: date, basis: str, group: str, age: int) -> dict[str, date]:
    """Return what the service's own rules and clocks owe on a registration."""
    facts = {**NEW, "benefit_basis": basis, "target_group": group, "age": age}
    fact = Trigger(
        tag="visitation.citizen_registered",
        event_id=UUID(int=1),
        effective_on=day,
        recorded_on=day,
    )
    told = clocks(BOOK, OFFER_DUTY.clocks or (), Clocks(), [fact], facts, day)
    return {each.rule_key: each.timely_until for each in told if isinstance(each, DeadlineSet)}


def days(chance: Random, count: int) -> Iterator[date]:
    """Return the day before, on and after each boundary in turn, and any other day between."""
    edges = [day + timedelta(n) for day in boundaries() for n in (-1, 0, 1)]
    for number in range(count):
        anywhere = FIRST + timedelta(chance.randrange((LAST - FIRST).days + 1))
        yield edges[number // 2 % len(edges)] if number % 2 else anywhere


def test_ten_thousand_registrations_are_owed_a_first_offer_as_the_table_says():
    chance = Random(2026)
    for day in days(chance, 10_000):
        basis, age = chance.choice(BASES), chance.choice(AGES)
        insured = basis == "ui_benefit"
        group = chance.choice([each for each in GROUPS if (each == "tg1_insured") == insured])
        due = first_offer(day, basis, group, age)
        owed = {} if due is None else {"offer.first": due}
        assert started(day, basis, group, age) == owed, (day, basis, group, age)


def test_the_table_knows_every_day_on_which_a_row_of_the_first_offer_begins_or_ends():
    rows = [r for r in BOOK.rules() if r.key == "offer.first" and r.status == "in_force"]
    begins = {row.valid_from for row in rows}
    ends = {row.valid_to + timedelta(1) for row in rows if row.valid_to}
    assert {day for day in begins | ends if FIRST < day <= LAST} == set(boundaries())
