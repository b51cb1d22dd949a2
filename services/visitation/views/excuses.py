"""Interviews called off with an excuse: the day they fall due in the contract's measure.

Measure T8 moves the due day to the day agreed on instead, fourteen days at most. The deadline of
the law stays where it is: an excuse of the citizen is no right of the authority to wait.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from services.visitation.views.summons_list import SUMMONS_LIST, SummonsRow
from shared.casework.declare import Desk
from shared.law.deadline_list import DeadlineRow


def excused(desk: Desk, first: date, last: date) -> dict[str, list[SummonsRow]]:
    """Return the summonses of these days that were called off with an excuse, by case."""
    rows = desk.rows(
        SUMMONS_LIST,
        "answer = 'cancelled' AND agreed_on IS NOT NULL AND day BETWEEN %(first)s AND %(last)s"
        " ORDER BY day, citizen_case",
        {"first": first, "last": last},
    )
    by_case: dict[str, list[SummonsRow]] = defaultdict(list)
    for row in rows:
        by_case[str(row.citizen_case)].append(row)
    return by_case


def as_measured(
    rows: Iterable[DeadlineRow], excuses: Mapping[str, Sequence[SummonsRow]], most: int
) -> list[DeadlineRow]:
    """Return the deadlines with the days they fall due in the measure."""
    return [_measured(row, excuses.get(row.case_id, ()), most) for row in rows]


def _measured(row: DeadlineRow, excuses: Sequence[SummonsRow], most: int) -> DeadlineRow:
    moved, latest = row.timely_until, row.timely_until + timedelta(days=most)
    for excuse in sorted(excuses, key=lambda each: each.day):
        # An interview that would not have been in time anyhow is no excuse for being late.
        if row.trigger_day <= excuse.day <= moved and excuse.agreed_on is not None:
            moved = max(moved, min(excuse.agreed_on, latest))
    if moved == row.timely_until:
        return row
    late = max(0, (row.met_on - moved).days) if row.met_on else 0
    return replace(row, timely_until=moved, late_by_days=late)
