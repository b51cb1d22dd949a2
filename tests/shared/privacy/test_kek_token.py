"""The key that wraps keys lies in a token and never leaves it (SoftHSM stands for the module)."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shared.privacy import key_token
from shared.privacy.cipher import SealBroken, new_key
from shared.privacy.kek import KEK_FILE, KekFile, Wrapped
from shared.privacy.kek_token import LABEL, KekToken
from shared.privacy.keks import ADDRESS_FILE, Keks
from shared.privacy.key_token import Token, address_of, token_at
from shared.privacy.secret_file import KeysUnsafe
from tests.support.token import SoftToken, soft_token

if TYPE_CHECKING:
    from pkcs11 import Session

PLACE = "citizen|health"


@pytest.fixture(scope="module")
def soft(tmp_path_factory: pytest.TempPathFactory) -> SoftToken:
    return soft_token(tmp_path_factory.mktemp("hsm") / "soft")


@pytest.fixture
def address(soft: SoftToken) -> str:
    return soft.make(f"t{uuid.uuid4().hex[:12]}")


@pytest.fixture
def token(address: str, tmp_path: Path) -> Token:
    (tmp_path / "address").write_text(address)
    found = token_at(tmp_path / "address")
    assert found is not None
    return found


@pytest.fixture
def keks(token: Token) -> KekToken:
    made = KekToken(token)
    made.add()
    return made


def test_a_key_is_unwrapped_in_its_place_only(keks: KekToken) -> None:
    key = new_key()
    wrapped = keks.wrap(key, PLACE)
    assert key not in wrapped.body
    assert wrapped.kek == keks.current()
    assert keks.unwrap(wrapped, PLACE) == key
    assert keks.wrap(key, PLACE).body != wrapped.body
    changed = wrapped.body[:-1] + bytes([wrapped.body[-1] ^ 1])
    for spoilt, place in (
        (wrapped.body, "another|health"),
        (changed, PLACE),
        (wrapped.body[:20], PLACE),
        (b"\x02" + wrapped.body[1:], PLACE),
    ):
        with pytest.raises(SealBroken):
            keks.unwrap(Wrapped(wrapped.kek, spoilt), place)
    assert keks.unwrap(wrapped, PLACE) == key, "and the token goes on"


def test_nobody_gets_the_kek_out_of_the_token(keks: KekToken, token: Token) -> None:
    import pkcs11  # noqa: PLC0415 - an extra

    def look(session: Session) -> None:
        (key,) = session.get_objects({pkcs11.Attribute.LABEL: LABEL})
        assert key[pkcs11.Attribute.NEVER_EXTRACTABLE]
        assert key[pkcs11.Attribute.ALWAYS_SENSITIVE]
        assert not key[pkcs11.Attribute.MODIFIABLE]
        with pytest.raises(pkcs11.AttributeSensitive):
            key[pkcs11.Attribute.VALUE]
        wrapper = session.generate_key(pkcs11.KeyType.AES, 256)
        with pytest.raises(pkcs11.PKCS11Error):
            wrapper.wrap_key(key)

    assert keks.ids()
    token.use(look)


def test_after_a_change_the_new_kek_wraps_and_the_old_one_still_opens(keks: KekToken) -> None:
    key, first = new_key(), keks.current()
    old = keks.wrap(key, PLACE)
    second = keks.add()
    assert keks.ids() == (first, second)
    assert (keks.wrap(key, PLACE).kek, keks.unwrap(old, PLACE)) == (second, key)


def test_a_kek_goes_when_no_key_names_it_and_the_current_one_never(keks: KekToken) -> None:
    first, old = keks.current(), keks.wrap(new_key(), PLACE)
    second = keks.add()
    assert keks.retire({first, second, "unknown"}) == [first]
    assert keks.retire({second}) == []
    assert keks.ids() == (second,)
    with pytest.raises(KeysUnsafe, match=first):
        keks.unwrap(old, PLACE)


def test_a_session_that_was_lost_is_opened_anew(keks: KekToken, token: Token) -> None:
    wrapped = keks.wrap(b"k" * 32, PLACE)
    assert token._session is not None
    token._session.close()
    assert keks.unwrap(wrapped, PLACE) == b"k" * 32


def test_a_module_that_was_shut_down_is_started_again(keks: KekToken, soft: SoftToken) -> None:
    import pkcs11  # noqa: PLC0415 - an extra

    wrapped = keks.wrap(b"k" * 32, PLACE)
    pkcs11.lib(soft.module).finalize()
    assert keks.unwrap(wrapped, PLACE) == b"k" * 32


# -- what is wrong with it is said, and never the PIN --------------------------------------------


def test_a_token_without_a_kek_says_so(token: Token) -> None:
    with pytest.raises(KeysUnsafe, match="holds no KEK"):
        KekToken(token).wrap(new_key(), PLACE)


def test_a_token_that_is_not_there_does_not_do_it(soft: SoftToken, address: str) -> None:
    gone = address_of(address)._replace(token="gone")
    with pytest.raises(KeysUnsafe, match="the token gone does not do it"):
        KekToken(Token(gone)).current()
    nowhere = address_of(address)._replace(module=str(soft.folder / "none.so"))
    with pytest.raises(KeysUnsafe, match=r"none\.so"):
        KekToken(Token(nowhere)).current()


def test_a_wrong_pin_is_said_and_not_repeated(soft: SoftToken, address: str) -> None:
    wrong = soft.folder / "wrong.pin"
    wrong.touch(0o600)
    wrong.write_text("999999")
    with pytest.raises(KeysUnsafe, match="does not take the PIN in") as said:
        KekToken(Token(address_of(address)._replace(pin_file=str(wrong)))).current()
    assert "999999" not in str(said.value)


def test_a_pin_that_others_may_read_is_not_used(soft: SoftToken, address: str) -> None:
    pin = Path(address_of(address).pin_file)
    pin.chmod(0o640)
    with pytest.raises(KeysUnsafe, match="0600"):
        KekToken(Token(address_of(address))).current()


def test_without_the_library_it_is_said_what_to_install(
    token: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pkcs11", None)
    with pytest.raises(KeysUnsafe, match=r"requirements-hsm\.lock"):
        KekToken(token).current()


# -- from the file to the token ------------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path) -> Path:
    KekFile(tmp_path / KEK_FILE).create()
    return tmp_path


def test_what_the_file_wrapped_still_opens_after_the_move_and_the_token_wraps(
    data: Path, address: str
) -> None:
    running, key = Keks(data), new_key()
    old = running.wrap(key, PLACE)
    assert running.place == KEK_FILE
    new = Keks(data).move(address)
    assert running.current() == new, "a running process notices"
    assert running.wrap(key, PLACE).kek == new
    assert running.unwrap(old, PLACE) == key
    assert running.ids() == (old.kek, new)
    assert "the token" in running.place


def test_the_key_file_goes_when_nothing_names_what_it_holds(data: Path, address: str) -> None:
    keks = Keks(data)
    old = keks.wrap(new_key(), PLACE)
    keks.move(address)
    assert keks.retire(set()) == []
    assert (data / KEK_FILE).exists()
    assert keks.retire({old.kek}) == [old.kek]
    assert not (data / KEK_FILE).exists()
    assert keks.retire({old.kek}) == []
    with pytest.raises(KeysUnsafe, match=old.kek):
        keks.unwrap(old, PLACE)


def test_one_of_two_keks_of_the_file_goes_alone(data: Path, address: str) -> None:
    keks = Keks(data)
    first = keks.current()
    second = keks.add()
    third = keks.move(address)
    assert keks.retire({first}) == [first]
    assert keks.ids() == (second, third)


def test_a_move_that_fails_leaves_everything_as_it_was(data: Path, address: str) -> None:
    keks = Keks(data)
    current = keks.current()
    with pytest.raises(KeysUnsafe):
        keks.move(address.replace("token=", "token=gone"))
    assert (keks.current(), keks.place) == (current, KEK_FILE)
    keks.move(address)
    moved = (data / ADDRESS_FILE).read_text()
    with pytest.raises(KeysUnsafe):
        keks.move(address.replace("token=", "token=gone"))
    assert (data / ADDRESS_FILE).read_text() == moved


def test_an_installation_may_begin_with_a_token(tmp_path: Path, address: str) -> None:
    (tmp_path / ADDRESS_FILE).write_text(address)
    for _ in range(2):
        Keks(tmp_path).create()
    assert len(Keks(tmp_path).ids()) == 1
    assert not (tmp_path / KEK_FILE).exists()


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("pkcs11:token=a?module-path=/m.so&pin-value=271828", "a PIN stands in"),
        ("pkcs11:token=a?module-path=/m.so", "pkcs11:token="),
        ("pkcs11:?module-path=/m.so&pin-source=file:/p", "pkcs11:token="),
        ("token=a?module-path=/m.so&pin-source=file:/p", "pkcs11:token="),
    ],
)
def test_an_address_that_is_none_is_refused(uri: str, said: str) -> None:
    with pytest.raises(KeysUnsafe, match=said) as found:
        address_of(uri)
    assert "271828" not in str(found.value)


def test_an_address_is_read_as_rfc_7512_writes_it() -> None:
    found = address_of("pkcs11:token=By%20og%20job;serial=1?pin-source=/p&module-path=/m%2B.so")
    assert found == key_token.TokenAddress("By og job", "/m+.so", "/p")
