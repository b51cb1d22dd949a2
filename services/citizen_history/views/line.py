"""One line of a citizen's history: a fact of any service, without anything personal in it."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct

from shared.eventlog.codec import Unread
from shared.eventlog.envelope import Recorded
from shared.eventlog.event import Event
from shared.identity import is_id
from shared.period import Period
from shared.privacy.masking import holds_cpr

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:@#-]{0,79}")
_LARGEST_COUNT: Final = 99_999_999  # a larger number is no count of days, and may be a CPR number
_CODE_KEYS: Final = frozenset(
    (
        "authority",
        "because",
        "benefit_basis",
        "by_tag",
        "channel",
        "code",
        "command",
        "deadline",
        "finding",
        "form",
        "from_authority",
        "kind",
        "number_kind",
        "offer_type",
        "outcome",
        "record_id",
        "record_source",
        "reported_from",
        "rule",
        "rule_key",
        "sanction_type",
        "source",
        "status",
        "supplier",
        "target_group",
        "text_version",
        "to_authority",
        "trigger_tag",
        "week",
    )
)
_MONEY: Final = re.compile(r"amount|price|rate|_ore$|income|wage")


class Line(Struct, frozen=True):
    """A fact as it stands in the history of one citizen.

    `effective_on` is the day it holds, `recorded_at` the moment it became known; the period, where
    there is one, is the days for which it says something (`period_end` is not counted).
    """

    source: str
    position: int
    citizen: UUID
    stream: str
    tag: str
    event_id: UUID
    effective_on: date
    recorded_at: datetime
    authority: str
    unit: str
    actor: str
    corrects: UUID | None
    how: str | None
    period_start: date | None
    period_end: date | None
    payload: dict[str, Any]


def data_of(event: Event) -> dict[str, Any]:
    """Return a fact's fields as they stand in the log, whether or not it has a struct here."""
    if isinstance(event, Unread):
        return event.data
    data: dict[str, Any] = msgspec.to_builtins(event)
    return {key: value for key, value in data.items() if key != "event"}


def line_of(citizen: UUID, recorded: Recorded[Any]) -> Line:
    """Write a fact into a citizen's history; who else it is about is not told there."""
    data = data_of(recorded.event)
    period = _period(data["period"]) if "period" in data else None
    payload = shown_part(data)
    if len(recorded.meta.subjects) > 1:
        others = {str(each) for each in recorded.meta.subjects if each != citizen}
        payload = {key: each for key, each in payload.items() if each not in others}
    return Line(
        source=recorded.source,
        position=recorded.position,
        citizen=citizen,
        stream=recorded.stream,
        tag=recorded.tag,
        event_id=recorded.meta.event_id,
        effective_on=recorded.meta.effective_on,
        recorded_at=recorded.recorded_at,
        authority=recorded.meta.actor.authority,
        unit=recorded.meta.actor.unit,
        actor=recorded.meta.actor.id,
        corrects=recorded.meta.corrects,
        how=recorded.meta.how,
        period_start=None if period is None else period.start,
        period_end=None if period is None else period.end,
        payload=payload,
    )


def shown_part(data: dict[str, Any]) -> dict[str, Any]:
    """Keep ids, days, counts and known codes; text, money and everything else stays away.

    Deny by default: a text is kept only under a field known to hold a code.
    """
    return {key: value for key, value in data.items() if _may_show(key, value)}


def _may_show(key: str, value: object) -> bool:
    match value:
        case str():
            return is_id(value) or _is_day_or_code(key, value)
        case bool():
            return True
        case int():
            return abs(value) <= _LARGEST_COUNT and not _MONEY.search(key)
        case _:
            return False


@lru_cache(maxsize=4096)
def _is_day_or_code(key: str, text: str) -> bool:
    """Say so of the same few codes and days that stand in fact after fact."""
    return _is_day(text) or _is_code(key, text)


def _is_day(text: str) -> bool:
    if "-" not in text or not text[0].isdigit():  # most texts, and an exception costs much more
        return False
    try:
        return bool(datetime.fromisoformat(text)) and not holds_cpr(text)
    except ValueError:
        return False


def _is_code(key: str, text: str) -> bool:
    return key in _CODE_KEYS and bool(_CODE.fullmatch(text)) and not holds_cpr(text)


def _period(value: object) -> Period | None:
    """Read a period where a fact has one; another service may call something else so."""
    try:
        return msgspec.convert(value, Period)
    except msgspec.ValidationError:
        return None
