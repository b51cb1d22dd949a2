"""Messages that never come: the feed is the guarantee, the bus the speed (T6-T10, T15, T16)."""

from __future__ import annotations

import os
import signal
import time
from collections import defaultdict
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from shared.eventlog.envelope import Cursor
from shared.messaging import broker as client
from shared.messaging import inbox as inbox_module
from shared.messaging import tracking
from shared.messaging.decide import Verdict, decide
from shared.messaging.handling import Pace
from shared.messaging.relay import Relay
from shared.messaging.topology import EXCHANGE
from tests.chaos import sample
from tests.chaos.house import SWIFT, House
from tests.chaos.http_feed import HttpFeed
from tests.chaos.nemesis import FeedServer, Muffled
from tests.chaos.sample import wait_for
from tests.support.reporting import NAMES_ONLY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.broker import BrokerServer


def relayed(house: House, source: str) -> bool:
    """Say whether the bus was told everything."""
    with sample.connect(house.url) as conn:
        found = conn.execute(f'SELECT "position" FROM {source}.relay'.encode()).fetchone()
    return found is not None and bool(found[0] == house.head(source))


@contextmanager
def losing(house: House, broker: BrokerServer, source: str) -> Iterator[None]:
    """Let the broker lose what `source` publishes meanwhile, without a word."""
    channel = broker.channel()
    order = {"queue": "gamma.inbox", "exchange": EXCHANGE, "routing_key": f"{source}.#"}
    channel.queue_unbind(**order)
    yield
    wait_for(lambda: relayed(house, source))
    channel.queue_bind(**order)
    channel.connection.close()


@pytest.mark.broker
@pytest.mark.takes("feed_gap")
def test_t7_a_lost_message_shows_at_the_next_one(broker_house: House, broker: BrokerServer) -> None:
    house = broker_house
    consumer = house.start(pace=Pace(idle=60))
    citizen = uuid4()
    house.tell("alpha", citizen)
    wait_for(lambda: house.level() and consumer.level)
    with losing(house, broker, "alpha"):
        house.tell("alpha", citizen)
    house.tell("alpha", citizen)
    wait_for(house.level)
    assert consumer.counts["gap"] >= 1
    assert house.meter.feed_reads["gap"] == 1


@pytest.mark.broker
@pytest.mark.takes("unread")
def test_t7_messages_are_let_go_while_a_dead_feed_has_the_word(
    broker_house: House, broker: BrokerServer
) -> None:
    house, citizen = broker_house, uuid4()
    with closing(FeedServer(house.logs["alpha"], "alpha")) as served:
        feeds = {**house.feeds(), "alpha": served.reader()}
        consumer = house.start(feeds=feeds, pace=Pace(idle=60))
        wait_for(lambda: consumer.level)
        with losing(house, broker, "alpha"):
            house.tell("alpha", citizen)
        served.hangs.set()
        house.tell("alpha", citizen)
        wait_for(lambda: consumer.counts["gap"] >= 1)
        house.tell("alpha", citizen, times=3)
        wait_for(lambda: consumer.counts["unread"] >= 3)
        served.hangs.clear()
        wait_for(house.level)
        house.stop_threads()
    assert len(house.applied()) == 5


