"""One source as the inbox sees it: how far it is followed, and whether the feed does the work."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from shared.eventlog.envelope import Cursor

if TYPE_CHECKING:
    from shared.messaging.feed import Feed

Why: TypeAlias = Literal["start", "gap", "idle", "more", "bell", "refused", "failed"]


@dataclass(slots=True)
class Line:
    """What is known of one source; memory only, the tracking row is the truth."""

    source: str
    feed: Feed
    cursor: Cursor = field(default_factory=Cursor)
    behind: bool = True
    why: Why = "start"
    unproved: bool = True
    """Whether nothing was handled since the start: what comes first may have killed the process."""
    careful: int = 0
    """How many facts are still handled one by one with their tries counted: as many as a batch
    holds after a process has died in the first one, and after a batch that failed."""
    asked: Cursor | None = None
    unread: bool = False
    """Whether a message was acknowledged unread since the feed was last asked."""
    not_before: float = 0.0
    proved: float = 0.0
    behind_since: float = 0.0
    failures: int = 0
    trouble: str | None = None
    halted: str | None = None
    """Why this source stands still until a person reconciles it; as the tracking row says."""

    def fall_behind(self, why: Why, now: float) -> None:
        """Let the feed do the work from now on."""
        if not self.behind:
            self.behind_since = now
            self.behind = True
            self.why = why

    def level(self, now: float) -> None:
        """Note that at this moment the source had nothing more."""
        self.behind = False
        self.unproved = False
        self.careful = 0
        self.proved = now
        self.failures = 0
        self.trouble = None

    def wait_until(self, moment: float) -> None:
        """Leave the source alone until then; others go on."""
        self.not_before = moment
        self.asked = None
