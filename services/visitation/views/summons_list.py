"""The list of summonses: who is to come when, and what came of it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.visitation.domain.cancellation import (
    InterviewCancellationWithdrawn,
    InterviewCancelled,
)
from services.visitation.domain.contact_course import (
    IN_WRITING,
    Answer,
    CitizenSummoned,
    InterviewHeld,
    InterviewNoShow,
    InterviewNoShowWithdrawn,
    InterviewWithdrawn,
    SummonsCorrected,
)
from services.visitation.domain.summons_move import SummonsMoved
from services.visitation.views.filters import Limit, Skip, where
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class SummonsRow(Struct, frozen=True):
    """One summons, known by its case and its Copenhagen day.

    `agreed_on` is the day agreed on instead when the citizen called it off with an excuse.
    """

    citizen_case: UUID
    day: date
    citizen: UUID
    at: datetime
    form: str
    consequences_in_writing: bool
    answer: str
    cancelled_by: str | None = None
    agreed_on: date | None = None


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the summonses a fact is about: two when its day was corrected."""
    return [(UUID(recorded.case_id), day) for day in _days(recorded.event)]


def _days(event: object) -> set[date]:
    match event:
        case SummonsCorrected(was_day=was, day=day) | SummonsMoved(was_day=was, day=day):
            return {was, day}
        case (
            CitizenSummoned(day=day)
            | InterviewNoShow(day=day)
            | InterviewNoShowWithdrawn(day=day)
            | InterviewCancelled(day=day)
            | InterviewCancellationWithdrawn(day=day)
        ):
            return {day}
        case InterviewHeld(answers_summons=date() as day):
            return {day}
        case InterviewWithdrawn(answers_summons=date() as day):
            return {day}
        case _:
            return set()


def project(key: RowKey, row: SummonsRow | None, recorded: Recorded[Any]) -> SummonsRow | None:
    """Return a summons's row after a fact; a moved summons leaves its old day."""
    event = recorded.event
    match event:
        case CitizenSummoned():
            return _row(key, event, "open")
        case SummonsCorrected() | SummonsMoved() if event.day != key[1]:
            return None
        case SummonsCorrected() | SummonsMoved():
            return _row(key, event, "open" if row is None else row.answer)
        case _ if row is None:
            return None
        case InterviewHeld():
            return replace(row, answer="held")
        case InterviewNoShow():
            return replace(row, answer="no_show")
        case InterviewWithdrawn() | InterviewNoShowWithdrawn():
            return replace(row, answer="open")
        case InterviewCancellationWithdrawn():
            return replace(row, answer="open", cancelled_by=None, agreed_on=None)
        case InterviewCancelled(by=by, agreed_on=agreed_on):
            return replace(row, answer="cancelled", cancelled_by=by, agreed_on=agreed_on)
        case _:
            return row


def _row(
    key: RowKey, event: CitizenSummoned | SummonsCorrected | SummonsMoved, answer: str
) -> SummonsRow:
    return SummonsRow(
        citizen_case=key[0],
        day=event.day,
        citizen=event.citizen,
        at=event.at,
        form=event.form,
        consequences_in_writing=event.legal_consequence_text and event.form in IN_WRITING,
        answer=answer,
    )


SUMMONS_LIST: Final = View[SummonsRow](
    name="summons_list",
    version=3,
    row=SummonsRow,
    key=("citizen_case", "day"),
    touches=touches,
    project=project,
    indexes=(("citizen",), ("day",)),
)


class Summonses(Struct, frozen=True, forbid_unknown_fields=True):
    """Which summonses are asked for; `from_day` and `to_day` are both counted."""

    citizen: UUID | None = None
    answer: Answer | None = None
    from_day: date | None = None
    to_day: date | None = None
    limit: Limit = 100
    skip: Skip = 0


_FILTERS: Final = {
    "citizen": "citizen = %(citizen)s",
    "answer": "answer = %(answer)s",
    "from_day": "day >= %(from_day)s",
    "to_day": "day <= %(to_day)s",
}


def summonses(desk: Desk, params: Summonses) -> list[SummonsRow]:
    """Return the summonses asked for, by day."""
    asked = structs.asdict(params)
    return desk.rows(SUMMONS_LIST, where(_FILTERS, asked, "day, citizen_case"), asked)
