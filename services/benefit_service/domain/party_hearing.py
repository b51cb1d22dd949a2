"""A party hearing: the citizen is told the facts and answers, or the deadline passes.

Law: forvaltningsloven § 19. Nothing adverse is decided before the hearing is concluded, and it is
concluded only after an answer or after the last day of the deadline. New facts need a new letter.
An answer that comes after the deadline but before the conclusion is heard.
"""

from datetime import date
from uuid import UUID

from msgspec.structs import replace

from services.benefit_service.domain.hearing_events import (
    HearingAnswered,
    HearingAnswerWithdrawn,
    HearingConcluded,
    HearingFactsAmended,
    HearingServed,
    HearingServiceCorrected,
    HearingWithdrawn,
)
from services.benefit_service.domain.hearing_letter import Coverage
from services.benefit_service.domain.hearing_orders import (
    AmendFacts,
    AnswerHearing,
    ConcludeHearing,
    CorrectService,
    ServeHearing,
    WithdrawAnswer,
    WithdrawHearing,
)
from services.benefit_service.domain.hearing_serving import (
    refuse_letter,
    refuse_wrong_case,
    sanction_letter,
    sick_pay_letter,
    stop_letter,
)
from services.benefit_service.domain.hearing_states import (
    AboutSanction,
    AboutSickPay,
    AboutStop,
    Concluded,
    HearingFacts,
    NotServed,
    Served,
    State,
    Withdrawn,
)
from services.benefit_service.domain.officer import is_written, person_blocks
from shared.eventlog.command import Command
from shared.eventlog.decider import (
    Claim,
    Code,
    Decider,
    Decision,
    Rejected,
    Release,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event


def coverage(letter: HearingServed) -> Coverage:
    """Return the days the letter put before the citizen."""
    return Coverage(letter.absence_from, letter.served_on, letter.covers_continuing_absence)


def blocks(command: type[Command], state: State, facts: HearingFacts) -> tuple[Code, ...]:
    """List why an order is not allowed now, first reason first."""
    if command is ServeHearing:
        return () if isinstance(state, NotServed) else ("hearing_already_served",)
    if command not in _ON_A_HEARING or isinstance(state, NotServed):
        return ("not_allowed_now",)
    if isinstance(state, Withdrawn):
        return ("hearing_is_withdrawn",)
    if facts.decided:
        return ("already_decided",)
    if command is AnswerHearing and isinstance(state, Concluded):
        return ("hearing_already_concluded",)
    if command is WithdrawAnswer:
        return _blocks_of_taking_an_answer_back(state)
    if command is ConcludeHearing:
        return (*person_blocks(facts.actor), *_blocks_of_concluding(state, facts))
    return ()


def decide(command: Command, state: State, facts: HearingFacts) -> list[Decision]:
    """Answer an order with facts, or refuse it."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case ServeHearing(), NotServed():
            return _serve(command, facts)
        case CorrectService(on), Served() | Concluded():
            return _correct_service(on, state, facts)
        case AmendFacts(), Served() | Concluded():
            return _amend(command, state.letter, facts)
        case AnswerHearing(on, statement), Served(letter, answer):
            _refuse_a_day(on, letter, facts)
            if not is_written(statement):
                raise Rejected("statement_missing")
            answered = HearingAnswered(letter.citizen, letter.sanction_case, on, statement)
            return [] if answered == answer else [answered]
        case WithdrawAnswer(reason), Served(letter):
            return [HearingAnswerWithdrawn(letter.citizen, letter.sanction_case, _said(reason))]
        case ConcludeHearing(finding, reasons), Served(letter, answer):
            return [
                HearingConcluded(
                    citizen=letter.citizen,
                    sanction_case=letter.sanction_case,
                    finding=finding,
                    answered=answer is not None,
                    reasons=_said(reasons),
                    concluded_on=facts.today,
                    concluded_by=facts.actor.id,
                )
            ]
        case WithdrawHearing(reason), Served(letter) | Concluded(letter):
            called_off = HearingWithdrawn(letter.citizen, letter.sanction_case, _said(reason))
            return [called_off, Release(_claim_name(letter))]
        case _:
            return not_allowed_now()


def evolve(state: State, event: Event) -> State:
    """Give the state after a fact."""
    match event, state:
        case HearingServed(), _:
            return Served(event)
        case HearingServiceCorrected(served_on=on), Served(letter, answer):
            return Served(replace(letter, served_on=on), answer)
        case HearingServiceCorrected(served_on=on), Concluded(letter, None):
            # Silence was concluded from a deadline that was counted from the wrong day.
            return Served(replace(letter, served_on=on))
        case HearingServiceCorrected(served_on=on), Concluded(letter):
            return replace(state, letter=replace(letter, served_on=on))
        case HearingAnswered(), Served(letter):
            return Served(letter, event)
        case HearingAnswerWithdrawn(), Served(letter):
            return Served(letter)
        case HearingFactsAmended(), Concluded(letter, answer):
            return Served(letter, answer)
        case HearingConcluded(), Served(letter, answer):
            return Concluded(letter, answer, event)
        case HearingWithdrawn(), Served(letter) | Concluded(letter):
            return Withdrawn(letter)
        case _:
            return state


def _serve(command: ServeHearing, facts: HearingFacts) -> list[Decision]:
    served_on = command.on or facts.today
    refuse_wrong_case(command)
    if facts.not_found is not None:
        raise Rejected(facts.not_found)
    match facts.about:
        case AboutSanction() as about:
            letter = sanction_letter(command, about, served_on, facts)
        case AboutStop() as about:
            letter = stop_letter(command, about, served_on)
        case AboutSickPay() as about:
            letter = sick_pay_letter(command, about, served_on)
        case None:
            raise Rejected("no_open_sanction_case")
    refuse_letter(letter, facts)
    if about.citizen != command.citizen:
        raise Rejected("other_citizen")
    if about.hearing_standing:
        raise Rejected("hearing_already_served")
    # The claim stands until the hearing is withdrawn: a case is never heard in two places.
    return [letter, _claim(letter)]


def _amend(command: AmendFacts, letter: HearingServed, facts: HearingFacts) -> list[Decision]:
    if command.on is None:
        # A letter on file is never rewritten: the citizen must be given the new facts in time.
        raise Rejected("new_facts_need_new_hearing")
    if isinstance(facts.about, AboutSanction) and not facts.about.open:
        raise Rejected("sanction_case_not_open")
    asked = command.covers_continuing_absence
    anew = replace(
        letter,
        facts=command.facts,
        absence_from=command.absence_from or letter.absence_from,
        covers_continuing_absence=letter.covers_continuing_absence if asked is None else asked,
        served_on=command.on,
        on_site=command.on_site,
        payment=_payment(facts),
    )
    if command.on < letter.served_on:
        raise Rejected("served_before_the_first_letter")
    refuse_letter(anew, facts)
    if anew == letter:
        raise Rejected("no_new_facts")
    moved = _claim_name(anew) != _claim_name(letter)
    # Heard anew about a payment that began since: it is that one nobody else is to hear about.
    claims: list[Decision] = [Release(_claim_name(letter)), _claim(anew)] if moved else []
    return [HearingFactsAmended(letter.citizen, letter.sanction_case), anew, *claims]


def _correct_service(on: date, state: Served | Concluded, facts: HearingFacts) -> list[Decision]:
    letter = state.letter
    if on == letter.served_on:
        return []
    refuse_letter(replace(letter, served_on=on), facts)
    if state.answer is not None and state.answer.answered_on < on:
        raise Rejected("answered_before_service")
    return [HearingServiceCorrected(letter.citizen, letter.sanction_case, on)]


def _refuse_a_day(on: date, letter: HearingServed, facts: HearingFacts) -> None:
    if on > facts.today:
        raise Rejected("date_in_future")
    if on < letter.served_on:
        raise Rejected("answered_before_service")


def _blocks_of_taking_an_answer_back(state: State) -> tuple[Code, ...]:
    if isinstance(state, Concluded):
        return ("hearing_already_concluded",)
    return () if isinstance(state, Served) and state.answer is not None else ("not_answered",)


def _blocks_of_concluding(state: State, facts: HearingFacts) -> tuple[Code, ...]:
    if isinstance(state, Concluded):
        return ("hearing_already_concluded",)
    if isinstance(state, Served) and state.answer is not None:
        return ()
    expired = facts.timely_until is not None and facts.today > facts.timely_until
    return () if expired else ("hearing_not_answered_or_expired",)


def _said(reason: object) -> str:
    if not isinstance(reason, str) or not reason.strip():
        raise Rejected("reasons_missing")
    return reason


def _payment(facts: HearingFacts) -> UUID | None:
    match facts.about:
        case AboutStop(payment=payment) | AboutSickPay(benefit=AboutStop(payment=payment)):
            return payment
        case _:
            return None


def _claim(letter: HearingServed) -> Claim:
    return Claim(_claim_name(letter), "hearing_already_served")


def _claim_name(letter: HearingServed) -> str:
    if letter.sanction_case is not None:
        return f"hearing_about_sanction:{letter.sanction_case}"
    if letter.sick_pay_case is not None:
        return f"hearing_about_sick_pay:{letter.sick_pay_case}:{letter.stop_ground}"
    about_stop = f"hearing_about_stop:{letter.benefit_case}:{letter.stop_ground}"
    return about_stop if letter.payment is None else f"{about_stop}:{letter.payment}"


_ON_A_HEARING = frozenset(
    {CorrectService, AmendFacts, WithdrawHearing, ConcludeHearing, AnswerHearing, WithdrawAnswer}
)

PARTY_HEARING: Decider[Command, State, HearingFacts] = Decider(
    case_type="party_hearing", initial=NotServed(), blocks=blocks, decide=decide, evolve=evolve
)
