"""A year of sick pay: 30,000 cases and 85,000 follow-ups lived, rebuilt, asked, and put right.

The lives are those of `jobcenter simulate --year 2011 --lives sick_pay_cases`, all lived to their
end without doors (ADR 44). What is timed afterwards goes through the doors of a house opened on
that year. The quick form lives through a share of it.

`python -m tests.bench --only sickyear --write` takes the figures; it needs an idle machine.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import psycopg

from jobcenter import running
from shared.access.issuer import Issuer
from shared.http.client import Client, Refused
from tests.bench.filled import facts, opened, rebuilt, room, timed
from tests.bench.parts import Part, figure, times

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.bench.ground import Ground

_YEAR: Final = 2011
_CASES: Final = "/sick-pay-cases"
_COUNTED: Final = {
    "cases": "sickpay.absence_notified",
    "follow_ups": "sickpay.follow_up_held",
    "forms_overdue": "sickpay.form_overdue_noted",
    "reminders": "sickpay.form_reminder_sent",
    "extensions": "sickpay.extension_granted",
    "ends": "sickpay.sick_pay_ended",
}
_LONGEST = """
SELECT substr(stream, 15), max(version) FROM sickpay.events
WHERE stream LIKE 'sick_pay_case-%%' AND stream IN
  (SELECT stream FROM sickpay.events WHERE tag = 'sickpay.recovery_reported')
GROUP BY stream ORDER BY 2 DESC, 1 LIMIT %s
"""


@dataclass(frozen=True)
class Size:
    """How much of the year is lived, and how many cases are put right afterwards."""

    share: float
    put_right: int


_QUICK, _FULL = Size(0.004, 20), Size(1.0, 300)


def measure(ground: Ground) -> Part:
    """Live the year, build every view of sick pay anew, ask the lists, correct long cases."""
    size, part = _FULL if ground.pace.runs > 3 else _QUICK, Part()
    data = room(ground, "sickyear")
    found: dict[str, tuple[str, list[float]]] = {}
    took = timed(
        *("simulate", "--year", str(_YEAR), "--share", str(size.share)),
        *("--lives", "sick_pay_cases", "--workers", "2", "--data", str(data)),
    )
    with opened(data) as url:
        number = facts(url)
        found |= {
            "lived": ("s", [took]),
            "facts": ("events", [float(number)]),
            "speed": ("events/s", [number / took]),
        }
        found |= {name: ("events", [float(n)]) for name, n in _counted(url).items()}
        found |= _rebuilt(data, _own_facts(url), number)
        found |= _asked(data)
        found |= _put_right(data, url, size.put_right)
    for name, (unit, values) in found.items():
        part.figures[f"sickyear.{name}"] = figure(unit, values)
    part.notes["sickyear"] = (
        f"{size.share:g} of the sick-pay cases of {_YEAR} by two processes; "
        f"{size.put_right} long cases put right"
    )
    return part


def _counted(url: str) -> dict[str, int]:
    with psycopg.connect(url) as conn:
        rows = conn.execute(
            b"SELECT tag, count(*) FROM sickpay.events WHERE tag = ANY(%s) GROUP BY tag",
            (list(_COUNTED.values()),),
        ).fetchall()
    by_tag: dict[str, int] = dict(rows)
    return {name: by_tag.get(tag, 0) for name, tag in _COUNTED.items()}


def _own_facts(url: str) -> int:
    with psycopg.connect(url) as conn:
        found = conn.execute(b"SELECT count(*) FROM sickpay.events").fetchone()
    return int(found[0]) if found else 0


def _rebuilt(data: Path, own: int, all_facts: int) -> dict[str, tuple[str, list[float]]]:
    took = rebuilt(data, "sickpay")
    whole = sum(took.values())
    timeline = timed("rebuild", "citizen_history.timeline", "--data", str(data))
    each = {f"rebuild.{view}": ("s", [seconds]) for view, seconds in took.items()}
    return {
        **each,
        "rebuild.all_views": ("s", [whole]),
        "rebuild.speed": ("events/s", [own * len(took) / whole]),
        "rebuild.timeline": ("s", [timeline]),
        "rebuild.timeline_speed": ("events/s", [all_facts / timeline]),
    }


def _client(data: Path, role: str) -> Client:
    door = running.read(data).doors["sickpay"].api
    token = Issuer(data).issue("bench", [role], "sickpay", minutes=600)
    # Nobody at the bench has a case of these citizens: a stranger gives a reason.
    return Client(door, token, timeout=60.0, looking={"X-Access-Reason": "Maaling af svartid"})


def _asked(data: Path) -> dict[str, tuple[str, list[float]]]:
    """Ask each list and figure that counts over all cases, some times."""
    last = date(_YEAR, 12, 31)
    cohort = {"first": date(_YEAR, 1, 1).isoformat(), "last": last.isoformat()}
    questions: dict[str, tuple[str, dict[str, Any]]] = {
        "caseload": ("/caseload", {"team": "nord"}),
        "early_warning": ("/early-warning", {"team": "nord"}),
        "cohort_figures": ("/cohort-figures", cohort),
    }
    found: dict[str, tuple[str, list[float]]] = {}
    with _client(data, "manager") as client:
        for name, (path, params) in questions.items():
            taken = [_milliseconds(lambda p=path, q=params: client.ask(p, q)) for _ in range(21)]
            found |= {f"ask.{key}": ("ms", [ms]) for key, ms in times(name, taken[1:]).items()}
    return found


def _put_right(data: Path, url: str, number: int) -> dict[str, tuple[str, list[float]]]:
    """Tell long cases late facts: they run on after all, and had begun on another day.

    Each order reads the whole case, computes limit, risk, clocks and flags anew, and is stored.
    """
    with psycopg.connect(url) as conn:
        cases = conn.execute(_LONGEST.encode(), (number,)).fetchall()
    taken: dict[str, list[float]] = {"reopened": [], "corrected": []}
    with _client(data, "sickpay_officer") as client:
        for case, _ in cases:
            _put_one_right(client, f"{_CASES}/{case}", taken)
    return {
        "late_fact.cases": ("events", [float(len(taken["corrected"]))]),
        "late_fact.facts_in_the_longest": ("events", [float(cases[0][1])]),
        **{
            f"late_fact.{key}": ("ms", [ms])
            for name, each in taken.items()
            for key, ms in times(name, each).items()
        },
    }


def _put_one_right(client: Client, path: str, taken: dict[str, list[float]]) -> None:
    shown = client.ask(path)
    first = date.fromisoformat(shown["state"]["absence"]["first_absence_day"])
    earlier = (first - timedelta(days=3)).isoformat()
    reopen = {"reason": "Still ill"}
    correct = {"first_absence_day": earlier, "reason": "The employer says so"}
    try:
        taken["reopened"].append(_ordered(client, path, "withdraw-recovery", reopen))
        taken["corrected"].append(_ordered(client, path, "correct-first-absence-day", correct))
    except Refused:
        # Another case of the citizen and employer is open: this one stays as it is.
        return


def _ordered(client: Client, path: str, verb: str, body: dict[str, str]) -> float:
    version = client.ask(path)["version"]
    return _milliseconds(lambda: client.order(f"{path}/{verb}", body, if_match=version))


def _milliseconds(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return (time.perf_counter() - started) * 1000
