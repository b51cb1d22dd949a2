"""How a patched process waits for its database: other work goes on meanwhile.

psycopg's own wait through `selectors` asks the hub twice for each statement: whether it may send,
which it nearly always may, and then for the answer. Each time everything else that is ready goes
first. Here the socket itself is asked first, and the hub only when there is nothing to do.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

import psycopg.waiting
from eventlet import patcher
from eventlet.hubs import trampoline
from psycopg.errors import _WaitTimeout
from psycopg.waiting import READY_NONE, READY_R, READY_RW, READY_W, WAIT_R, WAIT_RW, WAIT_W

if TYPE_CHECKING:
    from collections.abc import Generator

_select: Any = patcher.original("select")
_ASKED = {
    WAIT_R: _select.POLLIN,
    WAIT_W: _select.POLLOUT,
    WAIT_RW: _select.POLLIN | _select.POLLOUT,
}


class _NothingCame(Exception):  # noqa: N818 - the hub's answer, not an error
    """The time was up."""


def install() -> None:
    """Let this patched process wait so; refuse where psycopg would stop every greenlet instead."""
    if psycopg.waiting.wait not in (psycopg.waiting.wait_selector, wait):
        msg = "PSYCOPG_WAIT_FUNC must be wait_selector before anything is imported"
        raise RuntimeError(msg)
    psycopg.waiting.wait = wait


def wait(
    gen: Generator[Any, Any, Any], fileno: int, interval: float = 0.0, timeout: float | None = None
) -> Any:
    """Work through one of psycopg's conversations with the server; arguments are psycopg's own."""
    deadline = None if timeout is None else monotonic() + timeout
    poll = _select.poll()
    try:
        state = next(gen)
        poll.register(fileno, _ASKED[state])
        while True:
            patience = interval if deadline is None else min(interval, deadline - monotonic())
            ready = _found(poll.poll(0)) or _told(fileno, state, max(0.0, patience))
            asked, state = state, gen.send(ready)
            if state != asked:
                poll.modify(fileno, _ASKED[state])
            if deadline is not None and monotonic() >= deadline:
                raise _WaitTimeout("wait timeout expired")
    except StopIteration as ended:
        return ended.value


def _found(events: list[tuple[int, int]]) -> Any:
    """Say what the socket is ready for; whatever is wrong with it is found by reading."""
    if not events:
        return READY_NONE
    told = events[0][1]
    if told == _select.POLLOUT:
        return READY_W
    return READY_RW if told & _select.POLLOUT else READY_R


def _told(fileno: int, state: Any, seconds: float) -> Any:
    """Let others work until the socket is ready, or for so long.

    Who may write and read waits to write: while that is impossible the next look finds what came.
    """
    reads = state == WAIT_R
    try:
        trampoline(fileno, read=reads, write=not reads, timeout=seconds, timeout_exc=_NothingCame)
    except _NothingCame:
        psycopg.waiting._check_fd_closed(fileno)  # noqa: SLF001 - psycopg is pinned
        return READY_NONE
    return READY_R if reads else READY_W
