"""The information forms of each case: sent, come back, or not needed (S-07). No health data."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.sickpay.domain import reminder_events as reminder
from services.sickpay.domain import sick_pay_events as told
from shared.casework.declare import Desk, Query
from shared.eventlog.envelope import Recorded
from shared.eventlog.event import Event
from shared.eventlog.view import RowKey, View

FormStatus: TypeAlias = Literal["sent", "returned", "not_needed"]


class FormRow(Struct, frozen=True):
    """The latest form of a case; `form` is None while only the answer is known.

    `overdue_since` is the last timely day that passed without an answer.
    """

    sick_pay_case: UUID
    citizen: UUID
    status: str
    form: UUID | None = None
    sent_on: date | None = None
    returned_on: date | None = None
    overdue_since: date | None = None
    reminded_on: date | None = None


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the case whose form a fact is about."""
    return [(UUID(recorded.case_id),)] if recorded.case_type == "sick_pay_case" else []


def project(key: RowKey, row: FormRow | None, recorded: Recorded[Any]) -> FormRow | None:
    """Give the form's row after a fact."""
    match recorded.event, row:
        case told.FormSentNoted() as e, FormRow(status="returned", form=None):
            return replace(row, form=e.form, sent_on=e.sent_on)
        case told.FormSentNoted() as e, _:
            return FormRow(key[0], e.citizen, "sent", e.form, e.sent_on)
        case told.InformationFormReturned() as e, FormRow():
            return replace(row, status="returned", returned_on=e.returned_on)
        case told.InformationFormReturned() as e, None:
            return FormRow(key[0], e.citizen, "returned", returned_on=e.returned_on)
        case told.FormReturnWithdrawn(), FormRow(form=None):
            return None
        case _, FormRow():
            return _put_right(row, recorded.event)
        case _:
            return None


def _put_right(row: FormRow, event: Event) -> FormRow:
    match event:
        case told.FormSentCorrected(form=form, sent_on=on) if row.form == form:
            return replace(row, sent_on=on, overdue_since=None, reminded_on=None)
        case told.FormReturnCorrected(returned_on=on):
            return replace(row, returned_on=on)
        case told.FormReturnWithdrawn():
            return replace(row, status="sent", returned_on=None)
        case told.FormNotNeeded():
            return replace(row, status="not_needed")
        case reminder.FormOverdueNoted(timely_until=day):
            return replace(row, overdue_since=day)
        case reminder.FormReminderSent(sent_on=on):
            return replace(row, reminded_on=on)
        case reminder.FormReminderWithdrawn():
            return replace(row, reminded_on=None)
        case _:
            return row


FORM_LIST = View(
    name="form_list",
    version=2,
    row=FormRow,
    key=("sick_pay_case",),
    touches=touches,
    project=project,
    indexes=(("citizen",), ("status", "sent_on")),
)


class FormSearch(Struct, frozen=True):
    """Which forms to show; `after` is the last case of the page before.

    `to_remind` shows only those that are overdue and of which nobody was reminded yet.
    """

    citizen: UUID | None = None
    status: FormStatus | None = None
    to_remind: bool = False
    after: UUID | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


class FormPage(Struct, frozen=True):
    """Some forms, and where the next page starts; None when there is none."""

    forms: list[FormRow]
    next: UUID | None = None


def forms(desk: Desk, params: FormSearch) -> FormPage:
    """Show the latest form of each case, in the order the cases were opened."""
    rows = desk.rows(
        FORM_LIST,
        "(%(citizen)s::uuid is null or citizen = %(citizen)s)"
        " and (%(status)s::text is null or status = %(status)s)"
        " and (not %(to_remind)s::boolean or"
        " (status = 'sent' and overdue_since is not null and reminded_on is null))"
        " and (%(after)s::uuid is null or sick_pay_case > %(after)s)"
        " order by sick_pay_case limit %(rows)s",
        {
            "citizen": params.citizen,
            "status": params.status,
            "to_remind": params.to_remind,
            "after": params.after,
            "rows": params.limit + 1,
        },
    )
    page = rows[: params.limit]
    return FormPage(page, page[-1].sick_pay_case if len(rows) > params.limit else None)


FORMS = Query(
    name="form_list",
    path="/form-list",
    params=FormSearch,
    answer=FormPage,
    run=forms,
    ordered_by=("sick_pay_case",),
)
