"""What the types of an order cannot say: text that can be kept, days that exist in a case."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from msgspec import Struct

from shared.http.limits import FIRST_DAY, LAST_DAY, MAX_INTEGER
from shared.trouble import Invalid

_KEPT_CONTROLS = "\t\n\r"


def check(value: Any, path: str = "") -> None:
    """Go through a decoded order and refuse what no table or calendar could hold."""
    for place, part in _parts(value, path):
        check(part, place)
    match value:
        case str():
            _check_text(value, path)
        case bool():
            return
        case int() | float() | Decimal():
            _check_number(Decimal(value), path)
        case datetime():
            _check_moment(value, path)
        case date():
            _check_day(value, path)
        case _:
            return


def _parts(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Go through what a value holds, with the path of each part."""
    match value:
        case Struct():
            for name in value.__struct_fields__:
                yield (f"{path}.{name}" if path else name), getattr(value, name)
        case Mapping():
            for key, item in value.items():
                yield path, key
                yield f"{path}[...]", item
        case list() | tuple() | set() | frozenset():
            for index, item in enumerate(value):
                yield f"{path}[{index}]", item
        case _:
            return


def _check_text(text: str, path: str) -> None:
    if not text.isprintable() and any(
        (mark < " " and mark not in _KEPT_CONTROLS) or "\ud800" <= mark <= "\udfff" for mark in text
    ):
        raise Invalid("text_refused", path)


def _check_number(number: Decimal, path: str) -> None:
    if not number.is_finite() or abs(number) > MAX_INTEGER:
        raise Invalid("number_out_of_range", path)


def _check_moment(moment: datetime, path: str) -> None:
    if moment.tzinfo is None:
        raise Invalid("moment_without_time_zone", path)
    _check_day(moment.date(), path)


def _check_day(day: date, path: str) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Invalid("date_out_of_range", path)
