"""The API documentation, served from our own files: it works without a network."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import falcon
from msgspec.json import encode

FOLDER = Path(__file__).with_name("docs_ui")
# Only our own files may run; Swagger UI draws its icons from data addresses and sets styles.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_TYPES = {
    "index.html": "text/html; charset=utf-8",
    "start.js": "text/javascript; charset=utf-8",
    "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
    "swagger-ui.css": "text/css; charset=utf-8",
    "favicon-32x32.png": "image/png",
}


class Description:
    """`/openapi.json`: what the service answers, for programs."""

    open_to_all = True

    def __init__(self, write: Callable[[], dict[str, Any]]) -> None:
        """Take what writes the document; nothing is written before somebody asks."""
        self._bytes = cache(lambda: encode(write()))

    def on_get(self, _req: falcon.Request, resp: falcon.Response) -> None:
        """Give the document."""
        resp.content_type = falcon.MEDIA_JSON
        resp.data = self._bytes()


class DocsPage:
    """`/docs`: what the service answers, for people."""

    open_to_all = True

    def on_get(self, _req: falcon.Request, resp: falcon.Response, name: str = "index.html") -> None:
        """Give one of the page's files; there are no others than those listed."""
        if name not in _TYPES:
            raise falcon.HTTPNotFound
        resp.content_type = _TYPES[name]
        resp.data = (FOLDER / name).read_bytes()
        resp.set_header("Content-Security-Policy", POLICY)
        resp.set_header("Referrer-Policy", "no-referrer")
        resp.set_header("Cache-Control", "no-cache")


def add_docs(
    app: falcon.App[falcon.Request, falcon.Response], write: Callable[[], dict[str, Any]]
) -> None:
    """Add `/openapi.json` and `/docs`."""
    page = DocsPage()
    app.add_route("/openapi.json", Description(write))
    app.add_route("/docs", page)
    app.add_route("/docs/{name}", page)
