"""A house as its people see it, for as long as they are there."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import httpx
import pytest

from jobcenter import running
from jobcenter.commands import tail
from jobcenter.running import ELSEWHERE, Door, Running
from jobcenter.scenario.house import House
from jobcenter.scenario.story import Person
from shared.access.issuer import AUDIENCE, ISSUER, Issuer
from shared.access.tokens import Tokens
from shared.clock import SystemClock
from shared.eventlog.append import Append
from shared.eventlog.envelope import Cursor
from shared.eventlog.memory import MemoryLog
from shared.messaging import envelope
from tests.chaos.sample import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANNA = Person(["counsellor_muni"], "jobcenter")
DOORS = {
    name: Door(f"https://{name}.test", f"https://{name}.test") for name in ("offers", "sickpay")
}
RUNS = Running(ELSEWHERE, "postgresql://", None, simulated=True, doors=DOORS)


class Watch:
    """The real time, as a test moves it."""

    def __init__(self) -> None:
        self.hours = 0.0

    def __call__(self) -> float:
        return 1_300_000_000 + self.hours * 3600


class Logs:
    """The logs behind the doors, and how many pages of each were asked for."""

    def __init__(self) -> None:
        self.logs = {name: MemoryLog(SystemClock()) for name in DOORS}
        self.pages: Counter[str] = Counter()

    def tell(self, service: str, number: int = 1) -> None:
        facts = tuple(told(service, nth, uuid4()) for nth in range(number))
        self.logs[service].append([Append(f"told-{uuid4()}", 0, facts)])

    def answer(self, request: httpx.Request) -> httpx.Response:
        service = request.url.host.removesuffix(".test")
        self.pages[service] += 1
        at = request.url.params
        event_id = UUID(at["event_id"]) if "event_id" in at else None
        after = Cursor(int(at["epoch"]), int(at["position"]), event_id)
        page = self.logs[service].feed(after, int(at["limit"]))
        content = envelope.write_page(f"urn:jobcenter:t:{service}", page)
        return httpx.Response(200, content=content)


@pytest.fixture
def logs(house: House) -> Logs:
    made = Logs()
    house._client.close()
    house._client = httpx.Client(transport=httpx.MockTransport(made.answer))
    return made


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def house(tmp_path: Path, watch: Watch) -> Iterator[House]:
    with closing(House(RUNS, tmp_path, watch)) as made:
        yield made


def test_a_town_may_live_on_for_days(house: House, watch: Watch) -> None:
    """Seen red: after ten hours every order of the demo was refused, and its lives ended."""
    checked = Tokens(Issuer(house.data).keys(), issuer=ISSUER, audiences=[AUDIENCE], now=watch)
    for hours in (0, 4.9, 9.8, 14.7, 40, 400):
        watch.hours = hours
        assert checked.bearer(f"Bearer {house.token('anna', ANNA)}").actor.id == "anna"


def test_a_token_is_used_again_while_it_is_young(house: House, watch: Watch) -> None:
    first = house.token("anna", ANNA)
    watch.hours = 4.9
    assert house.token("anna", ANNA) == first
    watch.hours = 5.1
    assert house.token("anna", ANNA) != first


def test_the_logs_are_read_to_their_end_and_no_further(house: House, logs: Logs) -> None:
    logs.tell("offers", 501)
    logs.tell("sickpay", 3)
    assert len(house.read_logs()) == 504
    assert logs.pages == {"offers": 2, "sickpay": 1}
    logs.tell("sickpay")
    assert [fact.source for fact in house.read_logs()] == ["sickpay"]


def test_who_comes_now_reads_nothing_of_what_was(house: House, logs: Logs) -> None:
    """Seen red: `tail` fetched and kept every fact that was ever recorded to show none of them."""
    logs.tell("offers", 2000)
    house.skip_to_now()
    assert list(house.news_of("offers")) == []
    logs.tell("offers", 2)
    logs.tell("sickpay", 1)
    assert len(list(house.news_of("offers"))) == 2
    assert len(list(house.news_of("sickpay"))) == 1, "its log was empty when we came"
    assert logs.pages == {"offers": 3, "sickpay": 2}
    assert house.facts == []


def test_tail_shows_all_logs_in_the_order_of_time_and_lets_go_of_the_house(
    house: House, logs: Logs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    running.write(house.data, RUNS)
    monkeypatch.setattr(tail, "House", lambda *_: house)
    for service in ("offers", "sickpay", "offers"):
        logs.tell(service)
    tail.command(house.data, from_start=True, once=True)
    said = capsys.readouterr().out
    assert [row.split()[2] for row in said.splitlines()] == ["offers", "sickpay", "offers"]
    assert house._client.is_closed


def test_tail_begins_with_now(
    house: House, logs: Logs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    running.write(house.data, RUNS)
    monkeypatch.setattr(tail, "House", lambda *_: house)
    logs.tell("offers", 700)
    tail.command(house.data, from_start=False, once=True)
    assert capsys.readouterr().out == ""
    assert logs.pages == {"offers": 2, "sickpay": 2}
