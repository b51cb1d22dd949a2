"""Two clocks: what was known at a moment, what holds on a day, and facts told twice."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.citizen_history.views.clocks import (
    holds_on,
    in_order,
    is_late,
    moment_of,
    select,
    strikes,
    together,
)
from services.citizen_history.views.line import Line
from tests.citizen_history.lines import day, event_id, line, moment

FIRST_DAY = date(2011, 1, 1)
START = datetime(2011, 1, 1, tzinfo=UTC)


@st.composite
def histories(draw: st.DrawFn) -> list[Line]:
    """Draw a history whose facts may be late, have periods and take away earlier ones."""
    lines: list[Line] = []
    at = START
    for number in range(draw(st.integers(0, 12))):
        at += timedelta(hours=draw(st.integers(0, 60)))
        on = FIRST_DAY + timedelta(days=draw(st.integers(0, 30)))
        more: dict[str, Any] = {}
        if draw(st.booleans()):
            length = draw(st.integers(0, 20))
            end = str(on + timedelta(days=length)) if length else None
            more["period"] = {"start": str(on), "end": end}
        if len(lines) > 0 and draw(st.booleans()):
            earlier = draw(st.sampled_from(lines))
            more["corrects"] = f"fact-{earlier.position}"
            more["how"] = draw(
                st.sampled_from(["withdrawn", "corrected", "superseded", "annulled"])
            )
        lines.append(
            line(
                draw(st.sampled_from(["offers.a", "visitation.b"])),
                str(on),
                told=at.isoformat()[:19],
                name=f"fact-{number}",
                position=number,
                **more,
            )
        )
    return lines


MOMENTS = st.integers(0, 40 * 24).map(lambda hours: START + timedelta(hours=hours))
ANY_DAY = st.integers(-2, 60).map(lambda days: FIRST_DAY + timedelta(days=days))


@given(histories(), MOMENTS)
def test_as_of_known_is_the_history_of_the_facts_recorded_by_then(
    lines: list[Line], known: datetime
) -> None:
    prefix = [each for each in lines if each.recorded_at <= known]
    assert select(lines, known, None) == select(prefix, None, None)
    assert select(lines, known, None) == in_order(prefix)


@given(histories(), MOMENTS, ANY_DAY)
def test_with_both_clocks_known_comes_first_then_valid(
    lines: list[Line], known: datetime, valid: date
) -> None:
    prefix = [each for each in lines if each.recorded_at <= known]
    assert select(lines, known, valid) == select(prefix, None, valid)


@given(histories(), ANY_DAY)
def test_as_of_valid_only_selects_and_keeps_the_order(lines: list[Line], valid: date) -> None:
    whole = select(lines, None, None)
    chosen = select(lines, None, valid)
    assert [each for each in whole if each in chosen] == chosen
    taken_away = strikes(lines, valid)
    for each in whole:
        assert (each in chosen) == (holds_on(each, valid) and each.event_id not in taken_away)


@given(histories(), MOMENTS, st.integers(0, 500))
def test_what_was_known_once_is_known_for_ever(
    lines: list[Line], known: datetime, hours: int
) -> None:
    later = known + timedelta(hours=hours)
    before = {each.event_id for each in select(lines, known, None)}
    assert before <= {each.event_id for each in select(lines, later, None)}


@given(histories(), st.randoms())
def test_the_order_of_arrival_does_not_matter(lines: list[Line], chance: Any) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)
    assert select(shuffled, None, None) == select(lines, None, None)
    assert select(shuffled, None, FIRST_DAY) == select(lines, None, FIRST_DAY)
    assert strikes(shuffled) == strikes(lines)


def test_h_02_a_late_fact_stands_in_its_place() -> None:
    early = line("offers.offer_started", "2011-02-01", position=1)
    late = line("citizen_history.x", "2011-01-10", told="2011-03-15", position=2)
    assert in_order([early, late]) == [late, early]
    assert is_late(late)
    assert not is_late(early)


def test_facts_of_one_day_stand_in_the_order_they_became_known() -> None:
    second = line("offers.b", "2011-02-01", told="2011-02-01T11:00", position=1)
    first = line("visitation.a", "2011-02-01", told="2011-02-01T10:00", position=9)
    same_time = line("benefit_service.c", "2011-02-01", told="2011-02-01T11:00", position=5)
    assert in_order([second, same_time, first]) == [first, same_time, second]


def test_a_fact_recorded_before_midnight_in_copenhagen_is_not_late() -> None:
    assert not is_late(line("offers.a", "2011-06-14", told="2011-06-14T23:59"))
    assert is_late(line("offers.a", "2011-06-14", told="2011-06-15T00:00"))


@pytest.mark.parametrize(
    ("on", "period", "asked", "holds"),
    [
        ("2011-01-10", None, "2011-01-09", False),
        ("2011-01-10", None, "2011-01-10", True),
        ("2011-01-10", None, "2020-01-01", True),
        ("2011-01-10", ("2011-01-10", "2011-02-01"), "2011-01-31", True),
        ("2011-01-10", ("2011-01-10", "2011-02-01"), "2011-02-01", False),
        ("2011-01-10", ("2011-01-20", None), "2011-01-15", False),
        ("2011-01-10", ("2011-01-20", None), "2011-01-20", True),
        ("2011-01-10", ("2011-01-01", None), "2011-01-05", False),
    ],
)
def test_a_fact_holds_from_its_day_and_within_its_period(
    on: str, period: tuple[str, str | None] | None, asked: str, holds: bool
) -> None:
    more = {"period": {"start": period[0], "end": period[1]}} if period else {}
    assert holds_on(line("offers.a", on, **more), day(asked)) == holds


@pytest.mark.parametrize(
    ("how", "from_day"),
    [("withdrawn", 1), ("corrected", 1), ("annulled", 1), ("superseded", 20)],
)
def test_what_is_superseded_held_until_then_and_what_is_taken_away_never_did(
    how: Any, from_day: int
) -> None:
    old = line("offers.a", "2011-01-05", name="old", position=1)
    new = line("offers.b", "2011-01-20", position=2, corrects="old", how=how)
    held = [n for n in range(5, 31) if old in select([old, new], None, date(2011, 1, n))]
    assert held == list(range(5, from_day))
    assert strikes([old, new]) == {event_id("old"): new}


def test_a_withdrawn_correction_brings_nothing_back() -> None:
    old = line("offers.a", "2011-01-05", name="old", position=1)
    right = line(
        "offers.b", "2011-01-05", told="2011-01-06", name="new", position=2,
        corrects="old", how="corrected",
    )  # fmt: skip
    gone = line("offers.c", "2011-01-07", name="gone", position=3, corrects="new", how="withdrawn")
    assert select([old, right, gone], None, day("2011-01-06")) == []


def test_a_correction_changes_nothing_before_it_is_known() -> None:
    old = line("offers.a", "2011-01-05", name="old", position=1)
    new = line(
        "offers.b", "2011-01-05", told="2011-02-01", position=2, corrects="old", how="corrected"
    )
    asked = day("2011-01-10")
    assert select([old, new], moment("2011-01-31"), asked) == [old]
    assert select([old, new], moment("2011-02-01"), asked) == [new]


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2011-06-14", "2011-06-14T21:59:59.999999"),
        ("2011-12-14", "2011-12-14T22:59:59.999999"),
        ("2011-03-27", "2011-03-27T21:59:59.999999"),  # the clocks went forward that night
        ("2011-06-14T10:00:00+02:00", "2011-06-14T08:00:00"),
        ("2011-06-14T10:00:00 02:00", "2011-06-14T08:00:00"),
        ("2011-06-14T10:00:00Z", "2011-06-14T10:00:00"),
    ],
)
def test_a_day_means_until_its_end_in_copenhagen(text: str, utc: str) -> None:
    assert moment_of(text) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2011-02-30",
        "2011-06-14T10:00:00",
        "9999-12-31",
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+23:59",
    ],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    """Seen red: the calendar's ends were a fault of ours."""
    with pytest.raises(ValueError, match=r".*"):
        moment_of(text)


