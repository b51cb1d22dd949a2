"""What a service declares about itself; routes, docs, access and messages all read it from here."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from msgspec import Struct

    from shared.actor import Actor
    from shared.casework.persons import Persons
    from shared.eventlog.append import Guard
    from shared.eventlog.command import Command
    from shared.eventlog.decider import Decider
    from shared.eventlog.envelope import Basis, How, Recorded
    from shared.eventlog.event import Event
    from shared.eventlog.view import R, View
    from shared.law.duties import Clocks
    from shared.law.rulebook import RuleBook
    from shared.privacy.personal import KeyClass

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A case as its stream stands: folded state, version, who it is about, history, deadlines."""

    stream: str
    state: Any
    version: int
    subjects: tuple[UUID, ...]
    history: tuple[Recorded[Any], ...]
    clocks: Clocks

    @property
    def exists(self) -> bool:
        """Say whether anything was ever decided in this case."""
        return self.version > 0


class Desk(Protocol):
    """What lies on the desk while facts are collected: the day, the law, other cases, the views."""

    actor: Actor
    rules: RuleBook
    cause: Recorded[Any] | None
    resources: Mapping[str, Any]

    @property
    def now(self) -> datetime:
        """Return the business moment, UTC."""
        ...

    @property
    def today(self) -> date:
        """Return the business day in Copenhagen."""
        ...

    def load(self, decider: Decider[Any, Any, Any], case_id: UUID | str) -> Loaded:
        """Fold another case of this service."""
        ...

    def about(self, citizen: UUID, after: int, limit: int) -> list[Recorded[Any]]:
        """Return the facts of this service that are about a citizen or name it, oldest first."""
        ...

    def rows(
        self, view: View[R], where: str = "", params: Mapping[str, Any] | None = None
    ) -> list[R]:
        """Return rows of one of this service's views; `where` is SQL after WHERE with %(name)s."""
        ...

    def rows_of(
        self, view: View[R], citizen: UUID, where: str = "", params: Mapping[str, Any] | None = None
    ) -> list[R]:
        """Return rows about a person, under whichever of the person's ids they were written.

        A decision that adds up, or looks for what was told of a citizen before, asks this way.
        """
        ...

    def told_of(
        self,
        view: View[R],
        citizens: Collection[UUID],
        where: str = "",
        params: Mapping[str, Any] | None = None,
        *,
        known: datetime | None = None,
    ) -> tuple[Persons, list[R]]:
        """Return which ids are one person, and all rows that stand under any of these ids.

        Whose a row is, `persons` says: one that tells of a case that was moved is another's.
        """
        ...

    def persons(self, citizens: Collection[UUID], known: datetime | None = None) -> Persons:
        """Return which ids are one person, as far as these citizens are concerned."""
        ...


class Figures(Protocol):
    """Figures a service may set of its own when they are asked for."""

    def unanswered_reports(self, count: int, oldest_seconds: float) -> None:
        """Say how many reports of non-compliance wait for an outcome, and since when."""
        ...

    def unreviewed_looks(self, count: int, overdue: int) -> None:
        """Say how many looks by a reason alone wait for a review, and how many for too long."""
        ...


@dataclass(frozen=True, kw_only=True)
class Collected(Generic[F]):
    """What the application found out for one decision, with what the decision relies on.

    `profile` answers the conditions of rules (`target_group`, `age`, …);
    `effective_on` is the day the new facts hold (today when left out);
    `subjects` is needed only when the order opens a case.
    """

    facts: F
    guards: tuple[Guard, ...] = ()
    rules: tuple[str, ...] = ()
    basis: Basis | None = None
    profile: Mapping[str, Any] = field(default_factory=dict)
    effective_on: date | None = None
    subjects: tuple[UUID, ...] = ()
    corrects: UUID | None = None
    how: How | None = None


