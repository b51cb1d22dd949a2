"""A referral: it leaves when its checklist is complete, and is accepted or returned.

What must exist beforehand is a rule for each kind (`referral.checklist`); where the special
referral to language & integration is decided is the centre's own choice
(`language_referral.stage`). A returned referral is mended and sent again, or given up.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain.put_right import put_right
from services.visitation.domain.referral_events import (
    ChecklistItemDocumented,
    LanguageTemplateFilled,
    ReferralAccepted,
    ReferralBlocked,
    ReferralCancelled,
    ReferralCorrected,
    ReferralDrafted,
    ReferralExpired,
    ReferralIssued,
    ReferralReceived,
    ReferralReturned,
    ReferralStepWithdrawn,
    ReferralToLanguageUnitIssued,
    Step,
)
from services.visitation.domain.referral_orders import (
    AcceptReferral,
    BlockReferral,
    CancelReferral,
    CorrectReferral,
    DocumentChecklistItem,
    DraftReferral,
    ExpireReferral,
    FillLanguageTemplate,
    IssueReferral,
    ReceiveReferral,
    ReturnReferral,
    WithdrawReferralStep,
)
from services.visitation.domain.registration import past
from shared.actor import Actor
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Code,
    Decider,
    Decision,
    Rejected,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event as Fact
from shared.eventlog.event import tag_of

ReferralStatus: TypeAlias = Literal[
    "drafted", "blocked", "issued", "received", "accepted", "returned", "expired", "cancelled"
]
LanguageStage: TypeAlias = Literal["reception", "after_first_interview"]
PREPARING: Final = (ChecklistItemDocumented, LanguageTemplateFilled)
# What reception may begin by itself; the other kinds need a counsellor.
FIRST_LINE: Final = frozenset({"unit", "language_unit", "job", "offer"})
# Whose people may draft a referral (access.yaml); all others are sent one, and answer it.
SENDING_UNITS: Final = frozenset({"reception", "jobcenter", "sickpay"})
ANSWERS: Final = (ReferralReceived, ReferralAccepted, ReferralReturned)
_STATUS: Final[dict[type[Fact], ReferralStatus]] = {
    ReferralBlocked: "blocked",
    ReferralIssued: "issued",
    ReferralToLanguageUnitIssued: "issued",
    ReferralReceived: "received",
    ReferralAccepted: "accepted",
    ReferralReturned: "returned",
    ReferralExpired: "expired",
    ReferralCancelled: "cancelled",
}


class NotDrafted(Struct, frozen=True):
    """Nobody has begun a referral."""


class Referral(Struct, frozen=True):
    """A referral with the steps taken since it was begun."""

    draft: ReferralDrafted
    steps: tuple[Step, ...] = ()

    @property
    def status(self) -> ReferralStatus:
        """Return how far the referral has come, by its latest step that is no preparation."""
        said = (_STATUS[type(each)] for each in reversed(self.steps) if type(each) in _STATUS)
        return next(said, "drafted")

    @property
    def documented(self) -> tuple[str, ...]:
        """Return the items of the checklist that are there."""
        return tuple(each.item for each in self.steps if isinstance(each, ChecklistItemDocumented))

    @property
    def template(self) -> LanguageTemplateFilled | None:
        """Return the template for language & integration as it was filled in last."""
        filled = (each for each in reversed(self.steps) if isinstance(each, LanguageTemplateFilled))
        return next(filled, None)


State: TypeAlias = NotDrafted | Referral


class ReferralFacts(Struct, frozen=True):
    """What the case cannot know itself.

    `required`: the checklist of this kind; `law_refusal`: why the rule book could not tell it;
    `opening_gone`: the opening referred to is known, and is there no more.
    """

    today: date
    actor: Actor
    required: tuple[str, ...] = ()
    language_stage: LanguageStage = "reception"
    interview_held: bool = False
    law_refusal: Code | None = None
    opening_gone: bool = False


_OPEN: Final[dict[type[Order], frozenset[ReferralStatus]]] = {
    CorrectReferral: frozenset({"drafted", "blocked", "returned"}),
    DocumentChecklistItem: frozenset({"drafted", "blocked", "returned"}),
    FillLanguageTemplate: frozenset({"drafted", "blocked", "returned"}),
    BlockReferral: frozenset({"drafted", "returned"}),
    IssueReferral: frozenset({"drafted", "blocked", "returned"}),
    ReceiveReferral: frozenset({"issued", "expired"}),
    AcceptReferral: frozenset({"issued", "received", "expired"}),
    ReturnReferral: frozenset({"issued", "received", "expired"}),
    CancelReferral: frozenset({"drafted", "blocked", "issued", "received", "returned", "expired"}),
}
_RECEIVERS: Final = frozenset({ReceiveReferral, AcceptReferral, ReturnReferral})


def blocks(command_type: type[Order], state: State, facts: ReferralFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now, first reason first."""
    match state:
        case NotDrafted():
            return () if command_type is DraftReferral else ("referral_not_drafted",)
        case Referral() if command_type is DraftReferral:
            return ("referral_already_drafted",)
        case Referral() if command_type is ExpireReferral:
            return ()
        case Referral() if command_type is WithdrawReferralStep:
            return _blocks_taking_back(state, facts)
        case Referral():
            return _blocks_by_status(command_type, state, facts)