@pytest.mark.broker
@pytest.mark.breaks(4)
def test_t7_without_previous_the_loss_would_be_caught(
    broker_house: House, broker: BrokerServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def naive(tracked: Cursor, **message: Any) -> Verdict:
        return decide(tracked, **(message | {"previous": 0}))

    monkeypatch.setattr(inbox_module, "decide", naive)
    house = broker_house
    consumer = house.start(pace=Pace(idle=60))
    citizen = uuid4()
    house.tell("alpha", citizen)
    wait_for(lambda: house.level() and consumer.level)
    with losing(house, broker, "alpha"):
        house.tell("alpha", citizen)
    house.tell("alpha", citizen)
    wait_for(house.level)


@pytest.mark.takes("feed_idle", "idle_repairs")
def test_t10_a_lost_last_ring_is_found_by_the_idle_check(house: House) -> None:
    bell = Muffled(house.doorbell())
    consumer = house.start(doorbell=bell, pace=Pace(idle=2))
    wait_for(lambda: consumer.level)
    house.tell("alpha", uuid4())
    wait_for(lambda: house.level() and consumer.level)
    bell.deaf = True
    house.tell("alpha", uuid4())
    took = wait_for(house.level, 4)
    print(f"found after {took:.2f} s")
    assert bell.swallowed >= 1
    assert house.meter.feed_reads["idle"] == 1
    assert consumer.counts["idle_repairs"] == 1


def test_t10_without_the_idle_check_the_loss_would_be_caught(house: House) -> None:
    bell = Muffled(house.doorbell())
    consumer = house.start(doorbell=bell, pace=Pace(idle=3600))
    wait_for(lambda: consumer.level)
    bell.deaf = True
    house.tell("alpha", uuid4())
    with pytest.raises(AssertionError):
        wait_for(house.level, 3)


@pytest.fixture
def alpha_by_http(house: House) -> Iterator[FeedServer]:
    """Let alpha's feed be read over HTTP."""
    served = FeedServer(house.logs["alpha"], "alpha")
    yield served
    served.hangs.clear()
    house.stop()
    served.close()


def test_t8_a_dead_source_delays_no_other(house: House, alpha_by_http: FeedServer) -> None:
    bell = Muffled(house.doorbell())
    feeds = {**house.feeds(), "alpha": alpha_by_http.reader()}
    consumer = house.start(doorbell=bell, feeds=feeds)
    wait_for(lambda: consumer.level)
    alpha_by_http.hangs.set()
    bell.deaf = True
    house.tell("alpha", uuid4())
    house.tell("beta", uuid4())
    assert wait_for(lambda: house.level("beta"), 3) < 3
    assert not house.level("alpha")
    bell.deaf = False
    alpha_by_http.hangs.clear()
    wait_for(house.level)


def test_t8_waiting_for_a_dead_source_would_be_caught(
    house: House, alpha_by_http: FeedServer
) -> None:
    class Patient(HttpFeed):
        def answer(self) -> Any:
            while (answer := super().answer()) is None:
                time.sleep(0.01)
            return answer

    bell = Muffled(house.doorbell())
    feeds = {**house.feeds(), "alpha": alpha_by_http.reader(Patient)}
    consumer = house.start(doorbell=bell, feeds=feeds)
    wait_for(lambda: consumer.level)
    alpha_by_http.hangs.set()
    bell.deaf = True
    house.tell("alpha", uuid4())
    house.tell("beta", uuid4())
    with pytest.raises(AssertionError):
        wait_for(lambda: house.level("beta"), 3)


@pytest.mark.broker
@pytest.mark.takes("feed_start")
def test_t9_a_wiped_broker_loses_nothing(broker_house: House, broker: BrokerServer) -> None:
    house = broker_house
    house.tell_many("alpha", 500)
    house.tell_many("beta", 500)
    consumer = house.start()
    wait_for(lambda: len(house.applied()) > 100)
    broker.wipe(["gamma"])
    house.tell("alpha", uuid4())
    took = wait_for(house.level, 40)
    print(f"level {took:.2f} s after the wipe")
    house.tell("beta", uuid4())
    wait_for(house.level)
    assert house.check() == []
    before = consumer.counts["handle"]
    citizen = uuid4()
    wait_for(lambda: bool(house.tell("alpha", citizen)) and consumer.counts["handle"] > before)
    wait_for(house.level)


@pytest.mark.broker
@pytest.mark.nightly
def test_t9_a_broker_that_dies_and_comes_back_empty_handed(
    broker_house: House, broker: BrokerServer
) -> None:
    house = broker_house
    consumer = house.start()
    wait_for(lambda: consumer.level)
    house.tell_many("alpha", 200)
    # RabbitMQ 3.10.8 killed within seconds of a queue's first declaration leaves it half made, and
    # it stays dead until a person deletes it (measured; the feeds go on meanwhile).
    time.sleep(8)
    broker.kill()
    house.tell_many("beta", 200)
    wait_for(house.level, 30)  # the feeds work without a broker
    broker.start()
    before = consumer.counts["handle"]
    citizen = uuid4()
    wait_for(lambda: bool(house.tell("alpha", citizen)) and consumer.counts["handle"] > before, 60)
    wait_for(house.level)


def spied(broker: BrokerServer) -> tuple[Any, dict[str, set[bytes]]]:
    """Collect every message that is published, by its id."""
    channel = broker.channel()
    channel.exchange_declare(exchange=EXCHANGE, type="topic", durable=True, auto_delete=False)
    queue = channel.queue_declare(exclusive=True).queue
    channel.queue_bind(queue=queue, exchange=EXCHANGE, routing_key="#")
    heard: dict[str, set[bytes]] = defaultdict(set)

    def take(message: Any) -> None:
        body = message.body
        heard[message.message_id].add(body.encode() if isinstance(body, str) else bytes(body))

    channel.basic_consume(queue=queue, callback=take, no_ack=True)
    return channel, heard


def listen(channel: Any) -> None:
    """Take in what came, and let the broker know that somebody still listens."""
    client.breathe(channel.connection)
    try:
        while True:
            channel.connection.drain_events(timeout=0.3)
    except TimeoutError:
        return


def heard_all(channel: Any, house: House) -> bool:
    """Go on listening; say whether the bus was told everything."""
    listen(channel)
    return relayed(house, "alpha")


def overlapping(house: House, broker: BrokerServer, facts: int) -> dict[str, set[bytes]]:
    """Run two relays on one log, one of them frozen now and then."""
    channel, heard = spied(broker)
    house.started.append(sample.in_thread(house.relay("alpha", exclusive=False).run))
    child = house.spawn(relay="alpha")
    for _ in range(facts // 100):
        house.tell_many("alpha", 100)
        os.kill(child.pid, signal.SIGSTOP)
        listen(channel)
        os.kill(child.pid, signal.SIGCONT)
    wait_for(lambda: heard_all(channel, house), 60)
    listen(channel)
    channel.connection.close()
    return heard


@pytest.mark.broker
@pytest.mark.parametrize(
    "facts", [400, pytest.param(10_000, marks=[pytest.mark.nightly, pytest.mark.timeout(600)])]
)
def test_t6_two_relays_say_the_same_bytes(
    broker_house: House, broker: BrokerServer, facts: int
) -> None:
    house = broker_house
    consumer = house.consumer()
    house.started.append(sample.in_thread(consumer.run))
    heard = overlapping(house, broker, facts)
    assert len(heard) == facts
    assert [each for each in heard.values() if len(each) > 1] == []
    wait_for(house.level, 60)


@pytest.mark.broker
def test_t6_a_message_that_depends_on_who_sends_it_would_be_caught(
    broker_house: House, broker: BrokerServer
) -> None:
    house = broker_house
    channel, heard = spied(broker)
    log = house.logs["alpha"]
    house.tell("alpha", uuid4())
    for installation in ("one", "other"):
        house.owner.execute("DELETE FROM alpha.relay")
        relay = Relay(log._database, log, broker.url, installation, NAMES_ONLY, clock=sample.CLOCK)
        thread, stop = sample.in_thread(relay.run)
        wait_for(lambda: relayed(house, "alpha"))
        stop.set()
        thread.join(10)
    listen(channel)
    channel.connection.close()
    assert [len(each) for each in heard.values()] == [2]


def test_t15_a_quiet_source_costs_one_look_for_each_idle_check(house: House) -> None:
    asked: list[Cursor] = []

    class Counting:
        def __init__(self, feed: Any) -> None:
            self._feed = feed

        def ask(self, after: Cursor, limit: int) -> None:
            asked.append(after)
            self._feed.ask(after, limit)

        def answer(self) -> Any:
            return self._feed.answer()

    feeds = {
        source: lambda conn, open_=open_: Counting(open_(conn))
        for source, open_ in house.feeds().items()
    }
    consumer = house.start(feeds=feeds)
    house.tell("alpha", uuid4())
    wait_for(lambda: house.level() and consumer.level)
    time.sleep(0.3)
    asked.clear()
    time.sleep(3 * SWIFT.idle)
    assert 2 <= len(asked) <= 2 * 4
    assert house.meter.feed_reads["idle"] == 0
    assert house.level()


def test_t16_a_feed_that_lags_behind_stops_nobody(house: House, alpha_by_http: FeedServer) -> None:
    consumer = house.start(feeds={**house.feeds(), "alpha": alpha_by_http.reader()})
    wait_for(lambda: consumer.level)
    alpha_by_http.lags.set()
    wait_for(lambda: consumer.counts["feed_unavailable"] > 0)
    house.tell("alpha", uuid4())
    house.tell("beta", uuid4())
    wait_for(lambda: house.level("beta"))
    assert tracking.load(house.owner, "gamma", "alpha").halted is None
    alpha_by_http.lags.clear()
    wait_for(house.level)
    assert consumer.counts["alarm"] == 0
