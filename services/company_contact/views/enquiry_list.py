"""What companies asked, who is to answer, and by when."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from msgspec import Meta, Struct, structs
from msgspec.structs import replace

from services.company_contact.domain import enquiry_events as told
from services.company_contact.domain.contact import Unit
from services.company_contact.domain.enquiry_orders import Topic
from shared.casework.declare import Desk, Query
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View
from shared.law.deadline_list import DEADLINES, DeadlineRow


class EnquiryRow(Struct, frozen=True):
    """One enquiry as it stands."""

    enquiry: UUID
    company: UUID
    topic: str
    channels: tuple[str, ...]
    received_on: date
    stage: str = "received"
    unit: str | None = None
    answered_on: date | None = None
    answer: str | None = None
    closed_because: str | None = None


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the enquiry a fact is about."""
    return [(UUID(recorded.case_id),)] if recorded.case_type == "company_enquiry" else []


def project(key: RowKey, row: EnquiryRow | None, recorded: Recorded[Any]) -> EnquiryRow | None:
    """Give the enquiry's row after a fact."""
    match recorded.event, row:
        case told.EnquiryReceived(company, topic, channel, on), _:
            return EnquiryRow(key[0], company, topic, (channel,), on)
        case told.EnquiryAskedAgain(channel=channel), EnquiryRow():
            return replace(row, channels=tuple(dict.fromkeys((*row.channels, channel))))
        case told.EnquiryAssigned(unit=unit), EnquiryRow():
            return replace(row, stage="assigned", unit=unit)
        case told.EnquiryAnswered(answered_on=on, answer=answer), EnquiryRow():
            return replace(row, stage="answered", answered_on=on, answer=answer)
        case told.EnquiryClosed(reason=reason), EnquiryRow():
            return replace(row, stage="closed", closed_because=reason)
        case told.EnquiryStepWithdrawn(step=step, stage=stage, unit=unit), EnquiryRow():
            again = replace(row, stage=stage, unit=unit, closed_because=None)
            return again if step == "closed" else replace(again, answered_on=None, answer=None)
        case _:
            return row


ENQUIRY_LIST: Final = View(
    name="enquiry_list",
    version=1,
    row=EnquiryRow,
    key=("enquiry",),
    touches=touches,
    project=project,
    indexes=(("company",), ("unit", "stage"), ("stage", "received_on")),
)


class EnquirySearch(Struct, frozen=True):
    """Which enquiries to show; `after` is the last of the page before."""

    company: UUID | None = None
    unit: Unit | None = None
    topic: Topic | None = None
    stage: told.EnquiryStage | None = None
    after: UUID | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


class EnquiryShown(Struct, frozen=True, kw_only=True):
    """One enquiry; `answer_by` while an answer is owed, `late` when that day has passed."""

    enquiry: UUID
    company: UUID
    topic: str
    channels: tuple[str, ...]
    received_on: date
    stage: str
    unit: str | None
    answered_on: date | None
    answer: str | None
    closed_because: str | None
    answer_by: date | None
    late: bool


class EnquiryPage(Struct, frozen=True):
    """Some enquiries, and where the next page starts; None when there is none."""

    enquiries: list[EnquiryShown]
    next: UUID | None = None


def enquiries(desk: Desk, params: EnquirySearch) -> EnquiryPage:
    """Show what companies asked, in the order in which it was taken in."""
    rows = desk.rows(
        ENQUIRY_LIST,
        "(%(company)s::uuid is null or company = %(company)s)"
        " and (%(unit)s::text is null or unit = %(unit)s)"
        " and (%(topic)s::text is null or topic = %(topic)s)"
        " and (%(stage)s::text is null or stage = %(stage)s)"
        " and (%(after)s::uuid is null or enquiry > %(after)s)"
        " order by enquiry limit %(rows)s",
        {**structs.asdict(params), "rows": params.limit + 1},
    )
    page = rows[: params.limit]
    owed = _owed(desk, page)
    shown = [_shown(row, owed.get(str(row.enquiry)), desk.today) for row in page]
    return EnquiryPage(shown, page[-1].enquiry if len(rows) > params.limit else None)


def _owed(desk: Desk, rows: Sequence[EnquiryRow]) -> Mapping[str, DeadlineRow]:
    found = desk.rows(
        DEADLINES,
        "rule_key = 'enquiry.answer' and status in ('running', 'missed')"
        " and case_id = any(%(cases)s)",
        {"cases": [str(row.enquiry) for row in rows]},
    )
    return {each.case_id: each for each in found}


def _shown(row: EnquiryRow, owed: DeadlineRow | None, today: date) -> EnquiryShown:
    return EnquiryShown(
        **structs.asdict(row),
        answer_by=owed.timely_until if owed else None,
        late=owed is not None and owed.overdue(today),
    )


ENQUIRIES: Final = Query(
    name="enquiry_list",
    path="/enquiry-list",
    params=EnquirySearch,
    answer=EnquiryPage,
    run=enquiries,
)
