"""KEKs that never leave a token: it wraps and unwraps, and nobody gets to see them.

Made in the token, not extractable; known by an id like those in the key file, the newest is the
current one. What a token wraps is bound to its place as what the file wraps (AES-256-GCM).
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from shared.identity import new_id
from shared.privacy.cipher import AES_256_GCM, KEY_BYTES, SealBroken
from shared.privacy.kek import Wrapped
from shared.privacy.key_token import library_of
from shared.privacy.secret_file import KeysUnsafe

if TYPE_CHECKING:
    import pkcs11

    from shared.privacy.key_token import Token

LABEL: Final = "jobcenter-citizen-kek"
_NONCE_BYTES: Final = 12
_TAG_BITS: Final = 128


class KekToken:
    """Keeps KEKs in a token."""

    def __init__(self, token: Token) -> None:
        """Use this token; it is asked when the first key is wrapped or unwrapped."""
        self._token = token

    @property
    def name(self) -> str:
        """Name the place, for people."""
        return f"the token {self._token.address.token}"

    def current(self) -> str:
        """Return the id of the KEK by which new keys are wrapped."""
        held = self.ids()
        if not held:
            raise KeysUnsafe(f"{self.name} holds no KEK; `jobcenter keys rotate` makes one")
        return held[-1]

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all KEKs in the token, the oldest first."""
        return self._token.use(lambda session: tuple(sorted(map(_id_of, self._keys(session)))))

    def wrap(self, key: bytes, place: str) -> Wrapped:
        """Wrap a key by the current KEK, in the token."""
        kek = self.current()
        nonce = secrets.token_bytes(_NONCE_BYTES)

        def work(session: pkcs11.Session) -> bytes:
            found: bytes = self._key(session, kek).encrypt(key, **self._how(nonce, place))
            return found

        return Wrapped(kek, AES_256_GCM.mark + nonce + self._token.use(work))

    def unwrap(self, wrapped: Wrapped, place: str) -> bytes:
        """Unwrap a key, in the token."""
        nonce, body = wrapped.body[1 : 1 + _NONCE_BYTES], wrapped.body[1 + _NONCE_BYTES :]
        if wrapped.body[:1] != AES_256_GCM.mark or len(nonce) != _NONCE_BYTES:
            raise SealBroken("sealed in an unknown format")
        library = library_of(self._token.address.token)

        def work(session: pkcs11.Session) -> bytes:
            kek = self._key(session, wrapped.kek)
            try:
                found: bytes = kek.decrypt(body, **self._how(nonce, place))
            except (
                *(library.EncryptedDataInvalid, library.EncryptedDataLenRange),
                *(library.GeneralError, library.FunctionFailed),  # what other tokens call it
            ):
                self._keys(session)  # one that does not answer says so here
                raise SealBroken("changed, moved or sealed with another key") from None
            return found

        return self._token.use(work)

    def add(self) -> str:
        """Have the token make a new KEK, which is the current one from then on."""
        new = new_id()
        library = library_of(self._token.address.token)
        attribute = library.Attribute
        closed = {
            attribute.SENSITIVE: True,
            attribute.EXTRACTABLE: False,
            attribute.PRIVATE: True,
            attribute.MODIFIABLE: False,
        }
        does = library.MechanismFlag.ENCRYPT | library.MechanismFlag.DECRYPT

        def work(session: pkcs11.Session) -> None:
            session.generate_key(
                library.KeyType.AES,
                KEY_BYTES * 8,
                id=new.bytes,
                label=LABEL,
                store=True,
                capabilities=does,
                template=closed,
            )

        self._token.use(work, writes=True)
        return str(new)

    def retire(self, unused: set[str]) -> list[str]:
        """Destroy KEKs that no key names any more, never the current one; return which."""
        gone = sorted(unused & set(self.ids()) - {self.current()})

        def work(session: pkcs11.Session) -> None:
            for key in self._keys(session):
                if _id_of(key) in gone:
                    key.destroy()

        if gone:
            self._token.use(work, writes=True)
        return gone

    def _key(self, session: pkcs11.Session, kek: str) -> Any:
        for key in self._keys(session):
            if _id_of(key) == kek:
                return key
        raise KeysUnsafe(f"{self.name} holds no key with the id {kek}")

    def _keys(self, session: pkcs11.Session) -> list[Any]:
        library = library_of(self._token.address.token)
        attribute = library.Attribute
        asked = {attribute.CLASS: library.ObjectClass.SECRET_KEY, attribute.LABEL: LABEL}
        return list(session.get_objects(asked))

    def _how(self, nonce: bytes, place: str) -> dict[str, Any]:
        library = library_of(self._token.address.token)
        how = library.GCMParams(nonce, place.encode(), _TAG_BITS)
        return {"mechanism": library.Mechanism.AES_GCM, "mechanism_param": how}


def _id_of(key: Any) -> str:
    return str(UUID(bytes=bytes(key.id)))
