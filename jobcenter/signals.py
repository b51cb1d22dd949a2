"""Waiting for the end of a patched process."""

import signal
import socket


def wait_for_end() -> None:
    """Return when Ctrl-C or SIGTERM comes.

    The signal writes to a socket that a green thread reads: a handler that raised would hit
    whichever request is at work, and one that only sent an event would not wake an idle hub.
    """
    heard, rung = socket.socketpair()
    rung.setblocking(False)  # noqa: FBT003 - the socket's own signature
    signal.set_wakeup_fd(rung.fileno())
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    heard.recv(1)
    signal.set_wakeup_fd(-1)
    heard.close()
    rung.close()
