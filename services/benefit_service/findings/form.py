"""What is found out before something happens with an information form."""

from uuid import UUID

from services.benefit_service.domain.information_form import (
    CorrectFormSending,
    FormFacts,
    FormSendingCorrected,
    InformationFormSent,
    RequestInformationForm,
)
from services.benefit_service.findings.history import last_event_id
from shared.casework.declare import Collected, Desk, Loaded
from shared.eventlog.command import Command


def collect_form(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[FormFacts]:
    """Find out the day, and which sending is corrected."""
    wrong: UUID | None = None
    if isinstance(command, CorrectFormSending):
        wrong = last_event_id(loaded, InformationFormSent, FormSendingCorrected)
    return Collected(
        facts=FormFacts(desk.today),
        subjects=(command.citizen,) if isinstance(command, RequestInformationForm) else (),
        corrects=wrong,
        how="corrected" if wrong else None,
    )
