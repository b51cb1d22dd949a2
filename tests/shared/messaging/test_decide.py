"""The one decision for each message, as a table (I1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.eventlog.envelope import Cursor
from shared.messaging.decide import Verdict, decide

AT = Cursor(2, 10)


@pytest.mark.parametrize(
    ("epoch", "position", "previous", "behind", "verdict"),
    [
        (1, 99, 98, False, Verdict.STALE),
        (1, 99, 98, True, Verdict.STALE),
        (3, 11, 10, False, Verdict.GAP),
        (3, 11, 10, True, Verdict.GAP),
        (2, 10, 9, False, Verdict.KNOWN),
        (2, 10, 9, True, Verdict.KNOWN),
        (2, 11, 10, True, Verdict.UNREAD),
        (2, 11, 10, False, Verdict.HANDLE),
        (2, 14, 8, False, Verdict.HANDLE),  # tracking moved over facts nobody asked for
        (2, 12, 11, False, Verdict.GAP),
    ],
)
def test_a_message_is_decided_by_its_place(
    epoch: int, position: int, previous: int, behind: bool, verdict: Verdict
) -> None:
    found = decide(AT, behind=behind, epoch=epoch, position=position, previous=previous)
    assert found is verdict


@given(st.permutations(range(1, 9)), st.sets(st.integers(1, 8)))
def test_whatever_comes_in_any_order_nothing_is_passed_over(
    order: list[int], lost: set[int]
) -> None:
    at, handled, behind = Cursor(), [], False
    for position in [each for each in order if each not in lost]:
        verdict = decide(at, behind=behind, epoch=1, position=position, previous=position - 1)
        if verdict is Verdict.HANDLE:
            handled.append(position)
            at = Cursor(1, position)
        behind = behind or verdict is Verdict.GAP
    assert handled == list(range(1, len(handled) + 1))
