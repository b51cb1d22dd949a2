"""The jobcenter's part of a sanction: reach the citizen, await the hearing, recommend or drop.

Law: act on active social policy §§ 35-37; contact by all reasonable means for activity-ready
citizens (from 2014); forvaltningsloven § 19: nothing is recommended before the hearing has an
outcome; LAB ch. 9: absence from an offer carries a sanction only where the offer stands in a plan
that the citizen agreed to. The jobcenter recommends, benefit_service decides, and never the same
person.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.visitation.domain import contact_attempts, hearing_outcome
from services.visitation.domain.codes import Paragraph, Text
from services.visitation.domain.contact_attempts import About, Contact
from services.visitation.domain.hearing_outcome import (
    NoteHearingOutcome,
    NoteHearingWithdrawn,
    Outcome,
)
from services.visitation.domain.recommendation_events import (
    RecommendationAnswered,
    RecommendationClosed,
    RecommendationOpened,
    RecommendationRefused,
    RecommendationWithdrawn,
    SanctionDropped,
    SanctionRecommended,
)
from services.visitation.domain.registration import past
from services.visitation.domain.report_corrected import (
    TAKEN_BACK,
    NoteReportCorrected,
    ReportCorrectionNoted,
)
from shared.actor import Actor
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Code,
    Decider,
    Rejected,
    not_allowed_now,
)
from shared.eventlog.event import Event as Fact

Word: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_]{1,60}$")]
JOBCENTER: Final = "jobcenter"


class OpenRecommendation(Order, frozen=True):
    """Open the jobcenter's work on a report of non-compliance."""

    citizen: UUID
    sanction_case: UUID
    kind: str
    day: date
    reported_from: str


class RecommendSanction(Order, frozen=True):
    """Recommend a sanction to benefit_service, with paragraph and grounds."""

    sanction_type: Word
    law_ref: Paragraph
    grounds: Text
    on: date | None = None


class WithdrawRecommendation(Order, frozen=True):
    """Take the recommendation back before anybody has decided."""

    reason: Text


class DropRecommendation(Order, frozen=True):
    """Say that no sanction is recommended, and why; a person's choice."""

    reason: Text
    on: date | None = None


class CloseOnWithdrawal(Order, frozen=True):
    """Close because the report itself was withdrawn."""


class NoteDecision(Order, frozen=True):
    """Take note of what benefit_service answered."""

    outcome: str


Command: TypeAlias = (
    OpenRecommendation
    | contact_attempts.Command
    | hearing_outcome.Command
    | NoteReportCorrected
    | RecommendSanction
    | WithdrawRecommendation
    | DropRecommendation
    | CloseOnWithdrawal
    | NoteDecision
)


Event: TypeAlias = (
    RecommendationOpened
    | contact_attempts.Event
    | hearing_outcome.Event
    | ReportCorrectionNoted
    | SanctionRecommended
    | RecommendationWithdrawn
    | SanctionDropped
    | RecommendationClosed
    | RecommendationAnswered
    | RecommendationRefused
)


class NotOpened(Struct, frozen=True):
    """Nothing was reported."""


class Open(Struct, frozen=True):
    """The jobcenter works on it; the latest concluded hearing counts."""

    citizen: UUID
    sanction_case: UUID
    kind: str
    day: date
    contact: Contact = Contact()
    hearing: Outcome | None = None


class Recommended(Struct, frozen=True):
    """A sanction is recommended and benefit_service has not answered."""

    file: Open
    sanction_type: str
    recommended_by: str


class Ended(Struct, frozen=True):
    """Dropped, withdrawn or answered; `answered` is benefit_service's latest word."""

    file: Open
    ground: Literal["dropped", "withdrawn", "answered"]
    answered: str | None = None


State: TypeAlias = NotOpened | Open | Recommended | Ended


