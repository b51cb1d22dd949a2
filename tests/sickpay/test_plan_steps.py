"""What other services carry out is a step of the plan: an offer, a talk with the workplace (E3)."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.sickpay import messages as heard
from services.sickpay.cases import plan_steps as policies
from services.sickpay.domain import follow_up_orders as follow
from services.sickpay.domain import plan_step_events as told
from services.sickpay.domain import plan_step_orders as step
from services.sickpay.domain.sick_pay_orders import ReportRecovery
from services.sickpay.views.plan_steps import PlanStepRow, project
from shared.actor import Actor
from shared.eventlog.decider import Rejected
from shared.eventlog.envelope import Meta, Recorded
from shared.eventlog.event import Event, tag_of
from tests.sickpay.house import CITIZEN, CODEC, Story

DAY, FROM, TO = date(2007, 11, 20), date(2007, 12, 3), date(2007, 12, 30)
CASE, PLACEMENT, COMPANY = UUID(int=99), UUID(int=7), UUID(int=8)
ASK = step.AskForOffer("company_practice", FROM, TO)
TALK = step.AskForWorkplaceContact(COMPANY, FROM, "section_56")
GIVEN = heard.OfferGiven(CITIZEN, "company_practice", FROM, TO)


def planned() -> Story:
    story = Story().notify(date(2007, 10, 1), date(2007, 10, 15))
    story.order(follow.DraftPlan("Praktik"), DAY)
    return story


def message(event: Event, on: date = FROM, stream: str = "offer_placement") -> Recorded[Any]:
    now = datetime(2007, 12, 3, tzinfo=UTC)
    meta = Meta(uuid4(), now, on, Actor(id="bo"), "test")
    tag = tag_of(event)
    source = tag.partition(".")[0]
    return Recorded(source, 1, 1, 0, f"{stream}-{PLACEMENT}", 1, tag, now, event, meta)


def hear(story: Story, event: Event, on: date = FROM) -> list[Any]:
    react = policies.note_offer
    if not isinstance(event, heard.OfferGiven | heard.OfferCorrected):
        react = policies.note_offer_moved
    return [
        each for do in react(message(event, on), (CASE,)) for each in story.order(do.command, on)
    ]


def stages(story: Story) -> list[tuple[str, str]]:
    return [(one.kind, one.stage) for one in story.state.course.steps]


def test_the_offer_that_was_asked_for_is_that_step() -> None:
    story = planned()
    (asked,) = story.order(ASK, DAY)
    (given,) = hear(story, GIVEN)
    assert (given.step, given.placement) == (asked.step, PLACEMENT)
    assert stages(story) == [("company_practice", "given")]
    with pytest.raises(Rejected, match="step_already_begun"):
        story.order(step.WithdrawPlanStep(asked.step, "x"), DAY)


def test_an_offer_nobody_asked_for_is_a_step_of_its_own() -> None:
    story = planned()
    story.order(step.AskForOffer("wage_subsidy", FROM, TO), DAY)
    hear(story, GIVEN)
    assert stages(story) == [("wage_subsidy", "asked"), ("company_practice", "given")]


@pytest.mark.parametrize(
    ("moved", "stage"),
    [
        ((heard.OfferStarted,), "begun"),
        ((heard.OfferStarted, heard.OfferStartWithdrawn), "given"),
        ((heard.OfferStarted, heard.OfferEnded), "done"),
        ((heard.OfferStarted, heard.OfferEnded, heard.OfferEndWithdrawn), "begun"),
        ((heard.OfferCancelled,), "called_off"),
    ],
)
def test_the_step_goes_as_far_as_the_offer_does(moved: tuple[Any, ...], stage: str) -> None:
    story = planned()
    hear(story, GIVEN)
    for fact in moved:
        hear(story, fact(CITIZEN))
    assert stages(story) == [("company_practice", stage)]


def test_an_offer_put_right_moves_its_step_and_ends_it_as_another_kind() -> None:
    story = planned()
    hear(story, GIVEN)
    hear(story, heard.OfferStarted(CITIZEN))
    later = date(2008, 1, 31)
    hear(story, heard.OfferCorrected(CITIZEN, "company_practice", FROM, later))
    (one,) = story.state.course.steps
    assert (one.to, one.stage) == (later, "begun")
    hear(story, heard.OfferCorrected(CITIZEN, "guidance_qualification", FROM, later))
    assert stages(story) == [("company_practice", "called_off")]


def test_offers_of_other_kinds_are_no_step_of_the_plan() -> None:
    other = heard.OfferGiven(CITIZEN, "guidance_qualification", FROM, TO)
    assert list(policies.note_offer(message(other), (CASE,))) == []


def test_what_became_of_it_is_noted_after_the_recovery_too() -> None:
    story = planned()
    hear(story, GIVEN)
    story.order(ReportRecovery(FROM), FROM)
    hear(story, heard.OfferEnded(CITIZEN))
    assert stages(story) == [("company_practice", "done")]
    with pytest.raises(Rejected, match="already_recovered"):
        story.order(ASK, FROM)


def test_a_talk_with_the_workplace_goes_as_far_as_the_contact_does() -> None:
    story = planned()
    (asked,) = story.order(TALK, DAY)
    steps = ("asked", "held", "asked", "called_off", "asked")
    facts: tuple[Event, ...] = (
        heard.ContactHeld(asked.step, "agreement"),
        heard.HeldContactWithdrawn(asked.step),
        heard.ContactCancelled(asked.step),
        heard.CancellationWithdrawn(asked.step),
    )
    seen = [stages(story)[0][1]]
    for fact in facts:
        (do,) = policies.note_contact_moved(message(fact, stream="contact_log"), (CASE,))
        (moved,) = story.order(do.command, FROM)
        assert moved.result == ("agreement" if isinstance(fact, heard.ContactHeld) else None)
        seen.append(stages(story)[0][1])
    assert tuple(seen) == steps


def test_what_a_talk_is_about_is_sealed_and_no_list_shows_it() -> None:
    story = planned()
    (asked,) = story.order(TALK, DAY)
    about = told.WorkplaceContactAskedFor.__annotations__["about"]
    assert "'x-personal': 'health'" in str(about)
    assert "about" not in PlanStepRow.__struct_fields__
    assert CODEC.encode(asked, message(asked).meta)


def row(*events: Event) -> PlanStepRow | None:
    now: PlanStepRow | None = None
    for event in events:
        fact: Any = SimpleNamespace(event=event)
        now = project((CASE, PLACEMENT), now, fact)
    return now


def test_the_list_of_steps_follows_them() -> None:
    asked = told.OfferAskedFor(CITIZEN, PLACEMENT, "company_practice", FROM, TO)
    given = told.PlanOfferNoted(CITIZEN, PLACEMENT, COMPANY, "company_practice", FROM, DAY)
    begun = told.PlanStepMoved(CITIZEN, PLACEMENT, "begun", FROM)
    shown = row(asked, given)
    assert shown is not None
    assert (shown.stage, shown.placement, shown.to) == ("given", COMPANY, DAY)
    further = row(asked, given, begun, given)
    assert further is not None
    assert (further.stage, further.moved_on) == ("begun", FROM)
    assert row(asked, told.PlanStepWithdrawn(CITIZEN, PLACEMENT, None, "x")) is None
    assert row(begun) is None
