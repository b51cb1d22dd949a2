"""A § 56 agreement or an aid: the half about health is asked here, the company's half elsewhere."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from services.sickpay import messages as heard
from services.sickpay.cases import grants as policies
from services.sickpay.domain import follow_up_orders as follow
from services.sickpay.domain import grant_events as told
from services.sickpay.domain import grant_orders as grant
from services.sickpay.domain import plan_step_orders as step
from services.sickpay.domain.facts import Agreement, SickPayFacts
from services.sickpay.domain.granting import agreements_in
from services.sickpay.domain.refund_orders import RequestRefund
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from services.sickpay.domain.sick_pay_events import AbsenceNotified
from services.sickpay.domain.sick_pay_orders import ReportRecovery
from services.sickpay.views.plan_steps import PlanStepRow, project
from services.sickpay.views.waiting_on import step_in_words
from shared.actor import Actor
from shared.eventlog.decider import Rejected
from shared.eventlog.envelope import Meta, Recorded
from shared.eventlog.event import Event, tag_of
from shared.privacy.personal import Erased
from tests.sickpay.course_story import ASK, NEW, begun
from tests.sickpay.house import BOOK, CITIZEN, CODEC, Story
from tests.support.scenario import given

DAY, FROM = date(2011, 10, 3), date(2011, 10, 17)
TWO_YEARS = date(2013, 10, 16)
CASE, COMPANY = UUID(int=99), UUID(int=8)
CHRONIC = grant.AskForWorkplaceGrant(COMPANY, FROM, "section_56_chronic")
AID = grant.AskForWorkplaceGrant(COMPANY, FROM, "aid_compensates")


def planned(**more: Any) -> Story:
    story = Story().notify(date(2011, 8, 29), date(2011, 9, 5), **more)
    story.order(follow.DraftPlan("§ 56 og et hæve-sænkebord"), DAY)
    return story


def message(event: Event, on: date = DAY) -> Recorded[Any]:
    now = datetime(2011, 10, 10, tzinfo=UTC)
    meta = Meta(uuid4(), now, on, Actor(id="karl"), "test")
    stream = f"workplace_grant-{getattr(event, 'grant', CASE)}"
    return Recorded("company_contact", 1, 1, 0, stream, 1, tag_of(event), now, event, meta)


def hear(story: Story, event: Event, on: date = DAY) -> list[Any]:
    return [
        each
        for do in policies.note_answer(message(event), None)
        for each in story.order(do.command, on)
    ]


def stood(story: Story) -> list[tuple[str, date, date | None]]:
    return [(one.stage, one.from_, one.to) for one in story.state.course.steps]


def test_what_is_asked_and_why_is_sealed_and_no_list_shows_it() -> None:
    story = planned()
    (asked,) = story.order(CHRONIC, DAY)
    assert isinstance(asked, told.WorkplaceGrantAskedFor)
    assert "'x-personal': 'health'" in str(told.WorkplaceGrantAskedFor.__annotations__["ground"])
    assert {"ground", "amount"}.isdisjoint(PlanStepRow.__struct_fields__)
    assert CODEC.encode(asked, message(asked).meta)


def test_both_kinds_are_asked_for_by_the_same_words() -> None:
    story = planned()
    asked = [story.order(order, DAY)[0] for order in (CHRONIC, AID)]
    in_clear = [{"citizen", "company", "wanted_from"}] * 2
    seen = [
        {name for name in ("citizen", "company", "wanted_from") if hasattr(one, name)}
        for one in asked
    ]
    assert seen == in_clear
    assert type(asked[0]) is type(asked[1])


def test_spa_56_without_an_employer_there_is_nothing_to_refund_earlier() -> None:
    story = planned(notified_by="ui_fund")
    with pytest.raises(Rejected, match="no_employer"):
        story.order(CHRONIC, DAY)
    assert story.order(AID, DAY)


def test_an_answer_is_noted_in_the_step_taken_back_and_given_anew() -> None:
    story = planned()
    (asked,) = story.order(AID, DAY)
    facts: tuple[Event, ...] = (
        heard.WorkplaceGrantDeclined(asked.step, CASE, "usual_at_the_workplace"),
        heard.WorkplaceGrantAnswerWithdrawn(asked.step, CASE),
        heard.WorkplaceGrantGiven(asked.step, CASE, FROM, None, 450_000),
        heard.WorkplaceGrantStopped(asked.step, CASE, date(2012, 3, 31)),
    )
    seen = []
    for fact in facts:
        hear(story, fact)
        seen += stood(story)
    assert seen == [
        ("refused", FROM, None),
        ("asked", FROM, None),
        ("granted", FROM, None),
        ("granted", FROM, date(2012, 3, 31)),
    ]
    assert story.state.course.steps[0].amount == 450_000
    with pytest.raises(Rejected, match="step_already_begun"):
        story.order(step.WithdrawPlanStep(asked.step, "x"), DAY)


def test_asked_for_no_more_before_it_was_answered_it_leaves_the_plan() -> None:
    story = planned()
    (asked,) = story.order(AID, DAY)
    (gone,) = story.order(step.WithdrawPlanStep(asked.step, "The employer bought one"), DAY)
    assert (gone.step, gone.company) == (asked.step, COMPANY)
    assert story.state.course.steps == ()


@pytest.mark.parametrize(
    ("to", "holds_to"),
    [
        (None, TWO_YEARS),
        (date(2014, 1, 1), TWO_YEARS),
        (date(2012, 10, 16), date(2012, 10, 16)),
    ],
)
def test_spa_56_an_agreement_holds_for_two_years_at_most(to: date | None, holds_to: date) -> None:
    story = planned()
    (asked,) = story.order(CHRONIC, DAY)
    (noted,) = hear(story, heard.WorkplaceGrantGiven(asked.step, CASE, FROM, to))
    assert noted.to == holds_to
    assert noted.rule.startswith("section_56.longest@")
    assert agreements_in(story.state.course) == (Agreement(FROM, holds_to),)


def test_an_aid_has_no_such_limit_and_is_no_agreement() -> None:
    story = planned()
    (asked,) = story.order(AID, DAY)
    (noted,) = hear(story, heard.WorkplaceGrantGiven(asked.step, CASE, FROM, None, 1))
    assert (noted.to, noted.rule) == (None, None)
    assert agreements_in(story.state.course) == ()


def test_an_agreement_whose_ground_was_erased_is_none_any_more() -> None:
    story = planned()
    (asked,) = story.order(CHRONIC, DAY)
    hear(story, heard.WorkplaceGrantGiven(asked.step, CASE, FROM, None))
    (one,) = story.state.course.steps
    course = replace(story.state.course, steps=(replace(one, ground=Erased()),))
    assert agreements_in(course) == ()


def test_an_answer_is_noted_after_the_recovery_too() -> None:
    story = planned()
    (asked,) = story.order(AID, DAY)
    story.order(ReportRecovery(DAY), DAY)
    assert hear(story, heard.WorkplaceGrantGiven(asked.step, CASE, FROM, None, 1))
    with pytest.raises(Rejected, match="already_recovered"):
        story.order(CHRONIC, DAY)


def test_a_reason_nobody_knew_when_this_was_written_is_another_one() -> None:
    (do,) = policies.note_answer(message(heard.WorkplaceGrantDeclined(NEW, CASE, "strike")), None)
    assert do.command == grant.NoteGrantRefused(NEW, DAY, "other")


def test_the_answer_names_the_case_that_asked() -> None:
    other = heard.WorkplaceGrantDeclined(NEW, UUID(int=4), "company_unknown")
    (do,) = policies.note_answer(message(other), None)
    assert do.case_id == UUID(int=4)


FIRST = date(2010, 1, 11)
FLAGGED = RequestRefund(ASK, FIRST, date(2010, 1, 31), 100, date(2010, 2, 1), section_56=True)


@pytest.mark.parametrize(
    ("agreement", "code"),
    [
        (Agreement(FIRST, FIRST), None),
        (Agreement(date(2009, 1, 1), None), None),
        (Agreement(date(2010, 1, 12), None), "no_section_56_agreement"),
        (Agreement(date(2008, 1, 11), date(2010, 1, 10)), "no_section_56_agreement"),
    ],
)
def test_spa_56_under_an_agreement_the_refund_begins_with_the_first_day_of_absence(
    agreement: Agreement, code: str | None
) -> None:
    case = begun(2010)
    facts = SickPayFacts(date(2010, 2, 1), BOOK, new_id=NEW, agreements=(agreement,))
    answered = case.when(FLAGGED, facts)
    if code is not None:
        answered.then_rejected(code)
        return
    assert answered.events[0].refund_from == FIRST  # type: ignore[attr-defined]  # a refund
    without = replace(FLAGGED, section_56=False)
    case.when(without, facts).then_rejected("before_refund_period")


def test_spa_40_a_late_notification_counts_under_an_agreement_too() -> None:
    on = FIRST + timedelta(days=50)
    notified = AbsenceNotified(CITIZEN, "10000009", FIRST, "employer", on)
    late = given(SICK_PAY_CASE, notified)
    facts = SickPayFacts(date(2010, 4, 1), BOOK, agreements=(Agreement(FIRST, None),))
    refusal = late.when(replace(FLAGGED, on=date(2010, 4, 1)), facts).then_rejected(
        "before_refund_period"
    )
    assert refusal.detail == {"from": on.isoformat()}


def row(*events: Event) -> PlanStepRow | None:
    now: PlanStepRow | None = None
    for event in events:
        now = project((CASE, NEW), now, message(event))
    return now


def test_the_list_of_steps_shows_how_far_a_grant_has_come() -> None:
    asked = told.WorkplaceGrantAskedFor(CITIZEN, NEW, COMPANY, FROM, "aid_decisive")
    given = told.WorkplaceGrantNoted(CITIZEN, NEW, FROM, TWO_YEARS, 1)
    refused = told.WorkplaceGrantRefusalNoted(CITIZEN, NEW, "employer_declines")
    again = told.WorkplaceGrantReopened(CITIZEN, NEW)
    shown = [row(asked, *more) for more in ((), (given,), (refused,), (given, again))]
    assert [(one.kind, one.stage, one.to, one.result) for one in shown if one] == [
        ("workplace_grant", "asked", None, None),
        ("workplace_grant", "granted", TWO_YEARS, None),
        ("workplace_grant", "refused", None, "employer_declines"),
        ("workplace_grant", "asked", None, None),
    ]


@pytest.mark.parametrize(
    ("kind", "who", "da"),
    [
        ("company_practice", "offers", "Jobcentret skal give tilbuddet om praktik"),
        ("wage_subsidy", "offers", "Jobcentret skal give tilbuddet om løntilskud"),
        ("workplace_contact", "company_contact", "Virksomhedskontakten skal tale med"),
        ("workplace_grant", "company_contact", "Virksomhedskontakten skal svare om bevillingen"),
    ],
)
def test_who_is_to_carry_a_step_out_is_said_in_plain_words(kind: str, who: str, da: str) -> None:
    said = step_in_words(PlanStepRow(CASE, NEW, CITIZEN, kind, FROM))
    assert (said.on, said.due, said.rule_key) == (who, FROM, "plan_step")
    assert said.da.startswith(da)
    assert said.da.endswith("planen regner med 17. oktober 2011.")
    assert said.en.endswith("the plan counts on 17 October 2011.")