def _blocks_by_status(
    command_type: type[Order], state: Referral, facts: ReferralFacts
) -> tuple[Code, ...]:
    if state.status not in _OPEN.get(command_type, frozenset()):
        return _why_closed(state)
    if command_type in _RECEIVERS and facts.actor.unit != state.draft.to_unit:
        return ("not_the_receiving_unit",)
    if command_type is FillLanguageTemplate and state.draft.kind != "language_unit":
        return ("no_language_referral",)
    return _blocks_leaving(state, facts) if command_type is IssueReferral else ()


def _blocks_taking_back(state: Referral, facts: ReferralFacts) -> tuple[Code, ...]:
    """Let each side take back its own steps: an answer is the receiver's, all else the sender's."""
    if not state.steps:
        return ("no_step_to_withdraw",)
    if isinstance(state.steps[-1], ANSWERS):
        return () if facts.actor.unit == state.draft.to_unit else ("not_the_receiving_unit",)
    return () if facts.actor.unit in SENDING_UNITS else ("not_the_sending_unit",)


def _why_closed(state: Referral) -> tuple[Code, ...]:
    match state.status:
        case "accepted":
            return ("referral_accepted",)
        case "cancelled":
            return ("referral_cancelled",)
        case "returned":
            return ("referral_returned",)
        case "issued" | "received" | "expired":
            return ("referral_has_left",)
        case "blocked":
            return ("referral_blocked",)
        case _:
            return ("referral_not_issued",)


def _blocks_leaving(state: Referral, facts: ReferralFacts) -> tuple[Code, ...]:
    """List what keeps a referral from leaving; each line is one rule."""
    language = state.draft.kind == "language_unit"
    late = facts.language_stage == "after_first_interview"
    rules = {
        "language_referral_after_first_interview": language
        and late
        and (not facts.interview_held or at_reception(facts.actor)),
        "checklist_incomplete": bool(missing(state, facts)),
        "language_template_missing": language and state.template is None,
        "job_order_missing": state.draft.kind == "job" and state.draft.job_order is None,
        "opening_not_open": facts.opening_gone,
    }
    broken = tuple(code for code, is_broken in rules.items() if is_broken)
    return broken if facts.law_refusal is None else (*broken, facts.law_refusal)


def missing(state: Referral, facts: ReferralFacts) -> tuple[str, ...]:
    """Return what the checklist asks for and nobody has documented."""
    return tuple(item for item in facts.required if item not in state.documented)


def at_reception(actor: Actor) -> bool:
    """Say whether somebody acts as reception and nothing more."""
    return set(actor.roles) == {"reception"}


