"""When this is told, citizen history does that: pure, from message to orders."""

from collections.abc import Sequence

from services.citizen_history.domain.erasure import ERASURE, RecordErasure
from services.citizen_history.messages import ErasureApproved
from shared.casework.declare import Do
from shared.eventlog.envelope import Recorded


def when_erasure_approved(recorded: Recorded[ErasureApproved], _found: None) -> Sequence[Do]:
    """Note that the citizen is erased; keys and vault row went just before."""
    return [Do(decider=ERASURE, case_id=recorded.event.citizen, command=RecordErasure())]
