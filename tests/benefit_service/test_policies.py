from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from services.benefit_service import messages as told
from services.benefit_service import policies as when
from services.benefit_service.domain.benefit_orders import (
    CorrectFirstContact,
    NoteCaseClosed,
    NoteCaseReopened,
    NoteFirstContact,
)
from services.benefit_service.domain.hearing_orders import ServeHearing, WithdrawHearing
from services.benefit_service.domain.information_form import (
    CancelInformationForm,
    NoteFormStatus,
    RequestInformationForm,
)
from services.benefit_service.domain.late_fact import LateFact
from services.benefit_service.domain.sanction_orders import (
    FlagForReview,
    NoteDropped,
    NoteRecommendation,
    NoteRecommendationTakenBack,
    ReportNonCompliance,
    WithdrawReport,
)
from services.benefit_service.policies import CaseFound
from shared.actor import Actor
from shared.identity import derived_id
from tests.benefit_service.samples import (
    CITIZEN,
    CITIZEN_CASE,
    HEARING,
    MESSAGE,
    PLACEMENT,
    RECOMMENDATION,
    REPORT_EVENT,
    SANCTION,
    day,
    recorded,
)

FORM = "0192f0a1-0000-7000-8000-0000000000f1"


def message(event: Any, stream: str, source: str = "visitation", **more: Any) -> Any:
    return recorded(event, stream, source=source, **more)


def orders(found: Any) -> list[tuple[str, str, object]]:
    return [(do.decider.case_type, str(do.case_id), do.command) for do in found]


REGISTERED = told.CitizenRegistered(CITIZEN, "cash_benefit", day(2, 5))


def test_e1_a_registered_citizen_gets_a_benefit_case_with_the_citizen_cases_own_id() -> None:
    note = NoteFirstContact(CITIZEN, CITIZEN_CASE, "cash_benefit", day(2, 5))
    found = when.when_citizen_registered(message(REGISTERED, f"citizen_case-{CITIZEN_CASE}"), None)
    assert orders(found) == [("benefit_case", str(CITIZEN_CASE), note)]


@pytest.mark.parametrize(
    "basis", ["ui_benefit", "sick_pay", "self_supporting", "disability_pension"]
)
def test_a_citizen_whom_others_pay_gets_no_benefit_case(basis: str) -> None:
    event = told.CitizenRegistered(CITIZEN, basis, day(2, 5))
    assert when.when_citizen_registered(message(event, f"citizen_case-{CITIZEN_CASE}"), None) == []


def test_a_corrected_registration_corrects_the_first_contact_or_opens_the_case() -> None:
    event = told.RegistrationCorrected(CITIZEN, "cash_benefit", day(1, 5))
    heard = message(event, f"citizen_case-{CITIZEN_CASE}")
    (corrects,) = when.when_registration_corrected(heard, True)
    assert corrects.command == CorrectFirstContact(day(1, 5), "cash_benefit")
    (opens,) = when.when_registration_corrected(heard, False)
    assert isinstance(opens.command, NoteFirstContact)
    other = message(told.RegistrationCorrected(CITIZEN, "ui_benefit", day(1, 5)), "citizen_case-1")
    assert when.when_registration_corrected(other, False) == []


def test_e2_who_comes_from_another_benefit_gets_a_benefit_case_from_the_change_on() -> None:
    heard = message(
        told.BenefitChanged(CITIZEN, "cash_benefit", day(2, 5)), f"citizen_case-{CITIZEN_CASE}"
    )
    note = NoteFirstContact(CITIZEN, CITIZEN_CASE, "cash_benefit", day(2, 5), by_change=True)
    found = when.when_benefit_changed(heard, False)
    assert orders(found) == [("benefit_case", str(CITIZEN_CASE), note)]
    # Who has a case already keeps it, and whom others pay gets none.
    assert when.when_benefit_changed(heard, True) == []
    other = message(told.BenefitChanged(CITIZEN, "sick_pay", day(2, 5)), "citizen_case-1")
    assert when.when_benefit_changed(other, False) == []


