"""Who is protected, from which day to which, as the supervisor's list needs it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from services.citizen_history.domain.citizen_address import (
    AddressProtected,
    AddressProtectionLifted,
    AddressProtectionProlonged,
    AddressRecorded,
)
from services.citizen_history.views.protections import ProtectionRow, project, touches
from tests.citizen_history.lines import fact
from tests.citizen_history.people import ANNA

JUNE, JULY, MARCH = date(2011, 6, 1), date(2011, 7, 1), date(2012, 3, 1)
PROTECTED = AddressProtected(ANNA, JUNE, JULY)
PROLONGED = AddressProtectionProlonged(ANNA, MARCH)
LIFTED = AddressProtectionLifted(ANNA, "citizens_wish")


def told_on(event: Any, day: date) -> Any:
    return replace(fact("x", str(day)), event=event)


def folded(*facts: tuple[Any, date]) -> ProtectionRow | None:
    row = None
    for event, day in facts:
        told = told_on(event, day)
        assert touches(told) == [(ANNA,)]
        row = project((ANNA,), row, told)
    return row


@pytest.mark.parametrize(
    ("facts", "until"),
    [
        ([(PROTECTED, JUNE)], JULY),
        ([(PROTECTED, JUNE), (PROLONGED, JULY)], MARCH),
        ([(PROTECTED, JUNE), (LIFTED, date(2011, 6, 10))], date(2011, 6, 10)),
        ([(PROTECTED, JUNE), (LIFTED, MARCH)], JULY),
        ([(PROTECTED, JUNE), (LIFTED, JULY), (PROTECTED, JULY)], JULY),
    ],
)
def test_a_protection_runs_from_its_first_day_to_its_last(facts: Any, until: date) -> None:
    assert folded(*facts) == ProtectionRow(ANNA, JUNE, until)


def test_where_somebody_lives_is_no_protection() -> None:
    assert touches(told_on(AddressRecorded(ANNA, UUID(int=9)), JUNE)) == []
