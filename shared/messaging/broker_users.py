"""Who may say and hear what on the broker: one user for each service, and two for those outside.

A message is taken for its source's when it comes under that source's key (`doorbell`), so only the
source's own user may publish under it. Nobody but a service reads its inbox and its calls.
RabbitMQ holds all that by permissions and topic permissions; here they stand as data, in the form
in which it loads them (`load_definitions`).
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from shared.messaging.topology import EXCHANGE, FORMER_HISTORY, HISTORY, REPORTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

VHOST: Final = "jobcenter"
REPORTING: Final = "jobcenter_reporting"
CALLER: Final = "jobcenter_caller"
CALLS: Final = "nameko-rpc"
_SALT_BYTES = 4
_NOTHING = "^$"
_AN_ADDRESS = "^[0-9a-f-]{36}$"
"""Where an answer to a call goes: the caller's own random key."""


class Topics(Struct, frozen=True):
    """Under which keys a user may publish on an exchange, and which keys it may listen for."""

    exchange: str
    write: str
    read: str


class BrokerUser(Struct, frozen=True):
    """One user: what it may make, fill and read, as RabbitMQ's regular expressions."""

    name: str
    configure: str
    write: str
    read: str
    topics: tuple[Topics, ...] = ()


def user_name(service: str) -> str:
    """Return the name under which a service logs in."""
    return f"jobcenter_{service}"


def user_of(service: str, sources: Sequence[str]) -> BrokerUser:
    """Return what a service may do: tell its own facts, hear those it follows, answer calls."""
    own = (f"{service}.inbox", f"rpc-{service}_rpc", CALLS)
    told = f"^{re.escape(service)}\\."
    return BrokerUser(
        name=user_name(service),
        configure=_one_of((*own, EXCHANGE, REPORTED, HISTORY, FORMER_HISTORY)),
        write=_one_of((*own, EXCHANGE, REPORTED, HISTORY)),
        read=_one_of((*own, EXCHANGE, REPORTED)),
        topics=(
            Topics(EXCHANGE, told, _one_of(f"{each}.#" for each in sources)),
            Topics(REPORTED, told, _one_of(("#",))),
            Topics(CALLS, _AN_ADDRESS, f"^{re.escape(service)}_rpc\\."),
        ),
    )


def users_of(services: Mapping[str, Sequence[str]]) -> tuple[BrokerUser, ...]:
    """Return the users of a house: its services with their sources, reporting, and callers."""
    replies = r"^rpc\.reply-.*$"
    return (
        *(user_of(service, sources) for service, sources in services.items()),
        BrokerUser(REPORTING, _NOTHING, _NOTHING, _one_of((HISTORY,))),
        BrokerUser(
            name=CALLER,
            configure=f"{replies}|{_one_of((CALLS,))}",
            write=f"{replies}|{_one_of((CALLS,))}",
            read=f"{replies}|{_one_of((CALLS,))}",
            topics=(Topics(CALLS, r"^[a-z_]+_rpc\.[a-z_]+$", _AN_ADDRESS),),
        ),
    )


def definitions(
    users: Iterable[BrokerUser], password: Callable[[str], str], salt: Callable[[int], bytes]
) -> dict[str, Any]:
    """Return what RabbitMQ loads at its start; of a password it gets the salted hash only."""
    users = tuple(users)
    return {
        "vhosts": [{"name": VHOST}],
        # RabbitMQ 4.3 takes rights on an exchange only where there is one.
        "exchanges": [
            {
                "name": name,
                "vhost": VHOST,
                "type": "topic",
                "durable": True,
                "auto_delete": False,
                "internal": False,
                "arguments": {},
            }
            for name in (EXCHANGE, REPORTED, CALLS)
        ],
        "users": [
            {
                "name": user.name,
                "password_hash": _hashed(password(user.name), salt(_SALT_BYTES)),
                "hashing_algorithm": "rabbit_password_hashing_sha256",
                "tags": [],
            }
            for user in users
        ],
        "permissions": [
            {
                "user": user.name,
                "vhost": VHOST,
                "configure": user.configure,
                "write": user.write,
                "read": user.read,
            }
            for user in users
        ],
        "topic_permissions": [
            {
                "user": user.name,
                "vhost": VHOST,
                "exchange": topics.exchange,
                "write": topics.write,
                "read": topics.read,
            }
            for user in users
            for topics in user.topics
        ],
    }


def _one_of(names: Iterable[str]) -> str:
    return f"^({'|'.join(re.escape(each) for each in names)})$"


def _hashed(password: str, salt: bytes) -> str:
    return b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()
