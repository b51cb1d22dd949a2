"""How a service hears the others and is heard: over the database they share, or over a broker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.casework.reporting import reporter
from shared.eventlog.database import Database
from shared.eventlog.log import PostgresLog
from shared.messaging.consumer import Consumer
from shared.messaging.doorbell import BrokerDoorbell, ListenDoorbell
from shared.messaging.feed import sql_feed
from shared.messaging.relay import Relay

if TYPE_CHECKING:
    from shared.casework.works import Works
    from shared.messaging.doorbell import Doorbell


def producers_of(works: Works) -> dict[str, PostgresLog]:
    """Return the logs of those the service follows, with what its role may read of them."""
    url, role = works.settings.database_url, works.database.role
    return {
        name: PostgresLog(Database(url, name, role), works.clock) for name in works.service.sources
    }


def consumer_of(works: Works) -> Consumer | None:
    """Return what hears the services this one follows; most follow some."""
    service = works.service
    if not service.sources:
        return None
    return Consumer(
        name=service.name,
        connect=works.database.connect,
        feeds={source: sql_feed(log) for source, log in works.producers.items()},
        doorbell=_doorbell(works),
        read=works.reactions.codec.read,
        react=works.reactions,
        meter=works.metrics,
        version=service.handlers,
        views=service.foreign_tables,
    )


def relay_of(works: Works) -> Relay | None:
    """Return what tells the broker of this service's facts; without a broker nothing does."""
    broker = works.settings.broker_url
    if not broker:
        return None
    return Relay(
        works.database,
        works.log,
        broker,
        works.installation.name,
        reporter(works.service, works.access, works.key.pseudonym),
        clock=works.clock,
        meter=works.metrics,
    )


def _doorbell(works: Works) -> Doorbell:
    service, broker = works.service, works.settings.broker_url
    if not broker:
        return ListenDoorbell(works.database.connect, service.sources)
    return BrokerDoorbell(broker, service.name, service.sources)
