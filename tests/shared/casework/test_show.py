"""Two clocks on one case: what was known at a moment, and what of that holds on a day."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from shared.eventlog.envelope import How
from shared.trouble import NotFound
from tests.shared.casework.house import ANNA, CASES, START, SampleOffice, plan
from tests.shared.casework.sample import ClosePlan, OpenPlan, ReplaceStep, TakeStep

PLAN = CASES["plan"]


@pytest.fixture
def opened(office: SampleOffice) -> str:
    return office.order(OpenPlan(uuid4())).case_id


def step(office: SampleOffice, opened: str, day: int) -> UUID:
    """Take a step that holds from a day in June; return its id."""
    office.order(TakeStep("ringe", on=date(2011, 6, day)), opened)
    facts = [each for each in office.facts(plan(opened)) if each.tag == "sample.step_taken"]
    return facts[-1].meta.event_id


def tags(office: SampleOffice, opened: str, known: datetime | None, valid: int | None) -> list[str]:
    """Return the case's own facts in this view of it."""
    day = date(2011, 6, valid) if valid else None
    found = office.office.history(PLAN, opened, known, day)
    return [each.tag.partition("sample.")[2] for each in found if each.tag.startswith("sample.")]


def replaced(office: SampleOffice, opened: str, how: How, day: int) -> datetime:
    """Take a step that holds from 1 June, and on 10 June say what stands instead of it."""
    first = step(office, opened, 1)
    before = office.clock.now()
    office.clock.move_to(START + timedelta(days=9))
    office.order(ReplaceStep(first, how, "skrive", date(2011, 6, day)), opened)
    return before


@pytest.mark.parametrize("how", ["withdrawn", "corrected", "annulled"])
def test_a_fact_that_was_taken_back_never_held(office: SampleOffice, opened: str, how: How) -> None:
    before = replaced(office, opened, how, 8)
    assert tags(office, opened, None, 5) == ["plan_opened"]
    assert tags(office, opened, None, 8) == ["plan_opened", "step_replaced"]
    assert tags(office, opened, before, 8) == ["plan_opened", "step_taken"]


def test_a_superseded_fact_held_until_the_one_that_took_its_place(
    office: SampleOffice, opened: str
) -> None:
    """Seen red: it was struck from the beginning, unlike in the citizen's timeline."""
    before = replaced(office, opened, "superseded", 8)
    assert tags(office, opened, None, 7) == ["plan_opened", "step_taken"]
    assert tags(office, opened, None, 8) == ["plan_opened", "step_replaced"]
    assert tags(office, opened, before, 8) == ["plan_opened", "step_taken"]


def test_without_a_day_everything_known_is_shown_in_the_order_of_the_log(
    office: SampleOffice, opened: str
) -> None:
    before = replaced(office, opened, "withdrawn", 8)
    assert tags(office, opened, None, None) == ["plan_opened", "step_taken", "step_replaced"]
    assert tags(office, opened, before, None) == ["plan_opened", "step_taken"]


def test_a_fact_does_not_hold_before_its_day(office: SampleOffice, opened: str) -> None:
    office.clock.move_to(START + timedelta(days=9))
    step(office, opened, 5)
    assert tags(office, opened, None, 4) == ["plan_opened"]
    assert tags(office, opened, None, 5) == ["plan_opened", "step_taken"]


def test_a_case_is_shown_as_it_was_known(office: SampleOffice, opened: str) -> None:
    then = office.clock.now()
    office.clock.move_to(START + timedelta(days=1))
    office.order(ClosePlan(), opened)
    shown = office.office.show(PLAN, opened, ANNA, then)
    assert (shown.state["stage"], shown.version) == ("running", 2)
    assert office.office.show(PLAN, opened, ANNA).state["stage"] == "closed"
    early = office.office.show(PLAN, opened, ANNA, datetime(2011, 5, 1, tzinfo=UTC))
    assert (early.state["stage"], early.version) == ("no_plan", 0)


def test_a_case_that_does_not_exist_has_no_history(office: SampleOffice) -> None:
    with pytest.raises(NotFound):
        office.office.history(PLAN, str(uuid4()))
    with pytest.raises(NotFound):
        office.office.show(PLAN, str(uuid4()), ANNA)
