"""One order on its way to its case: what is asked, of which case, by whom and under which key."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from shared.casework.call import Call
    from shared.casework.declare import Act, CaseType
    from shared.eventlog.command import Command

_json = msgspec.json.Encoder(order="sorted")


@dataclass(frozen=True)
class Errand:
    """An order with all that belongs to it; `fresh` says that its case's id was made for it."""

    case: CaseType[Any]
    act: Act
    case_id: str
    command: Command
    call: Call
    fresh: bool = False

    @cached_property
    def digest(self) -> bytes:
        """Tell one wish from another: the order, the case, and everything the order says."""
        case_id = None if self.act.opens else self.case_id
        return sha256(_json.encode((self.case.name, self.act.name, case_id, self.command))).digest()
