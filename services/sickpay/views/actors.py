"""All who take part in a case: when they were last spoken to, and what is next (S-01)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.sickpay.domain import follow_up_events as follow
from services.sickpay.domain import paper_events as paper
from services.sickpay.domain import reminder_events as reminder
from services.sickpay.domain import sick_pay_events as told
from services.sickpay.domain.course import Course
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from services.sickpay.domain.sick_pay_history import Absence, Ended, NotNotified, Recovered, Running
from shared.casework.declare import Desk, Query
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View
from shared.privacy.personal import HealthData

_NOTIFIERS = {"employer": "employer", "ui_fund": "ui_fund", "self_employed": "citizen"}


class NextStep(Struct, frozen=True):
    """What a contact left to be done, on a day; older contacts have no name."""

    contact: UUID | None
    next_on: date


class ActorRow(Struct, frozen=True):
    """One party of a case; `next_on` is the day of the next action with them.

    `spoken_on` are the days of contact, so that one that is taken back leaves the row.
    """

    sick_pay_case: UUID
    party: str
    last_contact_on: date | None = None
    next_on: date | None = None
    spoken_on: tuple[date, ...] = ()
    planned: tuple[NextStep, ...] = ()


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the parties a fact was told by or to."""
    if recorded.case_type != "sick_pay_case":
        return []
    case = UUID(recorded.case_id)
    return [(case, party) for party in _parties(recorded.event)]


def _parties(event: object) -> tuple[str, ...]:
    match event:
        case told.AbsenceNotified(notified_by=by):
            return (_NOTIFIERS[by],)
        case told.NotificationCorrected(notified_by=by, was_notified_by=was):
            return tuple(dict.fromkeys((_NOTIFIERS[was], _NOTIFIERS[by])))
        case paper.ContactRecorded(party=party) | paper.ContactWithdrawn(party=party):
            return (party,)
        case paper.ContactCorrected(party=party, was_party=was):
            return (party,) if party == was else (party, was)
        case (
            paper.CertificateRequested()
            | paper.CertificateRequestCorrected()
            | paper.CertificateReceived()
            | paper.CertificateCorrected()
            | paper.CertificateWithdrawn()
        ):
            return ("doctor",)
        case paper.PossibilityStatementReceived() | paper.PossibilityStatementWithdrawn():
            return ("doctor", "employer")
        case paper.EmployerInterviewHeld() | paper.EmployerInterviewWithdrawn():
            return ("employer",)
        case (
            follow.FollowUpHeld()
            | follow.FollowUpCorrected()
            | follow.FollowUpWithdrawn()
            | told.InformationFormReturned()
            | reminder.FormReminderSent()
            | reminder.FormReminderWithdrawn()
        ):
            return ("citizen",)
        case _:
            return ()


def project(key: RowKey, row: ActorRow | None, recorded: Recorded[Any]) -> ActorRow:
    """Give the party's row after a fact."""
    actor = row or ActorRow(*key)
    match recorded.event:
        case paper.ContactRecorded(contact_on=on, contact=name, next_on=next_on):
            return _next(_spoken(actor, on), (*actor.planned, NextStep(name, next_on)))
        case told.NotificationCorrected() as e:
            forgotten = actor
            if actor.party == _NOTIFIERS[e.was_notified_by]:
                forgotten = _not_spoken(actor, e.was_notified_on)
            here = actor.party == _NOTIFIERS[e.notified_by]
            return _spoken(forgotten, e.notified_on) if here else forgotten
        case paper.ContactCorrected() | paper.ContactWithdrawn():
            return _contact_otherwise(actor, recorded.event)
        case paper.CertificateRequested(requested_on=on):
            return _spoken(actor, on)
        case paper.EmployerInterviewWithdrawn() | paper.PossibilityStatementWithdrawn():
            return _not_spoken(actor, recorded.meta.effective_on)
        case (
            paper.CertificateWithdrawn(received_on=on)
            | follow.FollowUpWithdrawn(held_on=on)
            | reminder.FormReminderWithdrawn(sent_on=on)
        ):
            return _not_spoken(actor, on)
        case (
            paper.CertificateRequestCorrected(requested_on=on, was=was)
            | paper.CertificateCorrected(received_on=on, was=was)
            | follow.FollowUpCorrected(held_on=on, was=was)
        ):
            return _spoken(_not_spoken(actor, was), on)
        case _:
            return _spoken(actor, recorded.meta.effective_on)


