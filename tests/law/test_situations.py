"""Plays the situations of law: lists of dates, inputs and expectations that a lawyer can extend."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest

from shared.eventlog.decider import Rejected
from shared.law.arithmetic import reckon
from shared.law.clocks import Clocks, Duty, Trigger, clocks, fold
from shared.law.keeper import missed
from shared.law.rulebook import RuleBook
from shared.strict_yaml import read_yaml

HERE = Path(__file__).parent
SERVICES = HERE.parents[1] / "services"
NAMESPACE = UUID("0d5b7d5e-7a57-5c3e-8f43-9a3f6d5b0c11")


def situations() -> list[Any]:
    return [
        pytest.param(situation, id=f"{path.stem}: {situation['name']}")
        for path in sorted((HERE / "situations").glob("*.yaml"))
        for situation in read_yaml(path)
    ]


@cache
def book(name: str) -> RuleBook:
    folders = {"examples": [HERE / "rules"], "services": sorted(SERVICES.glob("*/rules"))}
    return RuleBook.load(folders[name])


@pytest.mark.parametrize("situation", situations())
def test_the_law_gives_what_is_expected(situation: Mapping[str, Any]) -> None:
    told, expected = situation["input"], dict(situation["expected"])
    try:
        found = outcome(situation, told)
    except Rejected as refusal:
        found = {"refused": refusal.code}
    assert expected, "a situation without an expectation proves nothing"
    assert {name: part(found.get(name), wanted) for name, wanted in expected.items()} == expected


def part(found: Any, wanted: Any) -> Any:
    """Return of what was found only what was asked for."""
    if isinstance(wanted, dict):
        return {name: found[name] for name in wanted}
    return found


def outcome(situation: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    rules = book(told.get("book", "examples"))
    if "facts" in told and "rules" in told:
        return course(rules, told, date.fromisoformat(situation["known_on"]))
    day = date.fromisoformat(situation["date"])
    if "table" in told:
        return {"amount_ore": rules.table_value(told["table"], day, **told["facts"])}
    if "rule" not in told:
        return dates(
            reckon(day, told["value"], told["unit"], told["roll"], without=told.get("without", ()))
        )
    rule = rules.rule(told["rule"], day, told.get("profile", {}))
    reckoned = reckon(day, rule.number, rule.time_unit, rule.roll)
    return {
        "value": rule.value,
        "unit": rule.unit,
        "banners": list(rule.banners),
        **dates(reckoned),
    }


def dates(source: Any) -> dict[str, str]:
    return {name: getattr(source, name).isoformat() for name in ("due", "plan_by", "timely_until")}


def course(rules: RuleBook, told: Mapping[str, Any], today: date) -> dict[str, Any]:
    now = Clocks()
    for number, fact in enumerate(told["facts"]):
        known = date.fromisoformat(fact.get("known", fact["on"]))
        now = fold(missed(now, known), now)  # the deadline keeper has been there before
        new = clocks(
            rules,
            told["rules"],
            now,
            [trigger(number, fact, known)],
            told.get("profile", {}),
            known,
        )
        now = fold(new, now)
    now = fold(missed(now, today), now)
    return {key: last_of(now, key) for key in told["rules"]}


def trigger(number: int, fact: Mapping[str, Any], known: date) -> Trigger:
    corrects = fact.get("corrects")
    return Trigger(
        tag=fact["event"],
        event_id=uuid5(NAMESPACE, fact.get("as", str(number))),
        effective_on=date.fromisoformat(fact["on"]),
        recorded_on=known,
        how=fact.get("how"),
        kind=fact.get("kind"),
        corrects=None if corrects is None else uuid5(NAMESPACE, corrects),
    )


def last_of(now: Clocks, key: str) -> dict[str, Any]:
    duties = now.of_key(key)
    return described(duties[-1]) if duties else {"state": "none"}


def described(duty: Duty) -> dict[str, Any]:
    return {
        "state": duty.state,
        "trigger_day": duty.trigger_day.isoformat(),
        "late_by_days": duty.met.late_by_days if duty.met else None,
        **dates(duty),
    }
