"""Every date of a case is explained: what it is, by which paragraph, and how sure that is."""

from datetime import date
from uuid import UUID

import pytest

from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain.sick_pay_orders import (
    NotifyAbsence,
    OpenCashBenefitFollowUp,
    WithdrawNotification,
)
from services.sickpay.views.dates import DateSearch, ExplainedDate, _explained
from shared.law.rule import BANNER_TEXTS
from tests.sickpay.conftest import Counter
from tests.sickpay.house import BOOK, CITIZEN, Story

UNSURE = BANNER_TEXTS["low_evidence"]


def explained(story: Story) -> dict[str, ExplainedDate]:
    return {one.name: one for one in _explained(story.state, BOOK)}


def days(story: Story) -> dict[str, date]:
    return {name: one.day for name, one in explained(story).items()}


def test_h10_the_dates_of_easter_2010() -> None:
    story = Story().notify(date(2010, 3, 18), date(2010, 3, 22))
    assert days(story) == {
        "employer_period_ends": date(2010, 4, 7),
        "notification_due": date(2010, 4, 22),
        "refund_begins": date(2010, 4, 8),
        "whole_field_from": date(2010, 6, 18),
        "limit_counted_from": date(2010, 4, 8),
        "limit_reached": date(2011, 4, 7),
        "reassessment_from": date(2011, 3, 5),
        "sick_pay_ends": date(2011, 4, 30),
    }


def test_h11_the_limit_of_2024_in_plain_words() -> None:
    found = explained(Story().notify(date(2024, 1, 8), date(2024, 1, 20)))
    assert found["limit_reached"].da == (
        "Mere end 22 uger i 9 kalendermåneder er nået 10. juli 2024 (SPA § 24)."
    )
    assert found["sick_pay_ends"].en == (
        "Without an extension sick pay ends after 31 July 2024 (SPA § 24)."
    )
    assert found["limit_counted_from"].day == date(2024, 2, 7)
    assert found["fast_track_until"].day == date(2024, 2, 12)
    assert found["notification_due"].da == (
        "Fraværet skulle anmeldes senest 12. februar 2024; det blev anmeldt 20. januar 2024"
        " (SPA § 40 stk. 1)."
    )


def test_a_rule_that_no_lawyer_has_checked_says_so() -> None:
    """Domain paper, K: M-low is computed, and shown with its banner."""
    found = explained(Story().notify(date(2010, 3, 18), date(2010, 4, 23)))
    due, refund = found["notification_due"], found["refund_begins"]
    assert (due.evidence, due.day, refund.day) == ("M-low", date(2010, 4, 22), date(2010, 4, 23))
    assert "det blev anmeldt 23. april 2010, for sent" in due.da
    assert due.da.endswith(UNSURE["da"])
    assert due.en.endswith(UNSURE["en"])
    assert refund.law_ref == "SPA § 40 stk. 1"
    sure = found["employer_period_ends"]
    assert sure.evidence == "V"
    assert sure.da.endswith("til og med 7. april 2010 (SPA § 30).")


def test_an_extension_has_its_day_and_does_not_tell_its_ground() -> None:
    story = Story().notify(date(2009, 11, 2), date(2009, 11, 20))
    story.order(ending.Reassess(date(2010, 11, 1), (2,), "x"), date(2010, 11, 1))
    story.order(ending.GrantExtension(2, date(2010, 11, 15), "x"), date(2010, 11, 15))
    extended = explained(story)["extended_until"]
    assert (extended.day, extended.law_ref, extended.rule) == (date(2011, 8, 30), "SPA § 27", None)


@pytest.mark.parametrize("by", ["employer", "ui_fund", "self_employed"])
@pytest.mark.parametrize("year", [2007, 2009, 2013, 2014, 2016, 2022, 2026])
def test_whoever_notifies_in_whichever_year_each_date_has_its_paragraph_and_its_words(
    by: str, year: int
) -> None:
    found = explained(Story().notify(date(year, 3, 2), date(year, 3, 9), notified_by=by))
    assert len(found) >= 3
    for one in found.values():
        assert one.law_ref
        assert one.da != one.en
        assert "{" not in one.da + one.en
        assert str(one.day.year) in one.da
        assert one.rule


def test_draft_law_sets_no_date() -> None:
    found = explained(Story().notify(date(2026, 8, 3), date(2026, 8, 20)))
    assert not [name for name in found if name.startswith("limit") or name == "sick_pay_ends"]


def test_a_cash_benefit_recipient_has_neither_refund_nor_limit() -> None:
    story = Story()
    first = date(2010, 3, 1)
    story.order(OpenCashBenefitFollowUp(CITIZEN, UUID(int=3), first), first)
    assert explained(story) == {}


@pytest.mark.postgres
def test_the_case_is_asked_for_its_dates_the_earliest_first(counter: Counter) -> None:
    counter.day(date(2007, 10, 15))
    told = NotifyAbsence(CITIZEN, "10000009", date(2007, 10, 1), "employer", date(2007, 10, 15))
    case = counter.order(told).case_id
    found = counter.ask("case_dates", DateSearch(UUID(case)))
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert (found[0].name, found[0].citizen) == ("employer_period_ends", CITIZEN)
    counter.order(WithdrawNotification("Another citizen"), case)
    assert counter.ask("case_dates", DateSearch(UUID(case))) == []
    assert counter.ask("case_dates", DateSearch(UUID(int=404))) == []