@dataclass(frozen=True, kw_only=True)
class CaseType(Generic[F]):
    """One kind of case a service keeps: its decider, its path, and how its facts are collected.

    `collect` is asked with the order before a decision, and with None when only `may` is wanted.
    `title` is the Danish name shown to staff. `closes_on` are the facts that end a case and
    `reopens_on` those that open it again. `clocks` names the rules whose deadlines stand in this
    case; None means every rule of the service that one of its facts starts. `follows` are facts
    that may stand beside those of any order, because they follow of the case as it then is.
    `item` is the field by which facts say which of several things of the case they concern (one of
    three certificates): a deadline that such a fact starts belongs to that thing alone.
    `of_retired`: it may be opened about an id that was merged into another one, because it goes on
    with what was begun under that id.
    `standing` names where a case stands where the name of its state says too little: it is shown
    with the case, and the drawing of the case has its points.
    """

    decider: Decider[Any, Any, F]
    path: str
    title: str
    collect: Callable[[Desk, str, Loaded, Command | None], Collected[F]]
    commands: tuple[Act, ...]
    closes_on: tuple[type[Event], ...] = ()
    reopens_on: tuple[type[Event], ...] = ()
    clocks: tuple[str, ...] | None = None
    follows: tuple[type[Event], ...] = ()
    show: Callable[[Any], Mapping[str, Any]] | None = None
    item: str | None = None
    of_retired: bool = False
    standing: Callable[[Any], str] | None = None

    @property
    def name(self) -> str:
        """Return the case type's name, which starts its streams' names."""
        return self.decider.case_type


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """An order whose secrets are put away; `case_id` names the case when the order opens it."""

    command: Command
    case_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Act:
    """One order: `POST /<cases>` when it opens a case, else `POST /<cases>/{id}/<verb>`.

    `case_id` derives the id of what it opens where the business has a natural one.
    `example` is a body that works, shown in the API documentation.
    `prepare(desk, case_id, command)` runs after access and before everything that keeps or digests
    the order: it puts what must never be kept (a CPR number) elsewhere. It may run any number of
    times for one wish, and refuses before it changes anything. `case_id` is None when it opens.
    `finds(desk, command)` says whom the order finds by what it names (a CPR number): its answer
    tells as much as a search does, so at every front door it is counted and recorded as one.
    """

    command: type[Command]
    verb: str = ""
    opens: bool = False
    case_id: Callable[[Any], str] | None = None
    example: Mapping[str, Any] | None = None
    prepare: Callable[[Desk, str | None, Any], Prepared] | None = None
    finds: Callable[[Desk, Any], tuple[UUID, ...]] | None = None

    @property
    def name(self) -> str:
        """Return the name in tables, scenarios and RPC: `DecideSanction` is `decide_sanction`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.command.__name__).lower()


@dataclass(frozen=True, kw_only=True)
class Query:
    """One question: `GET <path>`; parameters and answer are structs, `run` reads views only.

    `method` POST takes the parameters from the body, for what must not stand in a path or query.
    `look` is how the look-up log calls it.
    `of_person` says that `run` itself answers for all ids a citizen was merged from; otherwise
    `ordered_by` names the fields by which its rows stand in order, so that those of several ids can
    be laid together: `request.since` is the field of a row in the row, and `-` before a name puts
    the highest number first. A question that pages on with `after` names the one field of that row.
    """

    name: str
    path: str
    params: type[Struct]
    answer: Any
    run: Callable[[Desk, Any], Any]
    method: Literal["GET", "POST"] = "GET"
    look: Literal["question", "file"] = "question"
    of_person: bool = False
    ordered_by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Do:
    """An order a policy gives: to this case of this type (opened by it when the order opens)."""

    decider: Decider[Any, Any, Any]
    case_id: UUID | str
    command: Command


@dataclass(frozen=True, kw_only=True)
class Policy:
    """When this is told, do that.

    `react(message, found)` is pure; `found` is None unless `find` is given,
    which reads the service's own cases and views. `effect` does something outside the log before
    any order is given; it may be done again, and when it fails the message is tried again.
    """

    name: str
    on: type[Event]
    react: Callable[[Recorded[Any], Any], Sequence[Do]]
    find: Callable[[Desk, Recorded[Any]], Any] | None = None
    effect: Callable[[Desk, Recorded[Any]], None] | None = None


@dataclass(frozen=True, kw_only=True)
class Service:
    """All that a service is, as data; `sample` sets figures of its own when they are asked for.

    `handlers` is raised when policies treat the same message otherwise than the code before, so
    that the two must not work side by side: old processes then end themselves. Another version of
    a foreign view says so by itself.
    `key_classes` are the classes of personal values that it may write and read in clear;
    `erases` says that it carries out the erasure of citizens.
    """

    name: str
    title: str
    cases: tuple[CaseType[Any], ...]
    events: Any
    messages: Any = None
    sources: tuple[str, ...] = ()
    handlers: int = 1
    policies: tuple[Policy, ...] = ()
    views: tuple[View[Any], ...] = ()
    queries: tuple[Query, ...] = ()
    key_classes: tuple[KeyClass, ...] = ()
    erases: bool = False
    sample: Callable[[Desk, Figures], None] | None = None

    @property
    def foreign_views(self) -> tuple[View[Any], ...]:
        """Return the views of other services' facts, which the inbox writes."""
        return tuple(view for view in self.views if view.follows)

    @property
    def foreign_tables(self) -> tuple[str, ...]:
        """Return the tables of those views: what the mark of this code's inbox names."""
        return tuple(view.table for view in self.foreign_views)
