"""When the years have passed people are told who is due; nothing goes by itself."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from services.citizen_history.cases.retention import Due, RetentionDue
from services.citizen_history.domain.erasure import (
    ApproveErasure,
    RequestErasure,
    WithdrawErasure,
)
from services.citizen_history.domain.legal_hold import LiftLegalHold, PlaceLegalHold
from services.visitation.domain.social_request_orders import CloseRequest
from shared.clock import COPENHAGEN
from shared.trouble import Rejected
from tests.citizen_history.registry import ANNA, EVA, FINN, Registry
from tests.citizen_history.two_ids import TwoIds
from tests.support.real import START

pytestmark = pytest.mark.postgres

FIVE_YEARS_ON = date(2016, 6, 20)
OPEN = "visitation/social_request"


def on(registry: Registry, day: date) -> None:
    clock: Any = registry.works("citizen_history").clock
    clock.move_to(datetime.combine(day, time(12), COPENHAGEN))


def due(registry: Registry) -> list[Due]:
    found: list[Due] = registry.ask("retention_due", RetentionDue())
    return found


def ask_for(registry: Registry, *, finished: bool, key: str | None = None) -> None:
    order = RequestErasure(registry.citizen, "no_longer_necessary", FIVE_YEARS_ON, finished)
    registry.order("citizen_history", order, actor=EVA, key=key)


def test_who_is_due_is_listed_from_the_day_and_nothing_is_erased_by_that(
    registry: Registry,
) -> None:
    assert due(registry) == []
    on(registry, FIVE_YEARS_ON - timedelta(days=1))
    assert due(registry) == []
    on(registry, FIVE_YEARS_ON)
    listed = Due(
        citizen=registry.citizen,
        last_fact=START.date(),
        kept_until=FIVE_YEARS_ON,
        due=False,
        legal_hold=False,
        open_cases=(OPEN,),
        requested=False,
    )
    assert due(registry) == [listed]
    on(registry, FIVE_YEARS_ON + timedelta(days=4000))
    assert due(registry) == [listed]
    registry.settle()
    assert (registry.keys(), registry.vault_rows()) == (2, 2)


def test_who_has_no_open_case_is_due(registry: Registry) -> None:
    close = CloseRequest("Familien er flyttet.")
    registry.order("visitation", close, registry.request, actor=ANNA)
    registry.house.pump()
    on(registry, FIVE_YEARS_ON)
    assert [(each.due, each.open_cases) for each in due(registry)] == [(True, ())]
    ask_for(registry, finished=False)
    registry.order("citizen_history", ApproveErasure(), registry.citizen, actor=FINN)
    registry.settle()
    assert registry.keys() == 0


def test_gdpr_5_two_persons_erase_who_is_due_and_the_list_forgets_them(registry: Registry) -> None:
    on(registry, FIVE_YEARS_ON)
    ask_for(registry, finished=False)
    with pytest.raises(Rejected, match="cases_open"):
        registry.order("citizen_history", ApproveErasure(), registry.citizen, actor=FINN)
    take_back = WithdrawErasure("entered_wrongly")
    registry.order("citizen_history", take_back, registry.citizen, actor=EVA)
    ask_for(registry, finished=True)
    assert [each.requested for each in due(registry)] == [True]
    with pytest.raises(Rejected, match="four_eyes_needed"):
        registry.order("citizen_history", ApproveErasure(), registry.citizen, actor=EVA)
    registry.order("citizen_history", ApproveErasure(), registry.citizen, actor=FINN)
    registry.settle()
    assert (registry.keys(), registry.vault_rows(), due(registry)) == (0, 0, [])


def test_a_legal_hold_stands_in_the_way_and_in_the_list(registry: Registry) -> None:
    on(registry, FIVE_YEARS_ON)
    hold = PlaceLegalHold(registry.citizen, "court_case")
    registry.order("citizen_history", hold, actor=EVA)
    ask_for(registry, finished=True)
    registry.house.pump()
    assert [(each.due, each.legal_hold) for each in due(registry)] == [(False, True)]
    with pytest.raises(Rejected, match="legal_hold_stands"):
        registry.order("citizen_history", ApproveErasure(), registry.citizen, actor=FINN)
    registry.order("citizen_history", LiftLegalHold("concluded"), registry.citizen, actor=EVA)
    registry.order("citizen_history", ApproveErasure(), registry.citizen, actor=FINN)
    registry.settle()
    assert registry.keys() == 0


def test_gdpr_5_all_ids_of_a_person_are_looked_at_and_the_person_is_listed_once(
    registry: Registry,
) -> None:
    two = TwoIds(registry.house, registry.url, nth=7)
    two.register(two.two)
    two.fall_ill(two.one)
    registry.house.pump()
    registry.order("citizen_history", PlaceLegalHold(two.two, "court_case"), actor=EVA)
    two.merge()
    on(registry, FIVE_YEARS_ON + timedelta(days=4000))
    (found,) = [each for each in due(registry) if each.citizen in {two.one, two.two}]
    assert (found.legal_hold, found.due) == (True, False)
    assert {"sickpay/sick_pay_case", "visitation/citizen_case"} <= set(found.open_cases)


def test_the_list_goes_on_after_the_last_one_shown(registry: Registry) -> None:
    on(registry, FIVE_YEARS_ON)
    page = RetentionDue(after=registry.citizen)
    assert registry.ask("retention_due", page) == []
