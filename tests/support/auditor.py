"""Rides along and looks for histories that must not happen, in whatever was played."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from shared.eventlog.codec import Unread
from shared.eventlog.envelope import Recorded

Fact = Recorded[Unread]


def impossible(facts: Iterable[Fact]) -> list[str]:
    """Return what must not stand in the log of the benefit service."""
    before: dict[str, list[Fact]] = defaultdict(list)
    concluded: dict[str, Any] = {}
    found: list[str] = []
    for fact in facts:
        if fact.source != "benefit_service":
            continue
        if fact.tag == "benefit_service.hearing_concluded":
            concluded[str(fact.event.data["sanction_case"])] = fact.event.data["finding"]
        told = {each.tag.partition(".")[2]: each for each in before[fact.stream]}
        found += (f"{fact.stream}: {what}" for what in _wrong(fact, told, concluded))
        before[fact.stream].append(fact)
    return found


def _wrong(fact: Fact, told: dict[str, Fact], concluded: dict[str, Any]) -> Iterator[str]:
    match fact.tag.partition(".")[2]:
        case "sanction_decided":
            yield from _wrongly_decided(fact, told, concluded)
        case "sanction_effectuated":
            if "sanction_decided" not in told or "sanction_reversed" in told:
                yield "money was taken without a decision that stands"
            elif (
                told["sanction_decided"].event.data.get("amount", 0) is None
                and "sanction_amount_assessed" not in told
            ):
                yield "money was taken without an amount in a decision or a letter"
        case "repayment_ordered":
            if "sanction_effectuated" not in told:
                yield "money goes back that was never taken"
        case "payment_set_up":
            if "jobcenter_notified_of_eligibility" not in told:
                yield "paid before the jobcenter was told"
        case "payment_raised":
            if (
                fact.event.data["monthly_amount"]
                < told["payment_set_up"].event.data["monthly_amount"]
            ):
                yield "the payment was lowered outside a sanction"


def _wrongly_decided(fact: Fact, told: dict[str, Fact], concluded: dict[str, Any]) -> Iterator[str]:
    if concluded.get(fact.case_id) != "excuse_not_accepted":
        yield "decided without a hearing that was concluded"
    if "recommendation_received" not in told:
        yield "decided without a recommendation"
    if fact.event.data["decided_by"] == fact.event.data["recommended_by"]:
        yield "decided by the one who recommended"
    if fact.meta.actor.kind != "person":
        yield "decided by a machine"
