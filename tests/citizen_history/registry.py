"""The real house with one citizen in it who is registered and asked for help once."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg

from services.citizen_history.domain.citizen_identity import RegisterIdentity
from services.citizen_history.domain.erasure import ApproveErasure, RequestErasure
from services.citizen_history.views.timeline import TimelineOf
from services.visitation.domain.social_request_orders import (
    AcknowledgeRequest,
    AnswerRequest,
    RequestHelp,
)
from shared.actor import Actor
from shared.casework.call import Call, Done
from shared.casework.works import Works
from shared.eventlog.command import Command
from shared.eventlog.envelope import Cursor
from tests.support.real import START, RealHouse

EVA = Actor(id="eva", unit="jobcenter", roles=("data_protection_officer",))
FINN = Actor(id="finn", unit="jobcenter", roles=("manager",))
ANNA = Actor(id="anna", unit="jobcenter", roles=("counsellor_muni",))
KIM = Actor(id="kim", unit="social_services", roles=("social_worker",), authority="external")
NUMBER, NAME = "010258-5000", "Sørine Prøvedatter"
ILLNESS, GROUNDS = "svær hovedpine siden foråret", "familien flytter til foråret"
ASK = {"ground": "unlawful_processing", "on": START.date()}


class Registry:
    """The house with one citizen in it, and short words for giving orders."""

    def __init__(self, house: RealHouse, url: str, data: Path) -> None:
        self.house, self.url, self.data = house, url, data
        identity = self.order("citizen_history", RegisterIdentity(NUMBER, NAME))
        self.citizen = UUID(identity.case_id)
        asked = RequestHelp(self.citizen, ILLNESS, "serviceloven § 85")
        self.request = self.order("visitation", asked, actor=ANNA).case_id
        self.order("visitation", AcknowledgeRequest("familieafdelingen"), self.request, actor=KIM)
        self.order("visitation", AnswerRequest("rejected", GROUNDS), self.request, actor=KIM)
        house.pump()

    def works(self, service: str) -> Works:
        return self.house.works[service]

    def order(
        self,
        service: str,
        command: Command,
        case_id: object = None,
        *,
        actor: Actor = ANNA,
        key: str | None = None,
    ) -> Done:
        office = self.house.bold_office(service)
        everybody = Actor(id=actor.id, unit=actor.unit, roles=(*actor.roles, "all"))
        for case in self.works(service).service.cases:
            for act in case.commands:
                if act.command is type(command):
                    call = Call(everybody, "test", key=key or str(uuid4()))
                    if act.opens:
                        return office.open(case, act, command, call)
                    return office.act(case, act, str(case_id), command, call)
        raise LookupError(command)

    def state(self) -> Any:
        """Return the case with the personal values, as the API shows it."""
        works = self.works("visitation")
        case = next(c for c in works.service.cases if c.name == "social_request")
        return works.office.show(case, self.request, ANNA).state

    def ask(self, name: str, params: Any) -> Any:
        works = self.works("citizen_history")
        query = next(each for each in works.service.queries if each.name == name)
        return query.run(works.office.desk(EVA), params)

    def timeline(self) -> list[str]:
        return [line.da for line in self.ask("timeline", TimelineOf(self.citizen)).lines]

    def erase(self) -> None:
        self.order("citizen_history", RequestErasure(citizen=self.citizen, **ASK), actor=EVA)
        self.order("citizen_history", ApproveErasure(), self.citizen, actor=FINN)
        self.settle()

    def settle(self) -> None:
        """Let everybody hear everything, and look at the list of the erased."""
        self.house.pump()
        for works in self.house.works.values():
            works.keyring.refresh()

    def tags(self) -> list[str]:
        return [row.tag for row in self.works("citizen_history").log.feed(Cursor(), 1000).rows]

    def count(self, statement: str) -> int:
        with psycopg.connect(self.url) as conn:
            found = conn.execute(statement.encode(), {"citizen": self.citizen}).fetchone()
        return int(found[0]) if found else 0

    def keys(self) -> int:
        return self.count("SELECT count(*) FROM keys.data_keys WHERE citizen = %(citizen)s")

    def vault_rows(self) -> int:
        return self.count(
            "SELECT (SELECT count(*) FROM citizen_history.vault WHERE citizen = %(citizen)s)"
            " + (SELECT count(*) FROM citizen_history.vault_names WHERE citizen = %(citizen)s)"
        )

    def views(self) -> dict[str, list[Any]]:
        """Return every row of every view of every service."""
        found = {}
        for name, works in self.house.works.items():
            for view in works.views:
                rows = works.office.desk(ANNA).rows(view)
                found[f"{name}.{view.name}"] = sorted(map(repr, rows))
        return found
