"""A plausible citizen, and the course of the case, told by its facts."""

from datetime import UTC, date, datetime
from uuid import UUID

from services.visitation.domain.authority import AuthorityTransferred
from services.visitation.domain.citizen_case import CaseClosed, CaseFacts, citizen_case
from services.visitation.domain.contact_course import (
    CitizenSummoned,
    InterviewHeld,
    InterviewNoShow,
)
from services.visitation.domain.cv import CvRegistered
from services.visitation.domain.duty_guidance import DutyGuidanceGiven
from services.visitation.domain.registration import CitizenRegistered
from tests.support.scenario import Given, given

P6 = UUID("5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b11")
CASE = UUID("01930000-0000-7000-8000-00000000000c")
MAY_2 = date(2011, 5, 2)
MAY_10 = date(2011, 5, 10)
JUNE_7 = date(2011, 6, 7)
JUNE_7_AT_10 = datetime(2011, 6, 7, 8, tzinfo=UTC)
"""Ten o'clock in Copenhagen, where summer time holds."""


def on(year: int, month: int, day: int, hour: int = 12) -> CaseFacts:
    """Return the facts of a case at an hour (UTC) of a day, with no hearing open."""
    return CaseFacts(datetime(year, month, day, hour, tzinfo=UTC))


def case(*history: object) -> Given:
    """Return a citizen's case with a history."""
    return given(citizen_case, *history)  # type: ignore[arg-type]  # facts of the samples below


REGISTERED = CitizenRegistered(
    citizen=P6,
    benefit_basis="cash_benefit",
    target_group="tg2_cash_ready",
    age=27,
    authority="municipal",
    channel="reception",
    first_contact_on=MAY_2,
    registered_on=MAY_2,
)
STATE_CASE = CitizenRegistered(
    citizen=P6,
    benefit_basis="ui_benefit",
    target_group="tg1_insured",
    age=45,
    authority="state",
    channel="reception",
    first_contact_on=date(2007, 9, 3),
    registered_on=date(2007, 9, 3),
)
CV = CvRegistered(P6, MAY_10)
GUIDED = DutyGuidanceGiven(P6, "written", "2011-1", MAY_2)
SUMMONED = CitizenSummoned(P6, JUNE_7_AT_10, JUNE_7, "letter", legal_consequence_text=True)
MISSED = InterviewNoShow(P6, JUNE_7, consequences_in_writing=True)
HELD = InterviewHeld(P6, JUNE_7, "personal", JUNE_7)
CLOSED = CaseClosed(P6, "job", date(2011, 9, 1))
DEAD = CaseClosed(P6, "death", date(2011, 9, 1))
TRANSFERRED = AuthorityTransferred(P6, "state", "municipal", date(2008, 3, 3))
