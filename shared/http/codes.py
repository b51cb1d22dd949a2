"""Every refusal code with its Danish and English title: the shared ones and a service's own."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct, ValidationError

COMMON = Path(__file__).with_name("codes.yaml")
_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class Title(Struct, frozen=True, forbid_unknown_fields=True):
    """What a code means, for a Danish and for an English reader."""

    da: str
    en: str
    retired: bool = False


class Codes(Mapping[str, Title]):
    """The codes of one service; unknown ones read as `refused`, so no answer lacks a title."""

    def __init__(self, titles: Mapping[str, Title]) -> None:
        """Take the titles by code."""
        self._titles = dict(titles)

    @classmethod
    def load(cls, *service_files: Path) -> "Codes":
        """Merge the shared codes with a service's; one code may not stand in two files."""
        titles: dict[str, Title] = {}
        for path in (COMMON, *service_files):
            for code, title in _read(path).items():
                if code in titles:
                    msg = f"{path.name}: the code `{code}` is already taken"
                    raise ValueError(msg)
                titles[code] = title
        return cls(titles)

    def title(self, code: str) -> Title:
        """Return the title of a code."""
        return self._titles.get(code) or self._titles["refused"]

    def __getitem__(self, code: str) -> Title:
        """Return the title of a code that must be listed."""
        return self._titles[code]

    def __iter__(self) -> Iterator[str]:
        """Go through the codes."""
        return iter(self._titles)

    def __len__(self) -> int:
        """Count the codes."""
        return len(self._titles)


def _read(path: Path) -> dict[str, Title]:
    try:
        titles = msgspec.yaml.decode(path.read_bytes() or b"{}", type=dict[str, Title])
    except ValidationError as error:
        msg = f"{path.name}: {error}"
        raise ValueError(msg) from error
    for code in titles:
        if not _CODE.fullmatch(code):
            msg = f"{path.name}: `{code}` is not lower snake case"
            raise ValueError(msg)
    return titles
