"""Two citizen ids: found to be one person and merged, or one person's cases found to be two's.

Law: databeskyttelsesforordningen art. 5(1)(d) and 16; forvaltningsloven § 24. One person proposes
and another decides. While both ids have an open case of the same kind the merge waits, and the
refusal names the cases. Nothing is rewritten: facts stand where they stood, and a merge or a split
points from one id to the other. A split restores both, and may point single cases to the right id.
"""

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct

from shared.eventlog.command import Command
from shared.eventlog.decider import (
    Claim,
    Decider,
    Decision,
    Rejected,
    Release,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event

CaseName: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[a-z_]{1,40}/[a-z_]{1,40}-[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$",
        description="Service and stream of a case, as the history names them.",
    ),
]
MergeReason: TypeAlias = Literal["registered_twice", "replacement_number_resolved", "two_systems"]
SplitReason: TypeAlias = Literal["merged_by_mistake", "two_persons_one_id", "wrong_person_chosen"]


class ProposeMerge(Command, frozen=True):
    """Say that two ids are one person; from the merge on `survivor` stands for both."""

    survivor: UUID
    retired: UUID
    reason: MergeReason


class ApproveMerge(Command, frozen=True):
    """Decide that the two are one person; another person does it than the one who proposed."""


class ProposeSplit(Command, frozen=True):
    """Say that two ids are two persons, and which cases written under `citizen` are `other`'s."""

    citizen: UUID
    other: UUID
    reason: SplitReason
    cases: Annotated[tuple[CaseName, ...], Meta(max_length=200)] = ()


class ApproveSplit(Command, frozen=True):
    """Decide that the two are two persons; another person does it than the one who proposed."""


class WithdrawProposal(Command, frozen=True):
    """Take a proposal back, or turn it down: everything stays as it is."""

    reason: Literal["entered_wrongly", "not_proven"]


class IdentityMergeProposed(Event, frozen=True, tag="citizen_history.identity_merge_proposed"):
    """Somebody found that two ids are one person; it waits for somebody else."""

    survivor: UUID
    retired: UUID
    reason: MergeReason
    proposed_by: str


class IdentitiesMerged(Event, frozen=True, tag="citizen_history.identities_merged"):
    """Two ids are one person: what is told of either is told of the survivor."""

    survivor: UUID
    retired: UUID
    reason: MergeReason
    proposed_by: str
    approved_by: str


class IdentitySplitProposed(Event, frozen=True, tag="citizen_history.identity_split_proposed"):
    """Somebody found that two persons' facts stand together; it waits for somebody else."""

    citizen: UUID
    other: UUID
    reason: SplitReason
    cases: tuple[str, ...]
    proposed_by: str


class IdentitiesSplit(Event, frozen=True, tag="citizen_history.identities_split"):
    """Two ids are two persons; `cases` that were written under `citizen` are `other`'s."""

    citizen: UUID
    other: UUID
    reason: SplitReason
    cases: tuple[str, ...]
    proposed_by: str
    approved_by: str


class IdentityProposalWithdrawn(
    Event, frozen=True, tag="citizen_history.identity_proposal_withdrawn"
):
    """The proposal was taken back or turned down."""

    reason: str


class Facts(Struct, frozen=True):
    """Who gives the order, and what is known of both ids.

    `blocking` are the open cases of kinds that both have; `missing` says that nothing is known of
    an id; `elsewhere` that one of them is merged into a third; `joined` that they are one person
    by way of a third; `strange` are named cases that are not the citizen's.
    """

    actor: str
    erased: bool = False
    erasing: bool = False
    missing: bool = False
    elsewhere: bool = False
    joined: bool = False
    blocking: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()


class Apart(Struct, frozen=True):
    """Two persons, as far as anybody said."""


class MergeProposed(Struct, frozen=True):
    """Waits for somebody else's decision, and for open cases of the same kind to end."""

    survivor: UUID
    retired: UUID
    reason: MergeReason
    proposed_by: str


class Merged(Struct, frozen=True):
    """One person."""

    survivor: UUID
    retired: UUID


class SplitProposed(Struct, frozen=True):
    """Waits for somebody else's decision; `before` is how they stand until then."""

    citizen: UUID
    other: UUID
    reason: SplitReason
    cases: tuple[str, ...]
    proposed_by: str
    before: Apart | Merged


State: TypeAlias = Apart | MergeProposed | Merged | SplitProposed


