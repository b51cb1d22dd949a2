"""`jobcenter import-notifications`: a file of the reporting portal becomes orders to sick pay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, cast
from uuid import NAMESPACE_URL, uuid5

import typer
from rich.console import Console

from jobcenter import running
from jobcenter.commands.options import DEFAULT_DATA, Data
from jobcenter.trouble import PlainError
from services.sickpay.application import SICK_PAY_CASES
from services.sickpay.cases.inbound import Absence, FileForm, Find, Report, take_in
from shared.access.issuer import Issuer
from shared.casework.call import Done
from shared.http.client import Client, Refused
from shared.http.paths import orders
from shared.trouble import KeyReusedError, NotFound, Rejected

if TYPE_CHECKING:
    from shared.eventlog.command import Command

_FORMS: Final = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}
# The importer has no citizens of its own: each look says why, and is kept.
_LOOKING: Final = {"X-Access-Reason": "Indberetning fra arbejdsgiver, a-kasse eller selvstaendig"}
_NOT_FOUND, _CONFLICT, _STALE, _INVALID = 404, 409, 412, 422


def command(
    file: Annotated[Path, typer.Argument(help="A .csv or .jsonl file; see the rules' pages.")],
    data: Data = DEFAULT_DATA,
    source: Annotated[str, typer.Option(help="Who sent it; its records are told apart by.")] = (
        "portal"
    ),
    token: Annotated[
        str | None, typer.Option(envvar="JOBCENTER_TOKEN", help="Left out: a demo officer.")
    ] = None,
) -> None:
    """Take in what the portal tells: absences, recoveries, refunds and corrections of them."""
    form = _FORMS.get(file.suffix.lower())
    if form is None:
        raise PlainError(f"{file.name} is neither CSV nor JSON lines.", "Name it .csv or .jsonl.")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise PlainError(f"There is no file {file}.", "Check the name.") from None
    except UnicodeDecodeError:
        raise PlainError(f"{file.name} is not written in UTF-8.", "Save it as UTF-8.") from None
    doors = running.read(data).doors
    bearer = token or Issuer(data).issue("import", ["sickpay_officer"], "sickpay", minutes=600)
    with Client(doors["sickpay"].api, bearer, looking=_LOOKING) as client:
        report = take_in(text, cast("FileForm", form), source, giver(client), finder(client))
    _show(report)
    if report.refused:
        raise typer.Exit(1)


def giver(client: Client) -> Callable[[Command, str | None, str], Done]:
    """Return who gives one order a line, and says a refusal as the house does."""
    paths = {act.command: path for path, act in orders(SICK_PAY_CASES)}

    def give(order: Command, case: str | None, key: str) -> Done:
        path = paths[type(order)].replace("{case_id}", str(case))
        # The portal's own number may hold any letter; a header may not.
        header = str(uuid5(NAMESPACE_URL, key))
        try:
            done = _ordered(client, path, order, header, None if case is None else 1)
        except Refused as refused:
            raise _trouble(refused) from refused
        return Done(done.case_id, done.version, done.events, done.replayed)

    return give


def finder(client: Client) -> Find:
    """Return who finds the cases of an absence that a sender names in its own way."""

    def find(absence: Absence) -> list[str]:
        page: dict[str, Any] = client.ask(
            "/sick-pay-list", {"citizen": str(absence.citizen), "limit": 500}
        )
        return [
            row["sick_pay_case"]
            for row in page["cases"]
            if row["employment"] == absence.employment
            and row["first_absence_day"] == absence.first_absence_day.isoformat()
            and not row["withdrawn"]
        ]

    return find


def _ordered(client: Client, path: str, order: Command, key: str, version: int | None) -> Done:
    try:
        done = client.order(path, order, key=key, if_match=version)
    except Refused as refused:
        if refused.status != _STALE or refused.version is None:
            raise
        # The portal knows no versions: what it tells is decided on the case as it is now.
        done = client.order(path, order, key=key, if_match=refused.version)
    return Done(done.case_id, done.version, done.events, done.replayed)


def _trouble(refused: Refused) -> Exception:
    """Return what a line was refused with; what no line is to blame for stops the import."""
    if refused.code == KeyReusedError.code:
        return KeyReusedError()
    if refused.status == _NOT_FOUND:
        return NotFound()
    if refused.status in {_CONFLICT, _INVALID}:
        return Rejected(refused.code)
    return PlainError(f"Sick pay refused the import: {refused}", "Check the token and its role.")


def _show(report: Report) -> None:
    console = Console(highlight=False)
    for line in report.lines:
        said = line.code if line.field is None else f"{line.code} ({line.field})"
        what = line.sick_pay_case if said is None else said
        console.print(f"{line.number:6}  {line.outcome:9}  {line.record or '-'}  {what}")
    console.print(
        f"{report.accepted} accepted, {report.unchanged} unchanged, {report.refused} refused"
    )
    for code, times in report.refused_by_code.items():
        console.print(f"{times:6} x {code}")