def _spoken(actor: ActorRow, on: date) -> ActorRow:
    days = tuple(sorted((*actor.spoken_on, on)))
    return replace(actor, spoken_on=days, last_contact_on=days[-1])


def _contact_otherwise(
    actor: ActorRow, event: paper.ContactCorrected | paper.ContactWithdrawn
) -> ActorRow:
    """Forget the contact where it was, and put it where it belongs."""
    left = tuple(one for one in actor.planned if one.contact != event.contact)
    if isinstance(event, paper.ContactWithdrawn):
        return _next(_not_spoken(actor, event.contact_on), left)
    was_here = actor.party == event.was_party
    forgotten = _next(_not_spoken(actor, event.was_on), left) if was_here else actor
    if actor.party != event.party:
        return forgotten
    step = NextStep(event.contact, event.next_on)
    return _next(_spoken(forgotten, event.contact_on), (*left, step))


def _next(actor: ActorRow, planned: tuple[NextStep, ...]) -> ActorRow:
    return replace(actor, planned=planned, next_on=planned[-1].next_on if planned else None)


def _not_spoken(actor: ActorRow, on: date) -> ActorRow:
    left = list(actor.spoken_on)
    if on in left:
        left.remove(on)
    return replace(actor, spoken_on=tuple(left), last_contact_on=max(left, default=None))


ACTORS = View(
    name="actors",
    version=3,
    row=ActorRow,
    key=("sick_pay_case", "party"),
    touches=touches,
    project=project,
)


class ActorSearch(Struct, frozen=True):
    """Which case; a party silent for `silent_days` or more is marked."""

    sick_pay_case: UUID
    silent_days: Annotated[int, Meta(ge=1, le=3650)] = 56


class ActorShown(Struct, frozen=True):
    """One party: the last contact, what is next with it, and whether it was silent for too long.

    Who was never spoken to is silent since the case was notified.
    """

    citizen: UUID
    party: str
    last_contact_on: date | None
    next_on: date | None
    silent: bool
    next_action: HealthData[str] | None = None


def actors(desk: Desk, params: ActorSearch) -> list[ActorShown]:
    """Show the parties of a case, never spoken to first, then those with the oldest contact."""
    rows = desk.rows(
        ACTORS, "sick_pay_case = %(case)s order by party", {"case": params.sick_pay_case}
    )
    state: Any = desk.load(SICK_PAY_CASE, params.sick_pay_case).state
    if isinstance(state, NotNotified):
        return []
    known = {row.party: row for row in rows}
    since = desk.today - timedelta(days=params.silent_days)
    if isinstance(state, Running | Recovered | Ended):
        notified, next_actions = state.absence.notified_on, _next_actions(state.course)
        for party in _expected(state.absence):
            known.setdefault(party, ActorRow(params.sick_pay_case, party))
    else:
        notified, next_actions = desk.today, {}
    shown = (
        ActorShown(
            state.absence.citizen,
            row.party,
            row.last_contact_on,
            row.next_on,
            (row.last_contact_on or notified) <= since,
            next_actions.get(row.party),
        )
        for row in known.values()
    )
    return sorted(shown, key=lambda one: (one.last_contact_on or date.min, one.party))


def _expected(absence: Absence) -> tuple[str, ...]:
    """Name who takes part in every case, spoken to or not (S-01)."""
    told_by = _NOTIFIERS.get(absence.notified_by, "citizen")
    return tuple(dict.fromkeys(("citizen", "doctor", "job_consultant", told_by)))


def _next_actions(course: Course) -> dict[str, HealthData[str]]:
    """Return what is next with each party, as its last contact left it."""
    return {contact.party: contact.next_action for contact in course.contacts}


ACTORS_QUERY = Query(
    name="actors", path="/actors", params=ActorSearch, answer=list[ActorShown], run=actors
)
