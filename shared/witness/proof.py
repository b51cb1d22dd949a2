"""Holds a log against its chain and its signed checkpoints, and names the first bad position.

It only reads, decodes no fact, and trusts what was signed before what lies in the database.
Facts after the last checkpoint are held by the chain alone: there a change of the last fact, or a
cut, is not seen before the next checkpoint refuses to be signed.
A cut that a person released was signed too: what stood behind it before is not asked for.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

import psycopg
from msgspec import Struct

from shared.eventlog import epoch
from shared.eventlog.chain import links
from shared.witness.checkpoint import MARK_BYTES, Unsigned, line_hash, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from shared.eventlog.chain import Chain, Link
    from shared.eventlog.database import Connection
    from shared.witness.checkpoint import Checkpoint


class Fault(Struct, frozen=True):
    """The first thing that is wrong: in the log a position, in the book a line."""

    place: int
    text: str


class Evidence(Struct, frozen=True):
    """What the keeper of the checkpoints brings: the lines of the book, and the key."""

    chain: Chain
    key: Ed25519PublicKey
    lines: Sequence[bytes]


def of_book(evidence: Evidence, copied: dict[int, bytes], *, whole: bool) -> Iterator[Fault]:
    """Return the first line of the book that is not what was signed.

    `copied` are the lines as the database has them; `whole` says that the book is the service's
    own and no older copy of it, so that it must be as long.
    """
    before = ""
    for number, line in enumerate(evidence.lines, 1):
        try:
            checkpoint = opened(line, evidence.key)
        except Unsigned:
            yield Fault(number, f"line {number} of the checkpoints is not signed with the key")
            return
        named = (checkpoint.service, checkpoint.number, checkpoint.before)
        if named != (evidence.chain.name, number, before):
            yield Fault(number, f"line {number} of the checkpoints does not follow the one before")
            return
        if copied.get(number, line) != line:
            yield Fault(number, f"line {number} of the checkpoints is not what the database has")
            return
        before = line_hash(line)
    yield from _length(len(evidence.lines), copied, whole=whole)


def _length(lines: int, copied: dict[int, bytes], *, whole: bool) -> Iterator[Fault]:
    last = max(copied, default=0)
    missing = next((each for each in range(1, last + 1) if each not in copied), None)
    if lines == 0 and last == 0:
        yield Fault(1, "there is no checkpoint")
    elif whole and last > lines:
        yield Fault(lines + 1, f"the checkpoints from line {lines + 1} on are gone")
    elif missing is not None or (whole and last < lines - 1):
        # One line may be there that a crash left uncopied.
        gone = missing or last + 1
        yield Fault(gone, f"the database's copy of checkpoint {gone} is gone")


def of_log(conn: Connection, evidence: Evidence, copied: dict[int, bytes]) -> Iterator[Fault]:
    """Return the first position of the log that is not what it was."""
    proof = LogProof(evidence, copied)
    proof.go_on(conn)
    yield from proof.faults()


class LogProof:
    """Holds a log against what was signed while somebody reads it out, row by row."""

    def __init__(self, evidence: Evidence, copied: dict[int, bytes]) -> None:
        """Know what was signed; the log has not begun yet."""
        self._chain = evidence.chain
        self._signed = _Signed(trusted(evidence, copied))
        self._before: Link | None = None
        self._here: Link | None = None
        self._fault: Fault | None = None

    def hear(self, links: Iterable[Link]) -> None:
        """Take in the next rows; after the first fault nothing more is looked at."""
        for following in links:
            if self._fault is None:
                self._look(following)
            if self._fault is not None:
                return
            self._before, self._here = self._here, following

    def go_on(self, conn: Connection) -> None:
        """Read the log oneself, from behind what was heard."""
        since = self._here.position + 1 if self._here else None
        if self._fault is not None:
            return
        try:
            self.hear(links(conn, self._chain, since))
        except psycopg.Error:
            place = (self._here.position if self._here else 0) + 1
            self._fault = Fault(place, f"position {place} or one after it cannot be read")

    def faults(self) -> Iterator[Fault]:
        """Say what is wrong first, when the log has been heard to its end."""
        if self._fault is None:
            self._look(None)
        if self._fault is not None:
            yield self._fault
        else:
            yield from self._signed.left()

    def _look(self, following: Link | None) -> None:
        """Judge the row heard last, which takes knowing the one that follows."""
        link = self._here
        if link is not None:
            signed = self._signed
            broken = signed.fault(link) or _broken(self._before, link, following, signed.position)
            self._fault = broken


def of_epochs(conn: Connection, evidence: Evidence, copied: dict[int, bytes]) -> Iterator[Fault]:
    """Return the first epoch of a log of facts that nobody signed, or that is no longer there."""
    cuts = [each.cut for each in trusted(evidence, copied) if each.cut]
    signed = dict(cuts[-1].epochs) if cuts else {}
    begun = dict(epoch.later(conn, evidence.chain.name))
    for number in sorted(signed.keys() | begun.keys()):
        if number not in signed:
            yield Fault(begun[number], f"epoch {number} was begun and nobody signed it")
        elif begun.get(number) != signed[number]:
            yield Fault(signed[number], f"epoch {number} is not what was signed")
        else:
            continue
        return


def trusted(evidence: Evidence, copied: dict[int, bytes]) -> list[Checkpoint]:
    """Return every checkpoint that the key signed, wherever it was found, by number."""
    found: dict[int, Checkpoint] = {}
    for line in (*copied.values(), *evidence.lines):
        try:
            checkpoint = opened(line, evidence.key)
        except Unsigned:
            continue
        if checkpoint.service == evidence.chain.name:
            found[checkpoint.number] = checkpoint
    return [found[number] for number in sorted(found)]


class _Expected(NamedTuple):
    """A fact that was signed; `after_gap` says that the checkpoint before it is lost."""

    position: int
    mark: bytes
    after_gap: bool


class _Signed:
    """What was signed, laid beside the log fact by fact."""

    def __init__(self, checkpoints: Sequence[Checkpoint]) -> None:
        in_force = list(zip(checkpoints, _limits(checkpoints), strict=True))
        self._heads = {
            each.position: each.hash
            for each, limit in in_force
            if each.count and each.position <= limit
        }
        self._expected = self._marks(in_force)
        self._next = next(self._expected, None)
        self.position = 0
        """Up to here every fact was seen to be what was signed."""

    @staticmethod
    def _marks(in_force: Sequence[tuple[Checkpoint, float]]) -> Iterator[_Expected]:
        number = 0
        for each, limit in in_force:
            gap = each.number != number + 1
            for position, mark in each.signed_marks():
                if position <= limit:
                    yield _Expected(position, mark, gap)
                    gap = False
            number = each.number

    def fault(self, link: Link) -> Fault | None:
        """Say what is wrong with a fact that stands in the log."""
        wanted, here = self._next, link.position
        if wanted is None or (wanted.after_gap and here < wanted.position):
            return None  # nobody signed this one, or its checkpoint is lost: the chain must do
        if here < wanted.position:
            return Fault(here, f"position {here} was put in later")
        if here > wanted.position:
            return Fault(wanted.position, f"position {wanted.position} is gone")
        if not self._is(link, wanted.mark):
            before = f" or one after {self.position}" if wanted.after_gap else ""
            return Fault(here, f"position {here}{before} was changed")
        self.position = here
        self._next = next(self._expected, None)
        return None

    def _is(self, link: Link, mark: bytes) -> bool:
        head = self._heads.get(link.position)
        return mark == link.hash[:MARK_BYTES] and head in {None, link.hash.hex()}

    def left(self) -> Iterator[Fault]:
        """Say what was signed and does not stand in the log any more."""
        if self._next is not None:
            position, last = self._next.position, max(self._heads)
            yield Fault(position, f"the log is cut: positions {position} to {last} are gone")


def _limits(checkpoints: Sequence[Checkpoint]) -> list[float]:
    """Return up to which position each checkpoint still holds, after the cuts that followed it."""
    limits: list[float] = []
    limit = inf
    for each in reversed(checkpoints):
        limits.append(limit)
        if each.cut is not None:
            limit = min(limit, each.position)
    return limits[::-1]


def _broken(before: Link | None, link: Link, following: Link | None, signed: int) -> Fault | None:
    """Say what is wrong between two facts; what was signed is known to be right."""
    if link.follows(before):
        return None
    here, last = link.position, before.position if before else 0
    if before is None or last <= signed:
        if link.previous is not None and last < link.previous < here:
            return Fault(link.previous, f"position {link.previous} is gone")
        return Fault(here, f"position {here} was changed")
    if link.previous != last:
        gone = link.previous if link.previous is not None and last < link.previous < here else here
        return Fault(gone, f"position {gone} is gone or was changed")
    if following is not None and following.previous_hash == link.hash:
        return Fault(last, f"position {last} was changed")
    return Fault(last, f"position {last} or {here} was changed")
