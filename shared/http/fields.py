"""Turns a decoding error into a code and the path of the field; the value is never repeated."""

import re

from shared.trouble import Invalid

# An unknown field's name is the caller's own text: it is shown only when it looks like a name.
_NAME = re.compile(r"[a-z][a-z_]{0,63}")
_WHERE = re.compile(r" - at `(?P<path>[^`]*)`$")
_QUOTED = re.compile(r"`(?P<name>[^`]*)`")


def invalid(message: str) -> Invalid:
    """Read msgspec's message, such as ``Expected `int`, got `str` - at `$.hours` ``."""
    where = _WHERE.search(message)
    path = where["path"].removeprefix("$").removeprefix(".") if where else ""
    text = message[: where.start()] if where else message
    if text.startswith("Object missing required field"):
        return Invalid("field_missing", _join(path, _quoted(text)))
    if text.startswith("Object contains unknown field"):
        return Invalid("field_unknown", _join(path, shown_name(_quoted(text))))
    return Invalid(_code(text), path)


def shown_name(name: str) -> str:
    """Return the caller's name of a field, or `?` when it could be a value in disguise."""
    return name if _NAME.fullmatch(name) else "?"


def _code(text: str) -> str:
    if text.startswith("Expected"):
        if ", got `" in text:
            return "wrong_type"
        return "wrong_format" if "matching regex" in text else "out_of_bounds"
    if text.startswith(("Invalid enum value", "Invalid value")):
        return "value_not_allowed"
    if text.startswith("Invalid "):
        return "wrong_format"
    if "out of range" in text:
        return "number_out_of_range"
    return "value_refused"


def _quoted(text: str) -> str:
    match = _QUOTED.search(text)
    return match["name"] if match else "?"


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
