"""What is found out before something is decided in a benefit case."""

from uuid import UUID

from services.benefit_service.domain.benefit_events import (
    ApplicationCorrected,
    BenefitApplied,
    FirstContactCorrected,
    FirstContactNoted,
    PaymentStopped,
)
from services.benefit_service.domain.benefit_orders import (
    CorrectApplication,
    CorrectFirstContact,
    NoteFirstContact,
    WithdrawStop,
)
from services.benefit_service.domain.benefit_states import BenefitFacts, NotContacted, StopHearing
from services.benefit_service.domain.hearing_states import Concluded
from services.benefit_service.domain.party_hearing import PARTY_HEARING
from services.benefit_service.findings.history import guard, last_event_id
from services.benefit_service.views.hearing_list import HEARING_LIST
from shared.casework.declare import Collected, Desk, Loaded
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.eventlog.envelope import How


def collect_benefit(
    desk: Desk, case_id: str, loaded: Loaded, command: Command | None
) -> Collected[BenefitFacts]:
    """Find out the day, who acts, and which hearings about a stop are concluded."""
    hearings, guards = _stop_hearings(desk, case_id, loaded)
    corrects, how = _corrected(loaded, command)
    return Collected(
        facts=BenefitFacts(desk.today, desk.actor, hearings),
        guards=guards,
        subjects=(command.citizen,) if isinstance(command, NoteFirstContact) else (),
        effective_on=command.first_contact_on
        if isinstance(command, NoteFirstContact | CorrectFirstContact)
        else None,
        corrects=corrects,
        how=how,
    )


def _stop_hearings(
    desk: Desk, case_id: str, loaded: Loaded
) -> tuple[tuple[StopHearing, ...], tuple[Guard, ...]]:
    if isinstance(loaded.state, NotContacted):
        return (), ()
    rows = desk.rows(
        HEARING_LIST,
        "benefit_case = %(case)s AND stage <> 'withdrawn' ORDER BY hearing",
        {"case": UUID(case_id)},
    )
    heard = [(row.hearing, desk.load(PARTY_HEARING, row.hearing)) for row in rows]
    found = tuple(
        StopHearing(
            hearing=hearing,
            ground=case.state.letter.stop_ground,
            objection_accepted=case.state.conclusion.finding == "excuse_accepted",
        )
        for hearing, case in heard
        if isinstance(case.state, Concluded) and case.state.letter.stop_ground is not None
    )
    return found, tuple(guard(case) for _, case in heard)


def _corrected(loaded: Loaded, command: Command | None) -> tuple[UUID | None, How | None]:
    match command:
        case CorrectFirstContact():
            return last_event_id(loaded, FirstContactNoted, FirstContactCorrected), "corrected"
        case CorrectApplication():
            return last_event_id(loaded, BenefitApplied, ApplicationCorrected), "corrected"
        case WithdrawStop():
            return last_event_id(loaded, PaymentStopped), "withdrawn"
        case _:
            return None, None
