"""Files from the reporting portal: each line becomes one order, or is refused with a code.

Two forms: CSV with a header, and JSON lines. `kind` says what the line means (`KINDS`), `record`
is the portal's own number of the line; `sick_pay_case` names the case of all but a notification.
The record is the order's key, so importing a file again changes nothing, and one line that is
refused holds up no other. What may be corrected or annulled is the case's to say: a request that
was not fetched is not annulled, and a version older than the case's is refused.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
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


class Line(Struct, frozen=True):
    """A line that could be read: the order it means, and the case it is for unless it opens one."""

    number: int
    record: str
    command: Command
    sick_pay_case: UUID | None = None


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
    case = raw.get("sick_pay_case")
    if case is None and kind is not NotifyAbsence:
        return Unreadable(number, "case_missing", record, "sick_pay_case")
    fields = {k: v for k, v in raw.items() if k not in {"record", "kind", "sick_pay_case"}}
    try:
        command = msgspec.convert(fields, kind, strict=False)
        named = case and msgspec.convert({"sick_pay_case": case}, _Case).sick_pay_case
    except msgspec.ValidationError as trouble:
        return Unreadable(number, "value_wrong", record, _where(str(trouble)))
    return Line(number, record, command, None if kind is NotifyAbsence else named)


def _where(trouble: str) -> str | None:
    """Return the field a validation names, never its value: it may say something personal."""
    before, found, path = trouble.rpartition("`$.")
    if found:
        return path.partition("`")[0]
    _, _, missing = before.partition("field `") if before else trouble.partition("field `")
    return missing.partition("`")[0] or None


Give: TypeAlias = Callable[[Command, str | None, str], Done]


def take_in(text: str, form: FileForm, source: str, give: Give) -> Report:
    """Give one order a line and report each; `give` is told the case (None opens one) and a key."""
    lines = tuple(_outcome(line, source, give) for line in parsed(text, form))
    kinds = Counter(line.outcome for line in lines)
    codes = Counter(line.code for line in lines if line.code is not None)
    return Report(
        lines, kinds["accepted"], kinds["unchanged"], kinds["refused"], dict(sorted(codes.items()))
    )


def _outcome(line: Line | Unreadable, source: str, give: Give) -> Outcome:
    if isinstance(line, Unreadable):
        return Outcome(line.number, line.record, "refused", line.code, line.field)
    case = None if line.sick_pay_case is None else str(line.sick_pay_case)
    try:
        done = give(line.command, case, f"inbound:{source}:{line.record}")
    except Rejected as refusal:
        return Outcome(line.number, line.record, "refused", refusal.code)
    except KeyReusedError:
        return Outcome(line.number, line.record, "refused", "record_changed")
    except NotFound:
        return Outcome(line.number, line.record, "refused", "case_unknown")
    kind: Literal["accepted", "unchanged"] = "unchanged" if done.replayed else "accepted"
    return Outcome(line.number, line.record, kind, sick_pay_case=done.case_id)
