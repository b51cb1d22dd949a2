"""Where everything is read: who may, of whom, what for; HTTP, RPC and tools all come through here.

Law: databeskyttelsesforordningen art. 5(1)(b), (c) and 32; forvaltningsloven § 32.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from shared.access.key import AccessKey
from shared.access.lens import Lens
from shared.access.masking import covered, covered_names, names_of
from shared.access.pace import Pace
from shared.access.register import Register
from shared.access.relations import folded
from shared.access.ties import CONFLICT
from shared.access.visitor import Visitor, admit, admit_order
from shared.casework.answering import answer_to
from shared.casework.casebook import stream_of
from shared.casework.presenting import Presented, everybody_in, with_pseudonyms
from shared.casework.show import valid_on
from shared.clock import local_date
from shared.eventlog.codec import Unread
from shared.trouble import Denied, Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from shared.access.looks import Looks
    from shared.access.readers import Classes
    from shared.access.register import At
    from shared.access.relations import RelationRow
    from shared.access.terms import FieldClass, Relation
    from shared.casework.call import Call, Shown
    from shared.casework.declare import Act, CaseType, Loaded, Query
    from shared.casework.office import Office
    from shared.eventlog.envelope import Recorded

STRANGER = "relation_missing"


class Seen(Struct, frozen=True):
    """What a reader is shown: the body, as what it was seen, and how much was kept back."""

    body: Any
    relation: Relation | None = None
    left_out: int = 0
    masked: tuple[FieldClass, ...] = ()


class ReadingRoom:
    """The reading side of one service."""

    def __init__(
        self, office: Office, key: AccessKey | None = None, looks: Looks | None = None
    ) -> None:
        """Read in this office; the key makes the ids that statistics see.

        Without `looks` nothing is recorded: that is for tests of other things.
        """
        self._office = office
        self._key = key or AccessKey(None)
        self._names = {case.name: names_of(case.decider) for case in office.service.cases}
        self._pace = Pace()
        self._register = Register(office.service.name, office.clock, self._key, looks)
        self._cases = {case.name: case for case in office.service.cases}

    # -- cases ----------------------------------------------------------------------------------

    def show(
        self, case: CaseType[Any], case_id: str, visitor: Visitor, moment: datetime | None = None
    ) -> tuple[Shown, Seen]:
        """Show a case; a stranger is refused, closed fields are covered."""
        entry = admit(self._office.access, visitor, case.name)
        shown = self._office.show(case, case_id, visitor.actor, moment)
        stream = stream_of(case.decider, case_id)
        at = self._register.at(entry, visitor, "show")
        relation, classes = self._case_sight(at, stream, shown)
        names = self._names[case.name]
        masked = frozenset().union(*names.values()) - classes
        state = covered_names(shown.state, names, classes) if masked else shown.state
        shown = replace(shown, state=state)
        return shown, Seen(None, relation, masked=tuple(sorted(masked)))

    def history(
        self,
        case: CaseType[Any],
        case_id: str,
        visitor: Visitor,
        known: datetime | None = None,
        valid: date | None = None,
    ) -> tuple[list[Recorded[Any]], Seen]:
        """Show a case's facts; the event of each may be plain JSON with covered fields."""
        entry = admit(self._office.access, visitor, case.name)
        loaded = self._office.existing(case, case_id)
        at = self._register.at(entry, visitor, "history")
        relation, classes = self._case_sight(at, loaded.stream, loaded)
        facts = valid_on(loaded.history, known, valid)
        return [self._covered_fact(case, fact, classes) for fact in facts], Seen(None, relation)

    def list_cases(
        self,
        case: CaseType[Any],
        visitor: Visitor,
        citizen: UUID | None = None,
        *,
        open_only: bool = False,
        after: str | None = None,
        limit: int = 50,
    ) -> tuple[Seen, str | None]:
        """Show a page of the list of cases, and give the mark by which the next page is asked for.

        Cases about strangers are left out, so the mark is sealed: one of them may have ended the
        page, and an id may be a citizen's.
        """
        entry = admit(self._office.access, visitor, case.name)
        place = f"{self._office.service.name}|{case.name}|{visitor.actor.id}"
        begins = None if after is None else self._key.marked(after, place)
        if begins is None and after is not None:
            raise Invalid("wrong_format", "after")
        # One row more than wanted tells whether there is another page.
        rows = self._office.list_cases(
            case, citizen, open_only=open_only, after=begins, limit=limit + 1
        )
        page = tuple(rows[:limit])
        last = page[-1].case_id if len(rows) > limit else None
        following = None if last is None else self._key.page_mark(last, place)
        named = () if citizen is None else (citizen,)
        return self._present(self._register.at(entry, visitor, "list"), named, page), following

    # -- questions ------------------------------------------------------------------------------

    def ask(self, query: Query, params: Any, visitor: Visitor) -> Seen:
        """Answer a question within the reader's rights."""
        entry = admit(self._office.access, visitor, query.name)
        named, fresh = self._named(params)
        search = self._office.access.searches.get(query.name)
        at = self._register.at(entry, visitor, "search" if search is not None else query.look)
        if not named:
            at = at.searching(params)
        if search is not None and not named:
            self._pace.take(visitor.actor.id)
        lens = self._lens(at, named, fresh) if named and search is None else None
        desk = self._office.desk(visitor.actor)
        answer = answer_to(query, params, desk, self._office.service.name)
        if search is not None:
            relation = self._searched(at, tuple(everybody_in([answer])))
            return Seen(covered(answer, search), relation if relation == "guest" else None)
        return self._present(at, named, answer, fresh, lens)

    def search_by_order(self, act: Act, command: Any, call: Call) -> None:
        """Count and record an order that finds a citizen as the search it is, before it is done.

        Whether it is carried out, refused or changes nothing: each answer tells who was found.
        """
        if act.finds is None:
            return
        entry = admit_order(self._office.access, call.actor, act.name)
        self._pace.take(call.actor.id)
        visitor = Visitor(call.actor, call.correlation_id)
        at = self._register.at(entry, visitor, "search").searching(command)
        self._searched(at, act.finds(self._office.desk(call.actor), command))

    # -- how ------------------------------------------------------------------------------------

    def _present(
        self,
        at: At,
        named: Sequence[UUID],
        answer: Any,
        fresh: Iterable[RelationRow] = (),
        lens: Lens | None = None,
    ) -> Seen:
        """Lay an answer before its reader; `lens` was made for those who are named."""
        who = tuple(dict.fromkeys((*named, *everybody_in(answer))))
        if lens is None or not set(who) <= set(named):
            lens = self._looking(at, who, fresh)
        sight = self._required(at, lens, named) if named else None
        presented = Presented(lens, sight[1] if sight else lens.about_nobody())
        body = presented.of(answer)
        if at.entry.pseudonyms:
            body = with_pseudonyms(body, self._key.pseudonym)
        relation = _weakest(lens)
        if who:
            at.shown((*named, *presented.shown_of), relation)
        return Seen(body, relation, presented.left_out)

    def _named(self, params: Any) -> tuple[tuple[UUID, ...], tuple[RelationRow, ...]]:
        """Return whom a question names, itself or by a case, and the relations of that case."""
        found: dict[UUID, None] = {}
        rows: list[RelationRow] = []
        for name in getattr(params, "__struct_fields__", ()):
            value = getattr(params, name)
            if name == "citizen" and isinstance(value, UUID):
                found[value] = None
            elif name in self._cases and value is not None:
                loaded = self._office.case(self._cases[name], str(value))
                found |= dict.fromkeys(loaded.subjects)
                rows += folded(self._office.relations, loaded.history)
        return tuple(found), tuple(rows)

    def _lens(self, at: At, named: Sequence[UUID], fresh: Iterable[RelationRow]) -> Lens:
        """Refuse a question about a stranger before anything is read."""
        if at.entry.pseudonyms:
            at.refused(named)
            raise Denied("pseudonyms_only")
        lens = self._looking(at, named, fresh)
        self._required(at, lens, named)
        return lens

    def _looking(self, at: At, citizens: Sequence[UUID], fresh: Iterable[RelationRow] = ()) -> Lens:
        stored = self._office.relations_of(citizens)
        # A fact may be fresher in the log than in the view.
        rows = {(row.source, row.stream, row.citizen): row for row in (*stored, *fresh)}
        return self._through(at, citizens, rows.values())

    def _through(self, at: At, citizens: Sequence[UUID], rows: Iterable[RelationRow]) -> Lens:
        today = local_date(self._office.clock.now())
        return Lens(
            self._office.access,
            at.entry,
            at.visitor,
            today,
            rows,
            me=self._myself(at),
            tied=self._office.tied(at.visitor.actor, citizens),
        )

    def _searched(self, at: At, found: Sequence[UUID]) -> Relation:
        """Record whom a search found; somebody's own are shown for a written reason only."""
        tied = self._office.tied(at.visitor.actor, found)
        if tied and at.visitor.reason is None:
            at.refused(found)
            raise Denied(CONFLICT)
        relation: Relation = "guest" if tied else "any"
        at.shown(found, relation)
        return relation

    def _myself(self, at: At) -> tuple[UUID, ...]:
        """Return all ids of a citizen who asks about themselves."""
        try:
            citizen = UUID(at.visitor.actor.id)
        except ValueError:
            return ()
        return self._office.desk(at.visitor.actor).persons((citizen,)).ids(citizen)

    def _case_sight(
        self, at: At, stream: str, known: Loaded | Shown
    ) -> tuple[Relation | None, Classes]:
        """Say what is shown of a case: its own facts, fresh from the log, tell most of it."""
        own = folded(self._office.relations, known.history)
        persons = self._office.desk(at.visitor.actor).persons(known.subjects)
        subjects = persons.about(self._office.service.name, stream, known.subjects)
        if at.entry.pseudonyms:
            at.refused(subjects)
            raise Denied("pseudonyms_only")
        search = self._office.access.searches.get(at.entry.name)
        if search is not None:
            return (None if self._searched(at, subjects) == "any" else "guest"), search
        if not subjects:
            return None, self._through(at, (), own).about_nobody()
        sight = self._through(at, subjects, own).sight(subjects, stream)
        if sight is None or sight[0] != "own":
            lens = self._looking(at, subjects, own)
            sight = self._required(at, lens, subjects, stream)
        at.shown(subjects, sight[0])
        return sight

    def _required(
        self, at: At, lens: Lens, citizens: Sequence[UUID], stream: str | None = None
    ) -> tuple[Relation, Classes]:
        sight = lens.sight(citizens, stream)
        if sight is None:
            at.refused(citizens)
            raise Denied(CONFLICT if set(citizens) & set(lens.tied) else STRANGER)
        return sight

    def _covered_fact(
        self, case: CaseType[Any], fact: Recorded[Any], shown: Classes
    ) -> Recorded[Any]:
        if isinstance(fact.event, Unread):
            data = covered_names(fact.event.data, self._names[case.name], shown)
            return replace(fact, event=Unread(fact.event.name, data))
        return replace(fact, event=covered(fact.event, shown))


def _weakest(lens: Lens) -> Relation | None:
    """Return the relation to highlight: that of a guest before all others."""
    order = ("guest", "former", "any", "self", "own")
    return next((each for each in order if each in lens.relations), None)
