"""Pauses beside corrections, and the last timely day counted on the fingers."""

from datetime import date, timedelta
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.law.arithmetic import reckon
from shared.law.calendar import DK_PUBLIC
from shared.law.clocks import Trigger, fold
from shared.law.deadline import DeadlineMet, DeadlineRecomputed, DeadlineWithdrawn, Pause
from shared.law.pauses import course, joined
from tests.shared.law.test_clocks import fact, kinds
from tests.shared.law.test_pauses import (
    BIRTH,
    CLOSED,
    DAY0,
    ENDED,
    EXEMPT,
    HELD,
    ILL,
    MENDED,
    PAUSED,
    REGISTERED,
    START,
    after,
    day,
    ended,
    exempt,
    only,
    told,
)


def test_a_corrected_start_keeps_its_pauses() -> None:
    over = after(START, exempt(4), ended(11))
    earlier = fact(MENDED, day(-2), corrects=REGISTERED, how="corrected", recorded_on=day(12))
    assert only(fold(told(over, earlier), over)).due == day(15)
    # It would have begun in the middle of the exemption: only the days after that move it.
    later = fact(MENDED, day(8), corrects=REGISTERED, how="corrected", recorded_on=day(12))
    assert only(fold(told(over, later), over)).due == day(21)
    # So far back that the exemption came too late for it.
    long_ago = fact(MENDED, day(-20), corrects=REGISTERED, how="corrected", recorded_on=day(12))
    assert only(fold(told(over, long_ago), over)).due == day(-10)


def test_a_start_corrected_into_an_exemption_stands_still() -> None:
    before = (START, exempt(14))
    noticed = after(START, day(11))
    correction = fact(MENDED, day(12), corrects=REGISTERED, how="corrected", recorded_on=day(15))
    assert only(fold(told(noticed, correction, earlier=before), noticed)).paused_since == day(14)


def test_an_interview_withdrawn_while_exempt_leaves_a_deadline_that_stands_still() -> None:
    before = (START, fact(HELD, day(3)), exempt(4))
    held = after(*before)
    back = fact(MENDED, day(9), corrects=HELD, how="withdrawn")
    (again,) = told(held, back, earlier=before)
    assert isinstance(again, DeadlineRecomputed)
    assert (again.because, again.paused_since) == ("fulfilment_withdrawn", day(4))
    corrected = fact(MENDED, day(9), corrects=HELD, how="corrected")
    assert kinds(told(held, corrected, earlier=before)) == [DeadlineRecomputed, DeadlineMet]


def test_a_closed_case_ends_a_deadline_that_stands_still() -> None:
    assert kinds(told(PAUSED, fact(CLOSED, day(50)))) == [DeadlineWithdrawn]
    taken_back = fact(MENDED, day(50), corrects=REGISTERED, how="withdrawn")
    assert kinds(told(PAUSED, taken_back)) == [DeadlineWithdrawn]


def test_pauses_told_again_are_known_once() -> None:
    one, other = (Pause(day(number), ILL, (UUID(int=number),)) for number in (1, 2))
    assert joined((one,), (msgspec.structs.replace(one, until=day(5)), other)) == (one, other)


@pytest.mark.parametrize(
    ("stretches", "due", "since"),
    [
        ([], 10, None),
        ([(2, 5), (3, 7)], 15, None),
        ([(2, 9), (3, 5)], 17, None),
        ([(2, 5), (5, 7)], 15, None),
        ([(3, None), (2, 5)], 10, 2),
        ([(3, None), (1, 2)], 11, 3),
        ([(-5, 3)], 13, None),
        ([(-5, -3)], 10, None),
        ([(11, 20)], 10, None),
        ([(9, 12), (13, 15)], 15, None),
        ([(9, 12), (14, 15)], 13, None),
        ([(7, 4)], 10, None),
    ],
)
def test_the_course_of_a_deadline(
    stretches: list[tuple[int, int | None]], due: int, since: int | None
) -> None:
    pauses = tuple(
        Pause(day(start), ILL, (), until=None if end is None else day(end))
        for start, end in stretches
    )
    found = course(day(10), DAY0, pauses, roll="none", unit="days", calendar=DK_PUBLIC)
    assert found.dates.due == day(due)
    assert found.paused_since == (None if since is None else day(since))


STEPS = st.lists(st.tuples(st.booleans(), st.integers(0, 6)), min_size=1, max_size=6)


@settings(deadline=None)
@given(
    steps=STEPS,
    held=st.none() | st.integers(0, 60),
    known_after=st.lists(st.integers(0, 12), min_size=8, max_size=8),
    looked=st.integers(0, 30),
)
def test_the_last_day_is_the_tenth_that_is_not_paused(
    steps: list[tuple[bool, int]], held: int | None, known_after: list[int], looked: int
) -> None:
    """Count on the fingers: a paused day is no day, until the last timely one has passed."""
    tags, number, paused = [(0, -1, REGISTERED)], 0, False
    edges: list[tuple[int, bool]] = []
    for order, (wanted, ahead) in enumerate(steps):
        number += ahead
        if wanted != paused:
            paused = wanted
            edges.append((number, paused))
            tags.append((number, order, EXEMPT if paused else ENDED))
    if held is not None:
        tags.append((held, 99, HELD))
    # Told in the order in which they happened, some of them late; the keeper looks before each.
    history: list[Trigger | date] = []
    today = 0
    for (on, order, tag), late in zip(sorted(tags), known_after, strict=False):
        today = max(today, on + late)
        new = fact(tag, day(on), f"{tag} {order}", kind=BIRTH, recorded_on=day(today))
        history += [day(today), new]
    today += looked
    duty = only(after(*history, day(today)))

    def stands_still(one: int) -> bool:
        return [state for on, state in edges if on <= one][-1:] == [True]

    left, last = 10, date.max.toordinal()
    for one in range(today + 1):
        if stands_still(one):
            continue
        if left == 0:
            last = one
            break
        left -= 1
    if held is not None:
        assert duty.state == "met"
        assert duty.met is not None
        assert duty.met.late_by_days == max(0, held - last)
    elif last < today:
        assert (duty.state, duty.timely_until) == ("missed", day(last))
    else:
        assert duty.state == ("paused" if stands_still(today) else "running")
    if duty.state == "running":
        assert duty.due == reckon(DAY0, 10, "days", "none").due + timedelta(
            days=sum(stands_still(one) for one in range(today))
        )
