"""A message as reporting is told it: nobody in its envelope, its place in the log as it is."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest
from msgspec.structs import replace

from jobcenter import catalogue
from jobcenter.generate.asyncapi import told
from shared.actor import Actor
from shared.casework.casebook import PLUMBING
from shared.eventlog.envelope import Meta, Sealed
from shared.eventlog.event import tag_of
from shared.eventlog.row import Row
from shared.messaging import envelope
from shared.messaging.reporting import LEFT_OUT
from tests.support.reporting import KEY, reporter_of

GOLDEN = Path("tests/contracts/golden")
SERVICES = {service.name: service for service, _ in catalogue.declarations()}
FACTS = [
    (name, tag_of(each))
    for name, service in SERVICES.items()
    for each in told(service)
    if each not in PLUMBING or name == "offers"
]
_ID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
WHEN = datetime(2011, 6, 14, 9, 14, 3, 250_000, tzinfo=UTC)
CASE = UUID("22222222-2222-4222-8222-222222222222")


def row_of(tag: str, **changes: Any) -> Row:
    """Return a stored fact of any kind, with everything in its envelope that there can be."""
    found = json.loads((GOLDEN / f"{tag}.json").read_text())
    meta = msgspec.convert(found["meta"], Meta)
    meta = replace(meta, correlation_id="anna wished it", **changes)
    sealed = (Sealed(meta.subjects[0], "health", ("illness",), b"a box"),)
    state = msgspec.json.encode({"event": found["event"], "meta": meta, "sealed": sealed})
    return Row(
        *(8, 2, 7, meta.event_id, f"some_case-{CASE}", 3, tag, meta.subjects),
        *(meta.effective_on, WHEN, state, b""),
    )


def written(service: str, row: Row) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Return a message as it is and as reporting is told it, and the latter's bytes as text."""
    message = envelope.write(envelope.urn("prøveby", service), row)
    reported = reporter_of(service).of(message)
    return json.loads(message), json.loads(reported), reported.decode()


@pytest.mark.parametrize(("service", "tag"), FACTS)
def test_no_true_id_is_in_what_reporting_is_told_of_any_fact(service: str, tag: str) -> None:
    true, said, text = written(service, row_of(tag))
    ids = {each.lower() for each in _ID.findall(json.dumps(true))}
    assert len(ids) > 4
    assert not ids & {each.lower() for each in _ID.findall(text)}
    assert said["data"].keys() == true["data"].keys()
    assert said["type"] == said["data"]["event"] == tag


def test_the_envelope_names_nobody() -> None:
    true, said, text = written("offers", row_of("offers.no_show_reported"))
    kept = {"specversion", "source", "type", "datacontenttype", "epoch", "streamversion"}
    kept |= {"effectiveon", "causationdepth", "rules", "how"}
    assert {name for name in said if said[name] == true[name]} == kept & true.keys()
    assert true.keys() - said.keys() == set(LEFT_OUT)
    for name in ("id", "causationid", "corrects", "correlationid", "subjects"):
        assert said[name] == KEY.pseudonym(true[name]), name
    assert said["subject"] == f"some_case-{KEY.pseudonym(str(CASE))}"
    assert "anna" not in text


def test_a_gap_is_seen_and_a_place_leads_back_to_no_log() -> None:
    first = row_of("offers.no_show_reported")
    second = replace(first, position=11, previous=8)
    (_, one, _), (_, two, _) = written("offers", first), written("offers", second)
    assert two["previous"] == one["position"] not in {"8", two["position"]}
    elsewhere = envelope.write(envelope.urn("prøveby", "sickpay"), first)
    assert json.loads(reporter_of("offers").of(elsewhere))["position"] != one["position"]


def test_when_it_was_is_told_by_the_day() -> None:
    _, said, _ = written("offers", row_of("offers.no_show_reported", occurred_at=WHEN))
    assert said["time"] == said["occurredat"] == "2011-06-14T00:00:00Z"


def test_who_decided_is_told_by_unit_and_role_and_a_policy_by_its_name() -> None:
    anna = Actor(id="anna", unit="jobcenter", roles=("counsellor_muni",))
    _, said, _ = written("offers", row_of("offers.no_show_reported", actor=anna))
    found = json.loads(said["actor"])
    assert found == {
        "id": KEY.pseudonym("anna"),
        "unit": "jobcenter",
        "roles": ["counsellor_muni"],
    }
    policy = Actor(id="policy:offers.x", kind="machine", roles=("policy",), on_behalf_of="anna")
    _, said, _ = written("offers", row_of("offers.no_show_reported", actor=policy))
    found = json.loads(said["actor"])
    assert (found["id"], found["on_behalf_of"]) == ("policy:offers.x", KEY.pseudonym("anna"))


def test_of_what_a_decision_relied_on_no_finding_is_told() -> None:
    true, said, _ = written("offers", row_of("offers.no_show_reported"))
    events = json.loads(true["basis"])["events"]
    assert json.loads(said["basis"]) == {"events": [KEY.pseudonym(each) for each in events]}


def test_two_relays_that_overlap_tell_the_same_bytes() -> None:
    row = row_of("offers.no_show_reported")
    message = envelope.write("urn:jobcenter:x:offers", row)
    assert reporter_of("offers").of(message) == reporter_of("offers").of(message)


def test_a_fact_with_the_least_there_can_be_is_told() -> None:
    least = Meta(CASE, WHEN, WHEN.date(), Actor(id="anna"), "wish")
    state = msgspec.json.encode({"event": {"event": "offers.gone"}, "meta": least})
    row = Row(1, 1, 0, CASE, f"x-{CASE}", 1, "offers.gone", (), WHEN.date(), WHEN, state, b"")
    _, said, _ = written("offers", row)
    assert said["data"] == {"event": "offers.gone"}
    assert "subjects" not in said
