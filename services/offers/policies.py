"""When this is told, offers does that: pure, from message to orders."""

from collections.abc import Sequence

from services.offers.company_messages import PlaceDenied
from services.offers.domain.agreed_place import NotePlaceDenied
from services.offers.domain.no_show import NoteReportOutcome
from services.offers.domain.offer_placement import offer_placement
from services.offers.messages import JobcenterNotifiedOfSanction
from shared.casework.declare import Do
from shared.eventlog.envelope import Recorded


def when_report_answered(message: Recorded[JobcenterNotifiedOfSanction], _: object) -> Sequence[Do]:
    """Close the loop: the supplier sees what became of its report."""
    told = message.event
    if told.reported_from != "offers" or told.placement is None:
        return []
    order = NoteReportOutcome(told.day, told.outcome)
    return [Do(decider=offer_placement, case_id=told.placement, command=order)]


def when_place_denied(message: Recorded[PlaceDenied], _: object) -> Sequence[Do]:
    """Tell the offer that it cannot have the place it named."""
    told = message.event
    order = NotePlaceDenied(told.place, told.because)
    return [Do(decider=offer_placement, case_id=told.placement, command=order)]
