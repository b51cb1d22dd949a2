"""How long to wait before trying again: longer each time, never for ever, real time."""


class Backoff:
    """Waits that grow fourfold from `first` to `longest` seconds."""

    def __init__(self, first: float = 0.1, longest: float = 30.0) -> None:
        """Begin with the shortest wait."""
        self._first = first
        self._longest = longest
        self._times = 0

    def next(self) -> float:
        """Return how long to wait now."""
        self._times += 1
        return wait_before(self._times + 1, self._first, self._longest)

    def reset(self) -> None:
        """Begin again with the shortest wait: it worked."""
        self._times = 0


def wait_before(attempt: int, first: float, longest: float) -> float:
    """Return the seconds to wait before the second, third, … attempt."""
    steps = min(max(attempt - 2, 0), 20)
    return min(first * 4.0**steps, longest)
