"""Reads path and query parameters into a struct; what the struct does not name is refused."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

import falcon
import msgspec
from msgspec import Struct, inspect

from shared.clock import COPENHAGEN
from shared.http.checks import check
from shared.http.fields import invalid, shown_name
from shared.trouble import Invalid, NotFound

S = TypeVar("S", bound=Struct)

_LISTS = (inspect.VarTupleType, inspect.ListType, inspect.SetType, inspect.FrozenSetType)


def read_parameters(req: falcon.Request, kind: type[S], found_in_path: Mapping[str, str]) -> S:
    """Return the parameters of a question; a nonsense path is 404, a nonsense query 422."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    lists = list_fields(kind)
    values: dict[str, Any] = dict(found_in_path)
    for name, value in req.params.items():
        if name not in fields or name in found_in_path:
            raise Invalid("parameter_unknown", shown_name(name))
        if name in lists:
            values[name] = value if isinstance(value, list) else [value]
        elif isinstance(value, list):
            raise Invalid("parameter_repeated", name)
        else:
            values[name] = value
    try:
        return _converted(values, kind)
    except Invalid as error:
        if error.path.partition(".")[0].partition("[")[0] in found_in_path:
            raise NotFound from error
        raise


def list_fields(kind: type[Struct]) -> frozenset[str]:
    """Return the names of the fields that may stand more than once in a query."""
    info = inspect.type_info(kind)
    fields = info.fields if isinstance(info, inspect.StructType) else ()
    return frozenset(field.encode_name for field in fields if isinstance(field.type, _LISTS))


def known_at(text: str | None) -> datetime | None:
    """Read a moment; a mere day means the end of that day in Copenhagen."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return _moment(text)
    check(day, "as_of_known")
    midnight = datetime.combine(day + timedelta(days=1), time(), COPENHAGEN)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)


def _moment(text: str) -> datetime:
    # A plus that was not escaped in a query arrives as a space.
    try:
        moment = msgspec.convert(text.replace(" ", "+"), datetime)
    except msgspec.ValidationError as error:
        raise Invalid("wrong_format", "as_of_known") from error
    check(moment, "as_of_known")
    return moment.astimezone(UTC)


def _converted(values: dict[str, Any], kind: type[S]) -> S:
    try:
        parameters = msgspec.convert(values, kind, strict=False)
    except msgspec.ValidationError as error:
        raise invalid(str(error)) from error
    for name, value in values.items():
        # The word "null" would be read as "not asked for" and give everybody's rows.
        if value is not None and getattr(parameters, attribute(kind, name)) is None:
            raise Invalid("wrong_format", name)
    check(parameters)
    return parameters


def attribute(kind: type[Struct], name: str) -> str:
    """Return the field of a struct that a parameter fills."""
    return next(f.name for f in msgspec.structs.fields(kind) if f.encode_name == name)
