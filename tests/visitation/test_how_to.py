"""What the case worker's page names is there: lists, figures, cases to open, orders and rules."""

import re
from itertools import chain
from typing import get_args

import pytest

from services.offers.wiring import SERVICE as OFFERS
from services.visitation.views.portfolio import Show
from services.visitation.wiring import SERVICE as VISITATION
from shared.casework.declare import Service
from shared.law.rulebook import RuleBook
from tests.visitation.house import ROOM

PAGE = (ROOM.parent / "docs" / "how-to" / "work-a-contact-course.md").read_text(encoding="utf-8")
SERVICES: tuple[Service, ...] = (VISITATION, OFFERS)
QUERIES = {query.path for service in SERVICES for query in service.queries}
CASES = {case.path for service in SERVICES for case in service.cases}
VERBS = {act.verb for service in SERVICES for case in service.cases for act in case.commands}
RULES = {
    rule.key
    for service in (*SERVICES, "benefit_service")
    for rule in RuleBook.load([ROOM / getattr(service, "name", service) / "rules"]).rules()
}


def named(pattern: str) -> set[str]:
    return set(re.findall(pattern, PAGE))


@pytest.mark.parametrize("path", sorted(named(r"/((?:lists|figures)/[a-z-]+)")))
def test_each_list_and_figure_is_there(path):
    assert path in QUERIES


@pytest.mark.parametrize("path", sorted(named(r"`POST /([a-z-]+)`")))
def test_each_case_that_is_opened_is_there(path):
    assert path in CASES


def test_each_order_of_the_steps_is_there():
    steps = PAGE.partition("## From the door")[2].partition("What was told wrongly")[0]
    rows = [line.split("|") for line in steps.splitlines() if line.startswith("| ")][2:]
    cells = chain.from_iterable(re.findall(r"`([a-z][a-z-]+)`", row[3]) for row in rows)
    orders = set(cells)
    assert len(orders) > 20
    assert orders <= VERBS


def test_each_rule_of_the_steps_is_there():
    rules = named(r"`([a-z_]+\.[a-z_.]+)`") - {"services/visitation/client.py"}
    assert len(rules) > 8
    assert {rule for rule in rules if "/" not in rule} <= RULES


def test_each_state_of_the_portfolio_that_is_named_can_be_asked_for():
    row = next(line for line in PAGE.splitlines() if "/lists/portfolio" in line)
    shown = re.findall(r"`(?:show=)?([a-z_0-9]+)`", row.partition("(")[2].partition(")")[0])
    assert len(shown) > 4
    assert set(shown) <= set(get_args(Show))
