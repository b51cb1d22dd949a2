"""Supported persons are counted over all agreements of a company (H 24)."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from msgspec.structs import replace

from services.company_contact import messages
from services.company_contact.cases import agreements
from services.company_contact.domain import place_orders
from services.company_contact.domain.agreement_capacity import Places
from services.company_contact.domain.company import CorrectCompanyFacts
from services.company_contact.domain.partnership_agreement import PARTNERSHIP_AGREEMENT
from tests.company_contact.agreement import TERMS
from tests.company_contact.conftest import KVS, Counter
from tests.company_contact.test_agreements_at_work import JULY, signed
from tests.company_contact.test_one_register import REGISTER
from tests.company_contact.test_places_at_work import (
    FROM,
    OFFER,
    PLACE,
    RESERVE,
    named,
    offer,
    refused,
    tags,
)

pytestmark = pytest.mark.postgres


def test_h24_a_third_place_in_a_company_of_twelve_is_refused_by_the_rule(counter: Counter) -> None:
    """Two agreements of two places each, and room for two persons: both agreements count."""
    at = counter.order(replace(REGISTER, size=12)).case_id
    five = replace(TERMS, capacity=(Places(TERMS.first_day, TERMS.last_day, 5),))
    first, second = signed(counter, at, five), signed(counter, at, five)
    (opened,) = [e for e in counter.told("partnership_agreement", first) if "capacity" in e.tag]
    assert opened.event.capacity[0].places == 2
    assert any(row.startswith("supported_ratio@") for row in opened.meta.rules)
    counter.order(RESERVE, first)
    offer(counter, first, messages.OfferGiven(named(first)))
    offer(counter, first, messages.OfferStarted(FROM, named(first)))
    third = replace(RESERVE, place=uuid4())
    counter.follower.catch_up()
    counter.order(replace(third, place=OFFER), second)
    for case in (first, second):
        with refused("supported_ratio_exceeded"):
            counter.order(third, case)
    offer(counter, first, messages.OfferEnded(date(2011, 6, 30), named(first)))
    with refused("supported_ratio_exceeded"):
        counter.order(third, second)
    (held,) = [each.event for each in held_after(counter, replace(third, from_=JULY), second)]
    assert held.place == third.place


def held_after(counter: Counter, order: place_orders.ReservePlace, case: str) -> list[Any]:
    counter.order(order, case)
    told = counter.told("partnership_agreement", case)
    return [e for e in told if getattr(e.event, "place", None) == order.place]


def test_h24_a_company_that_shrinks_keeps_who_is_there_and_takes_nobody_new(
    counter: Counter,
) -> None:
    at = counter.order(replace(REGISTER, size=12)).case_id
    case = signed(counter, at)
    for each in (PLACE, OFFER):
        counter.order(replace(RESERVE, place=each), case)
    offer(counter, case, messages.OfferGiven(named(case)))
    said = (REGISTER.company_reg_no, REGISTER.unit_reg_no, REGISTER.name)
    counter.order(CorrectCompanyFacts(*said, 4, "private", "carpentry", "Færre"), at)
    offer(counter, case, messages.OfferGiven(named(case, OFFER)), uuid4())
    offer(counter, case, messages.OfferStarted(FROM, named(case)))
    assert tags(counter, case)[-3:] == ["place_taken", "place_denied", "place_occupied"]
    counter.order(CorrectCompanyFacts(*said, 12, "private", "carpentry", "Flere igen"), at)
    offer(counter, case, messages.OfferCorrected(named(case, OFFER)), uuid4())
    assert tags(counter, case)[-1] == "place_taken"


def test_h24_of_two_who_reserve_under_two_agreements_one_looks_again(counter: Counter) -> None:
    """The decision hangs on the other agreement's stream: what moved there refuses it."""
    at = counter.order(replace(REGISTER, size=4)).case_id
    first, second = signed(counter, at), signed(counter, at)
    counter.follower.catch_up()
    desk = counter.office.desk(KVS)
    found = agreements.collect(desk, second, desk.load(PARTNERSHIP_AGREEMENT, second), RESERVE)
    counter.order(replace(RESERVE, place=OFFER), first)
    moved = desk.load(PARTNERSHIP_AGREEMENT, first)
    assert {guard.stream: guard.version for guard in found.guards}[moved.stream] < moved.version
    with refused("supported_ratio_exceeded"):
        counter.order(RESERVE, second)
