"""Job orders as every centre sees them: what is asked for, how far it is, and who must answer."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.offers.domain import job_order_events as told
from services.offers.domain.job_order_state import plain
from services.offers.domain.job_order_words import Code, SupportForm
from services.offers.views.filters import Limit, Skip, conditions
from services.offers.views.workplaces import workplaces_of
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View
from shared.law.deadline_list import DEADLINES, DeadlineRow

OrderStatus: TypeAlias = Literal["received", "validated", "open", "filled", "withdrawn", "expired"]


class Asked(Struct, frozen=True):
    """A centre that was asked, and its answer when it has given one."""

    centre: str
    sent_on: date
    answer: str | None = None
    candidates: int = 0
    answered_on: date | None = None


class Place(Struct, frozen=True):
    """A position that is filled; the centre is that of the candidate, None for an outsider."""

    position: int
    centre: str | None
    filled_on: date


class JobOrderRow(Struct, frozen=True, kw_only=True):
    """One order as the list shows it."""

    job_order: UUID
    company: UUID
    title: str
    name: str
    support_form: str
    positions: int
    filled: int = 0
    status: str = "received"
    apply_by: date
    starts_on: date | None
    competences: tuple[str, ...]
    obtained_by: str
    separate: bool
    received_on: date
    received_at: datetime
    confirmed_on: date | None = None
    closed_at: datetime | None = None
    channels: tuple[str, ...] = ()
    receptions: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    unanswered: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


_READ: Final = (
    told.JobOrderReceived,
    told.JobOrderCorrected,
    told.JobOrderValidated,
    told.JobOrderPublished,
    told.JobOrderSentToCentre,
    told.JobOrderAnswered,
    told.JobOrderConfirmedOpen,
    told.PositionFilled,
    told.PositionFillWithdrawn,
    told.JobOrderFilled,
    told.JobOrderWithdrawn,
    told.JobOrderExpired,
    told.JobOrderReopened,
)
_CLOSED: Final[Mapping[type, OrderStatus]] = {
    told.JobOrderFilled: "filled",
    told.JobOrderWithdrawn: "withdrawn",
    told.JobOrderExpired: "expired",
}


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the order a fact is about."""
    return [(UUID(recorded.case_id),)] if isinstance(recorded.event, _READ) else []


def project(key: RowKey, row: JobOrderRow | None, recorded: Recorded[Any]) -> JobOrderRow | None:
    """Return the order's row after a fact."""
    event = recorded.event
    if isinstance(event, told.JobOrderReceived):
        return JobOrderRow(
            job_order=key[0], received_at=recorded.meta.occurred_at, **_stated(event)
        )
    if row is None:
        return None
    if type(event) in _CLOSED:
        return replace(row, status=_CLOSED[type(event)], closed_at=recorded.meta.occurred_at)
    return _asking(row, event)


def _stated(event: told.JobOrderReceived | told.JobOrderCorrected) -> dict[str, Any]:
    return structs.asdict(event) | {"name": plain(event.title)}


def _asking(row: JobOrderRow, event: object) -> JobOrderRow:
    match event:
        case told.JobOrderCorrected():
            return replace(row, **_stated(event))
        case told.JobOrderValidated():
            return replace(row, status="validated")
        case told.JobOrderPublished(channels, receptions, published_on=day):
            shown = {"channels": channels, "receptions": receptions}
            return replace(row, status="open", confirmed_on=day, **shown)
        case told.JobOrderReopened(apply_by, day):
            return replace(row, status="open", apply_by=apply_by, confirmed_on=day, closed_at=None)
        case told.JobOrderSentToCentre(centre=centre, sent_on=day):
            asked = (*row.asked, Asked(centre, day))
            return replace(row, asked=asked, unanswered=(*row.unanswered, centre))
        case told.JobOrderAnswered():
            return _answered(row, event)
        case told.JobOrderConfirmedOpen(day):
            return replace(row, confirmed_on=day)
        case told.PositionFilled(position, centre=centre, filled_on=day):
            return _placed(row, (*row.places, Place(position, centre, day)))
        case told.PositionFillWithdrawn(position):
            return _placed(row, tuple(each for each in row.places if each.position != position))
        case _:
            return row


def _answered(row: JobOrderRow, event: told.JobOrderAnswered) -> JobOrderRow:
    answer = {"answer": event.answer, "candidates": event.candidates}
    asked = tuple(
        replace(each, answered_on=event.answered_on, **answer)
        if each.centre == event.centre
        else each
        for each in row.asked
    )
    left = tuple(each for each in row.unanswered if each != event.centre)
    return replace(row, asked=asked, unanswered=left)


