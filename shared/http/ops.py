"""The inner door: health, figures, and in a simulated installation the clock. It asks no token."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import falcon
import msgspec
from msgspec import Struct

from shared.casework.installation import PlayedClock
from shared.casework.questions import PLUMBING
from shared.casework.quiet import quiet
from shared.casework.standstill import standstills
from shared.casework.works import reachable
from shared.http import docs, openapi
from shared.http.browser import Shield
from shared.http.codes import Codes
from shared.http.headers import read_trace
from shared.http.limits import LAST_DAY
from shared.http.problems import ProblemWriter, Refusal

if TYPE_CHECKING:
    from shared.casework.works import Works


class _Moment(Struct, frozen=True, forbid_unknown_fields=True):
    moment: datetime


class Livez:
    """`GET /livez`: the process answers."""

    def on_get(self, _req: falcon.Request, resp: falcon.Response) -> None:
        """Say that the process lives."""
        resp.text = "live\n"
        resp.content_type = falcon.MEDIA_TEXT


class Readyz:
    """`GET /readyz`: orders can be taken. The broker may be down, the database may not.

    Something that stands still until a person has looked is named, with what to do; orders are
    taken all the same, unless it is the log itself.
    """

    def __init__(self, works: Works) -> None:
        """Look at this service."""
        self._works = works

    def on_get(self, _req: falcon.Request, resp: falcon.Response) -> None:
        """Say whether orders can be taken, and what stands still."""
        resp.content_type = falcon.MEDIA_TEXT
        if not reachable(self._works.database):
            resp.status, resp.text = falcon.HTTP_503, "the database does not answer\n"
            return
        found = standstills(self._works)
        closed = any(each.closes for each in found)
        resp.status = falcon.HTTP_503 if closed else falcon.HTTP_200
        first = "orders cannot be taken" if closed else "ready"
        resp.text = "\n".join([first, *map(str, found)]) + "\n"


class Figures:
    """`GET /metrics`: the service's figures for Prometheus."""

    def __init__(self, works: Works) -> None:
        """Show this service's figures."""
        self._works = works

    def on_get(self, _req: falcon.Request, resp: falcon.Response) -> None:
        """Write the figures as Prometheus reads them."""
        resp.data, resp.content_type = self._works.metrics.exposition()


class QuietRoom:
    """`GET /quiet`: how far views, inbox, relay and deadline keeper have come."""

    def __init__(self, works: Works) -> None:
        """Look at this service."""
        self._works = works

    def on_get(self, _req: falcon.Request, resp: falcon.Response) -> None:
        """Say how far everything has come."""
        resp.data = msgspec.json.encode(quiet(self._works))
        resp.content_type = falcon.MEDIA_JSON


class ClockHands:
    """`POST /clock`: moves the clock of a simulated installation; forward only."""

    def __init__(self, works: Works) -> None:
        """Move this installation's clock."""
        self._works = works

    def on_get(self, _req: falcon.Request, resp: falcon.Response) -> None:
        """Say what time the installation believes it is."""
        resp.data = msgspec.json.encode(_Moment(self._works.clock.now()))
        resp.content_type = falcon.MEDIA_JSON

    def on_post(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Move the clock and say where it stands."""
        clock = self._works.clock
        if not isinstance(clock, PlayedClock):
            raise Refusal(409, "clock_not_played")
        try:
            wanted = msgspec.json.decode(req.bounded_stream.read(1000), type=_Moment)
        except msgspec.MsgspecError as trouble:
            raise Refusal(422, "moment_wanted") from trouble
        if wanted.moment.tzinfo is None:
            raise Refusal(422, "moment_without_time_zone", field="moment")
        if wanted.moment.date() > LAST_DAY:
            # The clock never goes back: at the calendar's end it would stand for ever.
            raise Refusal(422, "date_out_of_range", field="moment")
        resp.data = msgspec.json.encode(_Moment(clock.move_to(wanted.moment)))
        self._works.keeper.wake.set()
        resp.content_type = falcon.MEDIA_JSON


class Habits(Shield):
    """Names the thread a request at the inner door hangs on, and tells browsers to run nothing."""

    def process_request(self, req: falcon.Request, _resp: falcon.Response) -> None:
        """Take the caller's thread, or make one."""
        req.context.correlation_id = read_trace(req).correlation_id


def build_ops(works: Works) -> falcon.App[falcon.Request, falcon.Response]:
    """Build the application behind the inner door."""
    app = falcon.App(middleware=[Habits()])
    writer = ProblemWriter(Codes.load(), works.metrics)
    app.add_error_handler(Exception, writer)
    app.add_error_handler(falcon.HTTPError, writer)
    app.add_route("/livez", Livez())
    app.add_route("/readyz", Readyz(works))
    app.add_route("/metrics", Figures(works))
    app.add_route("/quiet", QuietRoom(works))
    app.add_route("/clock", ClockHands(works))
    docs.add_docs(app, lambda: described(works))
    return app


def described(works: Works) -> dict[str, Any]:
    """Return the description of the service's API, shown at `/docs` without a token."""
    codes = Codes.load(works.home / "codes.yaml")
    return openapi.write(works.service, works.access, codes, plumbing=PLUMBING)
