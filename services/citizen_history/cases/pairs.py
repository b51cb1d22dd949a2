"""What is found out before two ids are merged or split: who stands behind them, and open cases.

No service is asked: each told, by facts, which of its cases were opened and ended, and `relations`
holds them. A case that opens elsewhere in the moment of the decision is not seen; it is carried
over like the others, and `blocking_cases` shows the two of one kind afterwards too.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from msgspec import Meta, Struct

from services.citizen_history.cases.identities import is_erased
from services.citizen_history.domain.citizen_identity import IDENTITY, Registered
from services.citizen_history.domain.erasure import ERASURE, Requested
from services.citizen_history.domain.identity_pair import (
    PAIR,
    Apart,
    ApproveSplit,
    Facts,
    IdentitiesMerged,
    Merged,
    MergeProposed,
    ProposeMerge,
    ProposeSplit,
    SplitProposed,
    State,
)
from services.citizen_history.views.relations import ENDING, RELATIONS
from shared.access.relations import RelationRow
from shared.casework.declare import Collected, Desk, Loaded
from shared.casework.persons import Persons
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.identity import derived_id
from shared.trouble import NotFound

Pair = tuple[UUID, UUID]
_PAIRS: Final = UUID("6f0f0d3e-4b7b-4f0e-9b41-3d1c5a9e2b77")


def pair_case_id(command: ProposeMerge | ProposeSplit) -> str:
    """Return the id of the case of the two that an order names."""
    return pair_of(*_stated(command))


def pair_of(one: UUID, two: UUID) -> str:
    """Name a case by both ids, whichever comes first; the name tells of neither."""
    return str(derived_id(_PAIRS, *sorted((str(one), str(two)))))


def collect_pair(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[Facts]:
    """Find out who the two are now; a number or an erasure that comes in between is noticed."""
    pair = _stated(command) if isinstance(command, ProposeMerge | ProposeSplit) else None
    one, two = pair or _pair_of(loaded)
    persons = desk.persons((one, two))
    cases = _cases(desk, persons, (one, two))
    seen = [desk.load(decider, each) for decider in (IDENTITY, ERASURE) for each in (one, two)]
    joined = persons.survivor(one) == persons.survivor(two)
    facts = Facts(
        actor=desk.actor.id,
        erased=is_erased(desk, one) or is_erased(desk, two),
        erasing=any(isinstance(each.state, Requested) for each in seen),
        missing=not all(_known(seen, cases, each) for each in (one, two)),
        elsewhere=persons.is_retired(one) or persons.is_retired(two),
        joined=joined,
        blocking=() if joined else tuple(_named(row) for row in _of_one_kind(cases)),
        strange=_strange(command, persons, cases),
    )
    undone = _undone(loaded, command)
    return Collected(
        facts=facts,
        guards=tuple(Guard(each.stream, each.version) for each in seen),
        subjects=(one, two),
        corrects=undone,
        how=None if undone is None else "annulled",
    )


def _stated(command: ProposeMerge | ProposeSplit) -> Pair:
    if isinstance(command, ProposeMerge):
        return command.survivor, command.retired
    return command.citizen, command.other


def _pair_of(loaded: Loaded) -> Pair:
    """Return the two ids, the one that stays first."""
    state: State = loaded.state
    match state:
        case MergeProposed(one, two) | Merged(one, two):
            return one, two
        case SplitProposed(before=Merged(one, two)):
            return one, two
        case SplitProposed(one, two):
            return one, two
        case Apart() if len(loaded.subjects) == len(("one", "two")):
            one, two = loaded.subjects
            return one, two
        case _:
            raise NotFound


def _known(seen: Iterable[Loaded], cases: Iterable[tuple[UUID, RelationRow]], who: UUID) -> bool:
    """Say whether anything is known of an id: a number, or a case taken on trust."""
    registered = any(
        isinstance(each.state, Registered) and each.stream.endswith(str(who)) for each in seen
    )
    return registered or any(row.citizen == who for _, row in cases)


def _undone(loaded: Loaded, command: Command | None) -> UUID | None:
    """Return the merge that a split annuls."""
    state: State = loaded.state
    match state:
        case SplitProposed(before=Merged()) if isinstance(command, ApproveSplit):
            merges = [
                e.meta.event_id for e in loaded.history if isinstance(e.event, IdentitiesMerged)
            ]
            return merges[-1]
        case _:
            return None


def _cases(desk: Desk, persons: Persons, pair: Pair) -> list[tuple[UUID, RelationRow]]:
    """Return the cases of both with the one of the two each is about."""
    under = {each: None for one in pair for each in persons.written_under(one)}
    rows = desk.rows(RELATIONS, "citizen = ANY(%(ids)s::uuid[])", {"ids": list(under)})
    one, two = pair
    joined = persons.survivor(one) == persons.survivor(two)
    found = []
    for row in rows:
        owner = persons.owner(f"{row.source}/{row.stream}", row.citizen)
        if joined and owner == persons.survivor(one):
            found.append((two if row.citizen == two else one, row))
        else:
            found += [(each, row) for each in pair if owner == persons.survivor(each)]
    return found


def _of_one_kind(cases: Iterable[tuple[UUID, RelationRow]]) -> list[RelationRow]:
    """Leave the open cases of kinds of which both have one that the other has no part in."""
    whose: dict[tuple[str, str], set[UUID]] = defaultdict(set)
    rows: dict[tuple[str, str], RelationRow] = {}
    for who, row in cases:
        if row.open and _kind(row) in ENDING:
            whose[row.source, row.stream].add(who)
            rows[row.source, row.stream] = row
    alone = {case: next(iter(who)) for case, who in whose.items() if len(who) == 1}
    sides: dict[str, set[UUID]] = defaultdict(set)
    for case, who in alone.items():
        sides[_kind(rows[case])].add(who)
    return [rows[case] for case in sorted(alone) if len(sides[_kind(rows[case])]) > 1]


def _strange(
    command: Command | None, persons: Persons, cases: Iterable[tuple[UUID, RelationRow]]
) -> tuple[str, ...]:
    """Return the cases named in a split that are not the citizen's."""
    if not isinstance(command, ProposeSplit):
        return ()
    me = persons.survivor(command.citizen)
    mine = {_named(row) for _, row in cases if persons.owner(_named(row), row.citizen) == me}
    return tuple(case for case in command.cases if case not in mine)


def _kind(row: RelationRow) -> str:
    return f"{row.source}/{row.stream.partition('-')[0]}"


def _named(row: RelationRow) -> str:
    return f"{row.source}/{row.stream}"


class BlockingOf(Struct, frozen=True, forbid_unknown_fields=True):
    """Which proposal is asked about, by its case."""

    identity_pair: Annotated[str, Meta(max_length=73)]


class BlockingCase(Struct, frozen=True):
    """An open case of a kind that both have: whose, in which service, and its last day."""

    citizen: UUID
    service: str
    stream: str
    case_type: str
    last_on: date


def blocking_cases(desk: Desk, params: BlockingOf) -> list[BlockingCase]:
    """Answer which open cases a merge waits for; after it, which two of a kind are open still."""
    loaded = desk.load(PAIR, params.identity_pair)
    if not loaded.exists:
        raise NotFound
    pair = _pair_of(loaded)
    cases = _cases(desk, desk.persons(pair), pair)
    return [
        BlockingCase(row.citizen, row.source, row.stream, row.stream.partition("-")[0], row.last_on)
        for row in _of_one_kind(cases)
    ]
