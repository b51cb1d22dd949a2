from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.visitation import messages, policies
from services.visitation.domain.citizen_case import CloseOnExternalRecord
from services.visitation.domain.hearing_outcome import NoteHearingOutcome, NoteHearingWithdrawn
from services.visitation.domain.sanction_recommendation import (
    CloseOnWithdrawal,
    NoteDecision,
    OpenRecommendation,
)
from shared.period import Period
from tests.visitation.cases import CASE, P6
from tests.visitation.house import recorded
from tests.visitation.recommendations import HEARING, JUNE_14, SANCTION

NOW = datetime(2011, 6, 14, 13, tzinfo=UTC)
STREAM = f"sanction_case-{SANCTION}"
REPORTED = messages.NonComplianceReported(P6, "offer_no_show", JUNE_14, "offers")


def test_a_report_opens_the_recommendation_under_an_id_of_its_sanction_case():
    first = policies.when_non_compliance_reported(recorded(STREAM, REPORTED, NOW), None)
    again = policies.when_non_compliance_reported(recorded(STREAM, REPORTED, NOW), None)
    assert [do.command for do in first] == [
        OpenRecommendation(P6, SANCTION, "offer_no_show", JUNE_14, "offers")
    ]
    assert first[0].case_id == again[0].case_id == policies.recommendation_of(SANCTION)
    assert policies.recommendation_of(CASE) != policies.recommendation_of(SANCTION)


def test_fvl_19_new_facts_void_what_was_heard():
    amended = recorded(f"party_hearing-{HEARING}", messages.HearingFactsAmended(P6, SANCTION), NOW)
    (do,) = policies.when_hearing_withdrawn(amended, None)
    assert do.command == NoteHearingWithdrawn(HEARING)
    assert do.case_id == policies.recommendation_of(SANCTION)


def test_what_is_told_of_the_sanction_case_reaches_its_recommendation():
    hearing = f"party_hearing-{HEARING}"
    told = [
        policies.when_hearing_concluded(
            recorded(
                hearing,
                messages.HearingConcluded(P6, "excuse_accepted", True, SANCTION),
                NOW,
            ),
            None,
        ),
        policies.when_hearing_withdrawn(
            recorded(hearing, messages.HearingWithdrawn(P6, SANCTION), NOW), None
        ),
        policies.when_non_compliance_withdrawn(
            recorded(STREAM, messages.NonComplianceWithdrawn(P6), NOW), None
        ),
        policies.when_sanction_answered(
            recorded(STREAM, messages.JobcenterNotifiedOfSanction(P6, SANCTION, "decided"), NOW),
            None,
        ),
    ]
    assert {do.case_id for dos in told for do in dos} == {policies.recommendation_of(SANCTION)}
    assert [do.command for dos in told for do in dos] == [
        NoteHearingOutcome(HEARING, "excuse_accepted", answered=True),
        NoteHearingWithdrawn(HEARING),
        CloseOnWithdrawal(),
        NoteDecision("decided"),
    ]


def test_a_hearing_about_something_else_than_a_sanction_is_nobodys_business_here():
    hearing = f"party_hearing-{HEARING}"
    concluded = recorded(hearing, messages.HearingConcluded(P6, "excuse_accepted", True), NOW)
    withdrawn = recorded(hearing, messages.HearingWithdrawn(P6), NOW)
    assert policies.when_hearing_concluded(concluded, None) == []
    assert policies.when_hearing_withdrawn(withdrawn, None) == []


@pytest.mark.parametrize(
    ("kind", "end", "open_case", "closes"),
    [
        ("employment", None, CASE, True),
        ("employment", date(2011, 7, 1), CASE, True),
        ("employment", date(2011, 6, 1), CASE, False),
        ("sickness", None, CASE, False),
        ("employment", None, None, False),
    ],
    ids=["goes_on", "ends_later", "was_over_when_told", "no_job", "no_open_case"],
)
def test_e16_a_job_that_goes_on_closes_the_open_case(
    kind: str, end: date | None, open_case: UUID | None, closes: bool
):
    job = messages.ExternalRecordImported(P6, "dp", "77", kind, Period(date(2011, 1, 10), end))
    done = policies.when_job_recorded(recorded("external_record-dp-77", job, NOW), open_case)
    expected = CloseOnExternalRecord(date(2011, 1, 10), "dp", "77")
    assert [(do.case_id, do.command) for do in done] == ([(CASE, expected)] if closes else [])
