"""A report of a no-show in June 2011, and what the jobcenter did about it."""

from datetime import date
from typing import Any
from uuid import UUID

from services.visitation import messages
from services.visitation.domain.contact_attempts import ContactAttempted, ContactRestored
from services.visitation.domain.hearing_outcome import HearingOutcomeNoted
from services.visitation.domain.recommendation_events import (
    RecommendationAnswered,
    RecommendationOpened,
    SanctionDropped,
    SanctionRecommended,
)
from services.visitation.domain.registration import RegisterCitizen
from services.visitation.domain.sanction_recommendation import (
    RecommendationFacts,
    sanction_recommendation,
)
from shared.actor import Actor
from tests.support.scenario import Given, given
from tests.visitation.cases import MAY_2, P6

SANCTION = UUID("01930000-0000-7000-8000-0000000000aa")
HEARING = "01930000-0000-7000-8000-0000000000bb"
ANNA = Actor(id="anna", unit="jobcenter", roles=("counsellor_muni",))
BO = Actor(id="bo", unit="benefit_service", roles=("benefit_officer",))
MACHINE = Actor(id="policy:x", kind="machine", unit="jobcenter", roles=("policy",))
JUNE_14 = date(2011, 6, 14)
JUNE_15 = date(2011, 6, 15)
JUNE_20 = date(2011, 6, 20)
JUNE_21 = date(2011, 6, 21)

REGISTER = RegisterCitizen(
    citizen=P6, benefit_basis="cash_benefit", target_group="tg2_cash_ready", age=27, on=MAY_2
)
REPORT = messages.NonComplianceReported(P6, "offer_no_show", JUNE_14, "offers")
STREAM = f"sanction_case-{SANCTION}"
OPENED = RecommendationOpened(P6, SANCTION, "offer_no_show", JUNE_14, "offers")
TRIED = ContactAttempted(P6, SANCTION, "phone", JUNE_15)
BACK = ContactRestored(P6, SANCTION, JUNE_20)
NOT_EXCUSED = HearingOutcomeNoted(P6, SANCTION, HEARING, "excuse_not_accepted", answered=True)
EXCUSED = HearingOutcomeNoted(P6, SANCTION, HEARING, "excuse_accepted", answered=True)
RECOMMENDED = SanctionRecommended(
    citizen=P6,
    sanction_case=SANCTION,
    sanction_type="offer_no_show",
    law_ref="LAS § 36",
    grounds="Udeblevet uden rimelig grund",
    recommended_by="anna",
    recommended_on=JUNE_21,
)
DROPPED = SanctionDropped(P6, SANCTION, "Rimelig grund")
ANSWERED = RecommendationAnswered(P6, SANCTION, "decided")


def recommendation(*history: Any) -> Given:
    """Return a recommendation with a history."""
    return given(sanction_recommendation, *history)


def facts(day: date = JUNE_21, actor: Actor = ANNA, **more: Any) -> RecommendationFacts:
    """Return what the application would find out on a day."""
    return RecommendationFacts(today=day, actor=actor, **more)
