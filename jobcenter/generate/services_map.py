"""The map of the house: which service keeps what, and which messages flow where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from jobcenter.generate.facts import heard
from jobcenter.generate.page import NONE, code, listed, page, table
from shared.eventlog.codec import Unread
from shared.eventlog.event import Event, tag_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobcenter.generate.rooms import Room
    from shared.casework.declare import Policy, Service


def services_page(rooms: Sequence[Room]) -> str:
    """Return the map."""
    return page(
        "Services",
        "Each service keeps its own log and decides alone. None calls another: it hears what "
        "others decided and reacts by policies. A service reads the events of the producers it "
        "follows and nothing else of them.",
        f"## Who keeps what\n\n{_keepers(rooms)}",
        f"## Which messages flow where\n\n{_picture(rooms)}\n\n{_flows(rooms)}",
    )


def _keepers(rooms: Sequence[Room]) -> str:
    rows = [
        (
            f"[{room.service.name}]({room.service.name}/README.md)",
            room.service.title,
            ", ".join(f"{each.title} ({code(each.name)})" for each in room.service.cases),
            listed(dict.fromkeys(each.key for each in room.rules)),
            listed(_own_views(room.service)),
        )
        for room in rooms
    ]
    return table(("service", "dansk", "cases", "law it owns", "views"), rows)


def _own_views(service: Service) -> list[str]:
    return [each.name for each in service.views]


def _picture(rooms: Sequence[Room]) -> str:
    lines = [
        f"  {source} --> {room.service.name}" for room in rooms for source in room.service.sources
    ]
    return "\n".join(["```mermaid", "flowchart LR", *lines, "```"])


def _flows(rooms: Sequence[Room]) -> str:
    rows = [
        (producer, code(tag), room.service.name, _reactions(room, kind))
        for room in rooms
        for kind in heard(room.service)
        for tag in [tag_of(kind)]
        for producer in [_producer(room.service, tag)]
    ]
    wide = [room.service.name for room in rooms if room.service.messages is None]
    text = table(("from", "event", "to", "and then"), sorted(rows))
    if wide:
        text += f"\n\n{listed(wide)} reads every event of the services it follows, by its fields."
    return text


def _producer(service: Service, tag: str) -> str:
    own = [each for each in service.sources if tag.startswith(f"{each}.")]
    return own[0] if own else ", ".join(service.sources)


def _reactions(room: Room, kind: type[Event]) -> str:
    found = [each for each in room.service.policies if _is_on(each, kind)]
    orders = sorted({order for each in found for order in room.access.policies[each.name]})
    views = [
        each.name
        for each in room.service.views
        if any(tag_of(kind).startswith(f"{source}.") for source in each.follows)
    ]
    said = []
    if found:
        said.append(f"{listed(each.name for each in found)} may give {listed(orders)}")
    if not found and views:
        said.append(f"for the views {listed(views)}")
    return "; ".join(said) or NONE


def _is_on(policy: Policy, kind: Any) -> bool:
    wanted = get_args(policy.on) or (policy.on,)
    return any(kind is each for each in wanted if each is not Unread)
