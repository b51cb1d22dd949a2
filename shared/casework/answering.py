"""Answers a question about a citizen for the whole person: all ids that were merged, as one."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from shared.casework.declare import Desk, Query
    from shared.casework.persons import Persons


def answer_to(query: Query, params: Any, desk: Desk, service: str) -> Any:
    """Ask under every id the person's facts may stand under, and lay the answers together."""
    citizen = getattr(params, "citizen", None)
    if query.of_person or not isinstance(citizen, UUID):
        return query.run(desk, params)
    persons = desk.persons((citizen,))
    under = persons.written_under(citizen)
    if under == (citizen,) and not persons.moves:
        return query.run(desk, params)
    person = _Person(query, desk, persons, citizen, service)
    if hasattr(params, "after"):
        return person.page_after(params)
    whole = _from_the_first(params)
    answer = _together([each.mine for each in person.asked(whole)])
    return _page_of(_in_order(answer, query.ordered_by), params)


def _from_the_first(params: Any) -> Any:
    """Ask for every row up to the end of the page, when the page is one by number.

    Under which id a row stands is not known before; rows that are passed over under one id would
    be passed over again under the next.
    """
    if not hasattr(params, "skip"):
        return params
    return replace(params, skip=0, limit=params.skip + params.limit)


def _page_of(answer: Any, params: Any) -> Any:
    """Cut the page out of the rows of all ids."""
    if not isinstance(answer, list) or not hasattr(params, "limit"):
        return answer
    skip = getattr(params, "skip", 0)
    return answer[skip : skip + params.limit]


def _in_order(answer: Any, fields: tuple[str, ...]) -> Any:
    if not fields or not isinstance(answer, list):
        return answer
    return sorted(answer, key=lambda row: _place(row, fields))


def _place(row: Any, fields: Iterable[str]) -> tuple[Any, ...]:
    """Return where a row stands; what is not known stands last, as in the database."""
    return tuple(_sorted_by(row, name) for name in fields)


def _sorted_by(row: Any, name: str) -> tuple[bool, Any]:
    value = attrgetter(name.removeprefix("-"))(row)
    if value is None:
        return True, None
    return False, -value if name.startswith("-") else value


class _Answer(NamedTuple):
    """What was answered under one id: all of it, and what of that is this person's."""

    whole: Any
    mine: Any


class _Person:
    """One person with several ids, about whom one question is asked."""

    def __init__(
        self, query: Query, desk: Desk, persons: Persons, citizen: UUID, service: str
    ) -> None:
        self._query = query
        self._desk = desk
        self._persons = persons
        self._service = service
        self._mine = persons.ids(citizen)
        self._under = persons.written_under(citizen)

    def asked(self, params: Any) -> list[_Answer]:
        """Ask under each id."""
        found = []
        for each in self._under:
            whole = self._query.run(self._desk, replace(params, citizen=each))
            mine = _of_person(whole, self._persons, each, self._mine, self._service)
            found.append(_Answer(whole, mine))
        return found

    def page_after(self, params: Any) -> Any:
        """Return a page of the rows that follow one, as long as was asked for.

        Each id is asked for as many rows. Beyond the last row of an answer that was full there may
        be more under that id, so no row behind it is taken before the id was asked again.
        """
        (field,) = self._query.ordered_by
        rows: list[Any] = []
        first, more = None, True
        while more and len(rows) <= params.limit:
            answers = self.asked(params)
            first = answers[0].mine if first is None else first
            full = [last for each in answers if (last := _last_of_full(each.whole, params, field))]
            upto = min(full, default=None)
            fresh = _once(row for each in answers for row in _rows_of(each.mine))
            rows += sorted(
                (row for row in fresh if upto is None or getattr(row, field) <= upto),
                key=lambda row: _place(row, (field,)),
            )
            more = upto is not None
            params = replace(params, after=upto) if more else params
        page, left = rows[: params.limit], len(rows) > params.limit
        return _as_page(first, page, getattr(page[-1], field) if left else None)


def _last_of_full(answer: Any, params: Any, field: str) -> Any:
    """Return where an answer ends, when there may be more behind it."""
    rows = _rows_of(answer)
    full = answer.next is not None if hasattr(answer, "next") else len(rows) >= params.limit
    return getattr(rows[-1], field) if full and rows else None


