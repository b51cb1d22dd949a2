"""How a case is shown: its state in plain JSON, what may be done, what was known when."""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING, Any

import msgspec

from shared.casework.casebook import PLUMBING
from shared.eventlog.decider import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from shared.access.table import AccessTable
    from shared.casework.declare import CaseType, Desk, Loaded
    from shared.eventlog.envelope import Recorded


def shown_state(case: CaseType[Any], state: Any) -> dict[str, Any]:
    """Return a state as JSON: the stage it is in, how far it has come there, and what is known."""
    stage = re.sub(r"(?<!^)(?=[A-Z])", "_", type(state).__name__).lower()
    shown = case.show(state) if case.show else msgspec.to_builtins(state)
    finer = {"standing": case.standing(state)} if case.standing else {}
    return {**shown, "stage": stage, **finer}


def may(
    case: CaseType[Any], case_id: str, loaded: Loaded, desk: Desk, access: AccessTable
) -> dict[str, tuple[str, ...]]:
    """Return for each order the codes that stand in its way; none means it may be given."""
    codes: dict[type[Any], tuple[str, ...]]
    try:
        facts = case.collect(desk, case_id, loaded, None).facts
    except Rejected as refused:
        codes = dict.fromkeys((act.command for act in case.commands), (refused.code,))
    else:
        codes = {
            act.command: case.decider.blocks(act.command, loaded.state, facts)
            for act in case.commands
        }
    return {
        act.name: (
            *(() if access.allowed(desk.actor, act.name) else ("access_denied",)),
            *codes[act.command],
        )
        for act in case.commands
        if not act.opens
    }


def known_by(case: CaseType[Any], loaded: Loaded, moment: datetime) -> tuple[Any, int]:
    """Return the state and version as they were known at a moment."""
    known = [each for each in loaded.history if each.recorded_at <= moment]
    told = (each.event for each in known if not isinstance(each.event, PLUMBING))
    state = reduce(case.decider.evolve, told, case.decider.initial)
    return state, known[-1].version if known else 0


def valid_on(
    history: Iterable[Recorded[Any]], known: datetime | None, valid: date | None
) -> list[Recorded[Any]]:
    """Select facts: first those recorded by `known`, then those that hold on `valid`.

    A withdrawn, corrected or annulled fact never held. A superseded one held until the fact that
    took its place, so it is struck only from that day on; of several that say something about a
    fact, one that strikes it is enough (citizen_history's timeline reads it in the same way).
    The order of the log is kept; nothing is folded anew in another order.
    """
    facts = [each for each in history if known is None or each.recorded_at <= known]
    if valid is None:
        return facts
    struck: set[UUID] = set()
    for each in facts:
        replaced, how = each.meta.corrects, each.meta.how
        if replaced is not None and (how != "superseded" or each.meta.effective_on <= valid):
            struck.add(replaced)
    return [
        each
        for each in facts
        if each.meta.effective_on <= valid and each.meta.event_id not in struck
    ]
