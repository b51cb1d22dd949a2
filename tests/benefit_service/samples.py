"""One plausible case: absent from an offer in June 2011, heard, recommended, decided by another."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from services.benefit_service.domain.appeal_text import appeal_text
from services.benefit_service.domain.benefit_events import (
    AppealGuidanceGiven,
    BenefitApplied,
    BenefitEligibilityDecided,
    FirstContactNoted,
    JobcenterNotifiedOfEligibility,
    PaymentSetUp,
)
from services.benefit_service.domain.benefit_states import BenefitFacts
from services.benefit_service.domain.deduction import AttendanceDay
from services.benefit_service.domain.hearing_events import HearingServed
from services.benefit_service.domain.hearing_letter import Coverage
from services.benefit_service.domain.hearing_states import AboutSanction, HearingFacts
from services.benefit_service.domain.sanction_events import (
    NonComplianceReported,
    RecommendationReceived,
)
from services.benefit_service.domain.sanction_states import Heard, SanctionFacts, SanctionLaw
from shared.actor import Actor
from shared.eventlog.envelope import How, Meta, Recorded
from shared.eventlog.event import Event, tag_of
from shared.law.rule import Rule

CITIZEN = UUID("5f0c6f0e-7b1e-4d53-9d0a-3f1f6f0c2a11")
CITIZEN_CASE = UUID("0192f0a1-0000-7000-8000-0000000000c1")
BENEFIT = UUID("0192f0a1-0000-7000-8000-0000000000b1")
SANCTION = UUID("0192f0a1-0000-7000-8000-0000000000a1")
HEARING = UUID("0192f0a1-0000-7000-8000-0000000000e1")
PLACEMENT = UUID("0192f0a1-0000-7000-8000-0000000000d1")
REPORT_EVENT = UUID("0192f0a1-0000-7000-8000-000000000f01")
RECOMMENDATION = UUID("0192f0a1-0000-7000-8000-000000000f02")
MESSAGE = UUID("0192f0a1-0000-7000-8000-000000000f03")
GUIDANCE = UUID("0192f0a1-0000-7000-8000-000000000f04")
DECISION = UUID("0192f0a1-0000-7000-8000-000000000f05")

BO = Actor(id="bo", unit="benefit_service", roles=("benefit_officer",))
ANNA = Actor(id="anna", unit="jobcenter", roles=("counsellor_muni",))
ROBOT = Actor(id="robot", kind="machine", unit="benefit_service", roles=("benefit_officer",))
POLICY = Actor(id="policy:benefit_service.x", kind="machine", unit="benefit_service")


def day(number: int, month: int = 6, year: int = 2011) -> date:
    return date(year, month, number)


def rule(key: str, law_ref: str = "aktivloven § 36") -> Rule:
    return Rule(
        key=key,
        owner="benefit_service",
        version=f"{key}@2009-10-01#000000000000",
        valid_from=date(2009, 10, 1),
        law_ref=law_ref,
        evidence="V",
        type="requirement",
        value=True,
    )


LAW = SanctionLaw(
    hearing=rule("hearing.required", "forvaltningsloven § 19"),
    guidance=rule("guidance.written"),
    days=rule("sanction.offer_no_show"),
    effectuation=rule("sanction.effectuate_within"),
    appeal=rule("appeal.deadline"),
    effectuate_by=day(30, 9),
    appeal_by=day(21, 7),
)
REPORTED = NonComplianceReported(
    citizen=CITIZEN,
    kind="offer_no_show",
    day=day(14),
    reported_from="offers",
    reported_by="sara",
    placement=PLACEMENT,
    report_event=REPORT_EVENT,
    continues=True,
)
RECOMMENDED = RecommendationReceived(
    citizen=CITIZEN,
    sanction_type="point_sanction",
    law_ref="aktivloven § 36",
    recommended_by="anna",
    recommended_on=day(21),
    recommendation_event=RECOMMENDATION,
)
HEARD = Heard(HEARING, "excuse_not_accepted", Coverage(day(14), day(15), continuing=True))
# Absent Tuesday 14 to Friday 17 June; back on Monday 20.
SHEET = (
    *(AttendanceDay(day(number), scheduled=True, present=False) for number in (14, 15, 16, 17)),
    AttendanceDay(day(20), scheduled=True, present=True),
)
READY = SanctionFacts(
    today=day(23),
    actor=BO,
    sanction_case=SANCTION,
    hearing=HEARD,
    guidance_given_on=day(2, 5),
    law=LAW,
    attendance=SHEET,
    day_rate=40000,
    relied_on=(REPORT_EVENT, RECOMMENDATION, GUIDANCE),
    decision_event=DECISION,
)


def ready(**changes: Any) -> SanctionFacts:
    """Everything in place for a decision, but for these changes."""
    return replace(READY, **changes)


LETTER = HearingServed(
    citizen=CITIZEN,
    sanction_case=SANCTION,
    facts="Du er meldt udeblevet den 14. juni 2011.",
    absence_from=day(14),
    covers_continuing_absence=True,
    served_on=day(15),
    on_site=False,
)
ABOUT = AboutSanction(SANCTION, CITIZEN, "offer_no_show", day(14), open=True)


def hearing_facts(today: date = date(2011, 6, 15), **changes: Any) -> HearingFacts:
    """Whit week 2011: served on Wednesday 15 June, timely until Wednesday 22 June."""
    facts = HearingFacts(today=today, actor=BO, about=ABOUT, timely_until=day(22))
    return replace(facts, **changes)


CONTACTED = FirstContactNoted(CITIZEN, CITIZEN_CASE, "cash_benefit", day(2, 5))
APPLIED = BenefitApplied(CITIZEN, day(3, 5))
ELIGIBLE = BenefitEligibilityDecided(
    CITIZEN,
    eligible=True,
    benefit_basis="cash_benefit",
    from_=day(2, 5),
    reasons="Uden indtægt.",
    decided_by="bo",
)
NOTIFIED = JobcenterNotifiedOfEligibility(
    CITIZEN,
    CITIZEN_CASE,
    eligible=True,
    benefit_basis="cash_benefit",
    from_=day(2, 5),
    days_since_first_contact=3,
)
APPEAL_BY = day(2)
STOP_GUIDED = AppealGuidanceGiven(CITIZEN, "stop", day(5, 5), APPEAL_BY, appeal_text(APPEAL_BY))
SET_UP = PaymentSetUp(CITIZEN, 1_000_000, day(2, 5))
PAYING = (CONTACTED, APPLIED, ELIGIBLE, NOTIFIED, SET_UP)


def benefit_facts(today: date = date(2011, 5, 5), **changes: Any) -> BenefitFacts:
    return replace(BenefitFacts(today, BO, appeal_by=APPEAL_BY), **changes)


def recorded(
    event: Event,
    stream: str,
    *,
    source: str = "benefit_service",
    event_id: UUID = MESSAGE,
    effective_on: date = date(2011, 6, 23),
    corrects: UUID | None = None,
    actor: Actor = BO,
    recorded_at: datetime = datetime(2011, 6, 23, 10, tzinfo=UTC),
    how: How | None = None,
) -> Recorded[Any]:
    """Put a fact in a log."""
    return Recorded(
        source=source,
        epoch=1,
        position=1,
        previous=0,
        stream=stream,
        version=1,
        tag=tag_of(event),
        recorded_at=recorded_at,
        event=event,
        meta=Meta(
            event_id=event_id,
            occurred_at=recorded_at,
            effective_on=effective_on,
            actor=actor,
            correlation_id="c",
            corrects=corrects,
            how=how,
        ),
    )
