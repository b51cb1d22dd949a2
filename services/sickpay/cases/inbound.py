"""Files from the reporting portal: each line becomes one order, or is refused with a code.

Two forms: CSV with a header, and JSON lines. `kind` says what the line means (`KINDS`), `record`
is the portal's own number of the line. All but a notification name their case: by `sick_pay_case`,
or as the sender knows it, by `citizen`, `employment` and `first_absence_day`.
The record is the order's key, so importing a file again changes nothing, and one line that is
refused holds up no other. What may be corrected or annulled is the case's to say: a request that
was not fetched is not annulled, and a version older than the case's is refused.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

import msgspec
from msgspec import Struct

from services.sickpay.domain.refund_orders import (
    AnnulRefund,
    CorrectRefund,
    RequestRefund,
    SignNotification,
)
from services.sickpay.domain.sick_pay_orders import NotifyAbsence, ReportRecovery
from shared.casework.call import Done
from shared.eventlog.command import Command
from shared.trouble import KeyReusedError, NotFound, Rejected

FileForm: TypeAlias = Literal["csv", "jsonl"]
KINDS: Final[Mapping[str, type[Command]]] = {
    "notification": NotifyAbsence,
    "signature": SignNotification,
    "recovery": ReportRecovery,
    "refund": RequestRefund,
    "refund_correction": CorrectRefund,
    "refund_annulment": AnnulRefund,
}


class Absence(Struct, frozen=True):
    """An absence as its sender knows it: who, from which employment, since when."""

    citizen: UUID
    employment: str
    first_absence_day: date


class Line(Struct, frozen=True):
    """A line that could be read: the order it means, and the case it is for unless it opens one."""

    number: int
    record: str
    command: Command
    sick_pay_case: UUID | None = None
    absence: Absence | None = None


class Unreadable(Struct, frozen=True):
    """A line that means no order; `code` says why and `field` where."""

    number: int
    code: Literal[
        "line_unreadable", "record_missing", "kind_unknown", "case_missing", "value_wrong"
    ]
    record: str | None = None
    field: str | None = None


class Outcome(Struct, frozen=True):
    """What became of a line: accepted, unchanged (taken in before), or refused with a code."""

    number: int
    record: str | None
    outcome: Literal["accepted", "unchanged", "refused"]
    code: str | None = None
    field: str | None = None
    sick_pay_case: str | None = None


class Report(Struct, frozen=True):
    """The report at the end of a file: every line once, and how many of each."""

    lines: tuple[Outcome, ...]
    accepted: int
    unchanged: int
    refused: int
    refused_by_code: dict[str, int]


_ABSENCE: Final = frozenset(Absence.__struct_fields__)


class _Case(Struct):
    sick_pay_case: UUID


def parsed(text: str, form: FileForm) -> Iterator[Line | Unreadable]:
    """Read a file line by line; nothing outside the text is asked."""
    for number, raw in _csv(text) if form == "csv" else _json(text):
        yield _line(number, raw)


def _csv(text: str) -> Iterator[tuple[int, Mapping[str, Any] | None]]:
    reader = csv.DictReader(io.StringIO(text))
    for row in reader:
        whole = None not in row and None not in row.values()
        # An empty cell was not filled in; the order's own default holds then.
        yield reader.line_num, {k: v for k, v in row.items() if v} if whole else None


def _json(text: str) -> Iterator[tuple[int, Mapping[str, Any] | None]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            yield number, None
            continue
        yield number, row if isinstance(row, dict) else None


def _line(number: int, raw: Mapping[str, Any] | None) -> Line | Unreadable:
    if raw is None:
        return Unreadable(number, "line_unreadable")
    record = str(raw.get("record", "")).strip()
    if not record:
        return Unreadable(number, "record_missing", field="record")
    kind = KINDS.get(str(raw.get("kind", "")))
    if kind is None:
        return Unreadable(number, "kind_unknown", record, "kind")
    if kind is NotifyAbsence:
        return _read(number, record, kind, raw, frozenset())
    if raw.get("sick_pay_case") is not None:
        return _read(number, record, kind, raw, frozenset({"sick_pay_case"}))
    if not raw.keys() >= _ABSENCE:
        return Unreadable(number, "case_missing", record, "sick_pay_case")
    return _read(number, record, kind, raw, _ABSENCE)


def _read(
    number: int, record: str, kind: type[Command], raw: Mapping[str, Any], names: frozenset[str]
) -> Line | Unreadable:
    """Read the order and what names its case; a sender may name it both ways."""
    others = {"record", "kind", "sick_pay_case"} | (set() if kind is NotifyAbsence else _ABSENCE)
    fields = {name: value for name, value in raw.items() if name not in others}
    named = {name: raw[name] for name in names}
    try:
        command = msgspec.convert(fields, kind, strict=False)
        if names == _ABSENCE:
            absence = msgspec.convert(named, Absence, strict=False)
            return Line(number, record, command, absence=absence)
        case = msgspec.convert(named, _Case).sick_pay_case if named else None
    except msgspec.ValidationError as trouble:
        return Unreadable(number, "value_wrong", record, _where(str(trouble)))
    return Line(number, record, command, case)


def _where(trouble: str) -> str | None:
    """Return the field a validation names, never its value: it may say something personal."""
    before, found, path = trouble.rpartition("`$.")
    if found:
        return path.partition("`")[0]
    _, _, missing = before.partition("field `") if before else trouble.partition("field `")
    return missing.partition("`")[0] or None


class AmbiguousError(Exception):
    """Several cases fit an absence; nobody guesses which is meant."""


Give: TypeAlias = Callable[[Command, str | None, str], Done]


Find: TypeAlias = Callable[[Absence], Sequence[str]]


def nobody(_absence: Absence) -> Sequence[str]:
    """Find no case: only those are known that the file itself tells of."""
    return ()


def take_in(text: str, form: FileForm, source: str, give: Give, find: Find = nobody) -> Report:
    """Give one order a line and report each; `give` is told the case (None opens one) and a key.

    `find` names the cases of an absence. What a line above told of is known without asking.
    """
    known: dict[Absence, str] = {}
    lines = tuple(_outcome(line, source, give, find, known) for line in parsed(text, form))
    kinds = Counter(line.outcome for line in lines)
    codes = Counter(line.code for line in lines if line.code is not None)
    return Report(
        lines, kinds["accepted"], kinds["unchanged"], kinds["refused"], dict(sorted(codes.items()))
    )


def _outcome(
    line: Line | Unreadable, source: str, give: Give, find: Find, known: dict[Absence, str]
) -> Outcome:
    if isinstance(line, Unreadable):
        return Outcome(line.number, line.record, "refused", line.code, line.field)
    try:
        case = _case_of(line, find, known)
        done = give(line.command, case, f"inbound:{source}:{line.record}")
    except Rejected as refusal:
        return Outcome(line.number, line.record, "refused", refusal.code)
    except KeyReusedError:
        return Outcome(line.number, line.record, "refused", "record_changed")
    except NotFound:
        return Outcome(line.number, line.record, "refused", "case_unknown")
    except AmbiguousError:
        return Outcome(line.number, line.record, "refused", "case_ambiguous")
    if isinstance(line.command, NotifyAbsence):
        told = line.command
        absence = Absence(told.citizen, told.employment, told.first_absence_day)
        known[absence] = str(done.case_id)
    kind: Literal["accepted", "unchanged"] = "unchanged" if done.replayed else "accepted"
    return Outcome(line.number, line.record, kind, sick_pay_case=done.case_id)


def _case_of(line: Line, find: Find, known: Mapping[Absence, str]) -> str | None:
    """Return the case a line is for; None for one that opens its own."""
    if line.absence is None:
        return None if line.sick_pay_case is None else str(line.sick_pay_case)
    found = (known[line.absence],) if line.absence in known else tuple(find(line.absence))
    if not found:
        raise NotFound
    if found[1:]:
        raise AmbiguousError
    return found[0]
