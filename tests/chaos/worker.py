"""Gamma's inbox as a process of its own; the tests kill, freeze and cut it off."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

import msgspec

from shared.messaging import tracking
from shared.messaging.consumer import Consumer
from shared.messaging.doorbell import BrokerDoorbell, ListenDoorbell
from shared.messaging.feed import sql_feed
from shared.messaging.relay import Relay
from tests.chaos import sample
from tests.chaos.house import SWIFT
from tests.chaos.mutants import mutate
from tests.chaos.sample_views import VIEWS
from tests.support.children import end_with_parent
from tests.support.reporting import NAMES_ONLY

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.eventlog.database import Connection
    from shared.eventlog.row import Page
    from shared.messaging.feed import Feed, OpenFeed


ENDED_ITSELF = 3


def hooked(url: str, source: str, at: Callable[[str], None]) -> OpenFeed:
    """Read a source's feed, with a hook between reading a page and handling it."""
    open_ = sql_feed(sample.log_of(url, source, "gamma"))

    def made(conn: Connection) -> Feed:
        feed = open_(conn)
        answer = feed.answer

        def hooked_answer() -> Page | None:
            page = answer()
            if page is not None and page.rows:
                at("page")
            return page

        feed.answer = hooked_answer  # type: ignore[method-assign]  # a hook for one test process
        return feed

    return made


def relay(orders: dict[str, str]) -> None:
    """Publish a source's log, whoever else does."""
    log = sample.log_of(orders["url"], orders["relay"], orders["relay"])
    Relay(
        log._database,
        log,
        orders["broker_url"],
        "test",
        NAMES_ONLY,
        clock=sample.CLOCK,
        exclusive=False,
    ).run(threading.Event())


def main() -> None:
    """Run until killed; leave with 3 when the tracking row says so."""
    end_with_parent()
    orders = json.loads(sys.argv[1])
    log = sample.log_of(orders["url"], "gamma", "gamma")
    if orders.get("relay"):
        relay(orders)
        return
    seen: dict[str, int] = {}

    def at(step: str) -> None:
        seen[step] = seen.get(step, 0) + 1
        if step == orders.get("die_at") and seen[step] == orders.get("die_nth", 1):
            os.kill(os.getpid(), signal.SIGKILL)
        if step == orders.get("freeze_at") and seen[step] == 1:
            os.kill(os.getpid(), signal.SIGSTOP)
        if orders.get("slow"):
            time.sleep(orders["slow"])

    if orders.get("mutant"):
        mutate(orders["mutant"])
    connect = log._database.connect
    consumer = Consumer(
        name="gamma",
        connect=connect,
        feeds={each: hooked(orders["url"], each, at) for each in sample.SOURCES},
        doorbell=BrokerDoorbell(orders["broker_url"], "gamma", sample.SOURCES)
        if orders["broker_url"]
        else ListenDoorbell(connect, sample.SOURCES),
        read=sample.CODEC.read,
        react=sample.Gamma(log, at, [VIEWS[each] for each in orders.get("views", ["heard_v1"])]),
        meter=sample.Meter(),
        pace=msgspec.structs.replace(SWIFT, tries=orders.get("tries", 5)),
        version=orders.get("version", 1),
        exclusive=orders.get("exclusive", True),
    )
    try:
        consumer.run(threading.Event())
    except (tracking.TrackingMissing, tracking.SubscriptionMoved):
        sys.exit(ENDED_ITSELF)


if __name__ == "__main__":
    main()
