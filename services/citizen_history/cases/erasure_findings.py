"""What is found out before an erasure is decided: who asks, any hold, how long data is kept."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from services.citizen_history.cases.identities import citizen_of, is_erased
from services.citizen_history.domain.erasure import ERASURE, Facts
from services.citizen_history.domain.legal_hold import LEGAL_HOLD, Held
from services.citizen_history.domain.legal_hold import Facts as HoldFacts
from services.citizen_history.views.relations import ENDING, RELATIONS
from services.citizen_history.views.timeline import TIMELINE
from shared.casework.declare import Collected, Desk, Loaded
from shared.casework.persons import Persons
from shared.clock import local_date
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.law.arithmetic import add_months

APART = [LEGAL_HOLD.case_type, ERASURE.case_type, "reaction"]
_LAST_FACT = (
    "citizen = ANY(%(citizens)s::uuid[]) AND split_part(stream, '-', 1) <> ALL(%(apart)s) "
    "ORDER BY greatest(effective_on, (recorded_at AT TIME ZONE 'Europe/Copenhagen')::date) DESC "
    "LIMIT 1"
)


def collect_erasure(
    desk: Desk, case_id: str, _loaded: Loaded, _command: Command | None
) -> Collected[Facts]:
    """Find out what may stand in the way; a hold placed meanwhile lets the decision fail.

    Who has cases that were written under this citizen's id is kept with them: the key is the same.
    """
    citizen = citizen_of(case_id)
    persons = desk.persons((citizen,))
    kept_by, _ = persons.tangled_with(citizen)
    together = kept_together(persons, citizen)
    holds = [desk.load(LEGAL_HOLD, each) for each in together]
    rule = desk.rules.rule("erasure.retention", desk.today)
    last = last_fact(desk, together)
    facts = Facts(
        today=desk.today,
        actor=desk.actor.id,
        held=is_held(holds),
        kept_until=None if last is None else add_months(last, rule.number),
        erased=is_erased(desk, citizen),
        open_cases=bool(open_cases(desk, persons.ids(citizen))),
        merged=persons.is_retired(citizen),
        sealed_elsewhere=not all(is_erased(desk, each) for each in kept_by),
    )
    return Collected(
        facts=facts,
        guards=tuple(Guard(hold.stream, hold.version) for hold in holds),
        rules=(rule.version,),
        subjects=(citizen,),
    )


def collect_hold(
    _desk: Desk, case_id: str, _loaded: Loaded, _command: Command | None
) -> Collected[HoldFacts]:
    """Say whom a hold is about; nothing else matters."""
    return Collected(facts=HoldFacts(), subjects=(citizen_of(case_id),))


def kept_together(persons: Persons, citizen: UUID) -> list[UUID]:
    """Return the person's ids, and who has cases that are sealed with the same keys."""
    _, kept_for = persons.tangled_with(citizen)
    return sorted({*persons.ids(citizen), *kept_for})


def is_held(holds: Sequence[Loaded]) -> bool:
    """Say whether one of these legal holds is in force."""
    return any(isinstance(hold.state, Held) for hold in holds)


def last_fact(desk: Desk, citizens: Sequence[UUID]) -> date | None:
    """Return the last day on which something was told about the citizen, or held.

    The citizen is every id that was merged, and whoever has cases sealed with the same keys.

    What is told about erasing and keeping itself does not count, or asking would prolong it.
    """
    found = desk.rows(TIMELINE, _LAST_FACT, {"citizens": list(citizens), "apart": APART})
    return max((max(row.effective_on, local_date(row.recorded_at)) for row in found), default=None)


def open_cases(desk: Desk, ids: Iterable[UUID]) -> tuple[str, ...]:
    """Name a person's cases that can end and have not: `<service>/<case type>`, each once."""
    mine = {"ids": list(ids)}
    rows = desk.rows(RELATIONS, "citizen = ANY(%(ids)s::uuid[]) AND open", mine)
    named = {f"{row.source}/{row.stream.partition('-')[0]}" for row in rows}
    return tuple(sorted(named & ENDING))
