"""Two clocks over a citizen's history: what was known at a moment, and what holds on a day.

`as_of_known=t` leaves what was recorded by t. `as_of_valid=d` then only selects: facts that hold
on d and that nothing known by t took away. It never folds the facts in another order.
docs/explanation/two-clocks.md tells it with four examples.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias
from uuid import UUID

from services.citizen_history.views.line import Line
from shared.clock import COPENHAGEN

Strikes: TypeAlias = dict[UUID, Line]


def in_order(lines: Iterable[Line]) -> list[Line]:
    """Put facts where they belong: by the day they hold, late ones too."""
    return sorted(
        lines, key=lambda line: (line.effective_on, line.recorded_at, line.source, line.position)
    )


def known_by(lines: Iterable[Line], moment: datetime | None) -> list[Line]:
    """Leave the facts that were recorded by a moment (all of them without one)."""
    return [line for line in lines if moment is None or line.recorded_at <= moment]


def strikes(known: Iterable[Line], day: date | None = None) -> Strikes:
    """Say which facts were taken away, each with the first known fact that did so.

    A withdrawn, corrected or annulled fact never held. A superseded one held
    until the fact that took its place, so it is struck only from that day on.
    """
    struck: Strikes = {}
    for line in sorted(known, key=lambda line: (line.recorded_at, line.source, line.position)):
        if line.corrects is None or line.corrects in struck:
            continue
        if line.how != "superseded" or day is None or line.effective_on <= day:
            struck[line.corrects] = line
    return struck


def holds_on(line: Line, day: date) -> bool:
    """Say whether a fact says something about a day."""
    if line.effective_on > day:
        return False
    if line.period_start is not None and day < line.period_start:
        return False
    return line.period_end is None or day < line.period_end


def select(lines: Iterable[Line], known: datetime | None, valid: date | None) -> list[Line]:
    """Return the history as known at a moment, of it what holds on a day; in order."""
    seen = known_by(lines, known)
    if valid is None:
        return in_order(seen)
    struck = strikes(seen, valid)
    return in_order(line for line in seen if line.event_id not in struck and holds_on(line, valid))


def moment_of(text: str) -> datetime:
    """Read a moment; a mere day means until the end of that day in Copenhagen."""
    try:
        return _moment_of(text)
    except OverflowError as error:
        raise ValueError("a moment lies within the calendar") from error


def _moment_of(text: str) -> datetime:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        if moment.tzinfo is None:
            raise ValueError("a moment needs its time zone") from None
        return moment.astimezone(UTC)
    midnight = datetime.combine(day + timedelta(days=1), time(), COPENHAGEN)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)


def is_late(line: Line) -> bool:
    """Say whether a fact became known after the day it holds from."""
    return line.recorded_at.astimezone(COPENHAGEN).date() > line.effective_on


def together(lines: Sequence[Line], struck: Strikes) -> list[tuple[Line, ...]]:
    """Lay facts that tell the same thing twice on one line: the first, then its double.

    The rule: an interview on the same day, told once by the state and once by the municipality.
    Struck facts, and a third telling, stay by themselves.
    """
    laid: list[list[Line]] = []
    waiting: dict[tuple[date, str], list[list[Line]]] = {}
    for line in lines:
        told_by = _interview_told_by(line)
        if told_by is None or line.event_id in struck:
            laid.append([line])
            continue
        other = "municipal" if told_by == "state" else "state"
        open_doubles = waiting.get((line.effective_on, other))
        if open_doubles:
            open_doubles.pop(0).append(line)
        else:
            laid.append([line])
            waiting.setdefault((line.effective_on, told_by), []).append(laid[-1])
    return [tuple(each) for each in laid]


def _interview_told_by(line: Line) -> str | None:
    """Return the authority that tells of an interview; None when the fact is another."""
    if line.tag == "visitation.interview_held":
        told_by = line.authority
    elif line.payload.get("kind") == "interview" and line.tag in _RECORDS:
        told_by = str(line.payload.get("authority", ""))
    else:
        return None
    return told_by if told_by in {"state", "municipal"} else None


_RECORDS = frozenset(
    ("citizen_history.external_record_imported", "citizen_history.external_record_corrected")
)