def test_c_1_a_closed_and_a_reopened_case_are_told_where_there_is_a_benefit_case() -> None:
    closed = message(told.CaseClosed(CITIZEN, day(4, 5)), f"citizen_case-{CITIZEN_CASE}")
    back = message(told.CaseReopened(CITIZEN, day(9, 5), True), f"citizen_case-{CITIZEN_CASE}")
    heard = [
        *when.when_citizen_case_closed(closed, True),
        *when.when_citizen_case_reopened(back, True),
    ]
    noted = [NoteCaseClosed(day(4, 5)), NoteCaseReopened(day(9, 5), by_mistake=True)]
    assert orders(heard) == [("benefit_case", str(CITIZEN_CASE), each) for each in noted]
    assert when.when_citizen_case_closed(closed, False) == []
    assert when.when_citizen_case_reopened(back, False) == []


def no_show(*, on_site: bool = False) -> Any:
    event = told.NoShowReported(
        citizen=CITIZEN,
        placement=PLACEMENT,
        supplier="1",
        day=day(14),
        reported_by="sara",
        hearing_served_on_site=on_site,
        continues=True,
    )
    return message(
        event,
        f"offer_placement-{PLACEMENT}",
        "offers",
        effective_on=day(14),
        recorded_at=datetime(2011, 6, 15, 22, 30, tzinfo=UTC),
    )


def test_e5_a_reported_no_show_opens_a_sanction_case() -> None:
    (opens,) = when.when_no_show_reported(no_show(), None)
    assert opens.case_id == derived_id(MESSAGE, "when_no_show_reported")
    assert opens.command == ReportNonCompliance(
        citizen=CITIZEN,
        kind="offer_no_show",
        day=day(14),
        placement=PLACEMENT,
        continues=True,
        reported_from="offers",
        reported_by="sara",
        report_event=MESSAGE,
    )


def test_o_05_a_letter_handed_over_at_the_site_opens_the_hearing_on_the_day_it_was_told() -> None:
    opens, serves = when.when_no_show_reported(no_show(on_site=True), None)
    assert serves.decider.case_type == "party_hearing"
    assert serves.case_id != opens.case_id
    # 22:30 UTC is the next day in Copenhagen: the deadline never starts too early.
    assert serves.command == ServeHearing(
        citizen=CITIZEN,
        sanction_case=UUID(str(opens.case_id)),
        absence_from=day(14),
        on=day(16),
        on_site=True,
    )


def test_the_same_message_always_opens_the_same_cases() -> None:
    first = when.when_no_show_reported(no_show(on_site=True), None)
    assert orders(first) == orders(when.when_no_show_reported(no_show(on_site=True), None))


def test_a_missed_interview_opens_a_sanction_case_in_the_name_of_who_registered_it() -> None:
    event = told.InterviewNoShow(CITIZEN, day(15), consequences_in_writing=False)
    machine = Actor(id="policy:x", kind="machine", on_behalf_of="anna")
    (opens,) = when.when_interview_no_show(
        message(event, f"citizen_case-{CITIZEN_CASE}", actor=machine), None
    )
    report = opens.command
    assert isinstance(report, ReportNonCompliance)
    assert (report.kind, report.reported_by, report.continues) == (
        "interview_no_show",
        "anna",
        True,
    )
    assert report.consequences_in_writing is False


WITHDRAWN = told.NoShowWithdrawn(CITIZEN, PLACEMENT, day(14))


def test_a_withdrawn_report_closes_the_open_case_and_calls_off_its_hearing() -> None:
    heard = message(WITHDRAWN, f"offer_placement-{PLACEMENT}", "offers", corrects=REPORT_EVENT)
    found = [CaseFound(SANCTION, "open", HEARING)]
    closes, calls_off = when.when_report_withdrawn(heard, found)
    assert isinstance(closes.command, WithdrawReport)
    assert isinstance(calls_off.command, WithdrawHearing)
    assert len(when.when_report_withdrawn(heard, [CaseFound(SANCTION, "open")])) == 1
    assert when.when_report_withdrawn(heard, []) == []


