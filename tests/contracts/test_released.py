"""A fact others read may gain something, and lose nothing."""

from typing import Any

import pytest

from jobcenter.generate import released
from jobcenter.generate.facts import PLUMBING, heard, schema_of, told
from jobcenter.generate.rooms import rooms
from shared.eventlog.event import tag_of
from shared.messaging.compatibility import incompatibilities
from tests.architecture.declared import SERVICES


def test_todays_facts_can_follow_the_released_ones() -> None:
    assert released.broken() == []


def test_every_service_has_released_something() -> None:
    assert set(released.released()) == {*SERVICES, "every_service"}


def test_a_service_takes_every_value_that_may_stand_in_a_field_it_reads() -> None:
    """Fields it does not read are not its business; a value it does not know would be parked."""
    tells = {tag_of(each): each for room in rooms() for each in (*told(room.service), *PLUMBING)}
    narrow = [
        f"{room.service.name}: {each}"
        for room in rooms()
        for event in heard(room.service)
        for each in incompatibilities(
            {tag_of(event): schema_of(tells[tag_of(event)])}, {tag_of(event): schema_of(event)}
        )
        if "narrowed" in each
    ]
    assert narrow == []


def test_a_service_reads_no_field_that_nobody_writes() -> None:
    tells = {tag_of(each): each for room in rooms() for each in (*told(room.service), *PLUMBING)}
    unwritten = [
        f"{room.service.name}: {tag_of(event)}.{field}"
        for room in rooms()
        for event in heard(room.service)
        for field in _fields(event) - _fields(tells[tag_of(event)])
    ]
    assert unwritten == []


def _fields(event: Any) -> set[str]:
    schema = schema_of(event)
    return set(schema["$defs"][schema["$ref"].rpartition("/")[2]]["properties"])


@pytest.mark.parametrize("change", ["field", "fact"])
def test_a_released_fact_that_lost_something_would_be_found(
    change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = released.today()
    offers = dict(now["offers"])
    if change == "fact":
        del offers["offers.offer_given"]
    else:
        given = offers["offers.offer_given"]
        struct = dict(given["$defs"]["OfferGiven"])
        struct["properties"] = {k: v for k, v in struct["properties"].items() if k != "supplier"}
        offers["offers.offer_given"] = {**given, "$defs": {"OfferGiven": struct}}
    monkeypatch.setattr(released, "today", lambda: {**now, "offers": offers})
    assert any("offers.offer_given" in each for each in released.broken())
