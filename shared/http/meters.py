"""What the counter tells the figures of its service; `shared.observability.metrics` keeps them."""

from typing import Protocol

# What became of an order, by the status it was answered with.
OUTCOMES = {
    403: "denied",
    404: "not_found",
    409: "rejected",
    412: "conflict",
    500: "failed",
    503: "unavailable",
}


class Meters(Protocol):
    """Counts requests, refusals and orders; never by person or case."""

    def answered(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """Count an answered request by its route template, None when none matched."""
        ...

    def in_flight(self, requests: int) -> None:
        """Say how many requests are being answered now."""
        ...

    def refused(self, code: str) -> None:
        """Count a refusal."""
        ...

    def command(self, command: str, outcome: str) -> None:
        """Count an order and what became of it."""
        ...


def outcome_of(status: int) -> str:
    """Name what became of an order that was refused; a mistake of form is `invalid`."""
    return OUTCOMES.get(status, "invalid")
