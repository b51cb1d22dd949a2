"""A token that keeps keys and never gives them away: a hardware security module, by PKCS#11.

Its address is a PKCS#11 URI (RFC 7512), with the library and with the file of the PIN:
`pkcs11:token=NAME?module-path=/LIBRARY.so&pin-source=file:/PIN`. A PIN never stands in it.
A process has one session for each token, one call at a time; a lost one is opened anew, once.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar
from urllib.parse import parse_qsl, unquote

from shared.privacy import secret_file
from shared.privacy.secret_file import KeysUnsafe

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    import pkcs11

T = TypeVar("T")
_SCHEME: Final = "pkcs11:"
_FILE: Final = "file:"


class TokenAddress(NamedTuple):
    """Which token, through which library, and where its PIN lies."""

    token: str
    module: str
    pin_file: str


class Token:
    """One token, as this process speaks to it."""

    def __init__(self, address: TokenAddress) -> None:
        """Know the token; it is spoken to when its first key is asked for."""
        self.address = address
        self._session: pkcs11.Session | None = None
        self._writes = False
        self._lock = threading.Lock()

    def use(self, work: Callable[[pkcs11.Session], T], *, writes: bool = False) -> T:
        """Do some work in a session; trouble with the token is a `KeysUnsafe` that names it."""
        library = library_of(self.address.token)
        with self._lock:
            session = self._session
            if session is None or writes > self._writes or not _answers(library, session):
                session = self._anew(library, writes=writes)
            try:
                return work(session)
            except library.PKCS11Error as trouble:
                raise self._trouble(trouble) from None

    def _anew(self, library: ModuleType, *, writes: bool) -> pkcs11.Session:
        pin = secret_file.read(Path(self.address.pin_file)).decode().strip()
        self._close(library)
        try:
            self._session = self._opened(library, pin, writes=writes)
        except library.PinIncorrect:
            raise KeysUnsafe(
                f"the token {self.address.token} does not take the PIN in {self.address.pin_file}"
            ) from None
        except library.PKCS11Error as trouble:
            raise self._trouble(trouble) from None
        self._writes = writes
        return self._session

    def _trouble(self, trouble: Exception) -> KeysUnsafe:
        said = f"{type(trouble).__name__} {trouble}".strip()
        return KeysUnsafe(f"the token {self.address.token} does not do it ({said})")

    def _opened(self, library: ModuleType, pin: str, *, writes: bool) -> pkcs11.Session:
        found = library.lib(self.address.module)
        try:
            token = found.get_token(token_label=self.address.token)
            opened: pkcs11.Session = token.open(rw=writes, user_pin=pin)
        except (library.PinIncorrect, library.PinLocked):
            raise  # every further try brings the PIN nearer to being locked
        except library.PKCS11Error:
            found.reinitialize()  # it was restarted, its network was away, or the token is new
            opened = found.get_token(token_label=self.address.token).open(rw=writes, user_pin=pin)
        return opened

    def _close(self, library: ModuleType) -> None:
        session, self._session = self._session, None
        if session is not None:
            with suppress(library.PKCS11Error):  # it may be lost, which is why it is closed
                session.close()


def _answers(library: ModuleType, session: pkcs11.Session) -> bool:
    """Say whether a session still is one, by a question that leaves nothing behind."""
    try:
        session.generate_random(8)
    except library.PKCS11Error:
        return False
    return True


def library_of(token: str) -> ModuleType:
    """Return the PKCS#11 library; it is an extra, since most installations need none."""
    try:
        import pkcs11  # noqa: PLC0415 - only who has a token needs it
    except ImportError:
        raise KeysUnsafe(
            f"the token {token} needs the library python-pkcs11; "
            "install it from requirements-hsm.lock"
        ) from None
    return pkcs11


def token_at(path: Path) -> Token | None:
    """Return the token whose address stands in a file; None without the file."""
    try:
        text = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return _token(address_of(text))


def address_of(uri: str) -> TokenAddress:
    """Read a token's address; a PIN that stands in it is refused."""
    place, _, query = uri.removeprefix(_SCHEME).partition("?")
    named = dict(each.partition("=")[::2] for each in place.split(";"))
    asked = dict(parse_qsl(query))
    address = TokenAddress(
        token=unquote(named.get("token", "")),
        module=asked.get("module-path", ""),
        pin_file=asked.get("pin-source", "").removeprefix(_FILE),
    )
    if "pin-value" in asked:
        raise KeysUnsafe("a PIN stands in the token's address; put it into a file (pin-source)")
    if not uri.startswith(_SCHEME) or not all(address):
        raise KeysUnsafe(
            "the token's address is not pkcs11:token=…?module-path=…&pin-source=file:…"
        )
    return address


@cache
def _token(address: TokenAddress) -> Token:
    """Return this process's one way to a token: who logs in twice is refused."""
    return Token(address)
