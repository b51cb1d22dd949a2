"""A line of the history: what is kept of a fact, and what never is."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.citizen_history.domain.external_record import ExternalRecordImported
from services.citizen_history.views.line import data_of, line_of, shown_part
from shared.period import Period
from shared.privacy.masking import holds_cpr
from tests.citizen_history.lines import fact
from tests.citizen_history.people import ANNA, BENT


def test_ids_days_counts_and_codes_are_kept() -> None:
    kept = {
        "sanction_case": str(uuid4()),
        "day": "2011-06-14",
        "at": "2011-06-14T10:00:00+02:00",
        "days": 4,
        "continues": True,
        "sanction_type": "reduction_per_day",
        "rule": "hearing.min_days@2007-01-01#0123456789ab",
        "week": "2011-W24",
    }
    assert shown_part(kept) == kept


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("reasons", "Borgeren var syg"),
        ("reason", "syg"),
        ("note", "alkohol"),
        ("name", "Anna"),
        ("recommended_by", "anna"),
        ("amount", 160000),
        ("monthly_amount", 1_060_000),
        ("day_rate", 40000),
        ("amount_ore", 1),
        ("kind", "syg med ryggen"),
        ("kind", {"erased": True}),
        ("reasons", {"erased": True}),
        ("days", [{"day": "2011-06-14", "absence_kind": "sick"}]),
        ("national_id", "2110625629"),
        ("national_id", "211062-5629"),
        ("record_id", "2110625629"),
        ("number", 2110625629),
        ("share", 0.5),
        ("nothing", None),
    ],
)
def test_text_money_numbers_and_lists_are_left_out(key: str, value: Any) -> None:
    assert shown_part({key: value}) == {}


@given(
    st.dictionaries(
        st.sampled_from(["kind", "reasons", "day", "id", "record_id", "name", "n"]),
        st.one_of(
            st.from_regex(r"[0-3][0-9]0[1-9][0-9]{2}-?[0-9]{4}", fullmatch=True),
            st.integers(0, 10**10),
            st.text(max_size=20),
        ),
    )
)
def test_x_25_no_line_ever_holds_a_cpr_number(data: dict[str, Any]) -> None:
    assert not any(holds_cpr(str(value)) for value in shown_part(data).values())


def test_a_line_tells_where_the_fact_comes_from() -> None:
    told = fact(
        "offers.no_show_reported",
        "2011-06-14",
        told="2011-06-15",
        position=7,
        stream="offer_placement-9",
        authority="external",
        day="2011-06-14",
    )
    line = line_of(BENT, told)
    assert (line.source, line.position, line.citizen) == ("offers", 7, BENT)
    assert (line.stream, line.tag) == ("offer_placement-9", "offers.no_show_reported")
    assert (line.authority, line.unit, line.actor) == ("external", "jobcenter", "anna")
    assert (line.effective_on, line.recorded_at) == (date(2011, 6, 14), told.recorded_at)
    assert line.event_id == told.meta.event_id
    assert line.payload == {"day": "2011-06-14"}


def test_a_period_is_read_and_what_only_is_called_so_is_not() -> None:
    line = line_of(ANNA, fact("x.y", "2011-01-10", period={"start": "2011-01-10", "end": None}))
    assert (line.period_start, line.period_end) == (date(2011, 1, 10), None)
    for odd in ("2011", {"from": "2011-01-10"}, {"start": "2011-01-10", "end": "2011-01-09"}, 3):
        assert line_of(ANNA, fact("x.y", "2011-01-10", period=odd)).period_start is None


def test_a_fact_with_a_struct_gives_the_same_fields_as_one_without() -> None:
    record = ExternalRecordImported(
        citizen=ANNA,
        record_source="ui_fund",
        record_id="job-1",
        record_version=1,
        kind="employment",
        period=Period(date(2011, 1, 10)),
        authority="external",
    )
    assert data_of(record) == {
        "citizen": str(ANNA),
        "record_source": "ui_fund",
        "record_id": "job-1",
        "record_version": 1,
        "kind": "employment",
        "period": {"start": "2011-01-10", "end": None},
        "authority": "external",
    }
