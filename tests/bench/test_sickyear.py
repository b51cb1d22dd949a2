"""The year of sick pay reads what the rebuild printed, and its lives are of one kind only."""

import pytest

from jobcenter.simulator.lives.sick_pay import sick
from jobcenter.simulator.population import LIVES, births_of_year
from jobcenter.simulator.rates import copenhagen
from services.sickpay.wiring import SERVICE
from tests.bench import filled
from tests.bench.__main__ import APART, PARTS
from tests.bench.pages import CHAPTERS
from tests.bench.sickyear import _COUNTED, _FULL, _QUICK

RATES = copenhagen()


def test_what_the_rebuild_printed_is_read_view_by_view():
    printed = "sickpay.caseload: rebuilt in 1.25 s\nsickpay.actors: rebuilt in 0.50 s\nand more\n"
    assert filled.rebuilt_in(printed, "sickpay") == {"caseload": 1.25, "actors": 0.5}
    assert filled.rebuilt_in(printed, "benefit_service") == {}


def test_a_full_year_has_thirty_thousand_cases_and_nobody_else():
    births = births_of_year(2011, _FULL.share, 1, RATES, ("sick_pay_cases",))
    assert len(births) == RATES.volumes.sick_pay_cases == 30_000
    assert {birth.kind for birth in births} == {sick}
    few = births_of_year(2011, _QUICK.share, 1, RATES, ("sick_pay_cases",))
    assert len(few) == 120


def test_all_lives_begin_unless_some_are_named():
    assert births_of_year(2011, 0.01, 1, RATES) == births_of_year(2011, 0.01, 1, RATES, LIVES)


def test_each_fact_that_is_counted_is_a_fact_of_sick_pay():
    from jobcenter.generate.facts import told  # noqa: PLC0415 - imports every service
    from shared.eventlog.event import tag_of  # noqa: PLC0415 - beside it

    tags = {tag_of(event) for event in told(SERVICE)}
    assert set(_COUNTED.values()) <= tags


def test_every_part_has_its_chapter():
    assert {chapter.part for chapter in CHAPTERS} == {*PARTS, *APART}


def test_a_command_that_fails_is_told_with_its_last_words() -> None:
    """Seen red: a year that ended after fifty minutes said only that its exit code was 1."""
    with pytest.raises(RuntimeError, match=r"(?s)simulate ended with 2: .*no-such-wish"):
        filled.said("simulate", "--no-such-wish")
