"""Which letter is handed to the citizen: about a reported absence, or about a benefit's end."""

from datetime import date

from services.benefit_service.domain.benefit_events import (
    GROUNDS_WITHOUT_HEARING,
    SICK_PAY_GROUNDS,
)
from services.benefit_service.domain.hearing_events import HearingServed
from services.benefit_service.domain.hearing_letter import standard_letter
from services.benefit_service.domain.hearing_orders import ServeHearing
from services.benefit_service.domain.hearing_states import (
    AboutSanction,
    AboutSickPay,
    AboutStop,
    HearingFacts,
)
from services.benefit_service.domain.officer import is_written
from shared.eventlog.decider import Rejected


def sanction_letter(
    command: ServeHearing, about: AboutSanction, served_on: date, facts: HearingFacts
) -> HearingServed:
    """Write the letter about a reported absence."""
    if not about.open:
        raise Rejected("sanction_case_not_open")
    if command.stop_ground is not None:
        raise Rejected("stop_needs_benefit_case")
    asked = command.covers_continuing_absence
    continuing = facts.names_continuing if asked is None else asked
    return HearingServed(
        citizen=command.citizen,
        sanction_case=about.sanction_case,
        facts=standard_letter(about.kind, about.day, continuing=continuing)
        if command.facts is None
        else command.facts,
        absence_from=command.absence_from or about.day,
        covers_continuing_absence=continuing,
        served_on=served_on,
        on_site=command.on_site,
    )


def refuse_wrong_case(command: ServeHearing) -> None:
    """Refuse a hearing about the end of sick pay that names no sick-pay case, or the reverse."""
    if command.stop_ground in SICK_PAY_GROUNDS:
        if command.sick_pay_case is None:
            raise Rejected("sick_pay_case_missing")
    elif command.sick_pay_case is not None:
        raise Rejected("not_about_sick_pay")


def stop_letter(command: ServeHearing, about: AboutStop, served_on: date) -> HearingServed:
    """Write the letter about stopping a benefit on an adverse ground."""
    if not about.paying:
        raise Rejected("payment_not_set_up")
    if command.stop_ground is None or command.stop_ground in GROUNDS_WITHOUT_HEARING:
        raise Rejected("stop_ground_missing")
    return HearingServed(
        citizen=command.citizen,
        sanction_case=None,
        facts="" if command.facts is None else command.facts,
        absence_from=command.absence_from or served_on,
        covers_continuing_absence=False,
        served_on=served_on,
        on_site=command.on_site,
        benefit_case=about.benefit_case,
        stop_ground=command.stop_ground,
        payment=about.payment,
    )


def sick_pay_letter(command: ServeHearing, about: AboutSickPay, served_on: date) -> HearingServed:
    """Write the letter about the end of sick pay, and of the benefit that pays the citizen."""
    if about.benefit is not None:
        if about.benefit.citizen != command.citizen:
            raise Rejected("other_citizen")
        if not about.benefit.paying:
            raise Rejected("payment_not_set_up")
    return HearingServed(
        citizen=command.citizen,
        sanction_case=None,
        facts="" if command.facts is None else command.facts,
        absence_from=command.absence_from or served_on,
        covers_continuing_absence=False,
        served_on=served_on,
        on_site=command.on_site,
        benefit_case=None if about.benefit is None else about.benefit.benefit_case,
        stop_ground=command.stop_ground,
        sick_pay_case=about.sick_pay_case,
        payment=None if about.benefit is None else about.benefit.payment,
    )


def refuse_letter(letter: HearingServed, facts: HearingFacts) -> None:
    """Refuse a letter that says nothing, or about days that have not come."""
    if letter.served_on > facts.today:
        raise Rejected("date_in_future")
    if not is_written(letter.facts):
        raise Rejected("facts_missing")
    if letter.absence_from > letter.served_on:
        raise Rejected("absence_not_begun")
