"""Every order of the course: it happens, is refused, is repeated, and collides with another."""

import pytest

from services.sickpay.domain.facts import SickPayFacts
from services.sickpay.domain.sick_pay_case import HANDLERS
from shared.eventlog.event import tag_of
from tests.sickpay.appeal_table import APPEALS
from tests.sickpay.course_story import GONE, NEW, TODAY, Steps, Told, begun
from tests.sickpay.ending_table import ENDINGS
from tests.sickpay.follow_up_table import FOLLOW_UPS
from tests.sickpay.grant_table import GRANTS
from tests.sickpay.house import BOOK
from tests.sickpay.paper_table import PAPERS
from tests.sickpay.refund_table import REFUNDS
from tests.sickpay.reminder_table import REMINDERS
from tests.support.scenario import Given

TABLE = (*REMINDERS, *FOLLOW_UPS, *GRANTS, *PAPERS, *ENDINGS, *APPEALS, *REFUNDS)
ROWS = pytest.mark.parametrize("row", TABLE, ids=lambda row: type(row.order).__name__)


def start(row: Told, steps: Steps) -> Given:
    return begun(row.year, steps, row.after_end, signed=not row.unsigned)


def facts(row: Told) -> SickPayFacts:
    return SickPayFacts(row.after_end or TODAY[row.year], BOOK, new_id=NEW)


def test_every_order_of_the_course_stands_in_the_table() -> None:
    assert {type(row.order) for row in TABLE} == set(HANDLERS)


@ROWS
def test_it_happens(row: Told) -> None:
    answered = start(row, row.before).when(row.order, facts(row))
    assert answered.refusal is None
    assert tag_of(answered.events[0]) == f"sickpay.{row.tag}"


@ROWS
def test_it_is_refused(row: Told) -> None:
    steps, order, code = row.refused
    start(row, steps).when(order, facts(row)).then_rejected(code)


@ROWS
def test_it_is_repeated(row: Told) -> None:
    answered = start(row, (*row.before, row.order)).when(row.order, facts(row))
    if row.again is None:
        assert tag_of(answered.events[0]) == f"sickpay.{row.tag}"
    else:
        answered.then_rejected(row.again)


@ROWS
def test_it_collides_with_what_came_first(row: Told) -> None:
    steps, code = row.collides
    if steps == GONE[0]:
        start(row, steps).when(row.order, facts(row)).then_rejected(code)
    else:
        start(row, (*row.before, *steps)).when(row.order, facts(row)).then_rejected(code)


@ROWS
def test_what_blocks_lists_is_what_is_refused(row: Told) -> None:
    for steps in ((), row.before, (*row.before, row.order)):
        case = start(row, steps)
        blocked = case.blocks(type(row.order), facts(row))
        refusal = case.when(row.order, facts(row)).refusal
        if blocked:
            assert refusal is not None
            assert refusal.code == blocked[0]
        elif refusal is not None:
            assert refusal.code != "not_allowed_now"
