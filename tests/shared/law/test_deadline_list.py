"""The list of deadlines of a service."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import msgspec
import pytest

from shared.actor import Actor
from shared.eventlog.envelope import Meta, Recorded
from shared.eventlog.event import Event, tag_of
from shared.law.deadline import (
    DeadlineMet,
    DeadlineMissed,
    DeadlineRecomputed,
    DeadlineWithdrawn,
)
from shared.law.deadline_list import DEADLINES, DeadlineRow
from tests.shared.law.test_deadline import ID, LAST, SET

CITIZEN = UUID(int=6)
STREAM = "party_hearing-0192"
ABOUT: dict[str, Any] = {"deadline": SET.deadline, "rule_key": SET.rule_key}
MISSED = DeadlineMissed(**ABOUT, timely_until=LAST)
MET_LATE = DeadlineMet(**ABOUT, by=ID, by_tag="a.b", on=date(2011, 6, 24), late_by_days=2)
GONE = DeadlineWithdrawn(**ABOUT, by=ID, by_tag="a.b", on=LAST, because="duty_gone")
LATER_GONE = msgspec.structs.replace(GONE, on=date(2011, 6, 30))
NEVER = msgspec.structs.replace(LATER_GONE, because="trigger_withdrawn")
WRONG = msgspec.structs.replace(LATER_GONE, because="no_longer_applies")
MOVED = DeadlineRecomputed(
    **ABOUT,
    rule="hearing.min_days@1987-01-01#111111111111",
    trigger_day=date(2011, 6, 17),
    due=date(2011, 6, 24),
    plan_by=date(2011, 6, 24),
    timely_until=date(2011, 6, 24),
    on=date(2011, 6, 17),
    because="trigger_corrected",
)

PAUSED = msgspec.structs.replace(MOVED, because="paused", paused_since=date(2011, 6, 18))


class Other(Event, frozen=True, tag="tests.other"):
    """A fact that is no deadline fact."""


def recorded(event: Event) -> Recorded[Any]:
    moment = datetime(2011, 6, 15, 10, tzinfo=UTC)
    meta = Meta(
        event_id=ID,
        occurred_at=moment,
        effective_on=SET.trigger_day,
        actor=Actor("anna"),
        correlation_id="c",
        subjects=(CITIZEN,),
    )
    return Recorded("benefit_service", 1, 1, 0, STREAM, 1, tag_of(event), moment, event, meta)


def row_after(*events: Event) -> DeadlineRow | None:
    row: DeadlineRow | None = None
    for event in events:
        for key in DEADLINES.touches(recorded(event)):
            row = DEADLINES.project(key, row, recorded(event))
    return row


def test_a_set_deadline_says_what_is_awaited_from_whom_until_when() -> None:
    row = row_after(SET)
    assert row is not None
    assert (row.stream, row.case_type, row.case_id) == (STREAM, "party_hearing", "0192")
    assert row.citizens == (CITIZEN,)
    assert (row.waiting_on, row.status, row.timely_until) == ("citizen", "running", LAST)
    assert {name: getattr(row, name) for name in ("rule", "law_ref", "due", "plan_by")} == {
        name: getattr(SET, name) for name in ("rule", "law_ref", "due", "plan_by")
    }


@pytest.mark.parametrize(
    ("events", "status", "met_on", "late"),
    [
        ((MISSED,), "missed", None, 0),
        ((MISSED, MET_LATE), "met", date(2011, 6, 24), 2),
        ((GONE,), "withdrawn", None, 0),
        ((MISSED, MET_LATE, MOVED), "running", None, 0),
        ((PAUSED,), "paused", None, 0),
        ((MISSED, PAUSED), "paused", None, 0),
        ((PAUSED, MOVED), "running", None, 0),
    ],
)
def test_the_row_follows_the_facts(
    events: tuple[Event, ...], status: str, met_on: date | None, late: int
) -> None:
    row = row_after(SET, *events)
    assert row is not None
    assert (row.status, row.met_on, row.late_by_days) == (status, met_on, late)


@pytest.mark.parametrize(
    ("events", "gone_on", "fell_due"),
    [
        ((), None, True),
        ((PAUSED,), None, False),
        ((MISSED, LATER_GONE), LATER_GONE.on, True),
        ((LATER_GONE,), LATER_GONE.on, True),
        ((GONE,), LAST, False),
        ((MISSED, NEVER), None, False),
        ((MISSED, WRONG), None, False),
        ((PAUSED, LATER_GONE), None, False),
    ],
)
def test_what_was_missed_stays_so_when_the_duty_goes_and_what_never_was_owed_does_not(
    events: tuple[Event, ...], gone_on: date | None, fell_due: bool
) -> None:
    row = row_after(SET, *events)
    assert row is not None
    assert (row.gone_on, row.fell_due) == (gone_on, fell_due)


def test_a_moved_deadline_shows_its_new_days() -> None:
    row = row_after(SET, MOVED)
    assert row is not None
    assert (row.rule, row.trigger_day, row.timely_until) == (
        MOVED.rule,
        MOVED.trigger_day,
        MOVED.timely_until,
    )


def test_a_deadline_that_stands_still_is_neither_overdue_nor_warned_of() -> None:
    row = row_after(msgspec.structs.replace(SET, warn_days=(3,)), PAUSED)
    assert row is not None
    assert row.paused_since == date(2011, 6, 18)
    assert not row.overdue(date(2030, 1, 1))
    assert not row.warns(row.timely_until)
    again = row_after(SET, PAUSED, MOVED)
    assert again is not None
    assert again.paused_since is None


def test_other_facts_touch_no_row_and_change_none() -> None:
    assert list(DEADLINES.touches(recorded(Other()))) == []
    row = row_after(SET)
    assert DEADLINES.project((STREAM, SET.deadline), row, recorded(Other())) is row
    assert DEADLINES.project((STREAM, SET.deadline), None, recorded(MISSED)) is None


def test_every_column_survives_json() -> None:
    row = row_after(SET, MISSED, MET_LATE)
    assert msgspec.json.decode(msgspec.json.encode(row), type=DeadlineRow) == row


def test_overdue_is_what_is_still_to_be_done_after_its_last_day() -> None:
    running, late, met = row_after(SET), row_after(SET, MISSED), row_after(SET, MISSED, MET_LATE)
    assert running is not None
    assert late is not None
    assert met is not None
    assert not running.overdue(LAST)
    assert running.overdue(date(2011, 6, 23))
    assert late.overdue(date(2011, 6, 23))
    assert not met.overdue(date(2011, 6, 25))


def test_a_warning_is_due_when_the_last_day_is_near() -> None:
    row = row_after(msgspec.structs.replace(SET, warn_days=(3, 1)))
    assert row is not None
    assert not row.warns(date(2011, 6, 18))
    assert row.warns(date(2011, 6, 19))
    assert row.warns(LAST)
    assert not row.warns(date(2011, 6, 23))
    silent = row_after(SET)
    assert silent is not None
    assert not silent.warns(LAST)
