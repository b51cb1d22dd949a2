"""Checkpoints signed in a token (SoftHSM stands for the module): the key never leaves it."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from shared.eventlog.chain import facts_of
from shared.eventlog.database import Database
from shared.privacy.key_token import Token, address_of, token_at
from shared.witness import copies
from shared.witness.proof import Evidence, of_book
from shared.witness.signer import FileSigner, SigningKeyUnsafe, make_key, read_public
from shared.witness.token_signer import SIGNER_FILE, TokenSigner
from shared.witness.witness import DoesNotFit, Witness
from tests.shared.witness.conftest import Witnessed
from tests.support.token import SoftToken, soft_token

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def soft(tmp_path_factory: pytest.TempPathFactory) -> SoftToken:
    return soft_token(tmp_path_factory.mktemp("hsm") / "soft")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "token"
    (made / "keys").mkdir(parents=True)
    return made


@pytest.fixture
def address(soft: SoftToken, folder: Path) -> str:
    made = soft.make(f"s{uuid4().hex[:12]}")
    (folder / "keys" / SIGNER_FILE).write_text(made)
    return made


def witness_of(database: Database, folder: Path) -> Witness:
    return Witness("prøveby", database, keys=folder / "keys", book=folder / "book")


def token_of(folder: Path) -> Token:
    found = token_at(folder / "keys" / SIGNER_FILE)
    assert found is not None
    return found


def test_the_token_makes_the_key_before_the_first_checkpoint_and_signs_from_then_on(
    unwitnessed: Witnessed, address: str, folder: Path
) -> None:
    for facts in (5, 7):
        unwitnessed.grow(facts)
        witness = witness_of(unwitnessed.database, folder)  # as after a restart
        assert witness.take() is not None
    assert not witness.key_file.exists(), address
    key = read_public(witness.public_file)
    assert key == witness.signer().public_key
    evidence = Evidence(facts_of("sample"), key, witness.book.lines())
    with unwitnessed.database.connection() as conn:
        assert list(of_book(evidence, copies.read(conn, "sample"), whole=True)) == []
    spoilt = Evidence(facts_of("sample"), FileSigner(other(folder)).public_key, evidence.lines)
    with unwitnessed.database.connection() as conn:
        assert list(of_book(spoilt, copies.read(conn, "sample"), whole=True))


def other(folder: Path) -> Path:
    make_key(folder / "other.key")
    return folder / "other.key"


def test_nobody_gets_the_signing_key_out_of_the_token(address: str, folder: Path) -> None:
    import pkcs11  # noqa: PLC0415 - an extra

    token = token_of(folder)
    TokenSigner(token, "sample").make()

    def look(session: pkcs11.Session) -> None:
        (key,) = session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY})
        assert key[pkcs11.Attribute.NEVER_EXTRACTABLE]
        assert key[pkcs11.Attribute.ALWAYS_SENSITIVE]
        with pytest.raises(pkcs11.AttributeSensitive):
            key[pkcs11.Attribute.VALUE]

    token.use(look)
    assert token.address == address_of(address)


def test_each_log_has_a_key_of_its_own(address: str, folder: Path) -> None:
    token = token_of(folder)
    one, two = TokenSigner(token, "offers"), TokenSigner(token, "sickpay")
    one.make()
    assert (one.exists(), two.exists()) == (True, False)
    two.make()
    assert one.public_key != two.public_key
    one.public_key.verify(one.sign(b"line"), b"line")


def test_what_an_earlier_key_signed_no_new_key_in_a_token_goes_on_with(
    witnessed: Witnessed, address: str, folder: Path
) -> None:
    with pytest.raises(DoesNotFit, match="key_missing"):
        witness_of(witnessed.database, folder).take()
    assert not TokenSigner(token_of(folder), "sample").exists(), address


def test_a_key_that_lies_in_a_file_signs_although_a_token_is_named(
    unwitnessed: Witnessed, address: str, folder: Path
) -> None:
    witness = witness_of(unwitnessed.database, folder)
    make_key(witness.key_file)
    assert witness.take() is not None
    assert read_public(witness.public_file) == FileSigner(witness.key_file).public_key, address


def test_a_token_that_does_not_answer_signs_nothing_and_is_named(
    unwitnessed: Witnessed, address: str, folder: Path
) -> None:
    gone = address.replace("token=", "token=gone")
    (folder / "keys" / SIGNER_FILE).write_text(gone)
    with pytest.raises(SigningKeyUnsafe, match="the token gone"):
        witness_of(unwitnessed.database, folder).take()
    with psycopg.connect(unwitnessed.database.url) as conn:
        assert copies.last(conn, "sample") is None
