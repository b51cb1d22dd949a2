"""Signs checkpoints in a token: the key is made there and never leaves it (Ed25519, PKCS#11)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shared.privacy.key_token import library_of
from shared.privacy.secret_file import KeysUnsafe
from shared.witness.signer import SigningKeyUnsafe

if TYPE_CHECKING:
    from collections.abc import Callable

    import pkcs11

    from shared.privacy.key_token import Token

T = TypeVar("T")
SIGNER_FILE: Final = "signer.pkcs11"
"""Its name in the folder of the signing keys: the address of the token, no secret."""
_ED25519: Final = bytes.fromhex("06032b6570")  # the curve's object identifier, in DER
_RAW_BYTES: Final = 32
_LABEL: Final = "jobcenter-checkpoints-"


class TokenSigner:
    """One log's signing key in a token."""

    def __init__(self, token: Token, log: str) -> None:
        """Know the token; it is asked when the key is first needed."""
        self._token = token
        self._label = f"{_LABEL}{log}"

    @property
    def place(self) -> str:
        """Name where the key is kept, for people."""
        return f"the token {self._token.address.token}"

    @cached_property
    def public_key(self) -> Ed25519PublicKey:
        """Return the public key."""
        library = library_of(self._token.address.token)

        def work(session: pkcs11.Session) -> bytes:
            (key,) = self._found(session, library.ObjectClass.PUBLIC_KEY)
            return bytes(key[library.Attribute.EC_POINT])

        # Some tokens give the point as it is, others in DER; it is its last 32 bytes in both.
        return Ed25519PublicKey.from_public_bytes(self._do(work)[-_RAW_BYTES:])

    def sign(self, body: bytes) -> bytes:
        """Return the signature of `body`, made in the token."""
        library = library_of(self._token.address.token)

        def work(session: pkcs11.Session) -> bytes:
            (key,) = self._found(session, library.ObjectClass.PRIVATE_KEY)
            return bytes(key.sign(body, mechanism=library.Mechanism.EDDSA))

        return self._do(work)

    def exists(self) -> bool:
        """Say whether the token holds the key."""
        library = library_of(self._token.address.token)
        kind = library.ObjectClass.PRIVATE_KEY
        return self._do(lambda session: bool(self._found(session, kind)))

    def make(self) -> None:
        """Have the token make the key, before the first checkpoint and never after it."""
        library = library_of(self._token.address.token)
        attribute = library.Attribute
        closed = {
            attribute.SENSITIVE: True,
            attribute.EXTRACTABLE: False,
            attribute.PRIVATE: True,
            attribute.MODIFIABLE: False,
        }

        def work(session: pkcs11.Session) -> None:
            curve = session.create_domain_parameters(
                library.KeyType.EC_EDWARDS, {attribute.EC_PARAMS: _ED25519}, local=True
            )
            curve.generate_keypair(
                mechanism=library.Mechanism.EC_EDWARDS_KEY_PAIR_GEN,
                label=self._label,
                store=True,
                private_template=closed,
            )

        self._do(work, writes=True)

    def _found(self, session: pkcs11.Session, kind: Any) -> list[Any]:
        attribute = library_of(self._token.address.token).Attribute
        asked = {attribute.CLASS: kind, attribute.LABEL: self._label}
        return list(session.get_objects(asked))

    def _do(self, work: Callable[[pkcs11.Session], T], *, writes: bool = False) -> T:
        try:
            return self._token.use(work, writes=writes)
        except KeysUnsafe as trouble:
            raise SigningKeyUnsafe(str(trouble)) from trouble