def decide(command: Order, state: State, facts: ReferralFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code; a refusal names what is missing."""
    codes = blocks(type(command), state, facts)
    if codes[:1] == ("checklist_incomplete",) and isinstance(state, Referral):
        raise Rejected("checklist_incomplete", detail={"missing": list(missing(state, facts))})
    refuse_if_blocked(codes)
    match command, state:
        case DraftReferral(citizen, kind, to_unit, purpose, because, job_order, on), NotDrafted():
            if at_reception(facts.actor) and kind not in FIRST_LINE:
                raise Rejected("not_a_first_line_kind")
            day = past(on, facts.today)
            return [ReferralDrafted(citizen, kind, to_unit, purpose, because, job_order, day)]
        case CorrectReferral(), Referral():
            return [_corrected(command, state)]
        case ExpireReferral(timely_until), Referral(draft):
            waits = state.status in {"issued", "received"}
            return [ReferralExpired(draft.citizen, timely_until)] if waits else []
        case WithdrawReferralStep(reason), Referral(draft, steps) if steps:
            step = tag_of(steps[-1]).partition(".")[2]
            return [ReferralStepWithdrawn(draft.citizen, step, reason)]
        case IssueReferral(on), Referral():
            return [_issued(state, _day(on, state, facts))]
        case _, Referral():
            day = _day(getattr(command, "on", None), state, facts)
            preparing = type(command) in {DocumentChecklistItem, FillLanguageTemplate}
            return [_prepared(command, state, day) if preparing else _moved(command, state, day)]
        case _:
            return not_allowed_now()


def _prepared(command: Order, state: Referral, day: date) -> Step:
    citizen = state.draft.citizen
    match command:
        case DocumentChecklistItem(item):
            if item in state.documented:
                raise Rejected("item_already_documented")
            return ChecklistItemDocumented(citizen, item, day)
        case FillLanguageTemplate(test, evidence, version, others, reason):
            if reason is None:
                raise Rejected("main_barrier_reason_missing")
            filled = LanguageTemplateFilled(citizen, test, evidence, others, reason, version, day)
            if filled == state.template:
                raise Rejected("nothing_to_correct")
            return filled
        case _:
            return not_allowed_now()


def _moved(command: Order, state: Referral, day: date) -> Step:
    draft, citizen = state.draft, state.draft.citizen
    match command:
        case BlockReferral(barrier, note):
            return ReferralBlocked(citizen, draft.kind, barrier, note, day)
        case ReceiveReferral():
            return ReferralReceived(citizen, day)
        case AcceptReferral():
            return ReferralAccepted(citizen, draft.kind, draft.to_unit, day)
        case ReturnReferral(reason, note):
            return ReferralReturned(citizen, draft.kind, reason, note, day)
        case CancelReferral(reason):
            return ReferralCancelled(citizen, reason, day)
        case _:
            return not_allowed_now()


def _issued(state: Referral, day: date) -> ReferralIssued | ReferralToLanguageUnitIssued:
    draft, template = state.draft, state.template
    if draft.kind == "language_unit" and template is not None:
        return ReferralToLanguageUnitIssued(
            citizen=draft.citizen,
            to_unit=draft.to_unit,
            because=draft.because,
            documented=state.documented,
            language_test=template.language_test,
            test_evidence=template.test_evidence,
            other_barriers=template.other_barriers,
            main_barrier_reason=template.main_barrier_reason,
            criteria_version=template.criteria_version,
            issued_on=day,
        )
    return ReferralIssued(
        citizen=draft.citizen,
        kind=draft.kind,
        to_unit=draft.to_unit,
        because=draft.because,
        job_order=draft.job_order,
        documented=state.documented,
        issued_on=day,
    )


def _corrected(command: CorrectReferral, state: Referral) -> ReferralCorrected:
    names = ("to_unit", "purpose", "because", "job_order")
    stated = {name: value for name in names if (value := getattr(command, name)) is not None}
    right = replace(state.draft, **stated)
    if right == state.draft:
        raise Rejected("nothing_to_correct")
    return ReferralCorrected(
        citizen=right.citizen,
        kind=right.kind,
        to_unit=right.to_unit,
        purpose=right.purpose,
        because=right.because,
        job_order=right.job_order,
        drafted_on=right.drafted_on,
        reason=command.reason,
    )


def _day(on: date | None, state: Referral, facts: ReferralFacts) -> date:
    """Return the day of a step, which no later step may come before."""
    day = past(on, facts.today)
    days = [known for each in state.steps if (known := day_of(each)) is not None]
    if day < max((state.draft.drafted_on, *days)):
        raise Rejected("before_latest_step")
    return day


def day_of(step: Step) -> date | None:
    """Return the day a step was taken; that a time passed is nobody's step."""
    named = [name for name in step.__struct_fields__ if name.endswith("_on")]
    return getattr(step, named[0]) if named else None


def evolve(state: State, event: Fact) -> State:
    """Return the case after a fact."""
    match event, state:
        case ReferralDrafted(), _:
            return Referral(event)
        case ReferralCorrected(), Referral():
            return replace(state, draft=put_right(ReferralDrafted, event))
        case ReferralStepWithdrawn(), Referral(_, steps):
            return replace(state, steps=steps[:-1])
        case _, Referral(_, steps):
            return replace(state, steps=(*steps, event))
        case _:
            return state


referral: Final = Decider[Order, State, ReferralFacts](
    case_type="referral",
    initial=NotDrafted(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
