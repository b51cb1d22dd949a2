"""Writes structs as source again, with everything they are made of, for a client of its own."""

import enum
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
from msgspec import NODEFAULT, Struct

_PLAIN: Mapping[Any, str] = {
    Any: "Any",
    NoneType: "None",
    None: "None",
    str: "str",
    int: "int",
    bool: "bool",
    float: "float",
    bytes: "bytes",
    date: "date",
    datetime: "datetime",
    UUID: "UUID",
    Decimal: "Decimal",
    dict: "dict[str, Any]",
    object: "Any",
}


class Types:
    """The structs written so far, each after those it uses."""

    def __init__(self) -> None:
        """Begin with none."""
        self.written: list[str] = []
        self._names: dict[type[Struct], str] = {}

    def name(self, kind: Any) -> str:
        """Return a type as source; structs in it are written down first."""
        for known, text in _PLAIN.items():
            if kind is known:
                return text
        if isinstance(kind, type) and issubclass(kind, Struct):
            return self._struct(kind)
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            return f"Literal[{', '.join(repr(each.value) for each in kind)}]"
        return self._composed(kind)

    def _composed(self, kind: Any) -> str:
        origin, parts = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self.name(parts[0])
        if origin is Literal:
            return f"Literal[{', '.join(map(repr, parts))}]"
        if origin in (Union, UnionType):
            return " | ".join(dict.fromkeys(self.name(each) for each in parts))
        if origin in (tuple, list, set, frozenset, dict):
            inner = ", ".join("..." if each is ... else self.name(each) for each in parts)
            return f"{origin.__name__}[{inner}]"
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return f"dict[{', '.join(self.name(each) for each in parts)}]"
        msg = f"a client cannot be written for the type {kind!r}"
        raise TypeError(msg)

    def _struct(self, kind: type[Struct]) -> str:
        if kind in self._names:
            return self._names[kind]
        name = self._free_name(kind)
        self._names[kind] = name
        hints = get_type_hints(kind, include_extras=True)
        fields = [self._field(each, hints[each.name]) for each in msgspec.structs.fields(kind)]
        config = kind.__struct_config__
        habits = "frozen=True, kw_only=True, omit_defaults=True"
        if config.tag_field is not None:
            habits += f", tag_field={config.tag_field!r}, tag={config.tag!r}"
        text = (kind.__doc__ or name).strip().splitlines()[0].replace('"""', "'''")
        body = "".join(f"    {each}\n" for each in fields)
        self.written.append(
            f'class {name}(Struct, {habits}):\n    """{text}"""\n' + (f"\n{body}" if body else "")
        )
        return name

    def _field(self, field: Any, hint: Any) -> str:
        kind = self.name(hint)
        renamed = field.encode_name if field.encode_name != field.name else None
        if field.required:
            return f"{field.name}: {kind}" + (f" = field(name={renamed!r})" if renamed else "")
        if field.default is NODEFAULT or not isinstance(
            field.default, str | int | bool | None | tuple
        ):
            # What is left out is left to the service, which knows its own default.
            kind, default = f"{kind} | UnsetType", "UNSET"
        else:
            default = repr(field.default)
        if renamed:
            default = f"field(default={default}, name={renamed!r})"
        return f"{field.name}: {kind} = {default}"

    def _free_name(self, kind: type[Struct]) -> str:
        if kind.__name__ not in self._names.values():
            return kind.__name__
        room = kind.__module__.rpartition(".")[2].title().replace("_", "")
        return f"{room}{kind.__name__}"
