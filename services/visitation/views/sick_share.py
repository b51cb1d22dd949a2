"""How many of those who live on a benefit were ill on a day (flow E13)."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from msgspec import Struct

from services.visitation.domain.codes import BenefitBasis
from services.visitation.views.citizen_case_list import CITIZEN_CASE_LIST, ILL, CitizenCaseRow
from shared.casework.declare import Desk
from shared.law.timeliness import PerMille, shown


class SickShare(Struct, frozen=True, forbid_unknown_fields=True):
    """A day, and the benefit whose recipients are counted."""

    on: date
    benefit_basis: BenefitBasis = "cash_benefit"


class SickShown(Struct, frozen=True):
    """Open cases on the day and how many of them were ill; no share where there was no case."""

    cases: int
    ill: int
    share: PerMille | None


def sick_share(desk: Desk, params: SickShare) -> SickShown:
    """Return the share of citizens on a benefit who were ill on a day."""
    was_open = "registered_on <= %(day)s AND coalesce(closed_on > %(day)s, true)"
    asked = {"day": params.on, "basis": params.benefit_basis}
    return counted(
        desk.rows(CITIZEN_CASE_LIST, f"{was_open} AND benefit_basis = %(basis)s", asked), params.on
    )


def counted(rows: Iterable[CitizenCaseRow], day: date) -> SickShown:
    """Count who was ill that day; the day of recovery is none of illness."""
    ill = [any(_covers(row, day)) for row in rows]
    share = shown(Fraction(sum(ill), len(ill))) if ill else None
    return SickShown(len(ill), sum(ill), share)


def _covers(row: CitizenCaseRow, day: date) -> Iterable[bool]:
    return (
        each.start <= day and (each.to is None or day < each.to)
        for each in row.absences
        if each.kind == ILL
    )
