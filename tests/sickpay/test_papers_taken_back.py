"""What was registered by mistake is taken back: the duty is open again, and the list forgets it."""

from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from services.sickpay.domain import follow_up_events as follow
from services.sickpay.domain import paper_events as told
from services.sickpay.domain import paper_orders as paper
from services.sickpay.views.actors import ActorRow, project
from tests.sickpay.house import CITIZEN, Story

FIRST, DUE = date(2010, 3, 18), date(2010, 4, 15)


def states(story: Story) -> list[tuple[str, date]]:
    return [(d.state, d.timely_until) for d in story.clocks.of_key("employer_interview")]


def test_an_interview_taken_back_is_owed_again_and_held_anew_it_counts_on_its_day() -> None:
    story = Story().notify(FIRST)
    story.order(paper.HoldEmployerInterview(date(2010, 4, 12)), date(2010, 4, 12))
    assert states(story) == [("met", DUE)]
    story.order(paper.WithdrawEmployerInterview("En anden medarbejder"), date(2010, 4, 13))
    assert states(story) == [("running", DUE)]
    taken = next(r for r in story.history if isinstance(r.event, told.EmployerInterviewWithdrawn))
    held = next(r for r in story.history if isinstance(r.event, told.EmployerInterviewHeld))
    assert (taken.meta.corrects, taken.meta.how) == (held.meta.event_id, "withdrawn")
    assert taken.meta.effective_on == date(2010, 4, 12)
    story.order(paper.HoldEmployerInterview(date(2010, 4, 19)), date(2010, 4, 19))
    [duty] = story.clocks.of_key("employer_interview")
    assert duty.met is not None
    assert duty.met.late_by_days == 4


def test_an_interview_taken_back_after_its_day_is_missed() -> None:
    story = Story().notify(FIRST)
    story.order(paper.HoldEmployerInterview(date(2010, 4, 12)), date(2010, 4, 12))
    story.order(paper.WithdrawEmployerInterview("Fejl"), date(2010, 4, 20))
    assert states(story) == [("missed", DUE)]


def row_after(party: str, row: Any, event: Any, on: date) -> ActorRow:
    meta = SimpleNamespace(effective_on=on)
    return project(("1", party), row, SimpleNamespace(event=event, meta=meta))  # type: ignore[arg-type]  # a fact with only what is read


EARLY, LATE, NEXT = date(2010, 4, 1), date(2010, 4, 12), date(2010, 4, 20)
CALL, VISIT = UUID(int=1), UUID(int=2)
CALLED = told.ContactRecorded(CITIZEN, "employer", EARLY, "x", LATE, CALL)
VISITED = told.ContactRecorded(CITIZEN, "employer", LATE, "x", NEXT, VISIT)


def test_the_list_of_actors_forgets_a_contact_that_was_taken_back() -> None:
    row = row_after("employer", None, CALLED, EARLY)
    row = row_after("employer", row, told.EmployerInterviewHeld(CITIZEN, LATE), LATE)
    assert row.last_contact_on == LATE
    row = row_after("employer", row, told.EmployerInterviewWithdrawn(CITIZEN, LATE, "x"), LATE)
    assert (row.last_contact_on, row.next_on) == (EARLY, LATE)


def test_a_contact_taken_back_takes_its_next_step_with_it() -> None:
    row = row_after("employer", row_after("employer", None, CALLED, EARLY), VISITED, LATE)
    assert (row.last_contact_on, row.next_on) == (LATE, NEXT)
    gone = told.ContactWithdrawn(CITIZEN, VISIT, "employer", LATE, "x")
    row = row_after("employer", row, gone, LATE)
    assert (row.last_contact_on, row.next_on) == (EARLY, LATE)
    last = told.ContactWithdrawn(CITIZEN, CALL, "employer", EARLY, "x")
    row = row_after("employer", row, last, EARLY)
    assert (row.last_contact_on, row.next_on) == (None, None)


def test_a_contact_that_was_with_another_party_moves_to_its_row() -> None:
    moved = told.ContactCorrected(CITIZEN, CALL, "doctor", LATE, "x", NEXT, "employer", EARLY)
    employer = row_after("employer", row_after("employer", None, CALLED, EARLY), moved, LATE)
    assert (employer.last_contact_on, employer.next_on) == (None, None)
    doctor = row_after("doctor", None, moved, LATE)
    assert (doctor.last_contact_on, doctor.next_on) == (LATE, NEXT)
    same = told.ContactCorrected(CITIZEN, CALL, "employer", LATE, "x", NEXT, "employer", EARLY)
    employer = row_after("employer", row_after("employer", None, CALLED, EARLY), same, LATE)
    assert (employer.last_contact_on, employer.next_on) == (LATE, NEXT)


def test_the_list_of_actors_follows_the_right_day_of_a_follow_up_and_a_certificate() -> None:
    row = row_after("citizen", None, follow.FollowUpCorrected(CITIZEN, LATE, EARLY), EARLY)
    assert row.spoken_on == (LATE,)
    row = row_after("citizen", row, follow.FollowUpWithdrawn(CITIZEN, LATE, None, "x"), LATE)
    assert row.last_contact_on is None
    asked = told.CertificateRequested(CITIZEN, "le125", EARLY, CALL)
    row = row_after("doctor", None, asked, EARLY)
    right = told.CertificateRequestCorrected(CITIZEN, CALL, LATE, EARLY, "x")
    assert row_after("doctor", row, right, LATE).spoken_on == (LATE,)
