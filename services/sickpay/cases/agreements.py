"""The § 56 agreements of a citizen with an employer, from whichever cases they were made in."""

from collections.abc import Sequence
from typing import NamedTuple

from services.sickpay.domain.facts import Agreement
from services.sickpay.domain.granting import agreements_in
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from services.sickpay.domain.sick_pay_history import Absence, Ended, Recovered, Running, State
from services.sickpay.views.sick_pay_list import SICK_PAY_LIST
from shared.casework.declare import Desk, Loaded


class Sibling(NamedTuple):
    """A case of the same citizen and employment, as its own facts tell it."""

    case_id: str
    loaded: Loaded


def same_employment(desk: Desk, absence: Absence) -> tuple[Sibling, ...]:
    """Return the citizen's cases of an employment; the list says which, each case what it is."""
    same = {"employment": absence.employment}
    rows = desk.rows_of(SICK_PAY_LIST, absence.citizen, "employment = %(employment)s", same)
    ids = (str(row.sick_pay_case) for row in rows)
    return tuple(Sibling(case_id, desk.load(SICK_PAY_CASE, case_id)) for case_id in ids)


def agreements_of(states: Sequence[State]) -> tuple[Agreement, ...]:
    """Return the agreements that these cases brought."""
    return tuple(
        one
        for state in states
        if isinstance(state, Running | Recovered | Ended)
        for one in agreements_in(state.course)
    )
