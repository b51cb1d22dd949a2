"""What every handler at the counter is given: the office, the rights, the words of refusal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import falcon
from msgspec.json import encode

from shared.access.bearer import Bearer
from shared.access.table import AccessTable
from shared.access.visitor import PURPOSE, REASON, Visitor, read_reason
from shared.casework.office import Office
from shared.casework.reading_room import ReadingRoom, Seen
from shared.eventlog.row import Page
from shared.http.codes import Codes
from shared.http.meters import Meters

RELATION = "X-Relation"
LEFT_OUT = "X-Left-Out"

Handler: TypeAlias = Callable[[falcon.Request, falcon.Response, Mapping[str, str]], None]


@dataclass(frozen=True, slots=True)
class Counter:
    """The parts the handlers share."""

    office: Office
    room: ReadingRoom
    access: AccessTable
    codes: Codes
    meters: Meters
    write_page: Callable[[Page], bytes]


def bearer(req: falcon.Request) -> Bearer:
    """Return who has proved to be the caller."""
    found: Bearer = req.context.bearer
    return found


def visitor(req: falcon.Request) -> Visitor:
    """Return who looks, with the purpose and the reason that came along."""
    return Visitor(
        bearer(req).actor,
        req.context.correlation_id,
        req.get_header(PURPOSE),
        read_reason(req.get_header(REASON)),
    )


def tell(resp: falcon.Response, seen: Seen) -> None:
    """Say in headers as what the reader saw it, and how many rows were left out."""
    if seen.relation is not None:
        resp.set_header(RELATION, seen.relation)
    if seen.left_out:
        resp.set_header(LEFT_OUT, str(seen.left_out))


def answer(resp: falcon.Response, body: object, status: int = 200) -> None:
    """Answer with JSON."""
    resp.status = status
    resp.content_type = falcon.MEDIA_JSON
    resp.data = encode(body)
