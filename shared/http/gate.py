"""How many requests are answered at once: the others wait a moment, or are asked to come back."""

import threading

from shared.http.limits import MAX_IN_FLIGHT, MAX_WAITING, PATIENCE


class Gate:
    """Counts the requests being answered.

    Whoever finds the house full waits for a place, but not for long and not behind too many. So a
    flood neither starves those at work, who would share the process with everybody being sent
    away, nor grows a queue that nobody lives to see the end of.
    """

    def __init__(
        self, places: int = MAX_IN_FLIGHT, waiting: int = MAX_WAITING, patience: float = PATIENCE
    ) -> None:
        """Take the number of places, how many may wait for one, and for how many seconds."""
        self._most_waiting = waiting
        self._patience = patience
        self._free = threading.Semaphore(places)
        self.taken = 0
        self.waiting = 0

    def enter(self) -> bool:
        """Take a place, perhaps after a moment; False when there is none."""
        if not self._free.acquire(blocking=False) and not self._waited():
            return False
        self.taken += 1
        return True

    def leave(self) -> None:
        """Give the place back."""
        self.taken -= 1
        self._free.release()

    def _waited(self) -> bool:
        if self.waiting >= self._most_waiting:
            return False
        self.waiting += 1
        try:
            return self._free.acquire(timeout=self._patience)
        finally:
            self.waiting -= 1
