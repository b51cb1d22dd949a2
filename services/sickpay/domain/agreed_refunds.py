"""The refunds that a § 56 agreement carries, and what becomes of them when it is another.

Law: SPA § 56: under an agreement the refund begins with the first day of absence. The agreement may
stand in another of the citizen's cases; when it ends, or its answer is taken back, nobody has
decided anything about the refunds yet. They are flagged, and a person looks.
"""

from collections.abc import Mapping, Sequence

from services.sickpay.domain.course import Refund
from services.sickpay.domain.ending_events import DecisionFlagged
from services.sickpay.domain.facts import Agreement, SickPayFacts
from services.sickpay.domain.grant_orders import FlagAgreedRefunds
from services.sickpay.domain.handling import Blocks, Handler, OpenCase
from services.sickpay.domain.refunding import refund_from
from services.sickpay.domain.sick_pay_history import Ended, Recovered, Running
from shared.eventlog.command import Command
from shared.eventlog.decider import Decision, Rejected
from shared.law.rulebook import RuleBook

_BECAUSE = "refund_basis_changed"  # In clear, so it does not say that there is an agreement.


def without_basis(
    state: Running | Recovered | Ended, agreements: Sequence[Agreement], book: RuleBook
) -> tuple[str, ...]:
    """Name the refunds, asked for or paid, of days that only an agreement could give.

    Those that are flagged already wait for somebody; they are not named again.
    """
    absence, course = state.absence, state.course
    if any(one.covers(absence.first_absence_day) for one in agreements):
        return ()
    begins = refund_from(book, absence)
    live = (one for one in course.refunds if not one.annulled and one.from_ < begins)
    return tuple(name for name in map(_name, live) if name not in course.flagged)


def _name(one: Refund) -> str:
    return f"refund:{one.request}"


def _flag(_command: FlagAgreedRefunds, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    absence = case.absence
    found = without_basis(case.state, facts.agreements, facts.law)
    if not found:
        raise Rejected("nothing_to_flag")
    return [
        DecisionFlagged(absence.citizen, absence.first_absence_day, name, _BECAUSE)
        for name in found
    ]


def _some(case: OpenCase) -> Blocks:
    return () if case.course.refunds else ("nothing_to_flag",)


AGREED_REFUNDS: Mapping[type[Command], Handler] = {
    FlagAgreedRefunds: Handler(_flag, _some, ("running", "recovered", "ended")),
}
