"""The earlier fact that an order of a further case puts right or takes back."""

from datetime import date
from typing import Any

from shared.casework.declare import Collected, Loaded
from shared.eventlog.envelope import Recorded
from shared.eventlog.event import Event


def latest(loaded: Loaded, kinds: tuple[type[Event], ...]) -> Recorded[Any] | None:
    """Return the latest fact of these kinds that has not been taken back."""
    gone = {
        each.meta.corrects for each in loaded.history if each.meta.how in {"withdrawn", "annulled"}
    }
    standing = (each for each in reversed(loaded.history) if each.meta.event_id not in gone)
    return next((each for each in standing if isinstance(each.event, kinds)), None)


def corrected(facts: Any, wrong: Recorded[Any] | None, day: date | None = None) -> Collected[Any]:
    """Say that an earlier fact is put right, and from which day it holds now."""
    if wrong is None:
        return Collected(facts=facts)
    return Collected(
        facts=facts,
        corrects=wrong.meta.event_id,
        how="corrected",
        effective_on=day or wrong.meta.effective_on,
    )


def taken_back(facts: Any, wrong: Recorded[Any] | None) -> Collected[Any]:
    """Say that an earlier fact did not happen."""
    if wrong is None:
        return Collected(facts=facts)
    return Collected(
        facts=facts,
        corrects=wrong.meta.event_id,
        how="withdrawn",
        effective_on=wrong.meta.effective_on,
    )
