"""The timeline: one row for each fact and citizen, from all services, in words."""

from datetime import UTC, date, datetime
from typing import Any, get_args

import msgspec
import psycopg
import pytest

from services.citizen_history.domain import Event
from services.citizen_history.views.line import Line
from services.citizen_history.views.timeline import (
    TIMELINE,
    HistoryLine,
    TimelineOf,
    ask_timeline,
    history,
)
from services.citizen_history.wiring import SERVICE
from shared.actor import Actor
from shared.casework.desk import OfficeDesk, pooled
from shared.clock import SystemClock
from shared.eventlog.codec import Codec, Unread
from shared.eventlog.database import Database
from shared.eventlog.envelope import Recorded
from shared.eventlog.row import Row
from shared.eventlog.view_table import ViewTable, apply
from tests.citizen_history.lines import event_id, fact, line
from tests.citizen_history.people import ANNA, BENT

FACTS = [
    fact("visitation.citizen_registered", "2011-05-02", benefit_basis="cash_benefit"),
    fact("offers.no_show_reported", "2011-06-14", day="2011-06-14", supplier="1", note="var syg"),
    fact(
        "benefit_service.hearing_served",
        "2011-06-15",
        facts="Udeblev den 14. juni",
        subjects=(ANNA, BENT),
    ),
]


def rows(facts: list[Recorded[Any]]) -> list[Line]:
    """Fold facts into rows the way the plumbing does."""
    kept: dict[Any, Line] = {}
    for each in facts:
        for key in TIMELINE.touches(each):
            row = TIMELINE.project(key, kept.get(key), each)
            assert row is not None
            kept[key] = row
    return list(kept.values())


def shown(*lines: Line) -> HistoryLine:
    """Show one line."""
    (only,) = history(lines, None, None)
    return only


def test_i_8_each_fact_stands_once_for_each_citizen_it_is_about() -> None:
    kept = rows([*FACTS, *FACTS])
    assert [(row.source, row.citizen) for row in kept] == [
        ("visitation", ANNA),
        ("offers", ANNA),
        ("benefit_service", ANNA),
        ("benefit_service", BENT),
    ]


def test_a_fact_about_nobody_stands_nowhere() -> None:
    assert (
        TIMELINE.touches(fact("company_contact.company_registered", "2011-01-01", subjects=()))
        == []
    )


def test_it_follows_all_services() -> None:
    assert set(TIMELINE.follows) == set(SERVICE.sources)
    assert len(SERVICE.sources) == 6


def test_x_25_no_text_of_a_fact_is_kept() -> None:
    kept = msgspec.json.encode(rows(FACTS)).decode()
    assert "syg" not in kept
    assert "Udeblev" not in kept


def test_a_line_says_what_happened_in_both_languages() -> None:
    said = shown(rows(FACTS)[1])
    assert said.da == "Leverandøren meldte udeblivelse 14. juni 2011."
    assert said.en == "The supplier reported absence on 14 June 2011."
    said = shown(rows(FACTS)[0])
    assert said.da == "Borgeren blev tilmeldt (kontanthjælp)."


def test_an_unknown_fact_is_called_by_its_name() -> None:
    said = shown(line("parking.car_parked", "2011-06-14", place="x"))
    assert (said.da, said.en) == ("parking.car_parked", "parking.car_parked")


def test_a_fact_without_what_its_sentence_needs_is_called_by_its_name() -> None:
    assert shown(line("offers.no_show_reported", "2011-06-14")).da == "offers.no_show_reported"


def test_a_line_tells_source_authority_and_lateness() -> None:
    late = line("offers.offer_started", "2011-06-01", told="2011-06-20", authority="external")
    (told,) = shown(late).provenance
    assert (told.source, told.authority, told.unit) == ("offers", "external", "jobcenter")
    assert shown(late).late
    assert not shown(line("offers.offer_started", "2011-06-01")).late


