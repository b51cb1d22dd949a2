"""A checkpoint: what a log was at a moment, signed, so that it cannot have been something else.

It names the last fact's position and hash. Of every fact since the checkpoint before it keeps a
mark, the first four bytes of the fact's hash: the signed hash proves that something was changed,
the marks tell where.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
from cryptography.exceptions import InvalidSignature
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from shared.eventlog.chain import Link
    from shared.witness.signer import Signer

MARK_BYTES = 4
_PURPOSE = b"jobcenter checkpoint 1\n"


class Cut(Struct, frozen=True, kw_only=True):
    """A cut that a person released: `lost` rows that were signed behind the position are no more.

    `epochs` are the epochs of the log after the first, each with the position it begins after.
    """

    actor: str
    reason: str
    lost: int = 0
    epochs: tuple[tuple[int, int], ...] = ()


class Checkpoint(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a log was; `before` is the hash of the checkpoint before, as it stands in the file.

    With a `cut` it says where the log goes on after a restore or a failover.
    """

    installation: str
    service: str
    number: int
    position: int
    count: int
    hash: str
    taken_at: datetime
    before: str
    runs: tuple[tuple[int, int], ...] = ()
    marks: str = ""
    cut: Cut | None = None

    def signed_marks(self) -> Iterator[tuple[int, bytes]]:
        """Return position and mark of each fact since the checkpoint before."""
        marks = b64decode(self.marks)
        nth = 0
        for first, last in self.runs:
            for position in range(first, last + 1):
                yield position, marks[nth : nth + MARK_BYTES]
                nth += MARK_BYTES


class Unsigned(ValueError):  # noqa: N818 - it says what the line is
    """A line that is no checkpoint signed with the key."""


class _Signed(Struct, frozen=True):
    checkpoint: msgspec.Raw
    signature: str


def sign(checkpoint: Checkpoint, signer: Signer) -> bytes:
    """Return the line to keep: the checkpoint and the signature over its very bytes."""
    body = msgspec.json.encode(checkpoint)
    signature = b64encode(signer.sign(_PURPOSE + body)).decode()
    return msgspec.json.encode(_Signed(msgspec.Raw(body), signature))


def opened(line: bytes, key: Ed25519PublicKey) -> Checkpoint:
    """Return the checkpoint of a line; raise `Unsigned` for anything the key did not sign."""
    try:
        signed = msgspec.json.decode(line, type=_Signed)
        key.verify(b64decode(signed.signature), _PURPOSE + bytes(signed.checkpoint))
        return msgspec.json.decode(bytes(signed.checkpoint), type=Checkpoint)
    except (InvalidSignature, ValueError) as trouble:
        raise Unsigned from trouble


def line_hash(line: bytes) -> str:
    """Return the name by which the next checkpoint knows this one."""
    return sha256(line).hexdigest()


def runs_of(facts: Iterable[Link]) -> tuple[tuple[int, int], ...]:
    """Return the positions of facts as runs from first to last; a log may leave numbers out."""
    runs: list[tuple[int, int]] = []
    for fact in facts:
        if runs and runs[-1][1] + 1 == fact.position:
            runs[-1] = (runs[-1][0], fact.position)
        else:
            runs.append((fact.position, fact.position))
    return tuple(runs)


def marks_of(facts: Iterable[Link]) -> str:
    """Return the marks of facts in one text."""
    return b64encode(b"".join(fact.hash[:MARK_BYTES] for fact in facts)).decode()
