"""The steps of a follow-up plan that other services carry out, as far as they have come."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.sickpay.domain import plan_step_events as told
from services.sickpay.domain.plan_step_orders import StepStage, Topic
from shared.eventlog.event import Event
from shared.privacy.personal import HealthData

StepKind: TypeAlias = Literal["company_practice", "wage_subsidy", "workplace_contact"]


class PlanStep(Struct, frozen=True):
    """One step: an offer with its placement once it was given, or a talk with a company."""

    step: UUID
    kind: StepKind
    from_: date
    to: date | None = None
    stage: StepStage = "asked"
    placement: UUID | None = None
    company: UUID | None = None
    about: HealthData[Topic] | None = None

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
        case _:
            return known


def _given(known: PlanSteps, event: told.PlanOfferNoted) -> PlanSteps:
    was = next((one for one in known if one.step == event.step), None)
    stage: StepStage = "given" if was is None or was.stage == "asked" else was.stage
    now = PlanStep(event.step, event.offer_type, event.from_, event.to, stage, event.placement)
    if was is None:
        return (*known, now)
    return tuple(now if one.step == event.step else one for one in known)
