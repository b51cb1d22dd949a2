from datetime import date
from typing import Any

import pytest

from services.benefit_service import messages as told
from services.benefit_service.domain.sanction_orders import FlagForReview
from services.benefit_service.findings.late_facts import Relied, late_fact, when_late_fact
from shared.eventlog.codec import Unread
from shared.period import Period
from tests.benefit_service.samples import (
    CITIZEN,
    GUIDANCE,
    HEARING,
    MESSAGE,
    PLACEMENT,
    REPORT_EVENT,
    SANCTION,
    day,
    recorded,
)

BASIS = Period(day(14), day(18))
DECIDED = Relied(SANCTION, True, BASIS, PLACEMENT, (REPORT_EVENT, GUIDANCE))
OPEN = Relied(SANCTION, False, Period.of_days(day(14), day(14)), PLACEMENT)


def message(event: Any, **more: Any) -> Any:
    return recorded(event, "case-1", source="other", **more)


def work(first: date, end: date | None, kind: str = "employment") -> Any:
    return told.ExternalRecordImported(CITIZEN, kind, Period(first, end))


def absent(on: date) -> Any:
    return told.AttendanceCorrected(CITIZEN, PLACEMENT, on, scheduled=True, present=True)


TOUCHING: list[tuple[Any, dict[str, Any], str]] = [
    (work(day(1), None), {}, "employment_recorded"),
    (work(day(17), day(18)), {}, "employment_recorded"),
    (work(day(1), day(15), "sickness"), {}, "sickness_recorded"),
    (
        told.ExternalRecordCorrected(CITIZEN, "sickness", Period(day(14), day(15))),
        {},
        "sickness_recorded",
    ),
    (absent(day(14)), {}, "attendance_corrected"),
    (absent(day(17)), {}, "attendance_corrected"),
    (told.AbsenceNotified(CITIZEN, day(1)), {}, "sick_leave_notified"),
    (told.AbsenceNotified(CITIZEN, day(17)), {}, "sick_leave_notified"),
    (told.FirstAbsenceDayCorrected(CITIZEN, day(16)), {}, "sick_leave_notified"),
    (told.CaseClosed(CITIZEN, day(1)), {"effective_on": day(1)}, "citizen_case_closed"),
    (
        told.DutyGuidanceWithdrawn(CITIZEN, day(2, 5)),
        {"corrects": GUIDANCE},
        "guidance_corrected",
    ),
    (
        told.DutyGuidanceCorrected(CITIZEN, day(2, 5), "oral", day(2, 5)),
        {"corrects": GUIDANCE},
        "guidance_corrected",
    ),
    (
        told.ContactRestored(CITIZEN, SANCTION, day(16)),
        {"corrects": REPORT_EVENT},
        "contact_corrected",
    ),
    (told.ExternalRecordWithdrawn(CITIZEN), {"corrects": GUIDANCE}, "relied_on_fact_corrected"),
    (Unread("other.fact", {}), {"corrects": REPORT_EVENT}, "relied_on_fact_corrected"),
]
NOT_TOUCHING: list[tuple[Any, dict[str, Any]]] = [
    (work(day(1), day(14)), {}),
    (work(day(18), None), {}),
    (work(day(14), None, "education"), {}),
    (absent(day(13)), {}),
    (absent(day(18)), {}),
    (told.AttendanceCorrected(CITIZEN, HEARING, day(15), scheduled=True, present=True), {}),
    (told.AbsenceNotified(CITIZEN, day(18)), {}),
    (told.CaseClosed(CITIZEN, day(18)), {"effective_on": day(18)}),
    (told.DutyGuidanceWithdrawn(CITIZEN, day(2, 5)), {"corrects": HEARING}),
    (told.DutyGuidanceWithdrawn(CITIZEN, day(2, 5)), {}),
    (told.ContactRestored(CITIZEN, SANCTION, day(16)), {}),
    (Unread("other.fact", {}), {}),
    (Unread("other.fact", {}), {"corrects": HEARING}),
]


@pytest.mark.parametrize(("event", "more", "because"), TOUCHING)
def test_e16_a_fact_within_what_a_decision_relied_on_flags_it(
    event: Any, more: dict[str, Any], because: str
) -> None:
    (flags,) = when_late_fact(message(event, **more), [DECIDED])
    assert flags.case_id == SANCTION
    assert isinstance(flags.command, FlagForReview)
    assert (flags.command.fact.because, flags.command.fact.message) == (because, MESSAGE)


@pytest.mark.parametrize(("event", "more"), NOT_TOUCHING)
def test_e16_a_fact_outside_what_a_decision_relied_on_flags_nothing(
    event: Any, more: dict[str, Any]
) -> None:
    assert when_late_fact(message(event, **more), [DECIDED]) == []


def test_e16_an_undecided_case_is_told_what_may_excuse_the_absence() -> None:
    assert len(when_late_fact(message(work(day(1), None)), [OPEN])) == 1
    assert len(when_late_fact(message(work(day(20), None)), [OPEN])) == 1
    assert when_late_fact(message(work(day(1), day(14))), [OPEN]) == []


def test_each_decision_that_relied_on_it_is_flagged() -> None:
    other = Relied(HEARING, True, BASIS, None, ())
    flagged = when_late_fact(message(work(day(15), None)), [DECIDED, other])
    assert [do.case_id for do in flagged] == [SANCTION, HEARING]


def test_what_tells_no_period_and_corrects_nothing_is_no_late_fact() -> None:
    assert late_fact(message(Unread("other.fact", {}))) is None
    assert late_fact(message(told.ContactRestored(CITIZEN, SANCTION, day(16)))) is None
