"""The part of a service's README that tells which order leads to which fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jobcenter.generate.facts import told
from jobcenter.generate.outcomes import is_recorded_refusal, outcomes
from jobcenter.generate.page import code, listed, table
from shared.eventlog.event import tag_of
from shared.http import paths

if TYPE_CHECKING:
    from jobcenter.generate.rooms import Room
    from shared.casework.declare import CaseType

BEGIN: Final = "<!-- commands: generated -->"
END: Final = "<!-- /commands -->"


def put_into(readme: str, room: Room) -> str:
    """Return a README with the generated part put in its place, or at its end."""
    part = f"{BEGIN}\n{orders_part(room)}\n{END}"
    before, begin, rest = readme.partition(BEGIN)
    if not begin:
        title = f"# {room.service.name}\n\n{room.service.title}."
        return f"{readme.rstrip() or title}\n\n{part}\n"
    _, end, after = rest.partition(END)
    if not end:
        msg = f"{room.service.name}: README.md begins the generated part and does not end it"
        raise ValueError(msg)
    return f"{before}{part}{after}"


def orders_part(room: Room) -> str:
    """Return the tables of all case types of a service, and the codes it refuses with."""
    parts = [_case(room, case) for case in room.service.cases]
    kept = [tag_of(each) for each in told(room.service) if is_recorded_refusal(tag_of(each))]
    if kept:
        parts.append(
            "A refused attempt that would have taken something from a citizen, or that must be "
            f"seen, is kept as {listed(_short(room, each) for each in kept)}."
        )
    parts.append(
        f"Besides the common codes the service refuses with {listed(_standing_codes(room))}."
    )
    return "\n\n".join(parts)


def _case(room: Room, case: CaseType[Any]) -> str:
    comes_of = outcomes(room.service, case)
    rows = [
        (
            code(act.name),
            code(f"POST {paths.order_path(case, act)}"),
            listed(_short(room, tag) for tag in comes_of[act.name]),
            _who(room, act.name),
        )
        for act in case.commands
    ]
    heads = ("command", "path", "events", "who may")
    told = f"**{case.title}** ({code(case.name)})\n\n{table(heads, rows)}"
    if not case.follows:
        return told
    anyhow = listed(_short(room, tag_of(each)) for each in case.follows)
    return f"{told}\n\nBeside the facts of any order may stand {anyhow}: they follow of the case."


def _short(room: Room, tag: str) -> str:
    return tag.removeprefix(f"{room.service.name}.")


def _who(room: Room, order: str) -> str:
    people = list(room.access.who_may(order))
    machines = [name for name, orders in sorted(room.access.policies.items()) if order in orders]
    parts = [listed(people)] if people else []
    parts += [f"policy {listed(machines)}"] if machines else []
    return "; ".join(parts)


def _standing_codes(room: Room) -> list[str]:
    return [each for each in room.own_codes if not room.codes[each].retired]