class RecommendationFacts(Struct, frozen=True):
    """What the case cannot know itself.

    `ways_required`: the ways in which this citizen must have been sought, each by one of its
    channels; none where the law asks for no attempts.
    `plan_missing`: no plan with an offer in it held on the day of the absence, and one must have.
    `consequences_in_writing`: the summons carried them; None where no interview was missed.
    `law_refusal`: the rule book could not say what is asked for before recommending, and why.
    """

    today: date
    actor: Actor
    ways_required: contact_attempts.Ways = ()
    plan_missing: bool = False
    consequences_in_writing: bool | None = None
    law_refusal: Code | None = None


_NOTES: Final = frozenset(
    {NoteHearingOutcome, NoteHearingWithdrawn, NoteReportCorrected, CloseOnWithdrawal, NoteDecision}
)


def blocks(command_type: type[Order], state: State, facts: RecommendationFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now, first reason first."""
    match state:
        case NotOpened():
            return () if command_type is OpenRecommendation else ("not_reported",)
        case _ if command_type is OpenRecommendation:
            return ("already_open",)
        case _ if command_type in _NOTES:
            return ()
        case Ended():
            return ("recommendation_ended",)
        case Recommended() if command_type in {RecommendSanction, DropRecommendation}:
            return ("already_recommended",)
        case Open() if command_type is WithdrawRecommendation:
            return ("not_recommended",)
        case Open() if command_type is RecommendSanction:
            return _blocks_recommending(state, facts)
        case Open() | Recommended():
            return contact_attempts.blocks(command_type, _file(state).contact)


def _blocks_recommending(file: Open, facts: RecommendationFacts) -> tuple[Code, ...]:
    """List what stands in the way of a recommendation; each line is one rule."""
    rules = {
        "recommender_not_in_jobcenter": (facts.actor.kind, facts.actor.unit)
        != ("person", JOBCENTER),
        "hearing_outcome_not_known": file.hearing is None,
        "excuse_accepted": file.hearing is not None and file.hearing.finding == "excuse_accepted",
        "job_plan_missing": facts.plan_missing,
        "consequences_not_in_writing": facts.consequences_in_writing is False,
        "contact_attempts_missing": bool(_ways_missing(file, facts)),
    }
    broken = tuple(code for code, is_broken in rules.items() if is_broken)
    return broken if facts.law_refusal is None else (*broken, facts.law_refusal)


def _ways_missing(file: Open, facts: RecommendationFacts) -> tuple[str, ...]:
    return contact_attempts.ways_missing(file.contact, facts.ways_required)


def decide(command: Order, state: State, facts: RecommendationFacts) -> Sequence[Fact]:
    """Answer an order with facts, or refuse with a code; refused recommendations are recorded."""
    codes = blocks(type(command), state, facts)
    if codes:
        tried = _attempt_to_take(command, state, facts, codes)
        raise Rejected(codes[0], record=tried, detail=_detail(codes[0], state, facts))
    match command, state:
        case OpenRecommendation(citizen, sanction_case, kind, day, reported_from), NotOpened():
            return [RecommendationOpened(citizen, sanction_case, kind, day, reported_from)]
        case _, (Open() | Recommended() | Ended()) if type(command) in _NOTES:
            return _take_note(command, state)
        case RecommendSanction(), Open():
            return [_recommend(command, state, facts)]
        case WithdrawRecommendation(reason), Recommended(file):
            return [RecommendationWithdrawn(file.citizen, file.sanction_case, reason)]
        case DropRecommendation(reason, on), Open(citizen, sanction_case):
            past(on, facts.today)
            return [SanctionDropped(citizen, sanction_case, reason)]
        case _, (Open() | Recommended()):
            file = _file(state)
            about = About(file.citizen, file.sanction_case, file.day)
            return contact_attempts.decide(command, file.contact, about, facts.today)
        case _:
            return not_allowed_now()


def evolve(state: State, event: Fact) -> State:
    """Return the case after a fact."""
    match event, state:
        case RecommendationOpened(citizen, sanction_case, kind, day), _:
            return Open(citizen, sanction_case, kind, day)
        case _, NotOpened():
            return state
        case SanctionRecommended(), Open():
            return Recommended(state, event.sanction_type, event.recommended_by)
        case RecommendationWithdrawn(), Recommended(file):
            return file
        case SanctionDropped(), _:
            return Ended(_file(state), "dropped")
        case RecommendationClosed(), _:
            return Ended(_file(state), "withdrawn")
        case RecommendationAnswered(outcome=outcome), Ended(file, ground):
            return Ended(file, ground, outcome)
        case RecommendationAnswered(outcome=outcome), _:
            return Ended(_file(state), "answered", outcome)
        case _, Open():
            return _evolve_file(state, event)
        case _:
            return replace(state, file=_evolve_file(_file(state), event))


def _evolve_file(file: Open, event: Fact) -> Open:
    if isinstance(event, ReportCorrectionNoted):
        return replace(file, kind=event.kind, day=event.day)
    return replace(
        file,
        contact=contact_attempts.evolve(file.contact, event),
        hearing=hearing_outcome.evolve(file.hearing, event),
    )


def _take_note(command: Order, state: Open | Recommended | Ended) -> Sequence[Fact]:
    """Take in what benefit_service tells; what is known already gives nothing new."""
    file = _file(state)
    citizen, sanction_case = file.citizen, file.sanction_case
    match command, state:
        case NoteDecision(outcome), Ended(answered=answered) if outcome == answered:
            return []
        case NoteDecision(outcome), _:
            return [RecommendationAnswered(citizen, sanction_case, outcome)]
        case _, Ended():
            return []
        case CloseOnWithdrawal(), _:
            return [RecommendationClosed(citizen, sanction_case, "report_withdrawn")]
        case NoteReportCorrected(kind, day), _:
            return _report_corrected(
                ReportCorrectionNoted(citizen, sanction_case, kind, day), state
            )
        case _:
            return hearing_outcome.decide(command, file.hearing, citizen, sanction_case)


def _report_corrected(
    told: ReportCorrectionNoted, state: Open | Recommended | Ended
) -> Sequence[Fact]:
    """Take a recommendation back that was about another day or kind."""
    file = _file(state)
    if (file.kind, file.day) == (told.kind, told.day):
        return []
    if not isinstance(state, Recommended):
        return [told]
    return [RecommendationWithdrawn(file.citizen, file.sanction_case, TAKEN_BACK), told]


def _recommend(
    command: RecommendSanction, file: Open, facts: RecommendationFacts
) -> SanctionRecommended:
    return SanctionRecommended(
        citizen=file.citizen,
        sanction_case=file.sanction_case,
        sanction_type=command.sanction_type,
        law_ref=command.law_ref,
        grounds=command.grounds,
        recommended_by=facts.actor.id,
        recommended_on=past(command.on, facts.today),
    )


def _attempt_to_take(
    command: Order, state: State, facts: RecommendationFacts, codes: Sequence[Code]
) -> tuple[Fact, ...]:
    """Return the refusal to record; only a recommendation would take something from anybody."""
    if not codes or not isinstance(command, RecommendSanction) or isinstance(state, NotOpened):
        return ()
    file = _file(state)
    refused = RecommendationRefused(
        citizen=file.citizen,
        sanction_case=file.sanction_case,
        command="recommend_sanction",
        code=codes[0],
        tried_by=facts.actor.id,
    )
    return (refused,)


def _detail(code: Code, state: State, facts: RecommendationFacts) -> Mapping[str, Any]:
    """Name the ways that are missing, so that the case worker knows what to try."""
    if code != "contact_attempts_missing" or not isinstance(state, Open):
        return {}
    return {"missing": list(_ways_missing(state, facts))}


def _file(state: Open | Recommended | Ended) -> Open:
    return state if isinstance(state, Open) else state.file


sanction_recommendation: Final = Decider[Order, State, RecommendationFacts](
    case_type="sanction_recommendation",
    initial=NotOpened(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