def test_e16_a_withdrawn_report_flags_the_decision_that_relied_on_it() -> None:
    heard = message(WITHDRAWN, f"offer_placement-{PLACEMENT}", "offers", corrects=REPORT_EVENT)
    (flags,) = when.when_report_withdrawn(heard, [CaseFound(SANCTION, "decided")])
    fact = LateFact("report_withdrawn", MESSAGE, corrects=REPORT_EVENT)
    assert flags.command == FlagForReview(fact)


def test_a_recommendation_is_noted_with_the_event_that_made_it() -> None:
    event = told.SanctionRecommended(
        CITIZEN, SANCTION, "point_sanction", "aktivloven § 36", "anna", day(21)
    )
    (notes,) = when.when_sanction_recommended(message(event, "sanction_recommendation-1"), None)
    assert (notes.case_id, notes.command) == (
        SANCTION,
        NoteRecommendation("point_sanction", "aktivloven § 36", "anna", day(21), MESSAGE),
    )


def test_a_recommendation_taken_back_is_noted_or_flags_the_decision() -> None:
    event = told.RecommendationWithdrawn(CITIZEN, SANCTION)
    heard = message(event, "sanction_recommendation-1", corrects=RECOMMENDATION)
    (notes,) = when.when_recommendation_withdrawn(heard, [CaseFound(SANCTION, "open")])
    assert notes.command == NoteRecommendationTakenBack()
    (flags,) = when.when_recommendation_withdrawn(heard, [CaseFound(SANCTION, "decided")])
    assert isinstance(flags.command, FlagForReview)
    assert flags.command.fact.corrects == RECOMMENDATION


def test_a_dropped_case_is_closed_and_its_running_hearing_called_off() -> None:
    event = told.SanctionDropped(CITIZEN, SANCTION, "Ingen grund.")
    heard = message(event, "sanction_recommendation-1")
    closes, calls_off = when.when_sanction_dropped(heard, [CaseFound(SANCTION, "open", HEARING)])
    assert closes.command == NoteDropped("Ingen grund.")
    assert calls_off.case_id == HEARING


def test_s_07_a_form_has_the_sick_pay_cases_own_id() -> None:
    event = told.AbsenceNotified(CITIZEN, date(2007, 10, 1))
    (opens,) = when.when_absence_notified(message(event, f"sick_pay_case-{FORM}", "sickpay"), None)
    assert opens.case_id == FORM
    assert opens.command == RequestInformationForm(CITIZEN, UUID(FORM))


@pytest.mark.parametrize(
    ("event", "react", "order"),
    [
        (
            told.InformationFormReturned(CITIZEN),
            when.when_form_returned,
            NoteFormStatus("returned"),
        ),
        (told.DeadlineMissed("form.return"), when.when_deadline_missed, NoteFormStatus("overdue")),
        (
            told.AbsenceNotificationWithdrawn(CITIZEN),
            when.when_absence_withdrawn,
            CancelInformationForm(),
        ),
    ],
)
def test_s_07_what_sickpay_tells_is_noted_on_the_form(event: Any, react: Any, order: Any) -> None:
    found = react(message(event, f"sick_pay_case-{FORM}", "sickpay"), None)
    assert orders(found) == [("information_form", FORM, order)]


@pytest.mark.parametrize(
    ("rule_key", "source"), [("followup.first", "sickpay"), ("form.return", "offers")]
)
def test_other_missed_deadlines_are_none_of_the_forms_business(rule_key: str, source: str) -> None:
    heard = message(told.DeadlineMissed(rule_key), f"sick_pay_case-{FORM}", source)
    assert when.when_deadline_missed(heard, None) == []
