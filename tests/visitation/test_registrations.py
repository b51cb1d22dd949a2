"""Random registrations across every boundary of the rules agree with a small oracle."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import get_args
from uuid import UUID

from services.visitation.cases.citizen import CLOCKS
from services.visitation.domain.codes import BenefitBasis, TargetGroup
from shared.law.clocks import Clocks, Trigger, clocks
from shared.law.deadline import DeadlineSet
from shared.law.rulebook import RuleBook
from tests.visitation.house import ROOM
from tests.visitation.registration_oracle import boundaries, owed

BOOK = RuleBook.load([ROOM / "visitation" / "rules"])
BASES, GROUPS = get_args(BenefitBasis), get_args(TargetGroup)
AGES = (17, 18, 19, 20, 29, 30, 45, 59, 60)
FIRST, LAST = date(2007, 1, 1), date(2026, 12, 31)
NEW = {"labour_market_ready": False, "matched": False, "cv_registered": False}
NEW |= {"interviews_held": 0, "no_shows": 0, "changed_from": "none", "changed_group": "none"}


def started(day: date, basis: str, group: str, age: int) -> dict[str, date]:
    """Return what the service's own rules and clocks owe on a registration."""
    facts = {**NEW, "benefit_basis": basis, "target_group": group, "age": age}
    fact = Trigger(
        tag="visitation.citizen_registered",
        event_id=UUID(int=1),
        effective_on=day,
        recorded_on=day,
    )
    told = clocks(BOOK, CLOCKS, Clocks(), [fact], facts, day)
    return {each.rule_key: each.timely_until for each in told if isinstance(each, DeadlineSet)}


def days(chance: Random, count: int) -> Iterator[date]:
    """Return the day before, on and after each boundary in turn, and any other day between."""
    edges = [day + timedelta(n) for day in boundaries() for n in (-1, 0, 1)]
    for number in range(count):
        anywhere = FIRST + timedelta(chance.randrange((LAST - FIRST).days + 1))
        yield edges[number // 2 % len(edges)] if number % 2 else anywhere


def somebody(chance: Random) -> tuple[str, str, int]:
    """Return a basis, a group and an age; only who has unemployment benefit is insured."""
    basis = chance.choice(BASES)
    insured = basis == "ui_benefit"
    groups = [group for group in GROUPS if (group == "tg1_insured") == insured]
    return basis, chance.choice(groups), chance.choice(AGES)


def compare(count: int, seed: int) -> None:
    chance = Random(seed)
    for day in days(chance, count):
        who = somebody(chance)
        assert started(day, *who) == owed(day, *who), (day, *who)


def test_ten_thousand_registrations_owe_what_the_table_of_the_law_says():
    compare(10_000, seed=2026)


def test_the_oracle_knows_every_day_on_which_a_rule_of_registration_begins():
    begins = {
        rule.valid_from
        for rule in BOOK.rules()
        if rule.key in CLOCKS
        and rule.status == "in_force"
        and rule.started_by("visitation.citizen_registered") is not None
    }
    assert begins - {FIRST} == set(boundaries())
