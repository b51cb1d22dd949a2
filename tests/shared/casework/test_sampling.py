"""Figures that are looked up when Prometheus asks, each in one short question."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal

import pytest
from falcon import testing
from structlog.testing import capture_logs

from jobcenter import catalogue
from shared.casework.installation import Installation
from shared.casework.settings import Settings
from shared.casework.setup import set_up
from shared.casework.works import Works
from shared.eventlog.view_state import state_of
from shared.eventlog.view_table import table_of
from shared.http.ops import build_ops
from shared.law.deadline_list import DEADLINES, DeadlineRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.postgres
TODAY = datetime(2011, 5, 2, 8, tzinfo=UTC)
RULE = "agreement.expiry"


@pytest.fixture
def works(database_url: str, tmp_path: Path) -> Iterator[Works]:
    service, home = catalogue.declaration("company_contact"), catalogue.home("company_contact")
    set_up(database_url, catalogue.declarations(), Installation("prøveby", True, {}), TODAY)
    made = Works(service, home, Settings(database_url=database_url, data=tmp_path))
    made.prepare()
    yield made
    made.close()


def owed(
    nth: int, until: date, status: Literal["running", "paused", "met", "missed"]
) -> DeadlineRow:
    return DeadlineRow(
        stream=f"partnership_agreement-{nth}",
        deadline="1",
        case_type="partnership_agreement",
        case_id=str(nth),
        citizens=(),
        rule_key=RULE,
        rule=f"{RULE}@2007-01-01",
        law_ref="Vision 2010",
        evidence="A",
        kind="authority_duty",
        waiting_on="authority",
        trigger_tag="company_contact.agreement_signed",
        trigger_day=date(2011, 1, 3),
        due=until,
        plan_by=until,
        timely_until=until,
        warn_days=(),
        status=status,
        paused_since=None,
        met_on=None,
        late_by_days=0,
    )


def test_deadlines_that_are_near_and_that_have_passed_are_counted_by_rule(works: Works) -> None:
    rows = [
        owed(1, date(2011, 5, 9), "running"),
        owed(2, date(2011, 5, 10), "running"),  # in eight days: not yet
        owed(3, date(2011, 5, 2), "running"),  # today is timely
        owed(4, date(2011, 5, 1), "running"),  # passed, and nobody has said so yet
        owed(5, date(2008, 1, 1), "missed"),  # long ago, and still to be done
        owed(6, date(2011, 5, 3), "met"),
        owed(7, date(2011, 5, 3), "paused"),
    ]
    with works.database.connection() as conn:
        state = state_of(conn, DEADLINES)
        assert state is not None
        table = table_of(DEADLINES, "company_contact", state.generation)
        table.write(conn, {}, {table.key_of(row): row for row in rows})
    told = testing.TestClient(build_ops(works)).simulate_get("/metrics").text
    figures = [line for line in told.splitlines() if f'rule="{RULE}"' in line]
    assert {line.partition("{")[0]: float(line.split()[-1]) for line in figures} == {
        "jobcenter_due_soon_deadlines": 2.0,
        "jobcenter_overdue_deadlines": 2.0,
    }


def test_what_the_follower_cannot_read_is_said(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red: views stood still for ever, the service was ready, and no line told of it."""
    stop = threading.Event()

    def stumbles() -> None:
        stop.set()
        raise LookupError("a fact nobody can read")

    monkeypatch.setattr(works.follower, "catch_up", stumbles)
    with capture_logs() as lines:
        works._follow(stop)
    (line,) = lines
    assert (line["event"], line["service"]) == ("follower_begins_again", "company_contact")
    assert line["exc_info"]
