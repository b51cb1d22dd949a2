"""Who is waited for in a citizen's matters at the jobcenter, for what, and until when."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from services.visitation.views.application_list import APPLICATION_LIST
from services.visitation.views.open_hearings import OPEN_HEARINGS
from services.visitation.views.recommendation_list import RECOMMENDATION_LIST
from services.visitation.views.referral_list import REFERRAL_LIST
from services.visitation.views.social_request_list import SOCIAL_REQUEST_LIST
from services.visitation.views.summons_list import SUMMONS_LIST
from shared.casework.declare import Desk
from shared.law.deadline_list import DeadlineRow

WaitedFor: TypeAlias = Literal[
    "citizen", "jobcenter", "benefit_service", "social_services", "receiving_unit", "doctor"
]
_OF: Final = "citizen = any(%(citizens)s)"


class Waits(Struct, frozen=True):
    """Somebody is waited for; `what` is a rule's key or the kind of case."""

    on: str
    what: str
    until: date | None


def waits_of(
    desk: Desk, citizens: Sequence[UUID], duties: Iterable[DeadlineRow]
) -> dict[UUID, tuple[Waits, ...]]:
    """Return who is waited for, for each citizen, the earliest day first."""
    asked: dict[str, Any] = {"citizens": list(citizens)}
    found: dict[UUID, set[Waits]] = defaultdict(set)
    for summons in desk.rows(SUMMONS_LIST, f"answer = 'open' and {_OF}", asked):
        found[summons.citizen].add(Waits("citizen", "interview", summons.day))
    for hearing in desk.rows(OPEN_HEARINGS, _OF, asked):
        found[hearing.citizen].add(Waits("citizen", "party_hearing", None))
    for each in desk.rows(RECOMMENDATION_LIST, f"waiting_on <> 'nobody' and {_OF}", asked):
        found[each.citizen].add(Waits(each.waiting_on, "sanction_recommendation", None))
    unanswered = f"status in ('sent', 'acknowledged') and {_OF}"
    for request in desk.rows(SOCIAL_REQUEST_LIST, unanswered, asked):
        found[request.citizen].add(Waits(request.asked, "social_request", request.timely_until))
    for referral in desk.rows(REFERRAL_LIST, f"status in ('issued', 'received') and {_OF}", asked):
        found[referral.citizen].add(Waits("receiving_unit", "referral", referral.timely_until))
    for case in desk.rows(APPLICATION_LIST, f"status = 'awaiting_medical' and {_OF}", asked):
        found[case.citizen].add(Waits("doctor", "application_case", case.next_on))
    for duty in duties:
        on = "jobcenter" if duty.waiting_on == "authority" else duty.waiting_on
        for citizen in duty.citizens:
            found[citizen].add(Waits(on, duty.rule_key, duty.timely_until))
    return {citizen: tuple(sorted(waits, key=_by_day)) for citizen, waits in found.items()}


def _by_day(waits: Waits) -> tuple[date, str, str]:
    return waits.until or date.max, waits.on, waits.what
