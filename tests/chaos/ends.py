"""Does a piece of work in process after process, each killed some steps later than the one before.

A step is a statement or a commit, before and after it (`tests.chaos.crash`). Once a process lives
to the end the work is done, and every step that was named has been the last one of some process.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from uuid import UUID

from shared.casework.foreign import rebuild_foreign
from shared.clock import SystemClock
from shared.eventlog.append import Append, Appended, Key, Replayed
from shared.eventlog.follower import Follower
from shared.eventlog.log import PostgresLog
from shared.eventlog.rebuild import rebuild_own
from tests.chaos import sample
from tests.chaos.crash import CutDatabase, Cutter
from tests.chaos.sample_views import VIEWS
from tests.support.children import end_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable

LIVES_OF_A_FOLLOWER = 80
"""A follower has no end: after so many steps the next one dies early again."""


class Killer(Cutter):
    """Kills the process at a step."""

    def end_here(self) -> NoReturn:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


def log_of(orders: dict[str, Any], service: str, killer: Killer) -> PostgresLog:
    """Return a log as gamma, or its own service, sees it; what is done there are steps."""
    role = service if orders["work"] == "append" else "gamma"
    database = CutDatabase(orders["url"], service, f"jobcenter_{role}", killer)
    return PostgresLog(database, SystemClock())


def append(orders: dict[str, Any], killer: Killer) -> None:
    """Tell one wish under its key."""
    key = Key("test", "wish", b"same", b"the answer")
    facts = tuple(sample.told("alpha", nth, UUID(int=1, version=4)) for nth in (1, 2))
    (outcome,) = log_of(orders, "alpha", killer).append([Append("wish-1", 0, facts, key=key)])
    assert isinstance(outcome, Appended) or outcome == Replayed(b"the answer"), outcome


def rebuild(orders: dict[str, Any], killer: Killer) -> None:
    """Build a view of gamma's anew."""
    view, log = VIEWS[orders["view"]], log_of(orders, "gamma", killer)
    if view.follows:
        feeds = {each: log_of(orders, each, killer) for each in view.follows}
        rebuild_foreign(log._database, view, feeds, sample.CODEC)
    else:
        rebuild_own(log._database, view, log, sample.CODEC)


def follow(orders: dict[str, Any], killer: Killer) -> None:
    """Keep an own view level until killed."""
    log = log_of(orders, "gamma", killer)
    follower = Follower(log._database, log, sample.CODEC, (VIEWS[orders["view"]],))
    while True:
        if not follower.step():
            time.sleep(0.01)


WORK: dict[str, Callable[[dict[str, Any], Killer], None]] = {
    "append": append,
    "rebuild": rebuild,
    "follow": follow,
}


def lived(orders: dict[str, Any], at: int) -> bool:
    """Do the work in a process that is killed at a step; say whether it came to the end before."""
    child = os.fork()
    if not child:
        code = 1
        end_with_parent()
        try:
            WORK[orders["work"]](orders, Killer(at))
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return False
    if status:
        sys.exit(1)
    return True


def main() -> None:
    """Count the steps up, `every` so many; say how many processes died."""
    end_with_parent()
    orders = json.loads(sys.argv[1])
    steps = itertools.count(orders.get("first", 1), orders.get("every", 1))
    most = LIVES_OF_A_FOLLOWER if orders["work"] == "follow" else sys.maxsize
    for died, at in enumerate(steps):
        if lived(orders, (at - 1) % most + 1):
            Path(orders["said"]).write_text(str(died), encoding="utf-8")
            return


if __name__ == "__main__":
    main()