def blocks(command: type[Command], state: State, facts: Facts) -> tuple[str, ...]:
    """List why an order about two ids is not allowed now."""
    proposed = isinstance(state, MergeProposed | SplitProposed)
    if command in {ProposeMerge, ProposeSplit}:
        if proposed:
            return ("identity_proposal_open",)
        return (
            _not_to_be_merged(state, facts)
            if command is ProposeMerge
            else _not_to_be_split(state, facts)
        )
    if command is WithdrawProposal:
        return () if proposed else ("no_identity_proposal",)
    match state:
        case MergeProposed(proposed_by=who) if command is ApproveMerge:
            return (*_not_alone(who, facts), *_not_to_be_merged(state, facts), *_waits(facts))
        case SplitProposed(proposed_by=who) if command is ApproveSplit:
            return (*_not_alone(who, facts), *_gone(facts))
        case _:
            return ("no_identity_proposal",)


def _not_to_be_merged(state: State, facts: Facts) -> tuple[str, ...]:
    codes = ["identities_already_merged"] if isinstance(state, Merged) or facts.joined else []
    if facts.elsewhere and not codes:
        codes.append("citizen_merged")
    codes += _gone(facts)
    if facts.erasing:
        codes.append("erasure_already_requested")
    if facts.missing:
        codes.append("citizen_unknown")
    return tuple(codes)


def _waits(facts: Facts) -> tuple[str, ...]:
    """Say that both have an open case of the same kind."""
    if not facts.blocking:
        return ()
    return ("open_cases_block_merge",)


def _not_to_be_split(state: State, facts: Facts) -> tuple[str, ...]:
    codes: list[str] = []
    if facts.joined and not isinstance(state, Merged):
        codes.append("merged_through_another")
    codes += _gone(facts)
    if facts.strange:
        codes.append("case_not_of_citizen")
    return tuple(codes)


def _gone(facts: Facts) -> tuple[str, ...]:
    """Say that one of them is erased: nobody can be joined to that id, or restored from it."""
    return ("citizen_erased",) if facts.erased else ()


def _not_alone(proposed_by: str, facts: Facts) -> tuple[str, ...]:
    return ("four_eyes_needed",) if facts.actor == proposed_by else ()


def decide(command: Command, state: State, facts: Facts) -> Sequence[Decision]:
    """Propose or decide that two ids are one person, or that they are two."""
    codes = blocks(type(command), state, facts)
    if codes[:1] == ("open_cases_block_merge",):
        raise Rejected("open_cases_block_merge", detail={"cases": list(facts.blocking)})
    refuse_if_blocked(codes)
    match command, state:
        case (ProposeMerge(survivor=one, retired=two), _) | (
            ProposeSplit(citizen=one, other=two),
            _,
        ) if one == two:
            raise Rejected("one_id_only")
        case ProposeMerge(survivor, retired, reason), _:
            return [IdentityMergeProposed(survivor, retired, reason, facts.actor)]
        case ApproveMerge(), MergeProposed(survivor, retired, reason, who):
            merged = IdentitiesMerged(survivor, retired, reason, who, facts.actor)
            return [merged, *_retiring(survivor, retired)]
        case ProposeSplit(cases=()), Apart():
            raise Rejected("nothing_to_split")
        case ProposeSplit(citizen, other, reason, cases), _:
            named = tuple(dict.fromkeys(cases))
            return [IdentitySplitProposed(citizen, other, reason, named, facts.actor)]
        case ApproveSplit(), SplitProposed(citizen, other, reason, cases, who, before):
            split = IdentitiesSplit(citizen, other, reason, cases, who, facts.actor)
            again = [Release(_name(before.retired))] if isinstance(before, Merged) else []
            return [split, *again]
        case WithdrawProposal(reason), _:
            return [IdentityProposalWithdrawn(reason)]
        case _:
            return not_allowed_now()


def _retiring(survivor: UUID, retired: UUID) -> tuple[Decision, ...]:
    """Take the retired id's name, and look that nobody retired the survivor meanwhile."""
    return (
        Claim(_name(retired), "citizen_merged"),
        Claim(_name(survivor), "citizen_merged"),
        Release(_name(survivor)),
    )


def _name(retired: UUID) -> str:
    return f"retired_identity:{retired}"


def evolve(state: State, event: Event) -> State:
    """Give how two ids stand to each other after a fact."""
    match event, state:
        case IdentityMergeProposed(survivor, retired, reason, who), _:
            return MergeProposed(survivor, retired, reason, who)
        case IdentitiesMerged(survivor, retired), _:
            return Merged(survivor, retired)
        case IdentitySplitProposed(citizen, other, reason, cases, who), Apart() | Merged():
            return SplitProposed(citizen, other, reason, cases, who, state)
        case IdentityProposalWithdrawn(), SplitProposed(before=before):
            return before
        case (IdentitiesSplit() | IdentityProposalWithdrawn(), _):
            return Apart()
        case _:
            return state


PAIR: Decider[Command, State, Facts] = Decider(
    case_type="identity_pair",
    initial=Apart(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
