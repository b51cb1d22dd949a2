"""The real services on one database, each as a service process would put it together."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

import falcon
from msgspec import convert

from jobcenter import catalogue
from shared.access.issuer import AUDIENCE, Issuer
from shared.access.looks import Look
from shared.access.table import AccessTable, Right
from shared.access.terms import house_terms
from shared.actor import Actor
from shared.casework.call import Call, Done
from shared.casework.declare import Act, CaseType
from shared.casework.installation import Installation
from shared.casework.office import Office
from shared.casework.settings import SERVICES, Settings
from shared.casework.setup import set_up
from shared.casework.works import Works
from shared.eventlog.envelope import Cursor
from shared.http.codes import Codes
from shared.http.front import api_of
from shared.trouble import Conflicted, Denied, Invalid, NotFound, Rejected
from tests.support.orders import Known, command, plain
from tests.support.rim import Rim, Watcher

START = datetime(2011, 6, 20, 8, tzinfo=UTC)
_ROUNDS = 8
_TRIES = 30
_FAITHFUL = 8
_FIRST_WORK = {
    "assign_case",  # a bulk move takes cases from their owner
    "validate_job_order",  # nobody is a candidate for an order
    "publish_job_order",  # that is not open
    "hold_interview",  # a match is said at an interview,
    "assess_match",  # and only a matched case is laid out to be rated
    "summon_citizen",  # who waits for an interview books another time for it
}
_TODAY = {"hold_interview", "assess_match"}
_SUMMONED = {"at": "2011-06-27T10:00:00+02:00"}
ACTORS = (
    Actor(id="anna", unit="jobcenter", roles=("all", "counsellor_muni", "counsellor_state")),
    Actor(id="bo", unit="benefit_service", roles=("all", "benefit_officer")),
    Actor(id="sara", unit="supplier:1", roles=("all", "supplier"), authority="external"),
)
A_LOOK = Look(
    START, "visitation", "question", "portfolio", "kim", "counsellor_muni@jobcenter", "municipal",
    "jobcenter", "employment_effort", "guest", "Vikar for en syg kollega",
    (UUID("0c0ffee0-0000-4000-8000-000000000001"),), "",
    "shown", "test",
)  # fmt: skip
"""A look for its supervisor to review; the first one of every house."""
REFUSALS = (Rejected, Conflicted, NotFound, Denied, Invalid)


class RealHouse:
    """All services, told of each other's facts only when `pump` is called."""

    def __init__(self, url: str, data: Path, start: datetime = START) -> None:
        catalogue.create_keys(data)
        parameters = {"sanction.test_day_rate_ore": 40000}
        declared = catalogue.declarations()
        set_up(url, declared, Installation("prøveby", True, parameters), start)
        self.issuer = Issuer(data)
        settings = Settings(database_url=url, data=data)
        self.works = {
            service.name: Works(service, home, settings, catalogue.resources)
            for service, home in declared
        }
        for works in self.works.values():
            works.prepare()
        self.rim = Rim()
        self._apps: dict[str, falcon.App[falcon.Request, falcon.Response]] = {}
        self._codes: dict[str, Codes] = {}
        self._heard: dict[tuple[str, str], Cursor] = {}

    def close(self) -> None:
        for works in self.works.values():
            works.close()
            for log in works.producers.values():
                log._database.close()

    def app(self, name: str) -> falcon.App[falcon.Request, falcon.Response]:
        """Return a service's API, built as its process does."""
        if name not in self._apps:
            self._apps[name] = api_of(self.works[name])
            self._apps[name].add_middleware(Watcher(name, self.rim))
        return self._apps[name]

    def unrecorded(self) -> list[str]:
        """Return whom answers told of without a look, since it was last asked."""
        return self.rim.unrecorded(self.works["visitation"].settings.database_url)

    def codes(self, name: str) -> Codes:
        """Return the codes and titles of a service's refusals."""
        if name not in self._codes:
            self._codes[name] = Codes.load(self.works[name].home / "codes.yaml")
        return self._codes[name]

    def head(self, name: str) -> int:
        """Return where a service's log ends."""
        return self.works[name].log.head().position

    # -- who calls --------------------------------------------------------------------------------

    def token(self, name: str, right: Right | None, sub: str = "anna") -> str:
        """Make a token for somebody who holds a right, and may read the service's feed."""
        unit = "jobcenter" if right is None or right.unit == "*" else right.unit
        unit = "supplier:1" if unit == "supplier" else unit
        role = right.role if right else "manager"
        authority = house_terms().roles[role].authorities[0]
        return self.issuer.issue(sub, [role], unit, authority, aud=[AUDIENCE, name], scope="feed")

    def order_token(self, name: str, act: Act, sub: str = "anna") -> str:
        """Make a token for somebody who may give an order (anybody, if only a policy may)."""
        rights = self.works[name].access.commands.get(act.name, ())
        return self.token(name, rights[0] if rights else None, sub)

    def reader_token(self, name: str, asked: str) -> str:
        """Make a token for somebody who may ask a question or see a case type."""
        rights = self.works[name].access.queries.get(asked, ())
        return self.token(name, rights[0] if rights else None)

    # -- what happens -----------------------------------------------------------------------------

    def bold_office(self, name: str) -> Office:
        """Return an office in which everybody may give every order, a policy's too."""
        works = self.works[name]
        everybody = (Right("all", "*"),)
        acts = [act.name for case in works.service.cases for act in case.commands]
        return Office(
            works.service,
            log=works.log,
            writer=works.writer,
            rules=works.rules,
            clock=works.clock,
            access=AccessTable(dict.fromkeys(acts, everybody), {}, works.access.queries),
            database=works.database,
            resources=works.office.resources,
            seals=works.keyring,
        )

    def pump(self) -> None:
        """Let everybody follow and hear everything there is to follow and hear."""
        for works in self.works.values():
            works.follower.catch_up()
        while sum(self._hear(works, source) for works, source in self._ears()):
            pass

    def stand_where_heard(self, works: Works) -> None:
        """Move a service's tracking to where it has heard, as its inbox would have."""
        with works.database.connection() as conn:
            for (service, source), cursor in self._heard.items():
                if service == works.service.name:
                    conn.execute(
                        "UPDATE tracking SET epoch = %s, position = %s, event_id = %s"
                        " WHERE consumer = %s AND source = %s",
                        (cursor.epoch, cursor.position, cursor.event_id, service, source),
                    )

    def _ears(self) -> list[tuple[Works, str]]:
        return [(works, s) for works in self.works.values() for s in works.service.sources]

    def _hear(self, works: Works, source: str) -> bool:
        ear = works.service.name, source
        page = works.producers[source].feed(self._heard.get(ear, Cursor()), 500)
        if not page.rows:
            return False
        told = [works.reactions.codec.read(source, row) for row in page.rows]
        with works.database.connection() as conn, conn.transaction():
            works.reactions.prepare(conn, told)
            for each in told:
                works.reactions.react(conn, each)
            works.reactions.finish(conn)
        self._heard[ear] = page.upto
        works.follower.catch_up()
        return True

    # -- cases to work on -------------------------------------------------------------------------

    def cases_of(self, name: str, case: CaseType[Any]) -> list[str]:
        """Return the ids of all cases of a type."""
        rows = self.works[name].office.list_cases(case, limit=200)
        return [row.case_id for row in rows]

    def populate(self, seed: int = 1) -> None:
        """Open a case of every type, by orders made up from the examples until one fits.

        Some need a case of another type or service first, so it takes several rounds.
        """
        rng, known = Random(seed), Known(START.date())
        self.works["visitation"].look_writer.submit(A_LOOK)
        waiting = [(n, case) for n in SERVICES for case in self.works[n].service.cases]
        for _ in range(_ROUNDS):
            waiting = [each for each in waiting if not self._open_one(*each, rng, known)]
            self.pump()
        assert not waiting, f"no {[case.name for _, case in waiting]} could be opened"

    def renew(self, name: str) -> None:
        """Open one more case of every type of a service where that needs nobody else.

        The cases of a house that many tests share may all have come to their end.
        """
        rng, known = Random(self.head(name)), Known(START.date())
        for case in self.works[name].service.cases:
            self._open_one(name, case, rng, known)

    def _open_one(self, name: str, case: CaseType[Any], rng: Random, known: Known) -> bool:
        office = self.bold_office(name)
        openers = [act for act in case.commands if act.opens]
        for attempt, act in enumerate(openers * _TRIES):
            known.see(plain(act.example or {}))
            kept = 1.0 if attempt < _FAITHFUL else 0.8
            order = command(act, rng, _known_in(name, known), kept)
            if order is None:
                continue
            try:
                opened = give(office, case, act, order, rng.choice(ACTORS))
            except REFUSALS:
                continue
            known.see_case(case.name, opened.case_id)
            self._begin_work(office, case, opened.case_id)
            self.works[name].follower.catch_up()
            return True
        return False

    def _begin_work(self, office: Office, case: CaseType[Any], case_id: str) -> None:
        """Do with a new case what others find there when they open one of their own."""
        for act in sorted(case.commands, key=lambda each: each.name == "summon_citizen"):
            if act.name in _FIRST_WORK:
                left_out = {"on"} if act.name in _TODAY else set()
                said = {k: v for k, v in plain(act.example).items() if k not in left_out}
                said |= _SUMMONED if act.name == "summon_citizen" else {}
                give(office, case, act, convert(said, act.command), ACTORS[0], case_id)


def _known_in(name: str, known: Known) -> Known:
    """In the citizen history, a citizen is as a rule somebody who was registered there."""
    people = known.cases.get("citizen_identity")
    if name != "citizen_history" or not people:
        return known
    return replace(known, cases={**known.cases, "citizen": people})


def give(  # noqa: PLR0917 - the parts of a call in the order they are spoken
    office: Office,
    case: CaseType[Any],
    act: Act,
    order: Any,
    actor: Actor,
    case_id: str | None = None,
) -> Done:
    """Give an order under a fresh key."""
    call = Call(actor, "test", key=str(uuid4()))
    if act.opens:
        return office.open(case, act, order, call)
    return office.act(case, act, str(case_id), order, call)
