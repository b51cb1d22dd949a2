"""Facts of other services as they reach the timeline, told in few words."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from services.citizen_history.views.line import Line, line_of
from shared.actor import Actor, Authority
from shared.clock import COPENHAGEN
from shared.eventlog.codec import Unread
from shared.eventlog.envelope import How, Meta, Recorded
from tests.citizen_history.people import ANNA

UNITS = {"benefit_service": "benefit_service", "sickpay": "sickpay"}


def event_id(name: str) -> UUID:
    """Name a fact in a test; the same name is the same fact."""
    return uuid5(UUID(int=0), name)


def day(text: str) -> date:
    """Read a day."""
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    """Read a moment as a clock in Copenhagen shows it; a day means noon."""
    return (
        datetime.fromisoformat(text if "T" in text else f"{text}T12:00")
        .replace(tzinfo=COPENHAGEN)
        .astimezone(UTC)
    )


def fact(
    tag: str,
    on: str,
    *,
    told: str | None = None,
    name: str = "",
    position: int = 1,
    source: str = "",
    stream: str = "",
    corrects: str | None = None,
    how: How | None = None,
    authority: Authority = "municipal",
    subjects: tuple[UUID, ...] = (ANNA,),
    also: dict[str, Any] | None = None,
    **data: Any,
) -> Recorded[Unread]:
    """Make a fact that holds from `on` and was recorded at `told` (the same day when left out).

    `also` holds fields of the fact that are called like an argument here.
    """
    service = source or tag.partition(".")[0]
    return Recorded(
        source=service,
        epoch=1,
        position=position,
        previous=position - 1,
        stream=stream or f"{service}_case-1",
        version=position,
        tag=tag,
        recorded_at=moment(told or on),
        event=Unread(tag, data | (also or {})),
        meta=Meta(
            event_id=event_id(name or f"{service}-{position}"),
            occurred_at=moment(told or on),
            effective_on=day(on),
            actor=Actor(id="anna", authority=authority, unit=UNITS.get(service, "jobcenter")),
            correlation_id="test",
            subjects=subjects,
            corrects=None if corrects is None else event_id(corrects),
            how=how,
        ),
    )


def line(tag: str, on: str, **more: Any) -> Line:
    """Make a line of Anna's history."""
    return line_of(ANNA, fact(tag, on, **more))
