"""The token by which a push service knows who sends (RFC 8292)."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from troth.notices.push.sealing import CURVE, from_text, to_text
from troth.notices.push.vouching import private_key, public_text, voucher

KEPT = to_text((7**60).to_bytes(32))
ENDPOINT = "https://push.example.net/wake/abc?d=1"
NOW = datetime(2031, 3, 10, 11, tzinfo=UTC)


def parts(said: str) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes, str]:
    """Head, claims, what was signed, the signature and the key of an `Authorization`."""
    scheme, _blank, rest = said.partition(" ")
    assert scheme == "vapid"
    token, _comma, key = rest.partition(", ")
    head, claims, signature = token.removeprefix("t=").split(".")
    return (
        json.loads(from_text(head)),
        json.loads(from_text(claims)),
        f"{head}.{claims}".encode(),
        from_text(signature),
        key.removeprefix("k="),
    )


def said(now: datetime = NOW) -> str:
    return voucher(ENDPOINT, kept=KEPT, contact="mailto:it@lumen.example", now=now)


def test_it_says_for_whom_until_when_and_whom_to_write_to() -> None:
    head, claims, *_rest = parts(said())
    assert head == {"typ": "JWT", "alg": "ES256"}
    assert claims["aud"] == "https://push.example.net"
    assert claims["sub"] == "mailto:it@lumen.example"
    assert 0 < claims["exp"] - NOW.timestamp() <= 24 * 3600


def test_it_is_signed_by_the_key_that_browsers_subscribe_with() -> None:
    _head, _claims, signed, signature, key = parts(said())
    assert key == public_text(KEPT)
    assert len(signature) == 64
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, from_text(key))
    as_der = encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    public.verify(as_der, signed, ec.ECDSA(SHA256()))
    with pytest.raises(InvalidSignature):
        public.verify(as_der, signed + b"x", ec.ECDSA(SHA256()))


def test_the_key_is_the_same_each_time_it_is_read() -> None:
    assert public_text(KEPT) == public_text(KEPT)
    assert private_key(KEPT).private_numbers().private_value == 7**60
    assert len(from_text(public_text(KEPT))) == 65
