"""The figures of sick pay by start cohort: how fast people are well, and what was in time (F.7)."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Final

from msgspec import Struct

from services.sickpay.domain.follow_up_events import Track
from services.sickpay.domain.sick_pay_orders import LegalBasis
from services.sickpay.views.caseload import CASELOAD, CaseloadRow
from shared.casework.declare import Desk, Query
from shared.law.arithmetic import add_days, end_of_week_n, reckon

_WEEK_8: Final = timedelta(weeks=8)
_WEEK_26: Final = timedelta(weeks=26)
_WEEK_52: Final = timedelta(weeks=52)


class Share(Struct, frozen=True):
    """So many of so many; the reader divides."""

    count: int
    of: int


class CohortFigures(Struct, frozen=True):
    """The cases whose first day of absence lies in the days asked for.

    Cases too young to tell are left out of a share's `of`. `risk_calibration`: how many of those
    still ill after 8 weeks had been found to be a high risk when first assessed.
    """

    cases: int
    recovered_8w: Share
    recovered_26w: Share
    over_52w: Share
    passed_8w: Share
    passed_26w: Share
    first_follow_up_on_time: Share
    forms_on_time: Share
    risk_calibration: Share
    median_days_to_triage: int | None


class CohortSearch(Struct, frozen=True):
    """Cases that began from `first` to `last`, both days counted.

    `track` counts those that were put on that track when first assessed: short cases have figures
    of their own, so that long ones cannot hide a new wave (S-03). `legal_basis` counts sick
    cash-benefit recipients instead (E13), `team` one team's cases.
    """

    first: date
    last: date
    track: Track | None = None
    team: str | None = None
    legal_basis: LegalBasis = "sick_pay"


def figures(desk: Desk, params: CohortSearch) -> CohortFigures:
    """Count a start cohort as it looks today."""
    rows = desk.rows(
        CASELOAD,
        "first_absence_day between %(first)s and %(last)s and not withdrawn"
        " and legal_basis = %(basis)s"
        " and (%(track)s::text is null or first_track = %(track)s)"
        " and (%(team)s::text is null or team = %(team)s)",
        {
            "first": params.first,
            "last": params.last,
            "track": params.track,
            "team": params.team,
            "basis": params.legal_basis,
        },
    )
    return counted(rows, desk.today, lambda sent: _form_until(desk, sent))


def _form_until(desk: Desk, sent: date) -> date:
    rule = desk.rules.rule("form.return", sent)
    return reckon(sent, rule.number, rule.time_unit, rule.roll).timely_until


def counted(
    rows: Sequence[CaseloadRow], today: date, form_until: Callable[[date], date]
) -> CohortFigures:
    """Count the figures from the cases alone."""
    long = [row for row in rows if _lasted(row, today, _WEEK_8)]
    forms = [
        (row.form_returned_on, form_until(row.form_sent_on))
        for row in rows
        if row.form_sent_on is not None
    ]
    days = [(row.triaged_on - row.notified_on).days for row in rows if row.triaged_on is not None]
    return CohortFigures(
        cases=len(rows),
        recovered_8w=_recovered(rows, today, _WEEK_8),
        recovered_26w=_recovered(rows, today, _WEEK_26),
        over_52w=_passed(rows, today, _WEEK_52),
        passed_8w=_passed(rows, today, _WEEK_8),
        passed_26w=_passed(rows, today, _WEEK_26),
        first_follow_up_on_time=_followed_up(rows, today),
        forms_on_time=Share(
            sum(back is not None and back <= until for back, until in forms),
            sum(back is not None or until < today for back, until in forms),
        ),
        risk_calibration=Share(sum(row.first_risk_level == "high" for row in long), len(long)),
        median_days_to_triage=round(median(days)) if days else None,
    )


def _over(row: CaseloadRow) -> date | None:
    return row.recovered_on or (row.ended_after and add_days(row.ended_after, 1))


def _lasted(row: CaseloadRow, today: date, time: timedelta) -> bool:
    return (_over(row) or today) > row.first_absence_day + time


def _known(rows: Sequence[CaseloadRow], today: date, time: timedelta) -> list[CaseloadRow]:
    return [row for row in rows if today > row.first_absence_day + time]


def _passed(rows: Sequence[CaseloadRow], today: date, time: timedelta) -> Share:
    known = _known(rows, today, time)
    return Share(sum(_lasted(row, today, time) for row in known), len(known))


def _recovered(rows: Sequence[CaseloadRow], today: date, time: timedelta) -> Share:
    known = _known(rows, today, time)
    well = sum(
        row.recovered_on is not None and row.recovered_on <= row.first_absence_day + time
        for row in known
    )
    return Share(well, len(known))


def _followed_up(rows: Sequence[CaseloadRow], today: date) -> Share:
    """Count first follow-ups held before the end of week 8, of the cases that lasted so long."""
    owed = [row for row in _known(rows, today, _WEEK_8) if _lasted(row, today, _WEEK_8)]
    on_time = sum(
        row.first_held_on is not None
        and row.first_held_on <= end_of_week_n(row.first_absence_day, 8)
        for row in owed
    )
    return Share(on_time, len(owed))


class InflowSearch(Struct, frozen=True):
    """Days, such as a month: who passed 26 weeks of absence in them, both days counted."""

    first: date
    last: date


def inflow(desk: Desk, params: InflowSearch) -> Share:
    """Count who passed 26 weeks in these days, of those who fell ill 26 weeks earlier (S-03)."""
    rows = desk.rows(
        CASELOAD,
        "first_absence_day between %(first)s and %(last)s and not withdrawn"
        " and legal_basis = 'sick_pay'",
        {"first": params.first - _WEEK_26, "last": params.last - _WEEK_26},
    )
    return _passed(rows, desk.today, _WEEK_26)


INFLOW = Query(
    name="inflow_to_long",
    path="/inflow-to-long",
    params=InflowSearch,
    answer=Share,
    run=inflow,
)
FIGURES = Query(
    name="cohort_figures",
    path="/cohort-figures",
    params=CohortSearch,
    answer=CohortFigures,
    run=figures,
)
