"""Which hearings are about the payment that runs: an earlier one's hearing stops nothing later.

Law: forvaltningsloven § 19. A hearing about stopping a benefit is about one payment: the one that
ran when its letter was served, until it was stopped on that ground.
"""

from typing import Any, NamedTuple
from uuid import UUID

from services.benefit_service.domain.benefit_events import (
    PaymentSetUp,
    PaymentStopped,
    StopGround,
)
from services.benefit_service.domain.hearing_events import HearingServed
from services.benefit_service.domain.party_hearing import PARTY_HEARING
from services.benefit_service.views.hearing_list import HEARING_LIST
from shared.casework.declare import Desk, Loaded
from shared.eventlog.envelope import Recorded


class HeardAbout(NamedTuple):
    """A hearing about stopping the payment that runs, on a ground; it may still go on."""

    hearing: UUID
    ground: StopGround
    loaded: Loaded


def began_the_payment(case: Loaded, ground: StopGround) -> Recorded[Any] | None:
    """Return the fact after which nobody has stopped the payment on this ground.

    It is the payment's set-up, or a later stop on the ground, which was then taken back.
    """
    return next(
        (
            one
            for one in reversed(case.history)
            if isinstance(one.event, PaymentSetUp)
            or (isinstance(one.event, PaymentStopped) and one.event.ground == ground)
        ),
        None,
    )


def hearings_about_stopping(desk: Desk, benefit_case: UUID, case: Loaded) -> list[HeardAbout]:
    """Return the hearings about the payment that runs now, the oldest first."""
    rows = desk.rows(
        HEARING_LIST,
        "benefit_case = %(case)s AND stage <> 'withdrawn' ORDER BY hearing",
        {"case": benefit_case},
    )
    found: list[HeardAbout] = []
    for row in rows:
        loaded = desk.load(PARTY_HEARING, row.hearing)
        letter = next(
            one for one in reversed(loaded.history) if isinstance(one.event, HearingServed)
        )
        ground = letter.event.stop_ground
        if ground is not None and _is_about_the_payment(letter, began_the_payment(case, ground)):
            found.append(HeardAbout(row.hearing, ground, loaded))
    return found


def _is_about_the_payment(letter: Recorded[HearingServed], began: Recorded[Any] | None) -> bool:
    if began is None:
        return False
    if letter.event.payment is None:
        # Letters once named no payment; the log knows which came first.
        return letter.cursor > began.cursor
    return letter.event.payment == began.meta.event_id
