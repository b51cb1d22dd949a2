"""The portfolio on a real database: whose, what is due, who is waited for, what is new."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from services.visitation import messages, offers_messages
from services.visitation.domain.application_case_orders import (
    ReceiveApplication,
    TakeApplicationStep,
)
from services.visitation.domain.assignment import AssignCase
from services.visitation.domain.authority import TransferAuthority
from services.visitation.domain.citizen_case import CloseCase
from services.visitation.domain.contact_course import HoldInterview, SummonCitizen
from services.visitation.domain.cv import RegisterCv
from services.visitation.domain.exemptions import EndExemption, GrantExemption
from services.visitation.domain.referral_orders import (
    DocumentChecklistItem,
    DraftReferral,
    IssueReferral,
)
from services.visitation.domain.registration import RegisterCitizen
from services.visitation.domain.social_request_orders import RequestHelp
from services.visitation.domain.work_desk import NoteLook, OpenWorkDesk, SaveFilter, desk_of
from services.visitation.views.changes import CHANGES_ELSEWHERE
from services.visitation.wiring import SERVICE
from shared.actor import Actor
from shared.trouble import NotFound
from tests.support.database import make_service
from tests.visitation.cases import P6
from tests.visitation.house import OneService

pytestmark = pytest.mark.postgres

STEN = Actor(id="sten", authority="state", unit="jobcenter", roles=("counsellor_state",))
MONA = Actor(id="mona", unit="jobcenter", roles=("counsellor_muni",))
OTHER = UUID("5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b12")


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    house = OneService(
        SERVICE, make_service(database_url, "visitation"), datetime(2007, 1, 2, tzinfo=UTC)
    )
    yield house
    house.close()


def register(service: OneService, citizen: UUID, actor: Actor = MONA, **more: object) -> str:
    order = RegisterCitizen(
        citizen=citizen,
        **{"benefit_basis": "cash_benefit", "target_group": "tg2_cash_ready", "age": 27, **more},  # type: ignore[arg-type]  # words of the tests
    )
    return service.order(actor, order).case_id


def test_a_portfolio_shows_what_is_due_who_is_waited_for_and_what_is_new(service):
    service.at(2011, 5, 2)
    case, other = register(service, P6), register(service, OTHER)
    service.order(MONA, AssignCase("mona", "unge", "valby"), case)
    service.order(MONA, AssignCase("sten", "unge", "valby"), other)
    service.order(MONA, OpenWorkDesk("mona"))
    (mine,) = service.ask("portfolio", MONA)
    assert (mine.citizen, mine.due.rule_key, mine.due.timely_until) == (
        P6,
        "cv.register",
        date(2011, 6, 3),  # 2 June is Ascension
    )
    assert (mine.looked_at, mine.new) == (None, ())
    assert {(each.on, each.what) for each in mine.waits} == {
        ("citizen", "cv.register"),
        ("jobcenter", "interview.first"),
    }
    service.order(MONA, NoteLook(UUID(case)), desk_of("mona"))
    service.at(2011, 5, 3)
    service.order(STEN, RegisterCv(), case)
    service.order(STEN, SummonCitizen(datetime(2011, 5, 20, 8, tzinfo=UTC), "letter", True), case)
    service.order(STEN, RequestHelp(P6, "Mangler bolig", "Retssikkerhedsloven § 5"))
    service.told(
        f"offer_placement-{uuid4()}", messages.OfferGiven(P6, date(2011, 6, 1), date(2011, 8, 31))
    )
    (mine,) = service.ask("portfolio", MONA, show="changed")
    assert {each.kind for each in mine.new} == {"summons", "cv", "offer"}
    assert mine.summoned_on == date(2011, 5, 20)
    assert {(each.on, each.what) for each in mine.waits} == {
        ("citizen", "interview"),
        ("jobcenter", "interview.first"),
        ("social_services", "social_request"),
    }
    service.at(2011, 5, 4)
    service.order(MONA, NoteLook(UUID(case)), desk_of("mona"))
    assert service.ask("portfolio", MONA, show="changed") == []
    assert len(service.ask("portfolio", MONA, team="unge")) == 2
    assert len(service.ask("portfolio", MONA, team="unge", limit=1, skip=1)) == 1
    service.order(MONA, CloseCase("job"), case)
    assert service.ask("portfolio", MONA) == []


@pytest.mark.parametrize(
    ("show", "found"),
    [
        ("all", 1),
        ("new", 1),
        ("overdue", 0),
        ("due_in_14_days", 0),
        ("cv_missing", 1),
        ("never_interviewed", 1),
        ("summoned", 0),
        ("waiting_for_citizen", 1),
        ("waiting_for_us", 1),
        ("waiting_for_others", 0),
        ("in_offer", 0),
        ("no_offer", 1),
        ("exempt", 0),
        ("exemption_over", 0),
        ("sick", 0),
        ("not_matched", 1),
    ],
)
def test_each_state_a_portfolio_is_narrowed_to(service, show, found):
    service.at(2011, 5, 2)
    register(service, P6)
    assert len(service.ask("portfolio", MONA, unassigned=True, show=show)) == found


def _elsewhere(service):
    (row,) = service.office.desk(MONA).rows(CHANGES_ELSEWHERE)
    return row


def test_an_offer_told_by_offers_is_seen_until_it_ends(service):
    service.at(2011, 5, 2)
    register(service, P6)
    stream = f"offer_placement-{uuid4()}"
    service.told(stream, messages.OfferGiven(P6, date(2011, 6, 1), date(2011, 8, 31)))
    service.told(stream, messages.OfferStarted(P6, date(2011, 6, 1)))
    service.told(f"benefit_case-{uuid4()}", messages.BenefitEligibilityDecided(P6, True))
    row = _elsewhere(service)
    assert [(each.status, each.ends_on) for each in row.offers] == [("started", date(2011, 8, 31))]
    assert row.eligible is True
    service.told(stream, messages.OfferEnded(P6, date(2011, 7, 8)))
    called_off = f"offer_placement-{uuid4()}"
    service.told(called_off, messages.OfferGiven(P6, date(2011, 9, 1), date(2011, 9, 30)))
    service.told(called_off, messages.OfferCancelled(P6))
    assert [
        (each.status, each.ended_on or each.ends_on) for each in _elsewhere(service).offers
    ] == [
        ("ended", date(2011, 7, 8)),
        ("cancelled", date(2011, 9, 30)),
    ]
    assert {each.kind for each in _elsewhere(service).changes} == {"offer", "benefit"}


def test_which_of_two_services_is_heard_first_is_seen_in_no_row(service):
    """The inbox takes its sources as they come, and a rebuild one after the other."""
    service.at(2011, 5, 2)
    register(service, P6)
    offer, benefit = f"offer_placement-{uuid4()}", f"benefit_case-{uuid4()}"
    service.told(offer, messages.OfferGiven(P6, date(2011, 6, 1), date(2011, 8, 31)))
    service.told(benefit, messages.BenefitEligibilityDecided(P6, True))
    benefit_last = [each.kind for each in _elsewhere(service).changes]
    service.told(offer, messages.OfferStarted(P6, date(2011, 6, 1)))
    assert [each.kind for each in _elsewhere(service).changes] == benefit_last


def test_a_kept_filter_gives_what_is_not_said_itself(service):
    service.at(2011, 5, 2)
    case = register(service, P6)
    service.order(MONA, AssignCase("sten", "unge", "valby"), case)
    desk = service.order(MONA, OpenWorkDesk("mona")).case_id
    service.order(MONA, SaveFilter("Unge", {"team": "unge", "gone": "1"}), desk)
    assert len(service.ask("portfolio", MONA, filter="Unge")) == 1
    assert service.ask("portfolio", MONA, filter="Unge", show="sick") == []
    (shown,) = service.ask("my_filters", MONA)
    assert (shown.name, shown.words, shown.left_out) == ("Unge", {"team": "unge"}, ("gone",))
    with pytest.raises(NotFound):
        service.ask("portfolio", MONA, filter="Ældre")
    assert service.ask("my_filters", STEN) == []


def test_every_list_is_narrowed_to_an_owner_or_a_team_and_paged(service):
    service.at(2011, 5, 2)
    for citizen, owner in ((P6, "mona"), (OTHER, "sten")):
        case = register(service, citizen)
        service.order(MONA, AssignCase(owner, f"team_{owner}", "valby"), case)
        service.order(MONA, RequestHelp(citizen, "Bolig", "§ 5"))
        service.order(MONA, DraftReferral(citizen, "unit", "youth_unit", "Under 25"))
    for name, params in (
        ("interviews_due", {"within_days": 400}),
        ("cvs_missing", {"within_days": 400}),
        ("referrals", {}),
        ("social_requests", {}),
    ):
        (mine,) = service.ask(name, MONA, owner="mona", **params)
        assert (mine.owner, mine.team) == ("mona", "team_mona"), name
        assert len(service.ask(name, MONA, team="team_sten", **params)) == 1
        assert service.ask(name, MONA, team="team_none", **params) == []
        first, second = service.ask(name, MONA, **params)
        assert service.ask(name, MONA, limit=1, skip=1, **params) == [second]
        assert service.ask(name, MONA, limit=1, **params) == [first]


def test_production_counts_who_did_it_and_what_became_of_it(service):
    service.at(2008, 3, 3)
    case = register(
        service, P6, STEN, benefit_basis="ui_benefit", target_group="tg1_insured", authority="state"
    )
    service.order(STEN, AssignCase("sten", "team_state", "valby"), case)
    service.order(STEN, HoldInterview("personal"), case)
    service.at(2009, 8, 3)
    service.order(MONA, TransferAuthority("municipal", date(2009, 8, 1)), case)
    service.order(MONA, AssignCase("mona", "team_muni", "valby"), case)
    service.order(MONA, HoldInterview("personal"), case)
    service.order(MONA, CloseCase("job"), case)
    days = {"from_day": date(2008, 1, 1), "to_day": date(2009, 12, 31)}
    by = {row.name: row for row in service.ask("production", MONA, team="team_muni", **days)}
    assert by["mona"].production["interviews"] == 1
    assert by["mona"].outcomes["left_for_job"] == 1
    (centre,) = service.ask("production", MONA, level="centre", centre="valby", **days)
    assert (centre.production["interviews"], centre.outcomes["left_for_job"]) == (2, 1)


def test_what_offers_puts_right_is_put_right_in_the_portfolio(service):
    service.at(2011, 5, 2)
    case = register(service, P6)
    service.order(MONA, AssignCase("mona", "unge", "valby"), case)
    stream = f"offer_placement-{uuid4()}"
    first, last = date(2011, 6, 1), date(2011, 8, 31)

    def in_offer_until():
        (mine,) = service.ask("portfolio", MONA)
        return mine.in_offer_until

    service.told(stream, messages.OfferGiven(P6, first, last))
    service.told(stream, messages.OfferStarted(P6, first))
    service.told(stream, messages.OfferCorrected(P6, first, date(2011, 9, 30)))
    assert in_offer_until() == date(2011, 9, 30)
    service.told(stream, messages.OfferEnded(P6, date(2011, 7, 8)))
    assert in_offer_until() is None
    service.told(stream, messages.OfferEndWithdrawn(P6))
    assert in_offer_until() == date(2011, 9, 30)
    service.told(stream, messages.OfferStartWithdrawn(P6))
    assert in_offer_until() is None


def test_e7_the_portfolio_shows_what_comes_after_the_offer_and_who_has_nothing_planned(service):
    service.at(2011, 5, 2)
    case = register(service, P6)
    service.order(MONA, AssignCase("mona", "unge", "valby"), case)
    stream = f"offer_placement-{uuid4()}"
    service.told(stream, messages.OfferGiven(P6, date(2011, 6, 1), date(2011, 8, 31)))
    assert service.ask("portfolio", MONA, show="no_next_step") == []
    service.told(stream, messages.OfferStarted(P6, date(2011, 6, 1)))
    assert len(service.ask("portfolio", MONA, show="no_next_step")) == 1
    service.told(stream, offers_messages.NextStepPlanned(P6, "interview", date(2011, 9, 1)))
    assert service.ask("portfolio", MONA, show="no_next_step") == []
    (mine,) = service.ask("portfolio", MONA)
    assert (mine.next_step.kind, mine.next_step.starts_on) == ("interview", date(2011, 9, 1))
    service.told(stream, offers_messages.NextStepWithdrawn(P6))
    assert len(service.ask("portfolio", MONA, show="no_next_step")) == 1


def test_the_portfolio_knows_what_is_owed_and_awaited_beside_the_case(service):
    service.at(2011, 5, 2)
    case = register(service, P6)
    service.order(MONA, AssignCase("mona", "unge", "valby"), case)
    service.order(MONA, HoldInterview("personal", on=date(2011, 5, 2)), case)
    service.order(MONA, RegisterCv(), case)

    def mine():
        (line,) = service.ask("portfolio", MONA)
        return line, {(each.on, each.what, each.until) for each in line.waits}

    application = ReceiveApplication(P6, "flex_job", "valby", date(2011, 5, 20))
    application_case = service.order(MONA, application).case_id
    line, waits = mine()
    # Sixty days without a step end on 1 July, before the next interview is due.
    assert (line.due.rule_key, line.due.timely_until) == ("application.stale", date(2011, 7, 1))
    assert ("jobcenter", "application.stale", date(2011, 7, 1)) in waits
    assert service.ask("portfolio", MONA, show="waiting_for_others") == []
    step = TakeApplicationStep("awaiting_medical", date(2011, 6, 15))
    service.order(MONA, step, application_case)
    assert ("doctor", "application_case", date(2011, 6, 15)) in mine()[1]
    assert len(service.ask("portfolio", MONA, show="waiting_for_others")) == 1
    service.order(MONA, TakeApplicationStep("clarifying", date(2011, 6, 20)), application_case)
    assert service.ask("portfolio", MONA, show="waiting_for_others") == []
    referral = service.order(MONA, DraftReferral(P6, "unit", "youth_unit", "Mentor")).case_id
    service.order(MONA, DocumentChecklistItem("interview_record"), referral)
    assert service.ask("portfolio", MONA, show="waiting_for_others") == []
    service.order(MONA, IssueReferral(), referral)
    assert ("receiving_unit", "referral", date(2011, 5, 9)) in mine()[1]


def test_e8_what_becomes_of_a_candidacy_is_new_in_the_portfolio(service):
    service.at(2011, 5, 2)
    case = register(service, P6)
    service.order(MONA, AssignCase("mona", "unge", "valby"), case)
    service.order(MONA, OpenWorkDesk("mona"))
    service.order(MONA, NoteLook(UUID(case)), desk_of("mona"))
    service.at(2011, 5, 3)
    stream = f"candidacy-{uuid4()}"
    service.told(stream, offers_messages.CandidateProposed(P6))
    service.told(stream, offers_messages.CandidateHired(P6))
    (mine,) = service.ask("portfolio", MONA, show="changed")
    assert [(each.kind, each.tag) for each in mine.new] == [("mediation", "offers.candidate_hired")]


def test_an_exemption_whose_last_day_has_passed_is_seen_until_somebody_ends_it(service):
    service.at(2011, 5, 2)
    mine = register(service, P6)
    order = GrantExemption("maternity", "Barsel", until=date(2011, 5, 31))
    service.order(MONA, order, mine)

    def over():
        return service.ask("portfolio", MONA, unassigned=True, show="exemption_over")

    service.at(2011, 5, 31)
    assert over() == []
    service.at(2011, 6, 1)
    (line,) = over()
    assert (line.exempt_kind, line.exempt_until) == ("maternity", date(2011, 5, 31))
    service.order(MONA, EndExemption(), mine)
    assert over() == []
    (line,) = service.ask("portfolio", MONA, unassigned=True)
    assert (line.exempt_kind, line.exempt_until) == (None, None)
