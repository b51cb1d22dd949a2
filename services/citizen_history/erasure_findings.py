"""What is found out before an erasure is decided: who asks, any hold, how long data is kept."""

from datetime import date

from services.citizen_history.domain.erasure import ERASURE, Facts
from services.citizen_history.domain.legal_hold import LEGAL_HOLD, Held
from services.citizen_history.domain.legal_hold import Facts as HoldFacts
from services.citizen_history.identities import citizen_of, is_erased
from services.citizen_history.views.timeline import TIMELINE
from shared.casework.declare import Collected, Desk, Loaded
from shared.clock import local_date
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.law.arithmetic import add_months

_LAST_FACT = (
    "citizen = %(citizen)s AND split_part(stream, '-', 1) <> ALL(%(apart)s) "
    "ORDER BY greatest(effective_on, (recorded_at AT TIME ZONE 'Europe/Copenhagen')::date) DESC "
    "LIMIT 1"
)


def collect_erasure(
    desk: Desk, case_id: str, _loaded: Loaded, _command: Command | None
) -> Collected[Facts]:
    """Find out what may stand in the way; a hold placed meanwhile lets the decision fail."""
    citizen = citizen_of(case_id)
    hold = desk.load(LEGAL_HOLD, citizen)
    rule = desk.rules.rule("erasure.retention", desk.today)
    last = _last_fact(desk, case_id)
    facts = Facts(
        today=desk.today,
        actor=desk.actor.id,
        held=isinstance(hold.state, Held),
        kept_until=None if last is None else add_months(last, rule.number),
        erased=is_erased(desk, citizen),
    )
    return Collected(
        facts=facts,
        guards=(Guard(hold.stream, hold.version),),
        rules=(rule.version,),
        subjects=(citizen,),
    )


def collect_hold(
    _desk: Desk, case_id: str, _loaded: Loaded, _command: Command | None
) -> Collected[HoldFacts]:
    """Say whom a hold is about; nothing else matters."""
    return Collected(facts=HoldFacts(), subjects=(citizen_of(case_id),))


def _last_fact(desk: Desk, case_id: str) -> date | None:
    """Return the last day on which something was told about the citizen, or held.

    What is told about erasing and keeping itself does not count, or asking would prolong it.
    """
    apart = [LEGAL_HOLD.case_type, ERASURE.case_type, "reaction"]
    found = desk.rows(TIMELINE, _LAST_FACT, {"citizen": citizen_of(case_id), "apart": apart})
    return max((max(row.effective_on, local_date(row.recorded_at)) for row in found), default=None)
