"""Who does something: a person or a machine, from an authority, a unit and roles."""

from typing import Literal, TypeAlias

from msgspec import Struct

Authority: TypeAlias = Literal["state", "municipal", "external"]


class Actor(Struct, frozen=True, omit_defaults=True):
    """The one who acts; a machine names the person it acts for in `on_behalf_of`."""

    id: str
    kind: Literal["person", "machine"] = "person"
    authority: Authority = "municipal"
    unit: str = ""
    roles: tuple[str, ...] = ()
    on_behalf_of: str | None = None


def policy_actor(service: str, policy: str, cause: Actor) -> Actor:
    """Name the machine that reacts to an event on behalf of the one who caused it."""
    return Actor(
        id=f"policy:{service}.{policy}",
        kind="machine",
        authority=cause.authority,
        unit=service,
        roles=("policy",),
        on_behalf_of=cause.on_behalf_of or cause.id,
    )
