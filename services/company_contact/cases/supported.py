"""What is found out before a place is given: the ratio, and who is at the company otherwise (H 24).

Supported persons are counted over all agreements of a production unit. Which agreements those are
is read from lists, which are level with the log within a moment; their places are read from their
own streams, and the decision holds only while none of these has moved on.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, TypeAlias
from uuid import UUID

from msgspec.structs import replace

from services.company_contact.domain import agreement_orders, place_orders
from services.company_contact.domain.agreement_state import AgreementFacts, State
from services.company_contact.domain.company import State as Company
from services.company_contact.domain.company import size_of
from services.company_contact.domain.partnership_agreement import PARTNERSHIP_AGREEMENT
from services.company_contact.domain.place import Book, find
from services.company_contact.domain.place_decisions import RATIO_RULE
from services.company_contact.views.agreement_list import AGREEMENT_LIST
from services.company_contact.views.place_list import PLACE_LIST
from shared.casework.declare import Desk
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.law.ratios import most_by_ratio
from shared.law.rule import Rule

Days: TypeAlias = tuple[date, date]
_FOR_SO_MANY: Final = (
    agreement_orders.SignAgreement,
    place_orders.ReservePlace,
    place_orders.WithdrawRelease,
    place_orders.CorrectPlaceDays,
    place_orders.TakePlace,
)
_HOLDS: Final = "company = %(company)s and agreement <> %(mine)s and stage = 'active'"
_HELD: Final = (
    "company = %(company)s and agreement <> %(mine)s"
    " and stage in ('reserved', 'taken', 'occupied', 'vacated')"
    " and least(from_, occupied_from) <= %(last_day)s"
    ' and greatest("to", last_day) >= %(first_day)s'
)


def most_supported(
    desk: Desk, company: Company, command: Command | None
) -> tuple[int, Rule] | None:
    """Return how many supported persons the company may have, and by which row; None if not asked.

    It is the size that the register has now: who is there when a company shrinks stays.
    """
    size = size_of(company)
    if size is None or not isinstance(command, _FOR_SO_MANY):
        return None
    rule = desk.rules.rule(RATIO_RULE, desk.today)
    return most_by_ratio(rule, size), rule


def with_places_elsewhere(
    desk: Desk, mine: UUID, state: State, command: Command | None, facts: AgreementFacts
) -> tuple[AgreementFacts, tuple[Guard, ...]]:
    """Find the places of the company's other agreements in the days that are asked for."""
    days, company = _days(state, command), getattr(state, "company", None)
    if days is None or company is None:
        return facts, ()
    others = sorted(_others(desk, mine, company, days))
    found = [desk.load(PARTNERSHIP_AGREEMENT, each) for each in others]
    elsewhere: Book = tuple(place for each in found for place in getattr(each.state, "places", ()))
    guards = tuple(Guard(each.stream, each.version) for each in found)
    return replace(facts, elsewhere=elsewhere), guards


def _others(desk: Desk, mine: UUID, company: UUID, days: Days) -> set[UUID]:
    """Return the agreements under which somebody may come, and those under which somebody is."""
    asked = {"company": company, "mine": mine, "first_day": days[0], "last_day": days[1]}

    def named() -> Iterator[UUID]:
        yield from (row.agreement for row in desk.rows(AGREEMENT_LIST, _HOLDS, asked))
        yield from (row.agreement for row in desk.rows(PLACE_LIST, _HELD, asked))

    return set(named())


def _days(state: State, command: Command | None) -> Days | None:
    match command:
        case place_orders.ReservePlace(from_=from_, to=to):
            return from_, to
        case place_orders.CorrectPlaceDays(from_=from_, to=to):
            return from_, to
        case place_orders.WithdrawRelease(place=at) | place_orders.TakePlace(place=at):
            place = find(getattr(state, "places", ()), at)
            return (place.from_, place.to) if place else None
        case _:
            return None
