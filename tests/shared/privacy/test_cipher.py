"""Another cipher can be taken from one day to the next, and what the first sealed still opens."""

import pytest

from shared.privacy import cipher
from shared.privacy.cipher import (
    AES_256_GCM,
    CHACHA20_POLY1305,
    IN_USE,
    Cipher,
    SealBroken,
    decrypt,
    encrypt,
    new_key,
)

PLAIN, PLACE = "svær hovedpine".encode(), b"a|health"
CIPHERS = [AES_256_GCM, CHACHA20_POLY1305]


@pytest.mark.parametrize("by", CIPHERS, ids=["aes", "chacha"])
def test_each_cipher_opens_what_it_sealed_in_its_place_only(by: Cipher) -> None:
    key = new_key()
    sealed = encrypt(key, PLAIN, PLACE, by)
    assert sealed[:1] == by.mark
    assert decrypt(key, sealed, PLACE) == PLAIN
    for other_key, body, place in (
        (new_key(), sealed, PLACE),
        (key, sealed, b"b|health"),
        (key, sealed[:-1] + bytes([sealed[-1] ^ 1]), PLACE),
    ):
        with pytest.raises(SealBroken):
            decrypt(other_key, body, place)


def test_a_change_of_cipher_leaves_what_was_sealed_before_readable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = new_key()
    before = encrypt(key, PLAIN, PLACE)
    monkeypatch.setattr(encrypt, "__defaults__", (CHACHA20_POLY1305,))
    after = encrypt(key, PLAIN, PLACE)
    assert (before[:1], after[:1]) == (AES_256_GCM.mark, CHACHA20_POLY1305.mark)
    assert decrypt(key, before, PLACE) == decrypt(key, after, PLACE) == PLAIN


def test_the_mark_of_a_cipher_cannot_be_exchanged() -> None:
    key = new_key()
    for by, other in (CIPHERS, CIPHERS[::-1]):
        sealed = encrypt(key, PLAIN, PLACE, by)
        with pytest.raises(SealBroken):
            decrypt(key, other.mark + sealed[1:], PLACE)


def test_every_cipher_has_a_mark_of_its_own_and_one_is_in_use() -> None:
    marks = [each.mark for each in CIPHERS]
    assert len(set(marks)) == len(marks) == len(cipher._KNOWN)
    assert IN_USE is AES_256_GCM


def test_what_no_cipher_sealed_is_not_opened() -> None:
    for sealed in (b"", b"\x01", b"\x01short", b"\x03" + encrypt(new_key(), PLAIN, PLACE)[1:]):
        with pytest.raises(SealBroken):
            decrypt(new_key(), sealed, PLACE)
