"""The benefit service hears the citizen about the end of sick pay; the case notes how it went.

Which case a hearing is about is looked up in a list, so these policies stand by themselves.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from msgspec import Struct

from services.sickpay.domain.ending_orders import (
    EndGround,
    NoteHearingConcluded,
    NoteHearingServed,
    NoteHearingServiceCorrected,
    NoteHearingWithdrawn,
)
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from services.sickpay.messages import (
    HearingConcluded,
    HearingServed,
    HearingServiceCorrected,
    HearingWithdrawn,
)
from services.sickpay.views.sick_pay_list import SICK_PAY_LIST
from shared.casework.declare import Desk, Do, Policy
from shared.eventlog.envelope import Recorded

_HEARD_ABOUT: Mapping[str, EndGround] = {
    "sick_pay_duration": "duration",
    "sick_pay_no_cooperation": "no_cooperation",
}


class HearingFound(Struct, frozen=True):
    """The citizen's case that a hearing is about; None where it is about something else."""

    sick_pay_case: UUID | None


def find_open_case(desk: Desk, message: Recorded[HearingServed]) -> HearingFound:
    """Find the case that a served hearing is about: the one named, else the only open one."""
    served = message.event
    if served.stop_ground not in _HEARD_ABOUT:
        return HearingFound(None)
    if served.sick_pay_case is not None:
        return HearingFound(served.sick_pay_case)
    running = "recovered_on is null and ended_after is null and not withdrawn"
    rows = desk.rows_of(SICK_PAY_LIST, served.citizen, running)
    return HearingFound(rows[0].sick_pay_case if len(rows) == 1 else None)


def find_heard_case(
    desk: Desk, message: Recorded[HearingServiceCorrected | HearingConcluded | HearingWithdrawn]
) -> HearingFound:
    """Find the case that noted this hearing when it was served."""
    rows = desk.rows(SICK_PAY_LIST, "hearing = %(hearing)s::uuid", {"hearing": message.case_id})
    return HearingFound(rows[0].sick_pay_case if rows else None)


def note_served(message: Recorded[HearingServed], found: HearingFound) -> Sequence[Do]:
    """Note in the case that the citizen is heard about its end."""
    served, case = message.event, found.sick_pay_case
    if case is None or served.stop_ground is None:
        return []
    ground = _HEARD_ABOUT[served.stop_ground]
    order = NoteHearingServed(UUID(message.case_id), ground, served.served_on)
    return [Do(decider=SICK_PAY_CASE, case_id=case, command=order)]


def note_service_corrected(
    message: Recorded[HearingServiceCorrected], found: HearingFound
) -> Sequence[Do]:
    """Note the day the letter was served in truth; a silence weighed too early holds no more."""
    if found.sick_pay_case is None:
        return []
    order = NoteHearingServiceCorrected(UUID(message.case_id), message.event.served_on)
    return [Do(decider=SICK_PAY_CASE, case_id=found.sick_pay_case, command=order)]


def note_concluded(message: Recorded[HearingConcluded], found: HearingFound) -> Sequence[Do]:
    """Note what the hearing came to; only then can an end be decided."""
    if found.sick_pay_case is None:
        return []
    told = message.event
    hearing = UUID(message.case_id)
    order = NoteHearingConcluded(hearing, told.finding, told.concluded_on, told.answered)
    return [Do(decider=SICK_PAY_CASE, case_id=found.sick_pay_case, command=order)]


def note_withdrawn(message: Recorded[HearingWithdrawn], found: HearingFound) -> Sequence[Do]:
    """Note that the hearing was called off; nothing can be decided on it."""
    if found.sick_pay_case is None:
        return []
    order = NoteHearingWithdrawn(UUID(message.case_id))
    return [Do(decider=SICK_PAY_CASE, case_id=found.sick_pay_case, command=order)]


HEARING_POLICIES = (
    Policy(name="when_hearing_served", on=HearingServed, find=find_open_case, react=note_served),
    Policy(
        name="when_hearing_service_corrected",
        on=HearingServiceCorrected,
        find=find_heard_case,
        react=note_service_corrected,
    ),
    Policy(
        name="when_hearing_concluded",
        on=HearingConcluded,
        find=find_heard_case,
        react=note_concluded,
    ),
    Policy(
        name="when_hearing_withdrawn",
        on=HearingWithdrawn,
        find=find_heard_case,
        react=note_withdrawn,
    ),
)
