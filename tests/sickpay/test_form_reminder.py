"""A form that did not come back: noted, reminded of, waited for; nothing is cut by itself."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain import follow_up_orders as follow
from services.sickpay.domain import reminder_events as told
from services.sickpay.domain import reminder_orders as reminder
from services.sickpay.domain import sick_pay_events as before
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.messages import DeadlineMissed
from services.sickpay.policies import note_overdue
from services.sickpay.views import actors
from services.sickpay.views.actors import ActorRow
from services.sickpay.views.form_list import FormRow, project
from services.sickpay.views.waiting_on import in_words
from shared.actor import Actor
from shared.eventlog.decider import Rejected
from shared.eventlog.envelope import Meta, Recorded
from shared.law.deadline import DeadlineEvent
from tests.sickpay.house import CITIZEN, Story

FORM, SECOND = UUID(int=1), UUID(int=2)
SENT, UNTIL = date(2007, 10, 18), date(2007, 10, 26)
OVERDUE, REMINDED, ANSWER_BY = date(2007, 10, 27), date(2007, 10, 30), date(2007, 11, 7)
PROPOSE = ending.ProposeEnding("no_cooperation", "Svarede ikke")
ANSWER = "Back pain"


def message(event: DeadlineMissed, source: str = "sickpay") -> Recorded[Any]:
    now = datetime(2007, 10, 27, tzinfo=UTC)
    meta = Meta(UUID(int=3), now, now.date(), Actor(id="keeper"), "test")
    stream = f"sick_pay_case-{UUID(int=99)}"
    return Recorded(source, 1, 1, 0, stream, 9, "deadline.missed", now, event, meta)


def sent() -> Story:
    story = Story().notify(date(2007, 10, 1), date(2007, 10, 15))
    story.order(orders.NoteFormSent(FORM, SENT), SENT)
    return story


def overdue() -> Story:
    story = sent()
    (do,) = note_overdue(message(DeadlineMissed("form.return", UNTIL)), None)
    story.order(do.command, OVERDUE)
    return story


def reminded() -> Story:
    story = overdue()
    story.order(reminder.RemindOfForm(REMINDED), REMINDED)
    return story


def owed(story: Story) -> dict[str, tuple[str, date]]:
    """Return the deadlines about the form that are still to be done."""
    keys = ("form.reminder", "form.reminder_answer")
    found = ((key, story.owed(key)) for key in keys)
    return {key: (duty.started.kind, duty.timely_until) for key, duty in found if duty}


def test_e3_a_form_that_is_overdue_makes_the_municipality_owe_a_reminder() -> None:
    story = overdue()
    assert owed(story) == {"form.reminder": ("authority_duty", date(2007, 11, 2))}


def test_only_the_forms_own_deadline_in_sick_pay_is_noted() -> None:
    other = DeadlineMissed("followup.first", UNTIL)
    assert note_overdue(message(other), None) == []
    foreign = DeadlineMissed("form.return", UNTIL)
    assert note_overdue(message(foreign, "visitation"), None) == []


def test_e3_once_reminded_the_citizen_is_waited_for_and_not_the_municipality() -> None:
    story = reminded()
    assert owed(story) == {"form.reminder_answer": ("citizen_duty", ANSWER_BY)}


def test_an_answer_to_the_reminder_ends_the_waiting() -> None:
    story = reminded()
    story.order(orders.RegisterFormReturn(date(2007, 11, 5), ANSWER), date(2007, 11, 5))
    assert owed(story) == {}
    (met,) = [duty for duty in story.clocks.of_key("form.reminder_answer") if duty.met]
    assert met.met is not None
    assert met.met.late_by_days == 0


def test_an_answer_that_crossed_the_reminder_owes_no_second_one() -> None:
    story = reminded()
    day = date(2007, 10, 29)
    came = story.order(orders.RegisterFormReturn(day, ANSWER), date(2007, 11, 1))
    assert told.FormReminderNotNeeded(CITIZEN, FORM, day) in came
    assert owed(story) == {}


def test_a_return_put_right_to_before_the_reminder_owes_no_second_one() -> None:
    story = reminded()
    story.order(orders.RegisterFormReturn(date(2007, 11, 2), ANSWER), date(2007, 11, 2))
    came = story.order(orders.CorrectFormReturn(date(2007, 10, 26)), date(2007, 11, 3))
    assert any(isinstance(each, told.FormReminderNotNeeded) for each in came)
    assert owed(story) == {}


@pytest.mark.parametrize(
    "order",
    [
        orders.RegisterFormReturn(date(2007, 10, 29), ANSWER),
        orders.ReportRecovery(date(2007, 10, 20)),
        orders.WithdrawNotification("Wrong employee"),
        orders.CorrectFormSent(FORM, date(2007, 10, 25)),
        orders.NoteFormSent(SECOND, date(2007, 10, 29)),
    ],
)
@pytest.mark.parametrize("start", [overdue, reminded])
def test_nobody_is_waited_for_when_the_reason_is_gone(start: Any, order: Any) -> None:
    story = start()
    story.order(order, date(2007, 10, 31))
    assert owed(story) == {}


def test_a_form_sent_later_than_told_is_overdue_later_and_reminded_of_anew() -> None:
    story = reminded()
    story.order(orders.CorrectFormSent(FORM, date(2007, 10, 25)), date(2007, 10, 31))
    assert story.order(reminder.NoteFormOverdue(UNTIL), date(2007, 10, 31)) == []
    with pytest.raises(Rejected, match="form_not_overdue"):
        story.order(reminder.RemindOfForm(date(2007, 11, 2)), date(2007, 11, 2))
    story.order(reminder.NoteFormOverdue(date(2007, 11, 2)), date(2007, 11, 3))
    assert owed(story) == {"form.reminder": ("authority_duty", date(2007, 11, 9))}


def test_a_reminder_taken_back_is_owed_again() -> None:
    story = reminded()
    story.order(reminder.WithdrawFormReminder("Never sent"), date(2007, 11, 1))
    assert owed(story) == {"form.reminder": ("authority_duty", date(2007, 11, 2))}


def test_a_return_taken_back_keeps_that_the_citizen_was_reminded() -> None:
    story = reminded()
    story.order(orders.RegisterFormReturn(date(2007, 11, 5), ANSWER), date(2007, 11, 5))
    story.order(orders.WithdrawFormReturn("Another case"), date(2007, 11, 6))
    assert owed(story) == {"form.reminder_answer": ("citizen_duty", ANSWER_BY)}
    assert story.state.form.reminded_on == REMINDED


@pytest.mark.parametrize(
    ("story", "day", "code"),
    [
        (sent, OVERDUE, "form_not_reminded"),
        (overdue, REMINDED, "form_not_reminded"),
        (reminded, ANSWER_BY, "reminder_running"),
    ],
)
def test_e3_no_end_is_proposed_for_a_form_before_the_reminder_ran_out(
    story: Any, day: date, code: str
) -> None:
    with pytest.raises(Rejected, match=code):
        story().order(PROPOSE, day)


def test_e3_after_the_reminder_a_person_may_propose_an_end_and_nothing_came_of_itself() -> None:
    story = reminded()
    (proposed,) = story.order(PROPOSE, date(2007, 11, 8))
    assert type(proposed).__name__ == "EndingProposed"
    assert type(story.state).__name__ == "Running"


def test_who_stayed_away_from_a_follow_up_needs_no_reminder_of_the_form() -> None:
    story = sent()
    day = date(2007, 11, 5)
    story.order(follow.SummonToFollowUp(day, "interview", OVERDUE), OVERDUE)
    story.order(follow.NoteMissedFollowUp(day), day)
    assert story.order(PROPOSE, day)


def test_a_reminder_taken_back_flags_the_proposal_that_relied_on_it() -> None:
    story = reminded()
    story.order(PROPOSE, date(2007, 11, 8))
    came = story.order(reminder.WithdrawFormReminder("Never sent"), date(2007, 11, 9))
    flagged = [each for each in came if type(each).__name__ == "DecisionFlagged"]
    assert [(each.decision, each.because) for each in flagged] == [
        ("proposal", "form_reminder_withdrawn")
    ]


def test_both_are_said_in_plain_words() -> None:
    def said(key: str, on: str) -> tuple[str, str]:
        row: Any = SimpleNamespace(
            citizens=(CITIZEN,),
            waiting_on=on,
            rule_key=key,
            law_ref="SPA § 11",
            timely_until=ANSWER_BY,
        )
        shown = in_words(row)
        return shown.da, shown.en

    assert said("form.reminder", "authority") == (
        "Kommunen skal rykke for oplysningsskemaet senest 7. november 2007 (SPA § 11).",
        "The municipality owes a reminder of the information form by 7 November 2007 (SPA § 11).",
    )
    assert said("form.reminder_answer", "citizen")[0].startswith("Borgeren skal svare på rykkeren")


def row(*events: Any) -> FormRow | None:
    now: FormRow | None = None
    for event in events:
        fact: Any = SimpleNamespace(event=event)
        now = project((UUID(int=99),), now, fact)
    return now


def test_the_list_shows_since_when_a_form_is_overdue_and_who_was_reminded() -> None:
    noted = before.FormSentNoted(CITIZEN, FORM, SENT)
    late = told.FormOverdueNoted(CITIZEN, FORM, UNTIL)
    done = told.FormReminderSent(CITIZEN, FORM, REMINDED)
    back = told.FormReminderWithdrawn(CITIZEN, FORM, REMINDED, "x")
    again = before.FormSentCorrected(CITIZEN, FORM, date(2007, 10, 25))
    shown = [row(noted, *more) for more in ((late,), (late, done), (late, done, back))]
    assert [(one.overdue_since, one.reminded_on) for one in shown if one] == [
        (UNTIL, None), (UNTIL, REMINDED), (UNTIL, None)
    ]  # fmt: skip
    moved = row(noted, late, done, again)
    assert moved is not None
    assert (moved.overdue_since, moved.reminded_on) == (None, None)
    assert row(late) is None


def test_no_deadline_of_the_form_is_a_fact_of_the_case_itself() -> None:
    story = reminded()
    tags = [type(r.event).__name__ for r in story.history if not isinstance(r.event, DeadlineEvent)]
    assert tags.count("FormOverdueNoted") == 1
    assert "SickPayEnded" not in tags


def test_a_reminder_is_a_contact_with_the_citizen_until_it_is_taken_back() -> None:
    def spoken(*events: Any) -> list[date]:
        row: ActorRow | None = None
        for event in events:
            meta = SimpleNamespace(effective_on=REMINDED)
            fact: Any = SimpleNamespace(
                event=event, meta=meta, case_type="sick_pay_case", case_id=str(UUID(int=99))
            )
            ((_, party),) = actors.touches(fact)
            assert party == "citizen"
            row = actors.project((UUID(int=99), party), row, fact)
        assert row is not None
        return list(row.spoken_on)

    done = told.FormReminderSent(CITIZEN, FORM, REMINDED)
    assert spoken(done) == [REMINDED]
    assert spoken(done, told.FormReminderWithdrawn(CITIZEN, FORM, REMINDED, "x")) == []
