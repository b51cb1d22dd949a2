"""What every answer tells a browser: run nothing, show it in no frame, guess no type, tell nobody.

The API is no web page; but whoever opens an answer in a browser shall come to no harm, and no page
of somebody else's may read one: no answer allows a foreign origin. `Strict-Transport-Security` is
heard only over TLS, so it does no harm where the gateway ends it.
"""

from typing import Final

import falcon

HEADERS: Final = (
    ("x-content-type-options", "nosniff"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("strict-transport-security", "max-age=31536000; includeSubDomains"),
)
"""OWASP ASVS 5.0, V3.4; a page that needs more says so itself."""


class Shield:
    """Sets the headers of an application that has no habits of its own."""

    def process_response(
        self,
        _req: falcon.Request,
        resp: falcon.Response,
        _resource: object,
        _succeeded: bool,  # noqa: FBT001 - Falcon's signature
    ) -> None:
        """Tell the browser."""
        shield(resp)


def shield(resp: falcon.Response) -> None:
    """Set what the answer has not set itself."""
    told = resp.headers
    resp.set_headers([(name, value) for name, value in HEADERS if name not in told])
