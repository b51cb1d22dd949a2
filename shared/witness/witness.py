"""Takes checkpoints of one service's log, again and again, and signs nothing that does not fit."""

from __future__ import annotations

import threading
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Final, Protocol

import structlog
from msgspec.structs import replace

from shared.clock import SystemClock
from shared.eventlog import epoch
from shared.eventlog.chain import Chain, Link, facts_of, head, links, upto
from shared.privacy.key_token import token_at
from shared.witness import copies
from shared.witness.book import Book, BookTaken
from shared.witness.checkpoint import (
    Checkpoint,
    Cut,
    Unsigned,
    line_hash,
    marks_of,
    opened,
    runs_of,
    sign,
)
from shared.witness.proof import Evidence, of_book, of_log, trusted
from shared.witness.signer import FileSigner, make_key, publish
from shared.witness.token_signer import SIGNER_FILE, TokenSigner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from shared.clock import Clock
    from shared.eventlog.database import Connection, Database
    from shared.witness.signer import Signer

EVERY_SECONDS: Final = 60.0
EVERY_FACTS: Final = 1000
MOST_FACTS: Final = 10_000
"""What one checkpoint covers at most, so that a line stays short."""
_LOOK_SECONDS = 2.0
_log = structlog.get_logger()


class DoesNotFit(RuntimeError):  # noqa: N818 - it says what the log does
    """The log is not what the last checkpoint says; `code` says how."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


class Meter(Protocol):
    """Hears how it goes."""

    def checkpoint(self, age: float, refused: float) -> None:
        """Hear how many seconds old the last look is, and for how many signing was refused."""
        ...


class Witness:
    """Keeps the book of one log; the signed line stands outside the database before in it."""

    def __init__(
        self,
        installation: str,
        database: Database,
        *,
        keys: Path,
        book: Path,
        clock: Clock | None = None,
        chain: Chain | None = None,
    ) -> None:
        """Keep the book in the folder `book` with the key in the folder `keys`.

        Without a `chain` it is that of the service's facts.
        A token named in `keys` signs, unless a key lies there already.
        The moment of a checkpoint is real time, also where business time is played.
        """
        self._installation = installation
        self.chain = chain or facts_of(database.schema)
        self._name = self.chain.name
        self._database = database
        self._clock = clock or SystemClock()
        self.key_file = keys / f"{self._name}.key"
        self.public_file = book / f"{self._name}.pub"
        self.book = Book(book / f"{self._name}.jsonl")
        self._signer: Signer | None = None
        self._position: int | None = None
        self._looked_at = monotonic()
        self._refused_since: float | None = None

    def run(self, stop: threading.Event) -> None:
        """Take checkpoints until told to stop, and a last one then."""
        while not stop.is_set():
            self._look(self._is_time)
            stop.wait(_LOOK_SECONDS)
        self._look(lambda _head: True)

    def measure(self, meter: Meter) -> None:
        """Tell how it goes."""
        now, since = monotonic(), self._refused_since
        meter.checkpoint(now - self._looked_at, 0.0 if since is None else max(now - since, 1.0))

    def take(self, *, wait: bool = True) -> Checkpoint | None:
        """Sign all that came since the last checkpoint; return the last one that was signed."""
        taken: Checkpoint | None = None
        with self.book.writing(wait=wait), self._database.connection() as conn:
            signer = self._ready(conn)
            while (one := self._one(conn, signer)) is not None:
                taken = one
        return taken

    def _known(self, conn: Connection) -> tuple[int, int]:
        """Return the highest epoch and position that were ever signed; a backup knows neither."""
        evidence = Evidence(self.chain, self._ready(conn).public_key, self.book.lines())
        signed = trusted(evidence, copies.read(conn, self._name))
        epochs = [number for each in signed if each.cut for number, _ in each.cut.epochs]
        return max(epochs, default=0), max((each.position for each in signed), default=0)

    def release(self, conn: Connection, cut: Cut) -> Checkpoint:
        """Begin the next epoch and sign that a person did: what was signed behind it is no more.

        What is left must be what was signed. A log without epochs was cut where it first differs
        from that. `conn` is a transaction of the owner's, so that both happen or none.
        """
        after = 0
        if self.chain == facts_of(self._name):
            known = self._known(conn)
            epoch.begin(conn, self._name, actor=cut.actor, reason=cut.reason, known=known)
            cut = replace(cut, epochs=epoch.later(conn, self._name))
            after = head(conn, self.chain)
        with self.book.writing(wait=True):
            signer = self._ready(conn)
            lines = self._made_level(conn, signer)
            last = self._last(lines[-1], signer) if lines else self._one(conn, signer)
            evidence = Evidence(self.chain, signer.public_key, lines)
            fault = next(of_log(conn, evidence, {}), None)
            while fault is None and (one := self._one(conn, signer)) is not None:
                last = one
            if last is None or (fault and not after < fault.place <= last.position):
                raise DoesNotFit("log_changed")
            place = fault.place - 1 if fault else last.position
            return self._keep(conn, self._cut_at(conn, cut, last, place), signer)

    def _look(self, is_time: Callable[[int], bool]) -> None:
        try:
            with self._database.connection() as conn:
                last = head(conn, self.chain)
            if is_time(last):
                self.take(wait=False)
                self._position, self._looked_at, self._refused_since = last, monotonic(), None
        except BookTaken:
            return  # another instance of the service writes; the next look sees what it wrote
        except DoesNotFit as trouble:
            self._refused_since = self._refused_since or monotonic()
            _log.error("checkpoint_refused", code=trouble.code, log=self._name)
        except Exception:  # noqa: BLE001 - the next look tries again
            _log.exception("witness_stumbled")

    def _is_time(self, head: int) -> bool:
        if self._position is None or self._refused_since is not None:
            return True
        return head - self._position >= EVERY_FACTS or monotonic() - self._looked_at > EVERY_SECONDS

    def signer(self) -> Signer:
        """Return who signs; a key that is missing or unsafe is said."""
        in_token = self._in_token()
        return FileSigner(self.key_file) if in_token is None else in_token

    def _in_token(self) -> TokenSigner | None:
        """Return the signer in the token, where one is named; a key that lies in a file stays."""
        token = None if self.key_file.exists() else token_at(self.key_file.with_name(SIGNER_FILE))
        return None if token is None else TokenSigner(token, self._name)

    def _has_key(self) -> bool:
        in_token = self._in_token()
        return self.key_file.exists() if in_token is None else in_token.exists()

    def _make_key(self) -> None:
        in_token = self._in_token()
        if in_token is None:
            make_key(self.key_file)
        else:
            in_token.make()

    def _ready(self, conn: Connection) -> Signer:
        """Return the signer; the key is made before the first checkpoint and never after it."""
        if self._signer is None:
            if not self._has_key():
                if self.book.last() is not None or copies.last(conn, self._name) is not None:
                    raise DoesNotFit("key_missing")
                self._make_key()
            self._signer = self.signer()
            publish(self.public_file, self._signer.public_key)
        return self._signer

    def _one(self, conn: Connection, signer: Signer) -> Checkpoint | None:
        line = self.book.last()
        last = self._last(line, signer)
        self._copied(conn, line, last)
        facts = list(islice(self._since(conn, last), MOST_FACTS))
        if last is not None and not facts:
            return None
        checkpoint = Checkpoint(
            installation=self._installation,
            service=self._name,
            number=last.number + 1 if last else 1,
            position=facts[-1].position if facts else 0,
            count=(last.count if last else 0) + len(facts),
            hash=facts[-1].hash.hex() if facts else "",
            taken_at=self._clock.now(),
            before=line_hash(line) if line else "",
            runs=runs_of(facts),
            marks=marks_of(facts),
        )
        return self._keep(conn, checkpoint, signer)

    def _keep(self, conn: Connection, checkpoint: Checkpoint, signer: Signer) -> Checkpoint:
        """Write the signed line outside the database before in it."""
        signed = sign(checkpoint, signer)
        self.book.add(signed)
        copies.add(conn, self._name, checkpoint.number, signed)
        return checkpoint

    def _made_level(self, conn: Connection, signer: Signer) -> list[bytes]:
        """Give book and copy the lines that only the other has: a restore cuts one of them."""
        lines, copied = self.book.lines(), copies.read(conn, self._name)
        missing = [copied[number] for number in sorted(copied) if number > len(lines)]
        lines += missing
        evidence = Evidence(self.chain, signer.public_key, lines)
        whole = dict(enumerate(lines, 1)) | copied
        if whole and next(of_book(evidence, whole, whole=False), None) is not None:
            raise DoesNotFit("book_changed")
        for line in missing:
            self.book.add(line)
        for number, line in enumerate(lines, 1):
            copies.add(conn, self._name, number, line)
        return lines

    def _cut_at(self, conn: Connection, cut: Cut, last: Checkpoint, place: int) -> Checkpoint:
        position, count = upto(conn, self.chain, place)
        link = next(links(conn, self.chain, since=position), None)
        return Checkpoint(
            installation=self._installation,
            service=self._name,
            number=last.number + 1,
            position=position,
            count=count,
            hash=link.hash.hex() if link and count else "",
            taken_at=self._clock.now(),
            before=line_hash(self.book.last() or b""),
            cut=replace(cut, lost=last.count - count),
        )

    def _last(self, line: bytes | None, signer: Signer) -> Checkpoint | None:
        if line is None:
            return None
        try:
            return opened(line, signer.public_key)
        except Unsigned:
            raise DoesNotFit("book_changed") from None

    def _copied(self, conn: Connection, line: bytes | None, last: Checkpoint | None) -> None:
        """Hold the book against its copy in the database; a crash may have left one line out."""
        copied = copies.last(conn, self._name)
        number = last.number if last else 0
        if (copied or 0) > number:
            raise DoesNotFit("book_cut")
        if line is not None and (copied or 0) < number:
            copies.add(conn, self._name, number, line)

    def _since(self, conn: Connection, last: Checkpoint | None) -> Iterator[Link]:
        """Return the facts after the last checkpoint, each seen to follow the one before."""
        if last is None or last.count == 0:
            found, before = links(conn, self.chain), None
        else:
            found = links(conn, self.chain, since=last.position)
            before = next(found, None)
            if before is None or before.position != last.position:
                raise DoesNotFit("log_cut")
            if before.hash.hex() != last.hash:
                raise DoesNotFit("log_changed")
        for fact in found:
            if not fact.follows(before):
                raise DoesNotFit("log_changed")
            before = fact
            yield fact
