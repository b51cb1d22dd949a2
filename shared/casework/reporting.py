"""What a service tells reporting: every fact of its log, with nobody in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from shared.access.reported import Pseudonyms, Reported
from shared.casework.casebook import PLUMBING
from shared.eventlog.event import tag_of
from shared.messaging.reporting import Reporter

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.access.table import AccessTable
    from shared.casework.declare import Service


def reporter(service: Service, access: AccessTable, pseudonym: Callable[[str], str]) -> Reporter:
    """Return who tells reporting of this service's facts, by the table's words of the house."""
    own = get_args(service.events) or (service.events,)
    pseudonyms = Pseudonyms(pseudonym)
    reported = Reported(
        {tag_of(each): each for each in own},
        {tag_of(each): each for each in PLUMBING},
        access.reported.words,
        pseudonyms,
    )
    return Reporter(reported, pseudonyms)
