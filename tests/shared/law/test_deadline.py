"""Deadline facts keep their names for ever and say from when they hold."""

from datetime import date
from typing import get_args
from uuid import UUID

import msgspec
import pytest

from shared.eventlog.event import tag_of
from shared.law.deadline import (
    DeadlineEvent,
    DeadlineMet,
    DeadlineMissed,
    DeadlineRecomputed,
    DeadlineSet,
    DeadlineWithdrawn,
    deadline_id,
    holds_on,
    waiting_on,
)

DAY, ID = date(2011, 6, 15), UUID("01920000-0000-7000-8000-0123456789ab")
LAST = date(2011, 6, 22)
SET = DeadlineSet(
    deadline="hearing.min_days:0123456789ab",
    rule_key="hearing.min_days",
    rule="hearing.min_days@1987-01-01#000000000000",
    trigger=ID,
    trigger_tag="benefit_service.hearing_served",
    trigger_day=DAY,
    due=LAST,
    plan_by=LAST,
    timely_until=LAST,
    kind="citizen_duty",
    roll="next",
    law_ref="forvaltningsloven § 19",
    evidence="A",
)
MET = DeadlineMet(deadline="d", rule_key="k", by=ID, by_tag="a.b", on=LAST)
MISSED = DeadlineMissed(deadline="d", rule_key="k", timely_until=LAST)
WITHDRAWN = DeadlineWithdrawn(
    deadline="d", rule_key="k", by=ID, by_tag="a.b", on=DAY, because="duty_gone"
)
RECOMPUTED = DeadlineRecomputed(
    deadline="d",
    rule_key="k",
    rule="k@2007-01-01#000000000000",
    trigger_day=DAY,
    due=LAST,
    plan_by=LAST,
    timely_until=LAST,
    on=DAY,
    because="new_ruleset",
)


def test_the_five_names_are_those_agreed() -> None:
    assert [tag_of(one) for one in get_args(DeadlineEvent)] == [
        *("deadline.set", "deadline.met", "deadline.missed"),
        *("deadline.withdrawn", "deadline.recomputed"),
    ]


@pytest.mark.parametrize("event", [SET, MET, MISSED, WITHDRAWN, RECOMPUTED])
def test_each_survives_json(event: DeadlineEvent) -> None:
    assert msgspec.json.decode(msgspec.json.encode(event), type=DeadlineEvent) == event


@pytest.mark.parametrize(
    ("event", "day"),
    [
        (SET, DAY),
        (MET, LAST),
        (MISSED, date(2011, 6, 23)),
        (WITHDRAWN, DAY),
        (RECOMPUTED, DAY),
    ],
)
def test_each_says_from_which_day_it_holds(event: DeadlineEvent, day: date) -> None:
    assert holds_on(event) == day


def test_a_deadline_is_named_after_rule_and_trigger() -> None:
    assert deadline_id("hearing.min_days", ID) == "hearing.min_days:0123456789ab"


def test_each_duty_waits_on_somebody() -> None:
    assert waiting_on("citizen_duty") == "citizen"
    assert waiting_on("employer_duty") == "employer"
    assert waiting_on("doctor_duty") == "doctor"
    assert waiting_on("authority_duty") == "authority"
    assert waiting_on("parameter") == "authority"
