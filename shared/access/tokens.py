"""Checks the bearer token of every request: signature, issuer, audience and times.

Token life is real time, also where business time is simulated.
"""

import time
from collections.abc import Callable, Collection, Mapping
from hashlib import sha256
from typing import Any

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from shared.access.bearer import Bearer, TokenRefusedError, bearer_of
from shared.access.keys import Keys

ALGORITHMS = ("ES256", "RS256", "EdDSA", "Ed25519")
# Seconds two clocks may differ.
LEEWAY = 10
# A token is a few hundred bytes; nobody makes us decode a book.
MAX_TOKEN = 8192
# Verified tokens remembered at once, each until its end or until the issuer's keys change.
MAX_KEPT = 10_000


class Tokens:
    """Turns an Authorization header into the one who acts, or refuses."""

    def __init__(
        self,
        keys: Keys,
        *,
        issuer: str,
        audiences: Collection[str],
        levels: Collection[str] = (),
        now: Callable[[], float] = time.time,
    ) -> None:
        """Trust `keys` and `issuer`; accept tokens made for one of `audiences`.

        With `levels` a person must have logged in by one of them, as the token's `acr` says.
        """
        self._keys = keys
        self._now = now
        self._issuer = issuer
        self._audiences = frozenset(audiences)
        self._levels = frozenset(levels)
        self._kept: dict[bytes, tuple[Bearer, float]] = {}
        self._kept_under: KeySet | None = None
        self._registry = JWSRegistry(algorithms=list(ALGORITHMS))

    def bearer(self, authorization: str | None) -> Bearer:
        """Return who the header proves the caller to be."""
        if not authorization:
            raise TokenRefusedError("token_missing")
        scheme, _, token = authorization.partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer" or not token:
            raise TokenRefusedError("token_missing")
        if len(token) > MAX_TOKEN:
            raise TokenRefusedError("token_invalid")
        self._forget_if_keys_changed()
        name = sha256(token.encode("utf-8", "replace")).digest()
        bearer, until = self._kept.get(name, (None, 0.0))
        if bearer is None or self._now() >= until:
            bearer, until = self._verified(token)
            self._keep(name, bearer, until)
        return bearer

    def _verified(self, token: str) -> tuple[Bearer, float]:
        """Check a token in full; say how long the result may be kept."""
        claims = self._claims(token)
        self._check_times(claims)
        bearer = bearer_of(claims)
        if not bearer.audiences & self._audiences:
            raise TokenRefusedError("token_invalid")
        if self._levels and bearer.actor.kind == "person" and not self._is_strong(claims):
            raise TokenRefusedError("login_too_weak")
        return bearer, float(claims["exp"])

    def _forget_if_keys_changed(self) -> None:
        """Forget every result when the issuer has other keys than those it was found with."""
        keys = self._keys.key_set()
        if keys is not self._kept_under:
            self._kept.clear()
            self._kept_under = keys

    def _is_strong(self, claims: Mapping[str, Any]) -> bool:
        acr = claims.get("acr")
        return isinstance(acr, str) and acr in self._levels

    def _keep(self, name: bytes, bearer: Bearer, until: float) -> None:
        """Keep a result under the token's hash: a signature costs as much as a whole order."""
        if len(self._kept) >= MAX_KEPT:
            self._kept.clear()
        self._kept[name] = bearer, until

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            try:
                return self._decoded(token, self._keys.key_set())
            except InvalidKeyIdError:
                return self._decoded(token, self._keys.key_set(unknown=True))
        except (JoseError, ValueError, TypeError, KeyError, UnicodeError) as error:
            raise TokenRefusedError("token_invalid") from error

    def _decoded(self, token: str, keys: KeySet) -> dict[str, Any]:
        decoded = jwt.decode(token, keys, algorithms=list(ALGORITHMS), registry=self._registry)
        return dict(decoded.claims)

    def _check_times(self, claims: Mapping[str, Any]) -> None:
        registry = jwt.JWTClaimsRegistry(
            now=int(self._now()),
            leeway=LEEWAY,
            iss={"essential": True, "value": self._issuer},
            sub={"essential": True},
            aud={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        )
        try:
            registry.validate(dict(claims))
        except ExpiredTokenError as error:
            raise TokenRefusedError("token_expired") from error
        except (JoseError, ValueError, TypeError) as error:
            raise TokenRefusedError("token_invalid") from error
