"""The style of every case type: commands in, facts out, nothing else touched."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NoReturn, TypeAlias, TypeVar

from msgspec import Struct

from shared.eventlog.command import Command
from shared.eventlog.event import Event

Code: TypeAlias = str

C = TypeVar("C", bound=Command)
S = TypeVar("S")
F = TypeVar("F")


class Rejected(Exception):  # noqa: N818 - a refusal is an answer of the domain, not an error
    """The law or the state of the case says no; `code` says why.

    `record` holds facts that are stored although the command is refused
    (a refused attempt to take something from a citizen).
    """

    def __init__(
        self, code: Code, *, record: Sequence[Event] = (), detail: Mapping[str, Any] | None = None
    ) -> None:
        """Refuse with a code from the service's list of codes."""
        super().__init__(code)
        self.code = code
        self.record = tuple(record)
        self.detail = dict(detail or {})


class Claim(Struct, frozen=True):
    """Take a name that only one case may hold, such as `open_citizen_case:<citizen>`.

    `refusal` is the code of the answer when another case holds it already.
    """

    name: str
    refusal: Code = "already_claimed"


class Release(Struct, frozen=True):
    """Give a claimed name back."""

    name: str


Decision: TypeAlias = Event | Claim | Release


@dataclass(frozen=True)
class Decider(Generic[C, S, F]):
    """One case type: its name, its first state and its three pure functions.

    `blocks` lists why a kind of command is not allowed now, first reason first;
    `decide` refuses with that first reason, else answers with facts and claims;
    `evolve` gives the state after a fact and never refuses.
    `F` is what the application found out beforehand: the day, other cases, rules.
    """

    case_type: str
    initial: S
    blocks: Callable[[type[C], S, F], tuple[Code, ...]]
    decide: Callable[[C, S, F], Sequence[Decision]]
    evolve: Callable[[S, Event], S]


def refuse_if_blocked(codes: Sequence[Code], record: Sequence[Event] = ()) -> None:
    """Refuse with the first blocking reason, if there is one."""
    if codes:
        raise Rejected(codes[0], record=record)


def not_allowed_now() -> NoReturn:
    """Refuse what no rule of the case type mentions."""
    raise Rejected("not_allowed_now")
