"""After a small town has lived, nothing outside the vault ties a citizen's id to a person.

Law: databeskyttelsesforordningen art. 4(5) and 32. Every column of every table, every message, log
line and file of the house is looked through for each citizen's number, name, address and the keyed
hash by which the vault finds the number.
"""

from __future__ import annotations

import base64
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import httpx
import psycopg
import pytest

from jobcenter import running
from jobcenter.scenario.house import House, Refused
from jobcenter.scenario.stage import Stage
from jobcenter.scenario.story import Given, Person, Step, Story
from jobcenter.simulator.door import FrontDoor
from jobcenter.simulator.population import Population, some_births
from jobcenter.simulator.town import STAFF, Town
from services.citizen_history.views.relations import RELATIONS
from services.citizen_history.wiring import KEY_FILE
from shared.access.issuer import Issuer
from shared.casework.settings import SERVICES
from shared.eventlog.envelope import Cursor
from shared.messaging import envelope
from shared.privacy.cpr import CprNumber
from shared.privacy.keys import KeyPair, VaultKeyFile, number_hash
from tests.canaries.seeds import Canary, canaries
from tests.support.dump import dump

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.postgres

FIRST = date(2011, 1, 4)
HOMES = "Kanavej {}, 0000 Prøveby"
VAULT = {f"citizen_history.{name}" for name in ("vault", "vault_names", "vault_addresses")}


class Lived:
    """A house in which a town has lived, and who its people are."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.url = running.read(house.data).database_url
        self.people: dict[UUID, Canary] = {}
        self.live()
        self.register()

    def live(self) -> None:
        town = Town(FrontDoor(self.house), FIRST)
        births = some_births(12, FIRST, FIRST + timedelta(days=12), 7, town.rates)
        population = Population(town, births)
        while (day := population.next_day()) is not None and day <= FIRST + timedelta(days=20):
            population.live(day)
        self.house.wait_for_quiet()

    def register(self) -> None:
        """Give everybody a number, a name and an address, and ask for them in every way."""
        with psycopg.connect(self.url) as conn:
            asked = f"SELECT DISTINCT citizen FROM citizen_history.{RELATIONS.table} ORDER BY 1"
            citizens = [row[0] for row in conn.execute(asked.encode())]
        token = self.house.token("officer", STAFF["officer"])
        people = canaries(len(citizens))
        for nth, (citizen, person) in enumerate(zip(citizens, people, strict=True)):
            self.people[citizen] = person
            who = {"national_id": person.number, "name": person.name, "citizen": str(citizen)}
            self.post("/citizens", who, token)
            self.post("/addresses", {"citizen": str(citizen), "address": HOMES.format(nth)}, token)
            day = {"citizen": str(citizen), "starts_on": str(FIRST)}
            self.post("/addresses/protect", day, token)
            self.post("/citizens/look-up", {"national_id": person.number}, token)
            self.refused({**who, "citizen": str(UUID(int=nth, version=4))}, token)
            for path in ("timeline", "address"):
                asked = f"/citizens/{citizen}/{path}"
                self.house.get("citizen_history", asked, token, reason="Vikar for en kollega")
        self.house.wait_for_quiet()

    def post(self, path: str, body: Any, token: str) -> None:
        self.house.post("citizen_history", path, body, token, None)

    def refused(self, body: Any, token: str) -> None:
        with pytest.raises(Refused, match="number_of_another_citizen"):
            self.post("/citizens", body, token)

    def places(self) -> dict[str, bytes]:
        """Return everything outside the vault, by where it lies."""
        tables = dump_without_vault(self)
        files = {
            f"file {path.relative_to(self.house.data)}": path.read_bytes()
            for path in sorted(self.house.data.rglob("*"))
            if path.is_file()
        }
        return {**tables, **files, **{f"messages of {name}": self.feed(name) for name in SERVICES}}

    def feed(self, service: str) -> bytes:
        """Return a service's messages as they travel."""
        issued = Issuer(self.house.data).service_token("scenario_player", service)
        door = running.read(self.house.data).doors[service].api
        headers = {"Authorization": f"Bearer {issued}"}
        content, cursor, more = [b""], Cursor(), True
        while more:
            asked = {"epoch": cursor.epoch, "position": cursor.position, "limit": 500}
            known = {"event_id": str(cursor.event_id)} if cursor.event_id else {}
            answer = httpx.get(f"{door}/feed", params={**asked, **known}, headers=headers)
            answer.raise_for_status()
            content.append(answer.content)
            page = envelope.read_page(answer.content)
            cursor, more = page.upto, bool(page.rows)
        return b"".join(content)

    def keys(self) -> KeyPair:
        return VaultKeyFile(self.house.data / KEY_FILE).pair("first")


