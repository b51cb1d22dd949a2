"""Whom the benefit service is to hear about the end of sick pay, and whose sick pay stops when."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from services.benefit_service import messages as told
from services.benefit_service.views.sick_pay_endings import (
    SICK_PAY_ENDINGS,
    SickPayEnding,
    project,
    touches,
)
from shared.actor import Actor
from shared.eventlog.envelope import Meta, Recorded
from shared.eventlog.event import Event, tag_of

CASE, CITIZEN = UUID(int=9), UUID(int=1)
PROPOSED_ON, LAST = date(2010, 4, 19), date(2010, 4, 30)
PROPOSED = told.EndingProposed(CITIZEN, "no_cooperation")
SERVED, OFF = told.HearingNoted(CITIZEN), told.HearingCalledOff(CITIZEN)
ENDED, BACK = told.SickPayEnded(CITIZEN, LAST), told.SickPayEndWithdrawn(CITIZEN)
NOT_PROPOSED = told.EndingProposalWithdrawn(CITIZEN)
WELL = told.RecoveryReported(CITIZEN, LAST)
TO_HEAR = SickPayEnding(CASE, CITIZEN, "no_cooperation", "to_be_heard", PROPOSED_ON)


def after(*events: Event) -> SickPayEnding | None:
    row: SickPayEnding | None = None
    for event in events:
        now = datetime(2010, 4, 19, 9, tzinfo=UTC)
        meta = Meta(UUID(int=3), now, PROPOSED_ON, Actor(id="sif"), "test")
        stream = f"sick_pay_case-{CASE}"
        fact: Any = Recorded("sickpay", 1, 1, 0, stream, 1, tag_of(event), now, event, meta)
        assert list(touches(fact)) == [(CASE,)]
        row = project((CASE,), row, fact)
    return row


def test_fvl_19_who_is_proposed_to_lose_sick_pay_is_to_be_heard() -> None:
    assert after(PROPOSED) == TO_HEAR
    assert after(PROPOSED, SERVED, OFF) == TO_HEAR


@pytest.mark.parametrize(
    ("events", "stage", "last_day"),
    [
        ((PROPOSED, SERVED), "hearing", None),
        ((PROPOSED, SERVED, ENDED), "ended", LAST),
        ((PROPOSED, SERVED, ENDED, WELL), "ended", LAST),
    ],
)
def test_e3_the_list_goes_on_to_the_day_sick_pay_stops(
    events: tuple[Event, ...], stage: str, last_day: date | None
) -> None:
    row = after(*events)
    assert row is not None
    assert (row.stage, row.last_day) == (stage, last_day)


@pytest.mark.parametrize(
    "events",
    [
        (PROPOSED, NOT_PROPOSED),
        (PROPOSED, SERVED, WELL),
        (PROPOSED, SERVED, ENDED, BACK),
        (WELL,),
    ],
)
def test_nobody_is_heard_or_stopped_for_what_holds_no_more(events: tuple[Event, ...]) -> None:
    assert after(*events) is None


def test_it_reads_nothing_of_the_illness() -> None:
    for kind in (told.EndingProposed, told.SickPayEnded):
        assert {"facts", "reason"}.isdisjoint(kind.__struct_fields__)
    assert SICK_PAY_ENDINGS.follows == ("sickpay",)
