"""Writes structs anew as Python source, so that a client needs nothing of the service's inside."""

from __future__ import annotations

import inspect
import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import NODEFAULT
from msgspec import inspect as types

from shared.access.masking import fields_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN: Final[dict[type[types.Type], str]] = {
    types.NoneType: "None",
    types.BoolType: "bool",
    types.IntType: "int",
    types.StrType: "str",
}
_IMPORTED: Final[dict[type[types.Type], tuple[str, str]]] = {
    types.AnyType: ("typing", "Any"),
    types.UUIDType: ("uuid", "UUID"),
    types.DateType: ("datetime", "date"),
    types.DateTimeType: ("datetime", "datetime"),
    types.DecimalType: ("decimal", "Decimal"),
}
_LISTS: Final[dict[type[types.Type], str]] = {
    types.ListType: "list[{}]",
    types.VarTupleType: "tuple[{}, ...]",
    types.SetType: "set[{}]",
    types.FrozenSetType: "frozenset[{}]",
}


SHARED: Final = "shared.http.client_structs"
"""Where the structs stand that clients of several services read."""


@dataclass
class Copies:
    """The structs written so far, and what the file that holds them must import.

    What `shared` makes is the same for every service: it is copied once, into the module `SHARED`,
    and imported from there by the clients. `everything` says that this is that module.
    """

    everything: bool = False
    imports: set[tuple[str, str]] = field(default_factory=set)
    of_everybody: dict[type[Any], bool] = field(default_factory=dict)
    """The structs that clients import, and whether one sends them."""
    sent: set[type[Any]] = field(default_factory=set)
    _names: dict[type[Any], str] = field(default_factory=dict)
    _sources: list[str] = field(default_factory=list)
    _sending: bool = False

    @property
    def source(self) -> str:
        """Return the classes, each after those it is made of."""
        return "\n\n\n".join(self._sources)

    def send(self, kind: type[msgspec.Struct]) -> str:
        """Copy a struct the caller sends; what is left at its default is not sent."""
        self.sent.add(kind)
        self._sending = True
        written = self.annotation(kind)
        self._sending = False
        return written

    def annotation(self, kind: Any) -> str:
        """Return how a type is written in the client, copying the structs it is made of."""
        return self._written(types.type_info(kind))

    def _written(self, info: types.Type) -> str:
        if type(info) in _PLAIN:
            return _PLAIN[type(info)]
        if type(info) in _IMPORTED:
            module, name = _IMPORTED[type(info)]
            self.imports.add((module, name))
            return name
        if type(info) in _LISTS:
            return _LISTS[type(info)].format(self._written(info.item_type))  # type: ignore[attr-defined]  # each of them has it
        return self._made(info)

    def _made(self, info: types.Type) -> str:
        match info:
            case types.Metadata(type=inner):
                return self._written(inner)
            case types.LiteralType(values=values):
                self.imports.add(("typing", "Literal"))
                return f"Literal[{', '.join(map(quoted, sorted(values, key=str)))}]"
            case types.TupleType(item_types=items):
                return f"tuple[{', '.join(map(self._written, items))}]"
            case types.DictType(key_type=key, value_type=value):
                return f"dict[{self._written(key)}, {self._written(value)}]"
            case types.UnionType(types=choices):
                return " | ".join(self._choices(choices))
            case types.StructType(cls=cls):
                return self._name(cls, info)
            case _:
                msg = f"a client cannot hold {info!r}"
                raise TypeError(msg)

    def _choices(self, choices: Sequence[types.Type]) -> list[str]:
        """Write the choices of a union, all fixed values as one; "nothing" stands last."""
        fixed = [each for each in choices if isinstance(each, types.LiteralType)]
        rest = [each for each in choices if not isinstance(each, types.LiteralType)]
        found = list(dict.fromkeys(self._written(each) for each in rest))
        if fixed:
            words = [quoted(one) for each in fixed for one in sorted(each.values, key=str)]
            self.imports.add(("typing", "Literal"))
            found.insert(0, f"Literal[{', '.join(words)}]")
        return sorted(found, key="None".__eq__)

    def _name(self, cls: type[Any], info: types.StructType) -> str:
        if cls.__module__.startswith("shared.") and not self.everything:
            self.imports.add((SHARED, cls.__name__))
            self.of_everybody[cls] = self.of_everybody.get(cls, False) or cls in self.sent
            if cls not in self._names:
                self._names[cls] = self._free(cls.__name__)
        elif cls not in self._names:
            name = cls.__name__
            if name in self._names.values():
                name = f"{cls.__module__.rpartition('.')[2].title().replace('_', '')}{name}"
            self._names[cls] = self._free(name)
            self._sources.append(self._struct(name, cls, info))
        return self._names[cls]

    def _free(self, name: str) -> str:
        if name in self._names.values():
            msg = f"two structs of one client are called {name}"
            raise ValueError(msg)
        return name

    def _struct(self, name: str, cls: type[Any], info: types.StructType) -> str:
        self.imports.add(("msgspec", "Struct"))
        options = ["frozen=True"]
        if cls in self.sent:
            options.append("omit_defaults=True")
        if not _in_order(info.fields):
            options.append("kw_only=True")
        if info.tag is not None:
            options += [f"tag_field={quoted(info.tag_field)}", f"tag={quoted(info.tag)}"]
        personal = {} if self._sending else fields_of(cls)
        body = [_doc(cls), *(self._field(each, personal) for each in info.fields)]
        head = f"class {name}(Struct, {', '.join(options)}):"
        parts = [body[0], *(["\n".join(body[1:])] if body[1:] else [])]
        return f"{head}\n{textwrap.indent(chr(10).join(['', *parts]).strip(), '    ')}"

    def _field(self, each: types.Field, personal: dict[str, Any]) -> str:
        annotation = self._written(each.type)
        if each.name in personal and not annotation.startswith("dict"):
            annotation = self._or_masked(annotation)
        settings = [f"name={quoted(each.encode_name)}"] if each.name != each.encode_name else []
        default = self._default(each)
        if not settings:
            return f"{each.name}: {annotation}" + (f" = {default}" if default else "")
        self.imports.add(("msgspec", "field"))
        settings += [f"default={default}"] if default else []
        return f"{each.name}: {annotation} = field({', '.join(settings)})"

    def _or_masked(self, annotation: str) -> str:
        """Let a personal field come covered; one that is a JSON object comes as one either way."""
        self.imports.add(("shared.http.client", "Masked"))
        nothing = " | None"
        bare = annotation.removesuffix(nothing)
        return f"{bare} | Masked" + (nothing if bare != annotation else "")

    def _default(self, each: types.Field) -> str:
        if each.default is not NODEFAULT:
            return quoted(each.default)
        if each.default_factory is NODEFAULT:
            return ""
        made = each.default_factory()
        if isinstance(made, msgspec.Struct):
            return f"{self._names[type(made)]}()"
        return repr(made)


def quoted(value: Any) -> str:
    """Write a value as it stands in source."""
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _in_order(fields: Sequence[types.Field]) -> bool:
    wanted = [each.required for each in fields]
    return wanted == sorted(wanted, reverse=True)


def _doc(cls: type[Any]) -> str:
    own = cls.__dict__.get("__doc__") or f"{cls.__name__} as the service answers it."
    lines = inspect.cleandoc(own).splitlines()
    return '"""' + "\n".join(lines) + ('"""' if len(lines) == 1 else '\n"""')
