"""The two doors of a service's process, made from its works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.access.issuer import AUDIENCE, Issuer
from shared.access.keys import FetchedKeys
from shared.access.tokens import Tokens
from shared.casework.questions import PLUMBING
from shared.http.api import build_api
from shared.http.codes import Codes
from shared.http.host import Mount
from shared.http.ops import build_ops
from shared.messaging import envelope

if TYPE_CHECKING:
    from collections.abc import Mapping

    import falcon

    from shared.casework.works import Works
    from shared.eventlog.row import Page


def api_of(works: Works) -> falcon.App[falcon.Request, falcon.Response]:
    """Build a service's API."""
    source = envelope.urn(works.installation.name, works.service.name)

    def write_page(page: Page) -> bytes:
        return envelope.write_page(source, page)

    return build_api(
        works.office,
        works.access,
        tokens_of(works),
        codes=Codes.load(works.home / "codes.yaml"),
        meters=works.metrics,
        write_page=write_page,
        room=works.room,
        plumbing=PLUMBING,
    )


def tokens_of(works: Works) -> Tokens:
    """Return what checks tokens: the municipality's issuer, or the demo issuer's key."""
    settings = works.settings
    keys = FetchedKeys(settings.jwks_url) if settings.jwks_url else Issuer(settings.data).keys()
    audiences = (AUDIENCE, works.service.name)
    return Tokens(keys, issuer=settings.issuer, audiences=audiences, levels=settings.login_levels)


def api_door(config: Mapping[str, Any]) -> Mount:
    """Mount the API where the settings say."""
    works: Works = config["works"]
    return Mount(api_of(works), works.settings.host, works.settings.port)


def ops_door(config: Mapping[str, Any]) -> Mount:
    """Mount the inner door where the settings say."""
    works: Works = config["works"]
    return Mount(build_ops(works), works.settings.host, works.settings.ops_port)
