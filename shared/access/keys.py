"""The public keys tokens are checked with: given, or fetched from the issuer."""

import time
from collections.abc import Callable
from typing import Any, Protocol

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from shared.observability.logging import get_logger
from shared.trouble import Unavailable

# Seconds. A key the issuer withdrew is honoured no longer than this.
KEPT = 300.0
# Seconds between two questions to the issuer, so that forged key names cannot make us hammer it.
PATIENCE = 10.0
TIMEOUT = 3.0

_log = get_logger(__name__)


class Keys(Protocol):
    """Gives the key set; `unknown` says that a token named a key the last set did not hold."""

    def key_set(self, *, unknown: bool = False) -> KeySet:
        """Return the public keys in force; while these do not change, the same object."""
        ...


class FixedKeys:
    """Keys that are given once, as by the demo issuer of the same process."""

    def __init__(self, document: dict[str, Any]) -> None:
        """Take a JWKS document."""
        self._set = KeySet.import_key_set(document)  # type: ignore[arg-type]  # plain JSON

    def key_set(self, *, unknown: bool = False) -> KeySet:  # noqa: ARG002 - there are no others
        """Return the keys."""
        return self._set


def fetch_jwks(url: str) -> dict[str, Any]:
    """Fetch a JWKS document from an issuer."""
    answer = httpx.get(url, timeout=TIMEOUT, headers={"Accept": "application/json"})
    answer.raise_for_status()
    document: dict[str, Any] = answer.json()
    return document


class FetchedKeys:
    """Keys fetched from the issuer, kept for five minutes.

    While the issuer is away the kept keys serve up to three times as long;
    after that nobody gets in: the answer is 503, not 401, for the caller did nothing wrong.
    """

    def __init__(
        self,
        url: str,
        fetch: Callable[[str], dict[str, Any]] = fetch_jwks,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Name the address; `fetch` and `monotonic` stand apart so that tests need no network."""
        self._url = url
        self._fetch = fetch
        self._monotonic = monotonic
        self._set: KeySet | None = None
        self._document: dict[str, Any] | None = None
        self._fetched_at = 0.0
        self._asked_at: float | None = None

    def key_set(self, *, unknown: bool = False) -> KeySet:
        """Return the keys in force, asking the issuer when they are old or one is not known."""
        now = self._monotonic()
        age = now - self._fetched_at
        if self._set is None or unknown or age > KEPT:
            self._refresh(now)
        if self._set is None or now - self._fetched_at > 3 * KEPT:
            raise Unavailable("token_keys_unavailable", retry_after=5)
        return self._set

    def _refresh(self, now: float) -> None:
        if self._asked_at is not None and now - self._asked_at < PATIENCE:
            return
        self._asked_at = now
        try:
            document = self._fetch(self._url)
            if self._set is None or document != self._document:
                self._set = KeySet.import_key_set(document)  # type: ignore[arg-type]  # plain JSON
                self._document = document
            self._fetched_at = now
        except (
            httpx.HTTPError,
            httpx.InvalidURL,
            JoseError,
            ValueError,
            KeyError,
            TypeError,
        ) as error:
            _log.warning("token_keys_not_fetched", error_type=type(error).__name__)
