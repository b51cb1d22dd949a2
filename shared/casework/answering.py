"""Answers a question about a citizen for the whole person: all ids that were merged, as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

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
    mine = persons.ids(citizen)
    whole = _from_the_first(params)
    answers = [
        _of_person(query.run(desk, replace(whole, citizen=each)), persons, each, mine, service)
        for each in under
    ]
    return _page_of(_together(answers), params)


def _from_the_first(params: Any) -> Any:
    """Ask for every row up to the end of the page, when the page is one by number.

    Under which id a row stands is not known before; rows that are passed over under one id would
    be passed over again under the next.
    """
    if not hasattr(params, "skip"):
        return params
    return replace(params, skip=0, limit=params.skip + params.limit)


def _page_of(answer: Any, params: Any) -> Any:
    """Cut the page out of the rows of all ids; what is paged by its last row is left as it is."""
    if not hasattr(params, "skip") or not isinstance(answer, list):
        return answer
    return answer[params.skip : params.skip + params.limit]


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
