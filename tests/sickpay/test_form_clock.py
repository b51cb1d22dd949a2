"""Scenarios 9 and 10: the eight days of SPA § 11, counted by hand, through the real log."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from services.sickpay.domain.sick_pay_orders import (
    CorrectFormReturn,
    NotifyAbsence,
    RegisterFormReturn,
    ReportRecovery,
    WithdrawFormReturn,
)
from services.sickpay.views.form_list import FormRow, FormSearch
from services.sickpay.views.sick_pay_list import SickPaySearch
from shared.eventlog.decider import Rejected
from shared.eventlog.envelope import Recorded
from shared.law.clocks import fold
from shared.law.deadline import (
    DeadlineMet,
    DeadlineMissed,
    DeadlineRecomputed,
    DeadlineSet,
    DeadlineWithdrawn,
)
from tests.sickpay.conftest import Counter

pytestmark = pytest.mark.postgres

CITIZEN = UUID("7f3d9c52-6a0e-4c9b-8d3b-0f6f3a3c2b11")
FORM = UUID(int=1)


def notified(counter: Counter, first_day: date, on: date) -> str:
    counter.day(on)
    order = NotifyAbsence(
        citizen=CITIZEN,
        employment="10000009",
        first_absence_day=first_day,
        notified_by="employer",
        on=on,
    )
    return counter.order(order).case_id


def of(counter: Counter, case: str, kind: type[Any]) -> list[Any]:
    """Return the facts of one kind about the form's clock, each once."""
    found: list[Any] = []
    for recorded in counter.told(case):
        event = recorded.event
        about_the_form = getattr(event, "rule_key", "form.return") == "form.return"
        if isinstance(event, kind) and about_the_form and not _again(event, found):
            found.append(event)
    return found


def _again(event: Any, found: list[Any]) -> bool:
    """Say whether a fact that follows of itself only repeated what the order's own fact said."""
    return bool(found) and msgspec.structs.replace(event, **_without_cause(event)) == (
        msgspec.structs.replace(found[-1], **_without_cause(found[-1]))
    )


def _without_cause(event: Any) -> dict[str, Any]:
    fields = {"by": FORM, "by_tag": "", "instead_of": None}
    return {name: value for name, value in fields.items() if hasattr(event, name)}


def test_h9_spa_11_eight_days_after_sending_and_answered_in_time(counter: Counter) -> None:
    case = notified(counter, date(2007, 10, 1), date(2007, 10, 15))
    counter.day(date(2007, 10, 18))
    counter.form_sent(CITIZEN, case, date(2007, 10, 18), FORM)
    (clock,) = of(counter, case, DeadlineSet)
    assert clock.due == clock.timely_until == date(2007, 10, 26)
    assert clock.law_ref == "SPA § 11"
    counter.day(date(2007, 10, 25))
    counter.order(RegisterFormReturn(on=date(2007, 10, 25), health="Back pain"), case)
    (met,) = of(counter, case, DeadlineMet)
    assert (met.on, met.late_by_days) == (date(2007, 10, 25), 0)


def test_h10_spa_11_good_friday_and_easter_monday_move_the_last_day_to_tuesday(
    counter: Counter,
) -> None:
    case = notified(counter, date(2010, 3, 18), date(2010, 3, 22))
    counter.day(date(2010, 3, 25))
    counter.form_sent(CITIZEN, case, date(2010, 3, 25), FORM)
    (clock,) = of(counter, case, DeadlineSet)
    assert clock.due == date(2010, 4, 2)
    assert clock.timely_until == date(2010, 4, 6)
    counter.day(date(2010, 4, 7))
    counter.order(RegisterFormReturn(on=date(2010, 4, 7), health="Back pain"), case)
    assert [m.timely_until for m in of(counter, case, DeadlineMissed)] == [date(2010, 4, 6)]
    (met,) = of(counter, case, DeadlineMet)
    assert (met.on, met.late_by_days) == (date(2010, 4, 7), 1)


def test_s07_an_answer_registered_before_the_note_arrived_is_no_missed_deadline(
    counter: Counter,
) -> None:
    case = notified(counter, date(2007, 10, 1), date(2007, 10, 15))
    counter.day(date(2007, 10, 25))
    counter.order(RegisterFormReturn(on=date(2007, 10, 24), health="Back pain"), case)
    counter.day(date(2007, 11, 20))
    counter.form_sent(CITIZEN, case, date(2007, 10, 18), FORM)
    (met,) = of(counter, case, DeadlineMet)
    assert (met.on, met.late_by_days) == (date(2007, 10, 24), 0)
    assert of(counter, case, DeadlineMissed) == []


