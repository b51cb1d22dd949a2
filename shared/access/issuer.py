"""The demo issuer of an embedded installation: it stands in for the municipality's own login.

It keeps one key in the data folder and makes short tokens for whoever may read that file.
A real installation names its own issuer instead and never starts this one.
"""

import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import ECKey

from shared.access.keys import FixedKeys
from shared.actor import Authority

ALGORITHM = "ES256"
ISSUER = "urn:jobcenter:demo-issuer"
AUDIENCE = "jobcenter"


class Issuer:
    """Signs tokens with the key in `folder`, which is made at the first start."""

    def __init__(
        self, folder: Path, name: str = ISSUER, now: Callable[[], float] = time.time
    ) -> None:
        """Read the key, or make it readable by its owner only."""
        self.name = name
        self._now = now
        self._key = _read_or_make(folder / "token-key.json")

    def issue(
        self,
        sub: str,
        roles: Sequence[str] = (),
        unit: str = "",
        authority: Authority = "municipal",
        *,
        aud: str | Sequence[str] = AUDIENCE,
        minutes: int = 60,
        scope: str = "",
        kind: str = "person",
    ) -> str:
        """Make a token that says who somebody is, for `minutes` of real time."""
        moment = int(self._now())
        claims: dict[str, Any] = {
            "iss": self.name,
            "sub": sub,
            "aud": aud if isinstance(aud, str) else list(aud),
            "iat": moment,
            "exp": moment + minutes * 60,
            "jti": str(uuid4()),
            "roles": list(roles),
            "unit": unit,
            "authority": authority,
            "kind": kind,
        }
        if scope:
            claims["scope"] = scope
        header = {"alg": ALGORITHM, "kid": self._key.kid, "typ": "JWT"}
        return jwt.encode(header, claims, self._key)

    def service_token(self, service: str, producer: str, minutes: int = 10) -> str:
        """Make the token with which one service reads another's feed."""
        return self.issue(
            f"service:{service}",
            unit=service,
            aud=producer,
            minutes=minutes,
            scope="feed",
            kind="machine",
        )

    def jwks(self) -> dict[str, Any]:
        """Return the public key as a JWKS document."""
        return {"keys": [self._key.as_dict(private=False)]}

    def keys(self) -> FixedKeys:
        """Return the public key for services in the same process."""
        return FixedKeys(self.jwks())


def _read_or_make(path: Path) -> ECKey:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        key = ECKey.generate_key("P-256", {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
        _write_private(path, json.dumps(key.as_dict(private=True)))
    return ECKey.import_key(json.loads(path.read_text(encoding="utf-8")))


def _write_private(path: Path, text: str) -> None:
    """Write the key beside its place and link it there: two starts at once agree on one key."""
    draft = path.with_name(f"{path.name}.{uuid4().hex}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
