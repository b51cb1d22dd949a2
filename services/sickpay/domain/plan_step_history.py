"""The steps of a follow-up plan that other services carry out, as far as they have come."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.sickpay.domain import grant_events as granted
from services.sickpay.domain import plan_step_events as told
from services.sickpay.domain.grant_orders import GrantGround
from services.sickpay.domain.plan_step_orders import StepStage, Topic
from shared.eventlog.event import Event
from shared.money import Ore
from shared.privacy.personal import EconomyData, HealthData

StepKind: TypeAlias = Literal[
    "company_practice", "wage_subsidy", "workplace_contact", "workplace_grant"
]
StageNow: TypeAlias = StepStage | Literal["granted", "refused"]


class PlanStep(Struct, frozen=True):
    """One step: an offer with its placement once given, a talk with a company, or a grant there.

    A grant has the days it holds for once it was given.
    """

    step: UUID
    kind: StepKind
    from_: date
    to: date | None = None
    stage: StageNow = "asked"
    placement: UUID | None = None
    company: UUID | None = None
    about: HealthData[Topic] | None = None
    ground: HealthData[GrantGround] | None = None
    amount: EconomyData[Ore] | None = None

    def named(self, name: UUID) -> bool:
        """Say whether a name is the step's own or that of its placement."""
        return name in {self.step, self.placement}


PlanSteps: TypeAlias = tuple[PlanStep, ...]


def steps_after(known: PlanSteps, event: Event) -> PlanSteps:
    """Return the steps of a plan after a fact."""
    match event:
        case told.OfferAskedFor() as e:
            return (*known, PlanStep(e.step, e.offer_type, e.from_, e.to))
        case told.WorkplaceContactAskedFor() as e:
            kind: StepKind = "workplace_contact"
            talk = PlanStep(e.step, kind, e.planned_on, company=e.company, about=e.about)
            return (*known, talk)
        case told.PlanStepWithdrawn(step=step):
            return tuple(one for one in known if one.step != step)
        case told.PlanOfferNoted():
            return _given(known, event)
        case told.PlanStepMoved(step=step, stage=stage):
            return tuple(replace(one, stage=stage) if one.step == step else one for one in known)
        case granted.WorkplaceGrantAskedFor() as e:
            asked = PlanStep(
                e.step, "workplace_grant", e.wanted_from, company=e.company, ground=e.ground
            )
            return (*known, asked)
        case (
            granted.WorkplaceGrantNoted()
            | granted.WorkplaceGrantRefusalNoted()
            | granted.WorkplaceGrantReopened()
        ):
            return tuple(_answered(one, event) if one.step == event.step else one for one in known)
        case _:
            return known


def _answered(one: PlanStep, event: granted.GrantEvent) -> PlanStep:
    match event:
        case granted.WorkplaceGrantNoted(from_=from_, to=to, amount=amount):
            return replace(one, stage="granted", from_=from_, to=to, amount=amount)
        case granted.WorkplaceGrantRefusalNoted():
            return replace(one, stage="refused")
        case _:
            return replace(one, stage="asked", to=None, amount=None)


def _given(known: PlanSteps, event: told.PlanOfferNoted) -> PlanSteps:
    was = next((one for one in known if one.step == event.step), None)
    stage: StageNow = "given" if was is None or was.stage == "asked" else was.stage
    now = PlanStep(event.step, event.offer_type, event.from_, event.to, stage, event.placement)
    if was is None:
        return (*known, now)
    return tuple(now if one.step == event.step else one for one in known)
