"""What becomes of one message, given how far its source was followed: one decision (protocol I1).

Pure: no clock, no broker, no database. A message proves nothing by arriving; only its place and
the place before it, held against the tracking row, say whether something is missing.
"""

from enum import Enum, auto

from shared.eventlog.envelope import Cursor


class Verdict(Enum):
    """What to do with a message."""

    STALE = auto()  # of an epoch that was cut off: acknowledge and drop
    KNOWN = auto()  # handled before: acknowledge
    UNREAD = auto()  # the feed is doing the work: acknowledge without reading
    GAP = auto()  # something is missing before it: acknowledge, the feed does the work
    HANDLE = auto()  # the next one: handle, commit, then acknowledge


def decide(tracked: Cursor, *, behind: bool, epoch: int, position: int, previous: int) -> Verdict:
    """Say what becomes of a message at `position` whose fact before it is `previous`.

    `previous <= tracked.position`, not `=`: tracking also moves over facts nobody asked for.
    """
    if epoch < tracked.epoch:
        return Verdict.STALE
    if epoch > tracked.epoch:
        return Verdict.GAP
    if position <= tracked.position:
        return Verdict.KNOWN
    if behind:
        return Verdict.UNREAD
    return Verdict.HANDLE if previous <= tracked.position else Verdict.GAP
