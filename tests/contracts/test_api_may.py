"""What a case says may be done, and what is then done with it, agree in every service."""

from collections import Counter
from random import Random
from typing import Any
from uuid import UUID

import pytest

from jobcenter import catalogue
from shared.actor import Actor
from shared.casework.declare import Act, CaseType
from shared.trouble import Conflicted, NotFound, Rejected
from tests.support.orders import Known, command, plain
from tests.support.real import ACTORS, START, RealHouse, give

ROUNDS = 4
"""So often new cases are opened for it before a walk that comes nowhere is a failure."""
CASES = [
    pytest.param(service.name, case, id=f"{service.name}.{case.name}")
    for service, _ in catalogue.declarations()
    for case in service.cases
    if not all(act.opens for act in case.commands)
]


class Walk:
    """A case that is given one order after another, most of them made from the examples."""

    def __init__(self, house: RealHouse, name: str, case: CaseType[Any], seed: int) -> None:
        self.house, self.case, self.rng = house, case, Random(f"{case.name} {seed}")
        self.seed = seed
        self.office = house.bold_office(name)
        self.works = house.works[name]
        self.known = Known(START.date(), ids=[])
        self.known.see_case("citizen", str(UUID(int=self.rng.getrandbits(128), version=4)))
        for other in self.works.service.cases:
            for case_id in house.cases_of(name, other)[-3:]:
                self.known.see_case(other.name, case_id)
        self.acts = [act for act in case.commands if not act.opens]
        self.kept = self.rng.choice([0.5, 0.8, 0.95])
        self.seen: Counter[str] = Counter()
        self.wrong: list[str] = []

    def go(self, steps: int) -> None:
        case_id = self._opened() or self.rng.choice(self.house.cases_of(*self._kind))
        self._see(case_id)
        for _ in range(steps):
            self._step(case_id)

    @property
    def _kind(self) -> tuple[str, CaseType[Any]]:
        return self.works.service.name, self.case

    def _opened(self) -> str | None:
        openers = [act for act in self.case.commands if act.opens]
        for _ in range(5):
            act, actor = self.rng.choice(openers), self.rng.choice(ACTORS)
            order = command(act, self.rng, self.known, self.kept)
            if order is None:
                continue
            try:
                return give(self.office, self.case, act, order, actor).case_id
            except (Rejected, Conflicted):
                continue
        return None

    def _step(self, case_id: str) -> None:
        act, actor = self.rng.choice(self.acts), self.rng.choice(ACTORS)
        order = command(act, self.rng, self.known, self.kept)
        if order is None:
            return
        may = self.office.show(self.case, case_id, actor).may[act.name]
        try:
            give(self.office, self.case, act, order, actor, case_id)
        except Rejected as refused:
            self.seen["refused"] += 1
            if may and refused.code != may[0]:
                self._disagree(act, actor, f"was refused with {refused.code}, but may says {may}")
            if not may and refused.code == "not_allowed_now":
                self._disagree(act, actor, "was not_allowed_now, but may shows it as allowed")
        except (Conflicted, NotFound) as trouble:
            self._disagree(act, actor, f"ended in {trouble!r}")
        else:
            self.seen["done"] += 1
            if may:
                self._disagree(act, actor, f"was done, but may says {may}")
            self._see(case_id)

    def _disagree(self, act: Act, actor: Actor, what: str) -> None:
        self.wrong.append(f"{act.name} by {actor.id} {what} (seed {self.seed})")

    def _see(self, case_id: str) -> None:
        self.works.follower.catch_up()
        for fact in self.office.history(self.case, case_id):
            self.known.see(plain(fact.event))


def walk(house: RealHouse, name: str, case: CaseType[Any], walks: int, steps: int) -> None:
    seen: Counter[str] = Counter()
    for round_ in range(ROUNDS):
        for seed in range(round_ * walks, (round_ + 1) * walks):
            one = Walk(house, name, case, seed)
            one.go(steps)
            seen += one.seen
            assert not one.wrong, "\n".join(one.wrong)
        if seen["done"]:
            return
        house.renew(name)
    pytest.fail("no walk came any further than its beginning")


@pytest.mark.parametrize(("name", "case"), CASES)
def test_what_may_be_done_is_what_is_not_refused(
    tidy: RealHouse, name: str, case: CaseType[Any]
) -> None:
    """In a house of this file: where others gave made-up orders, all cases may have ended."""
    walk(tidy, name, case, walks=8, steps=15)


@pytest.mark.nightly
@pytest.mark.parametrize(("name", "case"), CASES)
def test_what_may_be_done_is_what_is_not_refused_for_long(
    fresh: RealHouse, name: str, case: CaseType[Any]
) -> None:
    walk(fresh, name, case, walks=150, steps=25)