def _placed(row: JobOrderRow, places: tuple[Place, ...]) -> JobOrderRow:
    return replace(row, places=places, filled=len(places))


JOB_ORDER_LIST: Final = View[JobOrderRow](
    name="job_order_list",
    version=1,
    row=JobOrderRow,
    key=("job_order",),
    touches=touches,
    project=project,
    indexes=(("status", "apply_by"), ("company",)),
)


class JobOrders(Struct, frozen=True, forbid_unknown_fields=True):
    """Which orders are asked for; `unanswered_by` are those a centre has not answered."""

    status: OrderStatus | None = None
    company: UUID | None = None
    support_form: SupportForm | None = None
    obtained_by: Code | None = None
    unanswered_by: Code | None = None
    shown_at: Code | None = None
    competence: Code | None = None
    limit: Limit = 100
    skip: Skip = 0


class JobOrderShown(Struct, frozen=True, kw_only=True):
    """One order; `ask_again_by` is when the company must be asked whether it still holds.

    `answer_by` is when the centres that have not answered must have, `late` that it has passed.
    """

    job_order: UUID
    company: UUID
    workplace: str | None
    workplace_open: bool
    industry: str | None
    title: str
    support_form: str
    positions: int
    filled: int
    status: str
    apply_by: date
    starts_on: date | None
    competences: tuple[str, ...]
    obtained_by: str
    received_on: date
    confirmed_on: date | None
    ask_again_by: date | None
    stale: bool
    answer_by: date | None
    late: bool
    receptions: tuple[str, ...]
    asked: tuple[Asked, ...]
    unanswered: tuple[str, ...]


_FILTERS: Final = {
    "status": "status = %(status)s",
    "company": "company = %(company)s",
    "support_form": "support_form = %(support_form)s",
    "obtained_by": "obtained_by = %(obtained_by)s",
    "unanswered_by": "status = 'open' and %(unanswered_by)s = any(unanswered)",
    "shown_at": "status = 'open' and %(shown_at)s = any(receptions)",
    "competence": "%(competence)s = any(competences)",
}


def job_orders(desk: Desk, params: JobOrders) -> list[JobOrderShown]:
    """Return the orders asked for, the first that can be applied for no more first."""
    asked = structs.asdict(params)
    page = "order by apply_by, job_order limit %(limit)s offset %(skip)s"
    rows = desk.rows(JOB_ORDER_LIST, f"{conditions(_FILTERS, asked)} {page}", asked)
    at = workplaces_of(desk, [row.company for row in rows])
    to_ask, to_answer = (_due(desk, rows, key) for key in ("order.freshness", "order.answer"))
    names = JobOrderShown.__struct_fields__
    shown = []
    for row in rows:
        place, case_id = at.get(row.company), str(row.job_order)
        again, answer = to_ask.get(case_id), to_answer.get(case_id)
        known = {name: getattr(row, name) for name in names if name in row.__struct_fields__}
        shown.append(
            JobOrderShown(
                **known,
                workplace=place.name if place else None,
                workplace_open=place is not None and place.open,
                industry=place.industry if place else None,
                ask_again_by=again.timely_until if again else None,
                stale=again is not None and again.overdue(desk.today),
                answer_by=answer.timely_until if answer else None,
                late=answer is not None and answer.overdue(desk.today),
            )
        )
    return shown


def _due(desk: Desk, rows: Sequence[JobOrderRow], key: str) -> dict[str, DeadlineRow]:
    """Return the earliest deadline of a rule that still runs or was missed, for each order."""
    asked = {"cases": [str(row.job_order) for row in rows], "key": key}
    open_ones = "rule_key = %(key)s and status in ('running', 'missed')"
    latest_first = "case_id = any(%(cases)s) order by timely_until desc"
    found = desk.rows(DEADLINES, f"{open_ones} and {latest_first}", asked)
    return {each.case_id: each for each in found}


def same_order(desk: Desk, company: UUID, title: str) -> UUID | None:
    """Return the order of the company for the same work that is not over; a separate one is not."""
    under_way = "company = %(company)s and name = %(name)s and not separate"
    still = "status in ('received', 'validated', 'open') order by job_order limit 1"
    asked = {"company": company, "name": plain(title)}
    rows = desk.rows(JOB_ORDER_LIST, f"{under_way} and {still}", asked)
    return rows[0].job_order if rows else None
