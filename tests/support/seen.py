"""A pytest plugin that writes down which fact came of which order, and where it moved its case."""

import json
import os
from collections.abc import Iterable, Sequence
from functools import reduce
from pathlib import Path
from typing import Any, NamedTuple

from shared.eventlog.decider import Decider
from shared.eventlog.event import Event, tag_of
from tests.architecture.declared import SERVICES, declared
from tests.support.scenario import WATCHING

FILE = "JOBCENTER_SEEN"
_CASES = {case.name: case for service in SERVICES for case in declared(service).cases}
_came: set["Came"] = set()
_moved: set["Moved"] = set()


class Came(NamedTuple):
    """A fact came of an order."""

    case: str
    order: str
    tag: str


class Moved(NamedTuple):
    """A fact moved a case from one stage to another."""

    case: str
    before: str
    tag: str
    after: str


class Seen(NamedTuple):
    """All that was seen in a run."""

    came: set[Came]
    moved: set[Moved]


def read(path: Path) -> Seen:
    """Read what the plugin wrote."""
    said = json.loads(path.read_text(encoding="utf-8"))
    return Seen({Came(*each) for each in said["came"]}, {Moved(*each) for each in said["moved"]})


def watch(
    decider: Decider[Any, Any, Any], history: Sequence[Event], order: str, new: Sequence[Event]
) -> None:
    """Remember what an order brought."""
    known = list(history)
    for event in new:
        tag, before = tag_of(event), stage(decider, known)
        known.append(event)
        _came.add(Came(decider.case_type, order, tag))
        _moved.add(Moved(decider.case_type, before, tag, stage(decider, known)))


def stage(decider: Decider[Any, Any, Any], history: Sequence[Event]) -> str:
    """Return where a case stands: the name of its state, what is true of it, whether it is over.

    A case type that says itself where its cases stand is believed.
    """
    state: Any = reduce(decider.evolve, history, decider.initial)
    case = _CASES.get(decider.case_type)
    if case is not None and case.standing is not None:
        over = ["over"] if _is_over(decider.case_type, history) else []
        return ", ".join([case.standing(state), *over])
    fields = getattr(state, "__struct_fields__", ())
    true = [name for name in fields if getattr(state, name) is True]
    over = ["over"] if _is_over(decider.case_type, history) and "cancelled" not in true else []
    return ", ".join([type(state).__name__, *true, *over])


def _is_over(case_type: str, history: Iterable[Event]) -> bool:
    case, over = _CASES.get(case_type), False
    for event in history if case else ():
        over = (over and not isinstance(event, case.reopens_on)) or isinstance(
            event, case.closes_on
        )
    return over


def pytest_configure() -> None:
    """Begin to watch."""
    WATCHING.append(watch)


def pytest_sessionfinish() -> None:
    """Write what was seen where the one who started this session wants it."""
    said = {"came": sorted(_came), "moved": sorted(_moved)}
    Path(os.environ[FILE]).write_text(json.dumps(said), encoding="utf-8")
