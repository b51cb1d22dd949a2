"""What is found out before something happens in a party hearing."""

from datetime import date
from uuid import UUID

from msgspec.structs import replace

from services.benefit_service.domain.benefit_case import BENEFIT_CASE
from services.benefit_service.domain.benefit_states import NotContacted as NoBenefitCase
from services.benefit_service.domain.benefit_states import Paying
from services.benefit_service.domain.hearing_events import (
    HearingAnswered,
    HearingServed,
)
from services.benefit_service.domain.hearing_orders import (
    AmendFacts,
    CorrectService,
    ServeHearing,
    WithdrawAnswer,
    WithdrawHearing,
)
from services.benefit_service.domain.hearing_states import (
    AboutSanction,
    AboutSickPay,
    AboutStop,
    HearingFacts,
    NotServed,
)
from services.benefit_service.domain.information_form import (
    INFORMATION_FORM,
    Cancelled,
    NotDue,
)
from services.benefit_service.domain.sanction_case import SANCTION_CASE
from services.benefit_service.domain.sanction_states import Closed, Decided, NotReported, Reported
from services.benefit_service.findings.history import guard, last_event_id
from services.benefit_service.findings.stop_hearing import (
    began_the_payment,
    hearings_about_stopping,
)
from services.benefit_service.views.decision_basis import DECISION_BASIS
from services.benefit_service.views.hearing_list import HEARING_LIST
from shared.casework.declare import Collected, Desk, Loaded
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.eventlog.decider import Code
from shared.eventlog.envelope import How

_CALLED_OFF = frozenset({"withdrawn", "dropped"})