def dump_without_vault(lived: Lived) -> dict[str, bytes]:
    return {name: held for name, held in dump(lived.url).items() if name not in VAULT}


@pytest.fixture(scope="module")
def lived() -> Iterator[Lived]:
    story = Story("a small town", {"nobody": Person([], "")}, [Step(on="2011-01-03")], Given({}))
    with Stage().open() as stage, stage.house(story) as house:
        yield Lived(house)


def tellers(lived: Lived, nth: int, person: Canary) -> set[bytes]:
    """Return everything that would tell who somebody is, in each form."""
    number, keyed = person.number, number_hash(lived.keys(), CprNumber(person.number))
    texts = (number, f"{number[:6]}-{number[6:]}", person.name, HOMES.format(nth))
    found = {text.encode() for text in texts}
    found |= {text.encode("ascii", "backslashreplace") for text in texts}
    hashes = (keyed, keyed.hex().encode(), base64.b64encode(keyed), base64.urlsafe_b64encode(keyed))
    return found | set(hashes)


def ties(lived: Lived, places: dict[str, bytes]) -> set[tuple[int, str]]:
    """Return which person is told of where, by number: never by what was found."""
    return {
        (nth, name)
        for nth, person in enumerate(lived.people.values())
        for teller in tellers(lived, nth, person)
        for name, content in places.items()
        if teller in content
    }


def test_nothing_outside_the_vault_ties_a_citizen_to_a_person(lived: Lived) -> None:
    places = lived.places()
    assert len(lived.people) >= 8
    wanted = {"visitation.events", "lookup_log.looks", "keys.data_keys", "file house.log"}
    assert wanted <= places.keys()
    told = [name for name, held in places.items() if str(next(iter(lived.people))).encode() in held]
    assert len(told) >= 3, "the id itself stands in logs and views"
    assert all(len(places[f"messages of {name}"]) > 1000 for name in ("visitation", "sickpay"))
    assert ties(lived, places) == set()


def test_the_scan_sees_each_way_of_telling_wherever_it_stands(lived: Lived) -> None:
    """What it must find, it finds: in the vault, and in a table where somebody once noted it."""
    held = dump(lived.url)["citizen_history.vault"]
    everybody = set(range(len(lived.people)))
    assert {nth for nth, _ in ties(lived, {"vault": held})} == everybody, "the keyed hash"
    nth, (citizen, person) = 3, list(lived.people.items())[3]
    keyed = number_hash(lived.keys(), CprNumber(person.number))
    with psycopg.connect(lived.url, autocommit=True) as conn:
        columns = "citizen uuid, text text, bytes bytea, more text[]"
        conn.execute(f"CREATE TABLE visitation.note ({columns})".encode())
        try:
            for row in (
                (citizen, f"ringet til {person.name}", None, None),
                (citizen, None, keyed, None),
                (citizen, keyed.hex(), None, None),
                (citizen, None, None, ["a", person.number]),
                (citizen, HOMES.format(nth), None, None),
            ):
                conn.execute("INSERT INTO visitation.note VALUES (%s, %s, %s, %s)", row)
                assert ties(lived, dump_without_vault(lived)) == {(nth, "visitation.note")}
                conn.execute("TRUNCATE visitation.note")
        finally:
            conn.execute("DROP TABLE visitation.note")
