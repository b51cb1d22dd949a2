"""What was registered by mistake is taken back: the duty is open again, and the list forgets it."""

from datetime import date
from types import SimpleNamespace
from typing import Any

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


def test_the_list_of_actors_forgets_a_contact_that_was_taken_back() -> None:
    first, second = date(2010, 4, 1), date(2010, 4, 12)

    def after(row: Any, event: Any, on: date) -> ActorRow:

        meta = SimpleNamespace(effective_on=on)
        return project(("1", "employer"), row, SimpleNamespace(event=event, meta=meta))  # type: ignore[arg-type]  # a fact with only what is read

    row = after(None, told.ContactRecorded(CITIZEN, "employer", first, "x", second), first)
    row = after(row, told.EmployerInterviewHeld(CITIZEN, second), second)
    assert row.last_contact_on == second
    row = after(row, told.EmployerInterviewWithdrawn(CITIZEN, second, "x"), second)
    assert (row.last_contact_on, row.next_on) == (first, second)