def test_a_struck_line_names_what_took_it_away() -> None:
    wrong = line("offers.no_show_reported", "2011-06-14", name="wrong", day="2011-06-14")
    right = line(
        "offers.no_show_withdrawn",
        "2011-06-20",
        name="right",
        position=2,
        corrects="wrong",
        how="withdrawn",
        day="2011-06-14",
    )
    first, second = history([wrong, right], None, None)
    assert (first.struck_by, first.struck_how) == (event_id("right"), "withdrawn")
    assert (second.corrects, second.struck_by) == (event_id("wrong"), None)
    (alone,) = history([wrong, right], datetime(2011, 6, 19, tzinfo=UTC), None)
    assert alone.struck_by is None


def test_every_fact_of_this_service_has_a_sentence() -> None:
    period = {"start": "2011-01-10", "end": None}
    given: dict[str, Any] = {"number_kind": "cpr", "record_source": "ui_fund", "kind": "moved"}
    given |= {"starts_on": "2011-01-10", "until": "2012-01-09"}
    for kind in get_args(Event):
        tag = kind.__struct_config__.tag
        assert shown(line(tag, "2011-01-10", period=period, **given)).da != tag


@pytest.mark.parametrize(
    "query",
    [
        {"as_of_known": "yesterday"},
        {"as_of_known": "2011-02-30"},
        {"as_of_known": "2011-06-14T10:00:00"},
        {"as_of_valid": "2011-02-30"},
        {"citizen": "x"},
    ],
)
def test_a_question_that_makes_no_sense_is_not_understood(query: dict[str, str]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"citizen": str(ANNA), **query}, TimelineOf, strict=False)


def desk_on(database: Database) -> OfficeDesk:
    """Lay out a desk with nothing on it but the views."""
    nothing: Any = None
    return OfficeDesk(
        actor=Actor(id="anna"),
        rules=nothing,
        clock=SystemClock(),
        casebook=nothing,
        connect=pooled(database),
        schema="citizen_history",
        resources={},
    )


def stored(told: Recorded[Unread]) -> Recorded[Any]:
    """Send a fact through its bytes, as the bus does."""
    body = msgspec.json.encode({"event": {"event": told.tag, **told.event.data}, "meta": told.meta})
    row = Row(
        epoch=told.epoch,
        position=told.position,
        previous=told.previous,
        event_id=told.meta.event_id,
        stream=told.stream,
        version=told.version,
        tag=told.tag,
        subjects=told.meta.subjects,
        effective_on=told.meta.effective_on,
        recorded_at=told.recorded_at,
        state=body,
        previous_hash=b"",
    )
    return Codec(Event).read(told.source, row)


@pytest.mark.postgres
def test_the_timeline_is_kept_and_asked_on_postgresql(vault_database: Database) -> None:
    table = ViewTable(TIMELINE, "citizen_history", 1)
    facts = [stored(each) for each in FACTS]
    with psycopg.connect(
        vault_database.url,
        autocommit=True,
        options="-c search_path=citizen_history -c timezone=UTC",
    ) as conn:
        table.create(conn)
        apply(conn, [(table, facts)])
        table.publish(conn)
        conn.execute("GRANT SELECT ON timeline_v2 TO jobcenter_citizen_history")
    desk = desk_on(vault_database)
    answer = ask_timeline(desk, TimelineOf(ANNA))
    assert [each.tag for each in answer.lines] == [each.tag for each in FACTS]
    assert answer.lines == history(rows(FACTS), None, None)[:3]
    asked = TimelineOf(ANNA, as_of_known="2011-06-14", as_of_valid=date(2011, 6, 30))
    answer = ask_timeline(desk, asked)
    assert [each.tag for each in answer.lines] == [each.tag for each in FACTS[:2]]
    assert answer.as_of_known == datetime(2011, 6, 14, 21, 59, 59, 999999, tzinfo=UTC)
    assert [each.tag for each in ask_timeline(desk, TimelineOf(BENT)).lines] == [FACTS[2].tag]
