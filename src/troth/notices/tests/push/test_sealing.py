"""Encryption for one browser, held to the published values of RFC 8291 and RFC 8188."""

import secrets

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.notices.push.sealing import (
    CURVE,
    Keys,
    NotAKey,
    derive,
    from_text,
    keys_from,
    point_of,
    record,
    seal,
    to_text,
)
from troth.notices.tests.browser import Browser, opened

# RFC 8291, appendix A.
POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
RECEIVER = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SAID = b"When I grow up, I want to be a watermelon"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
    "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
    "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def key(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(from_text(text)), CURVE)


def test_it_is_byte_for_byte_what_rfc_8291_shows() -> None:
    sealed = seal(SAID, keys_from(POINT, AUTH), salt=from_text(SALT), own=key(SENDER))
    assert to_text(sealed) == SEALED


def test_the_receiver_of_rfc_8291_reads_it() -> None:
    browser = Browser(key(RECEIVER), from_text(AUTH))
    assert browser.read(from_text(SEALED)) == SAID


def test_a_record_is_byte_for_byte_what_rfc_8188_shows() -> None:
    made = record(
        b"I am the walrus\x02",
        from_text("yqdlZ-tYemfogSmv7Ws5PQ"),
        salt=from_text("I1BsxtFttlv3u_Oo94xnmw"),
        name=b"",
    )
    assert to_text(made) == (
        "I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg"
    )


@settings(max_examples=20, deadline=None)
@given(words=st.binary(max_size=2000), padded=st.integers(0, 3000))
def test_whatever_is_sealed_its_browser_reads_and_no_other(words: bytes, padded: int) -> None:
    mine, other = Browser.new(), Browser.new()
    sealed = seal(words, mine.keys, padded=padded)
    assert mine.read(sealed) == words
    with pytest.raises(InvalidTag):
        other.read(sealed)


def test_nothing_is_the_same_twice() -> None:
    keys = Browser.new().keys
    first, second = seal(b"words", keys), seal(b"words", keys)
    assert first[:16] != second[:16]
    assert first[21:86] != second[21:86]


def test_short_and_long_words_are_equally_long_when_sealed() -> None:
    keys = Browser.new().keys
    assert len(seal(b"a", keys, padded=2000)) == len(seal(b"b" * 1999, keys, padded=2000))


def test_what_was_touched_on_the_way_is_not_read() -> None:
    browser = Browser.new()
    sealed = bytearray(seal(b"words", browser.keys))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        browser.read(bytes(sealed))


def test_more_than_one_record_holds_is_refused() -> None:
    keys = Browser.new().keys
    assert len(seal(b"x" * 4079, keys)) == 86 + 4096
    with pytest.raises(ValueError, match="too long"):
        seal(b"x" * 4080, keys)


def test_the_key_follows_from_the_salt_as_the_standard_says() -> None:
    # The values between, as RFC 8188 section 3.1 prints them.
    salt, secret = from_text("I1BsxtFttlv3u_Oo94xnmw"), from_text("yqdlZ-tYemfogSmv7Ws5PQ")
    made = derive(secret, salt=salt, info=b"Content-Encoding: aes128gcm\0", length=16)
    once = derive(secret, salt=salt, info=b"Content-Encoding: nonce\0", length=12)
    assert (to_text(made), to_text(once)) == ("_wniytB-ofscZDh4tbSjHw", "Bcs8gkIRKLI8GeI8")
    sealed = record(b"words\x02", secret, salt=salt, name=b"")
    assert AESGCM(made).decrypt(once, sealed[21:], None) == b"words\x02"
    assert opened(sealed, secret) == b"words"


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        ("", AUTH),
        (POINT, ""),
        (POINT[:-4], AUTH),
        (POINT + "AAAA", AUTH),
        (POINT, AUTH + "AA"),
        ("not base64 at all!", AUTH),
        (POINT, "ü" * 22),
        (POINT.replace("_", "\0"), AUTH),
        (to_text(b"\x04" + bytes(64)), AUTH),
        (to_text(b"\x02" + secrets.token_bytes(64)), AUTH),
        ("A", AUTH),
    ],
)
def test_what_is_no_key_is_refused(p256dh: str, auth: str) -> None:
    with pytest.raises(NotAKey):
        keys_from(p256dh, auth)


def test_keys_are_read_with_and_without_their_filling() -> None:
    assert keys_from(POINT + "=", AUTH + "==") == keys_from(POINT, AUTH)
    browser = Browser.new()
    assert browser.keys == Keys(point_of(browser.private.public_key()), browser.secret)
