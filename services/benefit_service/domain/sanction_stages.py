"""How a sanction case moves from stage to stage, and which orders a stage turns away."""

from msgspec.structs import replace

from services.benefit_service.domain.officer import officer_blocks, person_blocks
from services.benefit_service.domain.sanction_amount import assessing_blocks
from services.benefit_service.domain.sanction_events import (
    AppealCorrected,
    AppealDecided,
    AppealRegistered,
    DecisionNeedsReview,
    DecisionReviewed,
    EffectuationCorrected,
    LateFactNoted,
    NonComplianceCorrected,
    NonComplianceReported,
    NonComplianceWithdrawn,
    NoSanctionDecided,
    RecommendationReceived,
    RecommendationTakenBack,
    SanctionAmountAssessed,
    SanctionDecided,
    SanctionDropped,
    SanctionEffectuated,
    SanctionReversed,
)
from services.benefit_service.domain.sanction_grounds import deciding_blocks, effectuation_blocks
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
from services.benefit_service.domain.sanction_report import corrected_report
from services.benefit_service.domain.sanction_states import (
    Closed,
    Decided,
    NotReported,
    Reported,
    SanctionFacts,
    State,
)
from shared.eventlog.command import Command
from shared.eventlog.decider import Code
from shared.eventlog.event import Event


def blocks(command: type[Command], state: State, facts: SanctionFacts) -> tuple[Code, ...]:
    """List why an order is not allowed now, first reason first."""
    if command is ReportNonCompliance:
        return () if isinstance(state, NotReported) else ("absence_already_reported",)
    if command not in _BEFORE | _AFTER | {FlagForReview} or isinstance(state, NotReported):
        return ("not_allowed_now",)
    if command is FlagForReview:
        return ()
    if isinstance(state, Closed):
        return ("case_closed",)
    if isinstance(state, Decided):
        return ("already_decided",) if command in _BEFORE else _after(command, state, facts)
    return ("sanction_not_decided",) if command in _AFTER else _before(command, state, facts)


def evolve(state: State, event: Event) -> State:  # noqa: C901 - one row for each fact
    """Give the state after a fact."""
    match event, state:
        case NonComplianceReported(), _:
            return Reported(event)
        case NonComplianceCorrected(), Reported(report):
            return replace(state, report=corrected_report(report, event))
        case RecommendationReceived(), Reported():
            return replace(state, recommendation=event)
        case RecommendationTakenBack(), Reported():
            return replace(state, recommendation=None)
        case LateFactNoted(message=message), Reported(seen=seen):
            return replace(state, seen=(*seen, message))
        case SanctionDecided(), Reported(report, _, seen):
            return Decided(report, event, seen=seen)
        case NonComplianceWithdrawn(), Reported(report):
            return Closed(report, "withdrawn")
        case SanctionDropped(), Reported(report):
            return Closed(report, "dropped")
        case NoSanctionDecided(), Reported(report):
            return Closed(report, "no_sanction")
        case SanctionReversed(), Decided(report):
            return Closed(report, "reversed")
        case _, Decided():
            return _evolve_decided(state, event)
        case _:
            return state


def _evolve_decided(state: Decided, event: Event) -> State:
    match event:
        case SanctionAmountAssessed():
            # An appeal that the board has settled was not about this amount.
            appeal = None if state.appeal_decided else state.appeal
            return replace(state, assessed=event, appeal=appeal, appeal_decided=False)
        case SanctionEffectuated():
            return replace(state, effectuated=event)
        case EffectuationCorrected(month=month) if state.effectuated is not None:
            return replace(state, effectuated=replace(state.effectuated, month=month))
        case AppealRegistered():
            return replace(state, appeal=event)
        case AppealCorrected(registered_on=on, in_time=in_time) if state.appeal is not None:
            return replace(state, appeal=replace(state.appeal, registered_on=on, in_time=in_time))
        case AppealDecided():
            return replace(state, appeal_decided=True)
        case DecisionNeedsReview(message=message):
            return replace(
                state, to_review=(*state.to_review, message), seen=(*state.seen, message)
            )
        case DecisionReviewed():
            return replace(state, to_review=())
        case _:
            return state


def _before(command: type[Command], case: Reported, facts: SanctionFacts) -> tuple[Code, ...]:
    if command is DecideSanction:
        return deciding_blocks(case, facts)
    return officer_blocks(facts.actor) if command is DecideNoSanction else ()


def _after(command: type[Command], case: Decided, facts: SanctionFacts) -> tuple[Code, ...]:
    if command is AssessAmount:
        return assessing_blocks(case, facts)
    if command is EffectuateSanction:
        return effectuation_blocks(case, facts)
    if command is CorrectEffectuation:
        return (*officer_blocks(facts.actor), *_unless(case.effectuated, "not_effectuated"))
    if command is ReverseSanction:
        return person_blocks(facts.actor)
    if command is ReviewDecision:
        return (*officer_blocks(facts.actor), *_unless(case.to_review, "nothing_to_review"))
    if command is RegisterAppeal:
        return () if case.appeal is None else ("already_appealed",)
    if case.appeal is None:
        return ("not_appealed",)
    decided = ("appeal_already_decided",) if case.appeal_decided else ()
    return (*person_blocks(facts.actor), *decided) if command is DecideAppeal else decided


def _unless(found: object, code: Code) -> tuple[Code, ...]:
    return () if found else (code,)


_BEFORE: frozenset[type[Command]] = frozenset(
    {
        CorrectReport,
        WithdrawReport,
        NoteRecommendation,
        NoteRecommendationTakenBack,
        NoteDropped,
        DecideSanction,
        DecideNoSanction,
    }
)
_AFTER: frozenset[type[Command]] = frozenset(
    {
        AssessAmount,
        EffectuateSanction,
        CorrectEffectuation,
        ReverseSanction,
        RegisterAppeal,
        CorrectAppeal,
        DecideAppeal,
        ReviewDecision,
    }
)
