"""Who may take an adverse decision, and whether it was given a reason in words."""

from shared.actor import Actor
from shared.eventlog.decider import Code
from shared.privacy.personal import Erased

OUR_UNIT = "benefit_service"
SPECIALIST = "sanction_specialist@benefit_service"


def officer_blocks(actor: Actor) -> tuple[Code, ...]:
    """Only a person who sits in the benefit service decides about money; no machine ever does.

    Law: retssikkerhedsloven and good administrative practice; the automatic reductions that this
    system exists to prevent were decided by nobody.
    """
    if actor.kind != "person":
        return ("human_must_decide",)
    return () if actor.unit == OUR_UNIT else ("wrong_unit",)


def person_blocks(actor: Actor) -> tuple[Code, ...]:
    """Say that a machine may not judge what a citizen has said."""
    return () if actor.kind == "person" else ("human_must_decide",)


def is_written(text: str | Erased | None) -> bool:
    """Say whether somebody wrote something that can still be read."""
    return isinstance(text, str) and bool(text.strip())
