"""Group commit: one writer takes what waits and stores it in one call."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import psycopg
import structlog

from shared.trouble import Unavailable

if TYPE_CHECKING:
    from collections.abc import Sequence


C = TypeVar("C")
O_co = TypeVar("O_co", covariant=True)
C_contra = TypeVar("C_contra", contravariant=True)


class Appends(Protocol[C_contra, O_co]):
    """What a writer needs of a log."""

    def append(self, commands: Sequence[C_contra]) -> Sequence[O_co]:
        """Write decisions; each gets its own answer."""
        ...


_log = structlog.get_logger()

_LARGEST_BATCH = 256
_LONGEST_QUEUE = 2000
_PATIENCE_SECONDS = 15.0


class _Slot(Generic[C, O_co]):
    """Where one caller waits for the answer to its own decision."""

    __slots__ = ("_done", "command", "outcome", "trouble")

    def __init__(self, command: C) -> None:
        self.command = command
        self.outcome: O_co | None = None
        self.trouble: Exception | None = None
        self._done = threading.Event()

    def settle(self, outcome: Any, trouble: Exception | None = None) -> None:
        if not self._done.is_set():
            self.outcome, self.trouble = outcome, trouble
            self._done.set()

    def wait(self) -> O_co:
        """Return the outcome; an answer that does not come is trouble, never success."""
        self._done.wait(_PATIENCE_SECONDS)
        if self.trouble is not None:
            raise self.trouble
        if self.outcome is None:
            raise Unavailable("outcome_unknown")
        return self.outcome


class Writer(Generic[C, O_co]):
    """The only one in a process that appends what callers decide.

    Callers put a decision in a bounded queue and wait for their own outcome, so a killed caller
    takes nobody with it. Whatever ends a batch without an answer leaves "unknown, repeat with the
    same key" to everyone in it.
    """

    def __init__(self, log: Appends[C, O_co]) -> None:
        """Write to this log."""
        self._log = log
        self._waiting: queue.Queue[_Slot[C, O_co] | None] = queue.Queue(_LONGEST_QUEUE)
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopped = False

    def submit(self, command: C) -> O_co:
        """Store a decision and return what became of it."""
        if self._stopped:
            raise Unavailable("shutting_down")
        slot: _Slot[C, O_co] = _Slot(command)
        try:
            self._waiting.put_nowait(slot)
        except queue.Full:
            raise Unavailable("overloaded") from None
        self._ensure_running()
        return slot.wait()

    def waiting(self) -> int:
        """Return how many decisions wait to be stored."""
        return self._waiting.qsize()

    def stop(self) -> None:
        """Store what waits, then end."""
        self._stopped = True
        thread = self._thread
        if thread is not None and thread.is_alive():
            self._waiting.put(None)
            thread.join(_PATIENCE_SECONDS)

    def _ensure_running(self) -> None:
        thread = self._thread
        if thread is not None and thread.is_alive():
            return
        with self._starting:
            thread = self._thread
            if thread is None or not thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="log-writer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        """Work until the end; whoever came while this thread was being killed gets another one."""
        try:
            while not self._take_and_store():
                pass
        finally:
            self._thread = None
            if not (self._stopped or self._waiting.empty()):
                self._ensure_running()

    def _take_and_store(self) -> bool:
        """Store one batch; say whether it was the last."""
        batch, last = self._take()
        if batch:
            self._flush(batch)
        return last

    def _take(self) -> tuple[list[_Slot[C, O_co]], bool]:
        """Wait for one decision, then take all that came meanwhile."""
        batch: list[_Slot[C, O_co]] = []
        slot = self._waiting.get()
        while slot is not None:
            batch.append(slot)
            if len(batch) >= _LARGEST_BATCH:
                return batch, False
            try:
                slot = self._waiting.get_nowait()
            except queue.Empty:
                return batch, False
        return batch, True

    def _flush(self, batch: list[_Slot[C, O_co]]) -> None:
        try:
            self._store(batch)
        finally:
            for slot in batch:
                slot.settle(None, Unavailable("outcome_unknown"))

    def _store(self, batch: list[_Slot[C, O_co]]) -> None:
        try:
            outcomes = self._log.append([slot.command for slot in batch])
        except (psycopg.OperationalError, psycopg.InterfaceError):
            _log.warning("append_outcome_unknown", exc_info=True)
            return
        except psycopg.Error as trouble:
            self._find_the_guilty(batch, trouble)
            return
        except Unavailable as closed:
            for slot in batch:
                slot.settle(None, closed)
            return
        except Exception:  # noqa: BLE001 - the callers get "unknown", the writer lives on
            _log.exception("append_failed")
            return
        for slot, outcome in zip(batch, outcomes, strict=True):
            slot.settle(outcome)

    def _find_the_guilty(self, batch: list[_Slot[C, O_co]], trouble: psycopg.Error) -> None:
        """Store one by one what was refused together: the server rolled all of it back."""
        if len(batch) == 1:
            batch[0].settle(None, trouble)
            return
        for slot in batch:
            self._store([slot])
