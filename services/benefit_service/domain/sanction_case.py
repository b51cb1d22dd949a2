"""A sanction case: reported, heard, recommended, decided by another, told, effectuated, appealed.

Law: act on active social policy §§ 35-37, forvaltningsloven §§ 19 and 25. Nothing else in the
house takes a day from a benefit. A refused attempt to take something is a fact of its own
(`sanction_refused`) and changes nothing.
"""

from services.benefit_service.domain import sanction_appeal as afterwards
from services.benefit_service.domain.officer import is_written
from services.benefit_service.domain.sanction_amount import assess
from services.benefit_service.domain.sanction_decision import reversal, sanction, told_back
from services.benefit_service.domain.sanction_effect import correct_effectuation, effectuate
from services.benefit_service.domain.sanction_events import (
    NoSanctionDecided,
    RecommendationReceived,
    RecommendationTakenBack,
    SanctionDropped,
    SanctionRefused,
)
from services.benefit_service.domain.sanction_orders import (
    AssessAmount,
    CorrectAppeal,
    CorrectEffectuation,
    CorrectReport,
    DecideAppeal,
    DecideNoSanction,
    DecideSanction,
    EffectuateSanction,
    FlagForReview,
    NoteDropped,
    NoteRecommendation,
    NoteRecommendationTakenBack,
    RegisterAppeal,
    ReportNonCompliance,
    ReverseSanction,
    ReviewDecision,
    WithdrawReport,
)
from services.benefit_service.domain.sanction_report import correct, open_case, withdraw
from services.benefit_service.domain.sanction_stages import blocks, evolve
from services.benefit_service.domain.sanction_states import (
    Closed,
    Decided,
    NotReported,
    Reported,
    SanctionFacts,
    State,
)
from shared.eventlog.command import Command
from shared.eventlog.decider import (
    Code,
    Decider,
    Decision,
    Rejected,
    not_allowed_now,
    refuse_if_blocked,
)

_TAKES = {
    DecideSanction: "decide_sanction",
    AssessAmount: "assess_amount",
    EffectuateSanction: "effectuate_sanction",
}


def decide(command: Command, state: State, facts: SanctionFacts) -> list[Decision]:
    """Answer an order with facts, or refuse it; a refused attempt to take something is recorded."""
    codes = blocks(type(command), state, facts) or _without_reasons(command)
    refuse_if_blocked(codes, record=_refused(command, codes, state, facts))
    try:
        return _decide(command, state, facts)
    except Rejected as refusal:
        record = _refused(command, (refusal.code,), state, facts)
        raise Rejected(refusal.code, record=record, detail=refusal.detail) from None


def _decide(  # noqa: C901, PLR0912 - one row for each order, in the order of the case's life
    command: Command, state: State, facts: SanctionFacts
) -> list[Decision]:
    match command, state:
        case ReportNonCompliance(), NotReported():
            return open_case(command, facts)
        case CorrectReport(), Reported():
            return correct(command, state, facts)
        case WithdrawReport(reason), Reported():
            return withdraw(reason, state, facts)
        case NoteRecommendation(), Reported():
            return _note_recommendation(command, state)
        case NoteRecommendationTakenBack(), Reported(report, recommendation):
            taken_back = RecommendationTakenBack(report.citizen)
            return [] if recommendation is None else [taken_back]
        case NoteDropped(reason), Reported():
            dropped = SanctionDropped(state.report.citizen, reason)
            return [dropped, told_back(state.report, "dropped", facts)]
        case DecideSanction(reasons), Reported():
            return sanction(state, reasons, facts)
        case DecideNoSanction(reasons), Reported():
            refused = NoSanctionDecided(state.report.citizen, reasons, facts.actor.id)
            return [refused, told_back(state.report, "no_sanction", facts)]
        case AssessAmount(), Decided():
            return assess(command, state, facts)
        case EffectuateSanction(month), Decided():
            return effectuate(month, state)
        case CorrectEffectuation(month), Decided():
            return correct_effectuation(month, state)
        case ReverseSanction(ground, reasons), Decided():
            return reversal(state, ground, reasons, facts)
        case RegisterAppeal(), Decided():
            return afterwards.register_appeal(command, state, facts)
        case CorrectAppeal(on), Decided():
            return afterwards.correct_appeal(on, state, facts)
        case DecideAppeal(), Decided():
            return afterwards.decide_appeal(command, state, facts)
        case FlagForReview(fact), Reported() | Decided() | Closed():
            return afterwards.flag(fact, state, facts)
        case ReviewDecision(), Decided():
            return afterwards.review(command, state, facts)
        case _:
            return not_allowed_now()


def _note_recommendation(command: NoteRecommendation, state: Reported) -> list[Decision]:
    received = RecommendationReceived(
        citizen=state.report.citizen,
        sanction_type=command.sanction_type,
        law_ref=command.law_ref,
        recommended_by=command.recommended_by,
        recommended_on=command.recommended_on,
        recommendation_event=command.recommendation_event,
    )
    return [] if received == state.recommendation else [received]


def _without_reasons(command: Command) -> tuple[Code, ...]:
    match command:
        case (
            WithdrawReport(reason=why)
            | CorrectReport(reason=why)
            | DecideSanction(reasons=why)
            | AssessAmount(reasons=why)
            | DecideNoSanction(reasons=why)
            | ReverseSanction(reasons=why)
            | DecideAppeal(reasons=why)
            | ReviewDecision(reasons=why)
        ) if not is_written(why):
            return ("reasons_missing",)
        case _:
            return ()


def _refused(
    command: Command, codes: tuple[Code, ...], state: State, facts: SanctionFacts
) -> tuple[SanctionRefused, ...]:
    name = _TAKES.get(type(command))
    if name is None or not codes or isinstance(state, NotReported):
        return ()
    return (SanctionRefused(state.report.citizen, name, codes[0], facts.actor.id),)


SANCTION_CASE: Decider[Command, State, SanctionFacts] = Decider(
    case_type="sanction_case", initial=NotReported(), blocks=blocks, decide=decide, evolve=evolve
)