def collect_hearing(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[HearingFacts]:
    """Find out what the hearing is about, when its deadline runs out, and what is corrected."""
    if isinstance(command, ServeHearing):
        return _collect_serving(desk, command)
    if isinstance(loaded.state, NotServed):
        return Collected(facts=HearingFacts(desk.today, desk.actor))
    letter: HearingServed = loaded.state.letter
    about, guards = _about(desk, letter)
    corrects, how = _corrected(loaded, command)
    facts = HearingFacts(
        today=desk.today,
        actor=desk.actor,
        about=about,
        timely_until=timely_until(loaded),
        decided=_is_decided(desk, letter.sanction_case),
    )
    return Collected(
        facts=facts,
        guards=guards,
        effective_on=_day_it_holds(command),
        corrects=corrects,
        how=how,
    )


def timely_until(loaded: Loaded) -> date | None:
    """Return the last timely day of the letter that stands: its deadline as it runs now."""
    letter = last_event_id(loaded, HearingServed)
    running = [
        clock.timely_until
        for clock in loaded.clocks.of_key("hearing.min_days")
        if letter in clock.causes
    ]
    return running[-1] if running else None


def _collect_serving(desk: Desk, command: ServeHearing) -> Collected[HearingFacts]:
    wanted, not_found = command, None
    if (command.benefit_case, command.sanction_case, command.sick_pay_case) == (None, None, None):
        sanction_case, not_found = _only_open_case(desk, command.citizen)
        wanted = replace(command, sanction_case=sanction_case)
    about, guards = _about(desk, wanted)
    if about is None and not_found is None:
        not_found = "case_to_hear_about_not_found"
    served_on = command.on or desk.today
    wording = desk.rules.rule("hearing.covers_continuing_absence", served_on)
    facts = HearingFacts(
        today=desk.today,
        actor=desk.actor,
        about=about,
        not_found=not_found,
        names_continuing=wording.value is True,
    )
    return Collected(
        facts=facts,
        guards=guards,
        rules=(wording.version,),
        effective_on=served_on,
        subjects=(command.citizen,),
    )


def _only_open_case(desk: Desk, citizen: UUID) -> tuple[UUID | None, Code | None]:
    rows = desk.rows_of(DECISION_BASIS, citizen, "stage = 'open'")
    if len(rows) == 1:
        return rows[0].sanction_case, None
    return None, "several_open_sanction_cases" if rows else "no_open_sanction_case"


def _about(
    desk: Desk, named: HearingServed | ServeHearing
) -> tuple[AboutSanction | AboutStop | AboutSickPay | None, tuple[Guard, ...]]:
    """Load what the hearing is about; it must not move while something is decided on it."""
    if named.sanction_case is not None:
        return _about_sanction(desk, named.sanction_case)
    if named.sick_pay_case is not None:
        return _about_sick_pay(desk, named)
    return _about_stop(desk, named)


def _about_sanction(
    desk: Desk, sanction_case: UUID
) -> tuple[AboutSanction | None, tuple[Guard, ...]]:
    case = desk.load(SANCTION_CASE, sanction_case)
    if isinstance(case.state, NotReported):
        return None, ()
    report = case.state.report
    about = AboutSanction(
        sanction_case=sanction_case,
        citizen=report.citizen,
        kind=report.kind,
        day=report.day,
        open=isinstance(case.state, Reported),
        hearing_standing=_hearing_stands(desk, sanction_case),
    )
    return about, (guard(case),)


def _about_stop(
    desk: Desk, named: HearingServed | ServeHearing
) -> tuple[AboutStop | None, tuple[Guard, ...]]:
    if named.benefit_case is None:
        return None, ()
    case = desk.load(BENEFIT_CASE, named.benefit_case)
    if isinstance(case.state, NoBenefitCase):
        return None, ()
    began = None if named.stop_ground is None else began_the_payment(case, named.stop_ground)
    about = AboutStop(
        benefit_case=named.benefit_case,
        citizen=case.state.contact.citizen,
        paying=isinstance(case.state, Paying),
        payment=None if began is None else began.meta.event_id,
        hearing_standing=isinstance(named, ServeHearing) and _is_heard_about(desk, named, case),
    )
    return about, (guard(case),)


def _is_heard_about(desk: Desk, named: ServeHearing, case: Loaded) -> bool:
    """Say whether another hearing is about stopping this payment on the same ground."""
    return named.benefit_case is not None and any(
        one.ground == named.stop_ground
        for one in hearings_about_stopping(desk, named.benefit_case, case)
    )


def _about_sick_pay(
    desk: Desk, named: HearingServed | ServeHearing
) -> tuple[AboutSickPay | None, tuple[Guard, ...]]:
    """Find the sick-pay case by its information form, which has the case's own id."""
    if named.sick_pay_case is None:
        return None, ()
    form = desk.load(INFORMATION_FORM, named.sick_pay_case)
    benefit, guards = _about_stop(desk, named)
    if isinstance(form.state, NotDue | Cancelled) or (named.benefit_case and benefit is None):
        return None, ()
    about = AboutSickPay(named.sick_pay_case, form.state.citizen, benefit)
    return about, (guard(form), *guards)


def _hearing_stands(desk: Desk, sanction_case: UUID) -> bool:
    where = "sanction_case = %(case)s AND stage <> 'withdrawn'"
    return bool(desk.rows(HEARING_LIST, where, {"case": sanction_case}))


def _is_decided(desk: Desk, sanction_case: UUID | None) -> bool:
    if sanction_case is None:
        return False
    state = desk.load(SANCTION_CASE, sanction_case).state
    if isinstance(state, Closed):
        return state.outcome not in _CALLED_OFF
    return isinstance(state, Decided)


def _day_it_holds(command: Command | None) -> date | None:
    return command.on if isinstance(command, AmendFacts) else None


def _corrected(loaded: Loaded, command: Command | None) -> tuple[UUID | None, How | None]:
    match command:
        case CorrectService():
            return last_event_id(loaded, HearingServed), "corrected"
        case WithdrawAnswer():
            return last_event_id(loaded, HearingAnswered), "withdrawn"
        case WithdrawHearing():
            return last_event_id(loaded, HearingServed), "withdrawn"
        case _:
            return None, None
