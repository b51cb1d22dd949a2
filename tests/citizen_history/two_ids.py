"""One person who was registered twice, in the real house, and short words for what is done."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from services.citizen_history.cases.identities import LookedUp, LookUp, look_up
from services.citizen_history.cases.pairs import pair_of
from services.citizen_history.domain.citizen_identity import RegisterIdentity
from services.citizen_history.domain.identity_pair import (
    ApproveMerge,
    ApproveSplit,
    ProposeMerge,
    ProposeSplit,
)
from services.citizen_history.views.timeline import Timeline, TimelineOf
from services.sickpay.domain.sick_pay_orders import NotifyAbsence
from services.visitation.domain.registration import RegisterCitizen
from shared.access.visitor import Visitor
from shared.actor import Actor
from shared.casework.call import Call, Done
from shared.casework.case_list import CaseRow
from shared.casework.works import Works
from shared.eventlog.command import Command
from shared.eventlog.envelope import Cursor
from tests.support.real import START, RealHouse

TODAY = START.date()
ANNA = Actor(id="anna", unit="jobcenter", roles=("counsellor_muni",))
SUSAN = Actor(id="susan", unit="sickpay", roles=("sickpay_officer",))
BO = Actor(id="bo", unit="benefit_service", roles=("benefit_officer",))
EVA = Actor(id="eva", unit="jobcenter", roles=("data_protection_officer",))
FINN = Actor(id="finn", unit="jobcenter", roles=("manager",))
NAME, OTHER_NAME = "Sørine Prøvedatter", "Sørine P. Prøvedatter"


class TwoIds:
    """A house with two new ids of one person in it, and short words for giving orders.

    `nth` makes the person's numbers others than those of persons registered before.
    """

    def __init__(self, house: RealHouse, url: str, nth: int) -> None:
        self.house, self.url = house, url
        self.number, self.other_number = (f"010258-{5000 + 2 * nth + each}" for each in (0, 1))
        self.one = self.registered(self.number, NAME)
        self.two = self.registered(self.other_number, OTHER_NAME)

    def registered(self, number: str, name: str) -> UUID:
        """Register a number and return whose it is."""
        return UUID(self.order("citizen_history", RegisterIdentity(number, name)).case_id)

    @property
    def pair(self) -> str:
        """Return the case of the two ids."""
        return pair_of(self.one, self.two)

    def works(self, service: str) -> Works:
        """Return a service at work."""
        return self.house.works[service]

    def order(
        self,
        service: str,
        command: Command,
        case_id: object = None,
        *,
        actor: Actor = ANNA,
        key: str | None = None,
        if_match: int | None = None,
    ) -> Done:
        """Give an order as somebody who may give every order."""
        office = self.house.bold_office(service)
        everybody = Actor(id=actor.id, unit=actor.unit, roles=(*actor.roles, "all"))
        for case in self.works(service).service.cases:
            for act in case.commands:
                if act.command is type(command):
                    call = Call(everybody, "test", key=key or str(uuid4()), if_match=if_match)
                    if act.opens:
                        return office.open(case, act, command, call)
                    return office.act(case, act, str(case_id), command, call)
        raise LookupError(command)

    def ask(self, service: str, name: str, actor: Actor, **params: Any) -> Any:
        """Ask a question as somebody, within the rights they have."""
        works = self.works(service)
        query = next(each for each in works.service.queries if each.name == name)
        return works.room.ask(query, query.params(**params), Visitor(actor, "test")).body

    def look_up(self, number: str) -> LookedUp:
        """Look a number up."""
        works = self.works("citizen_history")
        found: LookedUp = look_up(works.office.desk(ANNA), LookUp(number))
        return found

    def register(self, citizen: UUID, on: date = TODAY) -> str:
        """Open a citizen's case at the jobcenter; eligibility and offers follow of it."""
        order = RegisterCitizen(citizen, "cash_benefit", "tg2_cash_ready", 40, on=on)
        return self.order("visitation", order).case_id

    def fall_ill(self, citizen: UUID) -> str:
        """Open a citizen's case at sick pay."""
        order = NotifyAbsence(citizen, "employee", TODAY, "employer", TODAY)
        return self.order("sickpay", order, actor=SUSAN).case_id

    def propose(self, key: str | None = None) -> Done:
        """Propose that the two are one person."""
        proposal = ProposeMerge(self.one, self.two, "registered_twice")
        return self.order("citizen_history", proposal, actor=ANNA, key=key)

    def merge(self) -> Done:
        """Propose and decide that the two are one person, and let everybody hear of it."""
        self.propose()
        return self.approve()

    def order_approval(self, actor: Actor = FINN, key: str | None = None) -> Done:
        """Decide on a proposed merge; nobody has heard of it yet."""
        return self.order("citizen_history", ApproveMerge(), self.pair, actor=actor, key=key)

    def approve(self) -> Done:
        """Decide on a proposed merge, and let everybody hear of it."""
        done = self.order_approval()
        self.house.pump()
        return done

    def later(self) -> None:
        """Let the night pass."""
        for works in self.house.works.values():
            clock: Any = works.clock
            clock.move_to(works.clock.now() + timedelta(days=1))

    def split(self, *cases: str, citizen: UUID | None = None, other: UUID | None = None) -> None:
        """Propose and decide that the two are two persons."""
        whose, whom = citizen or self.one, other or self.two
        proposal = ProposeSplit(whose, whom, "merged_by_mistake", cases)
        self.order("citizen_history", proposal, actor=ANNA)
        self.order("citizen_history", ApproveSplit(), self.pair, actor=FINN)
        self.house.pump()

    @property
    def yesterday(self) -> str:
        """Return the day before the house's today."""
        return str(self.works("citizen_history").office.desk(EVA).today - timedelta(days=1))

    def stand_where_heard(self, works: Works) -> None:
        """Move a service's tracking to where it has heard, as its inbox would have."""
        self.house.stand_where_heard(works)

    def timeline(self, citizen: UUID, known: str | None = None) -> Timeline:
        """Return the history of an id, as the service makes it before anybody is shown it."""
        works = self.works("citizen_history")
        query = next(each for each in works.service.queries if each.name == "timeline")
        answer: Timeline = query.run(works.office.desk(EVA), TimelineOf(citizen, known))
        return answer

    def told(self, citizen: UUID, known: str | None = None) -> list[str]:
        """Return the facts of an id's history, those about the two ids themselves left out."""
        apart = ("citizen_history.identities_", "citizen_history.identity_", "deadline.")
        lines = self.timeline(citizen, known).lines
        return [line.tag for line in lines if not line.tag.startswith(apart)]

    def listed(self, service: str, case_type: str, citizen: UUID) -> list[CaseRow]:
        """Return a citizen's cases of a kind, as the API lists them."""
        works = self.works(service)
        case = next(each for each in works.service.cases if each.name == case_type)
        return works.office.list_cases(case, citizen)

    def positions(self) -> list[tuple[str, int, bytes]]:
        """Return every stored fact of every service, byte for byte."""
        return [
            (name, row.position, row.state)
            for name, works in self.house.works.items()
            for row in works.log.feed(Cursor(), 1000).rows
        ]
