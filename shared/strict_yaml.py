"""Reads YAML without surprises: a key stands once, a date stays text, `on` and `no` are words."""

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any, Final

import yaml

_BOOLEAN: Final = "tag:yaml.org,2002:bool"
_GUESSED: Final = frozenset({_BOOLEAN, "tag:yaml.org,2002:timestamp"})

_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same answers ten times faster where PyYAML was built with libyaml, as its wheels are."""


class YamlError(ValueError):
    """A file cannot be read; the message names it and says why."""


class _StrictLoader(_Loader):  # type: ignore[misc, valid-type]  # which one, the installation decides
    yaml_implicit_resolvers = {  # noqa: RUF012 - the library wants a plain class attribute
        first: [pair for pair in resolvers if pair[0] not in _GUESSED]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - the library's signature
        names = [self.construct_object(name, deep=True) for name, _ in node.value]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            msg = f"{', '.join(map(str, twice))} stands twice{node.start_mark}"
            raise YamlError(msg)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


_StrictLoader.add_implicit_resolver(_BOOLEAN, re.compile("(?:true|false)$"), list("tf"))


def read_yaml(path: Path) -> Any:
    """Return what a YAML file says, dates as text; refuse keys that stand twice."""
    try:
        return yaml.load(path.read_text("utf-8"), _StrictLoader)  # noqa: S506 - derives from SafeLoader
    except (yaml.YAMLError, YamlError) as trouble:
        msg = f"{path.name}: {trouble}"
        raise YamlError(msg) from trouble