def test_s07_an_answer_dated_before_the_form_was_sent_fulfils_the_duty(counter: Counter) -> None:
    case = notified(counter, date(2007, 10, 1), date(2007, 10, 15))
    counter.day(date(2007, 10, 18))
    counter.form_sent(CITIZEN, case, date(2007, 10, 18), FORM)
    counter.day(date(2007, 10, 19))
    counter.order(RegisterFormReturn(on=date(2007, 10, 10), health="Back pain"), case)
    (met,) = of(counter, case, DeadlineMet)
    assert met.late_by_days == 0
    (row,) = counter.ask("form_list", FormSearch()).forms
    assert row.returned_on == date(2007, 10, 10)


def test_a_recovery_ends_the_duty_to_answer(counter: Counter) -> None:
    case = notified(counter, date(2007, 10, 1), date(2007, 10, 15))
    counter.form_sent(CITIZEN, case, date(2007, 10, 15), FORM)
    counter.day(date(2007, 10, 22))
    counter.order(ReportRecovery(on=date(2007, 10, 22)), case)
    (met,) = of(counter, case, DeadlineMet)
    assert met.late_by_days == 0


def test_a_recovery_before_the_form_was_sent_leaves_nothing_to_miss(counter: Counter) -> None:
    case = notified(counter, date(2007, 10, 1), date(2007, 10, 15))
    counter.day(date(2007, 10, 18))
    counter.form_sent(CITIZEN, case, date(2007, 10, 18), FORM)
    counter.order(ReportRecovery(on=date(2007, 10, 16)), case)
    assert len(of(counter, case, DeadlineWithdrawn)) == 1
    assert of(counter, case, DeadlineMissed) == []


def test_a_note_after_the_recovery_leaves_nothing_to_miss(counter: Counter) -> None:
    case = notified(counter, date(2007, 10, 1), date(2007, 10, 15))
    counter.order(ReportRecovery(on=date(2007, 10, 15)), case)
    counter.day(date(2007, 11, 20))
    counter.form_sent(CITIZEN, case, date(2007, 10, 18), FORM)
    assert len(of(counter, case, DeadlineSet)) == len(of(counter, case, DeadlineWithdrawn)) == 1
    assert of(counter, case, DeadlineMissed) == []


def test_a_corrected_day_tells_that_the_answer_was_late_after_all(counter: Counter) -> None:
    case = notified(counter, date(2007, 10, 1), date(2007, 10, 15))
    counter.form_sent(CITIZEN, case, date(2007, 10, 18), FORM)
    counter.day(date(2007, 10, 30))
    counter.order(RegisterFormReturn(on=date(2007, 10, 25), health="Back pain"), case)
    counter.order(CorrectFormReturn(on=date(2007, 10, 29)), case)
    corrected = counter.told(case)
    returned = next(r for r in corrected if r.tag == "sickpay.information_form_returned")
    correction = next(r for r in corrected if r.tag == "sickpay.form_return_corrected")
    assert correction.meta.corrects == returned.meta.event_id
    assert correction.meta.how == "corrected"
    assert [m.late_by_days for m in of(counter, case, DeadlineMet)] == [0, 3]


def test_a_corrected_day_of_sending_counts_the_eight_days_anew(counter: Counter) -> None:
    case = notified(counter, date(2007, 10, 1), date(2007, 10, 15))
    counter.day(date(2007, 10, 18))
    sent = counter.form_sent(CITIZEN, case, date(2007, 10, 18), FORM)
    counter.sending_corrected(CITIZEN, case, date(2007, 10, 17), FORM, sent)
    (again,) = of(counter, case, DeadlineRecomputed)
    assert again.timely_until == date(2007, 10, 25)
    counter.day(date(2007, 10, 26))
    counter.order(RegisterFormReturn(on=date(2007, 10, 26), health="Back pain"), case)
    assert [m.late_by_days for m in of(counter, case, DeadlineMet)] == [1]