def _rows_of(answer: Any) -> list[Any]:
    """Return the rows of an answer: the answer itself, or the one list in it."""
    if isinstance(answer, list | tuple):
        return list(answer)
    return [row for _, rows in _lists_in(answer) for row in rows]


def _as_page(answer: Any, rows: list[Any], following: Any) -> Any:
    """Put rows where an answer of this form has them, and say where the next page starts."""
    if isinstance(answer, list | tuple):
        return rows
    name = next(each for each, value in _fields_of(answer) if isinstance(value, list | tuple))
    return replace(answer, **{name: rows, "next": following})


def _fields_of(answer: Any) -> Iterator[tuple[str, Any]]:
    for name in answer.__struct_fields__:
        yield name, getattr(answer, name)


def _of_person(
    answer: Any, persons: Persons, asked: UUID, mine: tuple[UUID, ...], service: str
) -> Any:
    """Leave the rows that are about this person, whatever id they were written under."""

    def stays(row: Any) -> bool:
        case = _case_of(row, service, {move.case for move in persons.moves})
        return asked in mine if case is None else persons.owner(case, asked) == mine[0]

    def mine_of(rows: Any) -> list[Any]:
        left = [row for row in rows if stays(row)]
        return left if asked in mine else [_as_of(row, asked, mine[0]) for row in left]

    if isinstance(answer, list | tuple):
        return mine_of(answer)
    lists = {name: mine_of(rows) for name, rows in _lists_in(answer)}
    return replace(answer, **lists) if lists else answer


def belongs(row: Any, persons: Persons, citizen: UUID, service: str) -> bool:
    """Say whether a row, written under whichever id, is about this person.

    A row that tells of a case that was found to be another's is that other's.
    """
    if not persons.moves:
        return True
    under: UUID = row.citizen
    case = _case_of(row, service, {move.case for move in persons.moves})
    mine = persons.survivor(citizen)
    return (persons.survivor(under) if case is None else persons.owner(case, under)) == mine


def _as_of(row: Any, written_under: UUID, owner: UUID) -> Any:
    """Show a row that was written under another's id as the owner's."""
    changed: dict[str, Any] = {}
    for name in row.__struct_fields__:
        value = getattr(row, name)
        if value == written_under:
            changed[name] = owner
        elif isinstance(value, Struct):
            changed[name] = _as_of(value, written_under, owner)
    return replace(row, **changed)


def _case_of(row: Any, service: str, moved: Collection[str]) -> str | None:
    """Return the moved case a row tells of, by the case's stream or by its id in any field."""
    for part in _parts(row):
        stream = getattr(part, "stream", None)
        if isinstance(stream, str):
            source = getattr(part, "source", None) or getattr(part, "service", None) or service
            return f"{source}/{stream}" if f"{source}/{stream}" in moved else None
        said = {str(getattr(part, name)) for name in part.__struct_fields__}
        for case in moved:
            source, _, stream = case.partition("/")
            if source == service and stream.partition("-")[2] in said:
                return case
    return None


def _parts(row: Any) -> Iterator[Any]:
    """Go through a row and the rows it is made of."""
    if isinstance(row, Struct):
        yield row
        for name in row.__struct_fields__:
            inner = getattr(row, name)
            if isinstance(inner, Struct):
                yield inner


def _lists_in(answer: Any) -> Iterator[tuple[str, Any]]:
    """Go through the lists of rows that a page holds."""
    for name in getattr(answer, "__struct_fields__", ()):
        rows = getattr(answer, name)
        if isinstance(rows, list | tuple) and any(isinstance(row, Struct) for row in rows):
            yield name, rows


def _together(answers: list[Any]) -> Any:
    """Lay answers of one kind together, each row once."""
    first = answers[0]
    if isinstance(first, list):
        return _once(row for answer in answers for row in answer)
    names = {name for answer in answers for name, _ in _lists_in(answer)}
    return replace(
        first, **{name: _once(r for a in answers for r in getattr(a, name)) for name in names}
    )


def _once(rows: Iterator[Any]) -> list[Any]:
    found: list[Any] = []
    for row in rows:
        if row not in found:
            found.append(row)
    return found