# -- told twice ------------------------------------------------------------------------------


def interview(told_by: str, on: str = "2008-05-20", **more: Any) -> Line:
    """Make an imported interview."""
    period = {"start": on, "end": str(day(on) + timedelta(days=1))}
    return line(
        "citizen_history.external_record_imported",
        on,
        also={"authority": told_by},
        kind="interview",
        period=period,
        **more,
    )


def laid(lines: Sequence[Line]) -> list[list[UUID]]:
    """Lay facts together and name them."""
    return [[each.event_id for each in group] for group in together(lines, strikes(lines))]


def test_an_interview_told_by_both_is_one_line_with_two_provenances() -> None:
    state, municipal = interview("state", position=1), interview("municipal", position=2)
    assert laid([state, municipal]) == [[state.event_id, municipal.event_id]]
    assert laid([municipal, state]) == [[municipal.event_id, state.event_id]]


def test_an_interview_held_here_and_told_by_the_state_is_one_line() -> None:
    here = line("visitation.interview_held", "2008-05-20", position=1)
    state = interview("state", position=2)
    other = line("offers.offer_started", "2008-05-20", position=3)
    assert laid([here, other, state]) == [[here.event_id, state.event_id], [other.event_id]]


@pytest.mark.parametrize(
    "more",
    [
        interview("state", "2008-05-21", position=2),
        interview("municipal", position=2),
        interview("external", position=2),
        line("citizen_history.external_record_imported", "2008-05-20", position=2, kind="other"),
        line("offers.x", "2008-05-20", position=2, kind="interview"),
    ],
)
def test_what_only_looks_like_a_double_stays_by_itself(more: Line) -> None:
    assert len(laid([interview("municipal", position=1), more])) == 2


def test_a_third_telling_stays_by_itself() -> None:
    told = [interview(who, position=n) for n, who in enumerate(("state", "municipal", "state"))]
    assert [len(group) for group in laid(told)] == [2, 1]
    told.append(interview("municipal", position=4))
    assert [len(group) for group in laid(told)] == [2, 2]


def test_a_withdrawn_telling_is_no_double() -> None:
    state = interview("state", position=1, name="wrong")
    municipal = interview("municipal", position=2)
    gone = line(
        "citizen_history.external_record_withdrawn",
        "2008-06-01",
        position=3,
        corrects="wrong",
        how="withdrawn",
    )
    assert [len(group) for group in laid([state, municipal, gone])] == [1, 1, 1]


@given(histories())
def test_laying_together_loses_and_doubles_nothing(lines: list[Line]) -> None:
    laid_out = [each for group in together(lines, strikes(lines)) for each in group]
    assert laid_out == lines  # none of the drawn facts is an interview