def test_an_answer_that_came_stays_in_time_when_the_sending_is_corrected(counter: Counter) -> None:
    case = notified(counter, date(2007, 10, 1), date(2007, 10, 15))
    counter.day(date(2007, 10, 25))
    sent = counter.form_sent(CITIZEN, case, date(2007, 10, 18), FORM)
    counter.order(RegisterFormReturn(on=date(2007, 10, 25), health="Back pain"), case)
    counter.sending_corrected(CITIZEN, case, date(2007, 10, 19), FORM, sent)
    loaded = counter.told(case)
    clock = fold(r.event for r in loaded).of_key("form.return")
    assert [c.state for c in clock] == ["met"]
    (row,) = counter.ask("form_list", FormSearch()).forms
    assert row.sent_on == date(2007, 10, 19)


def test_an_answer_taken_back_lets_the_clock_run_again(counter: Counter) -> None:
    case = notified(counter, date(2007, 10, 1), date(2007, 10, 15))
    counter.form_sent(CITIZEN, case, date(2007, 10, 18), FORM)
    counter.day(date(2007, 10, 25))
    counter.order(RegisterFormReturn(on=date(2007, 10, 25), health="Back pain"), case)
    counter.order(WithdrawFormReturn(reason="Another case"), case)
    counter.day(date(2007, 10, 26))
    counter.order(RegisterFormReturn(on=date(2007, 10, 26), health="Back pain"), case)
    assert [m.on for m in of(counter, case, DeadlineMet)] == [
        date(2007, 10, 25),
        date(2007, 10, 26),
    ]


def test_a_message_about_a_case_nobody_knows_is_answered_with_a_refusal(counter: Counter) -> None:
    counter.form_sent(CITIZEN, str(uuid4()), date(2007, 10, 1), FORM)
    assert counter.refusals() == ["absence_not_notified"]


def test_one_open_case_for_each_employment(counter: Counter) -> None:
    first = notified(counter, date(2007, 10, 1), date(2007, 10, 15))
    with pytest.raises(Rejected) as refused:
        notified(counter, date(2007, 10, 2), date(2007, 10, 15))
    assert refused.value.code == "open_case_exists"
    counter.order(ReportRecovery(on=date(2007, 10, 15)), first)
    assert notified(counter, date(2007, 10, 15), date(2007, 10, 15)) != first


def test_s07_health_stands_in_the_answer_alone_and_in_no_list(counter: Counter) -> None:
    case = notified(counter, date(2007, 10, 1), date(2007, 10, 15))
    counter.form_sent(CITIZEN, case, date(2007, 10, 15), FORM)
    counter.order(RegisterFormReturn(on=date(2007, 10, 15), health="A very rare illness"), case)
    shown = counter.ask("form_list", FormSearch()), counter.ask("sick_pay_list", SickPaySearch())
    assert b"rare illness" not in msgspec.json.encode(shown)
    with_it = [tag for tag, text in texts(counter.told(case)) if "rare illness" in text]
    assert with_it == ["sickpay.information_form_returned"]


def texts(told: list[Recorded[Any]]) -> list[tuple[str, str]]:
    return [(r.tag, msgspec.json.encode(r.event).decode()) for r in told]


def test_the_lists_show_citizen_and_form_and_turn_pages(counter: Counter) -> None:
    case = notified(counter, date(2007, 10, 1), date(2007, 10, 15))
    counter.form_sent(CITIZEN, case, date(2007, 10, 15), FORM)
    forms = counter.ask("form_list", FormSearch(citizen=CITIZEN, status="sent")).forms
    assert forms == [FormRow(UUID(case), CITIZEN, "sent", FORM, date(2007, 10, 15))]
    assert counter.ask("form_list", FormSearch(status="returned")).forms == []
    counter.order(ReportRecovery(on=date(2007, 10, 15)), case)
    second = notified(counter, date(2007, 10, 15), date(2007, 10, 15))
    running = counter.ask("sick_pay_list", SickPaySearch(running=True)).cases
    assert [row.sick_pay_case for row in running] == [UUID(second)]
    first_page = counter.ask("sick_pay_list", SickPaySearch(limit=1))
    assert first_page.next == UUID(case)
    rest = counter.ask("sick_pay_list", SickPaySearch(limit=1, after=first_page.next))
    assert ([row.sick_pay_case for row in rest.cases], rest.next) == ([UUID(second)], None)
