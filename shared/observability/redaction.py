"""Keeps people out of log lines: unknown fields go, values of exceptions go, CPR shapes are masked.

Why two nets: the list of fields is what we trust; the mask catches what slips through a text.
"""

import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from datetime import date
from enum import Enum
from pathlib import PurePath
from typing import Any
from uuid import UUID

from shared.observability.fields import ALLOWED
from shared.privacy.masking import mask_cpr

LONGEST_TEXT = 300
_FRAMES = 20
_CAUSES = 5

_FIXED_CODE = re.compile(r"\A(?:[a-z][a-z0-9_]{1,63}|[0-9A-Z]{5})\Z")


def plain(value: Any) -> Any:
    """Return a value that may stand in a log line; of anything unknown only its type's name."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str):
        return mask_cpr(value[:LONGEST_TEXT])
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return f"<{type(value).__name__}>"


def allow_listed(_: Any, __: str, line: MutableMapping[str, Any]) -> dict[str, Any]:
    """Keep the fields of the list, masked; count the others in `dropped`."""
    kept = {key: plain(value) for key, value in line.items() if key in ALLOWED}
    dropped = len(line) - len(kept)
    return {**kept, "dropped": dropped} if dropped else kept


def foreign_message(_: Any, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Write a library's line with its numbers, and with the type alone of everything else.

    A library's arguments may be a message body, a broker URL with its password, or a row.
    """
    template = line["_record"].msg
    arguments = line.pop("positional_args", None)
    if not isinstance(template, str):
        line["event"] = f"<{type(template).__name__}>"
    elif arguments:
        line["event"] = _filled(template, arguments)
    return line


def error_fields(_: Any, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Tell which error it was and where, without its text and without any local value."""
    line.pop("stack_info", None)
    error = _exception(line.pop("exc_info", None))
    if error is None:
        return line
    line["error"] = _type_name(error)
    code = _fixed_code(error)
    if code:
        line["error_code"] = code
    causes = [_type_name(each) for each in _causes(error)]
    if causes:
        line["causes"] = causes
    line["frames"] = [
        f"{'/'.join(PurePath(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    ]
    return line


class _TypeOnly:
    """Stands in for a value in a library's message."""

    def __init__(self, value: Any) -> None:
        self._name = f"<{type(value).__name__}>"

    def __repr__(self) -> str:
        return self._name


def _safe(value: Any) -> Any:
    return value if isinstance(value, int | float) else _TypeOnly(value)


def _filled(template: str, arguments: Any) -> str:
    try:
        if isinstance(arguments, Mapping):
            return template % {key: _safe(value) for key, value in arguments.items()}
        return template % tuple(_safe(value) for value in arguments)
    except (TypeError, ValueError, KeyError):
        return template


def _exception(exc_info: Any) -> BaseException | None:
    if exc_info is True:
        return sys.exc_info()[1]
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple) and isinstance(exc_info[1], BaseException):
        return exc_info[1]
    return None


def _type_name(error: BaseException) -> str:
    kind = type(error)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _fixed_code(error: BaseException) -> str | None:
    for attribute in ("code", "sqlstate"):
        code = getattr(error, attribute, None)
        if isinstance(code, str) and _FIXED_CODE.match(code):
            return code
    return None


def _causes(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    cause = error.__cause__ or error.__context__
    while cause is not None and len(chain) < _CAUSES and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or cause.__context__
    return chain
