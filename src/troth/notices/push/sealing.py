"""Encryption for one browser (RFC 8291) as one record of aes128gcm (RFC 8188)."""

import base64
import binascii
import secrets
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE: Final = ec.SECP256R1()
POINT, SECRET, SALT = 65, 16, 16
RECORD: Final = 4096
TAG: Final = 16
# The last record ends with this sign; what follows it is padding.
LAST: Final = b"\x02"


class NotAKey(ValueError):
    """What a browser gave as its key is none."""


@dataclass(frozen=True)
class Keys:
    """What a browser gave with its subscription: its public key, and a secret that only it and we know."""

    point: bytes
    secret: bytes

    @property
    def public(self) -> ec.EllipticCurvePublicKey:
        """The key as one can reckon with it."""
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, self.point)


def from_text(text: str) -> bytes:
    """Base64 as addresses carry it, with or without its filling. Raises `NotAKey`."""
    bare = text.rstrip("=")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise NotAKey("not base64") from wrong


def to_text(raw: bytes) -> str:
    """The same the other way, without filling."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def keys_from(p256dh: str, auth: str) -> Keys:
    """The keys of a browser, if they are keys. Raises `NotAKey`."""
    keys = Keys(from_text(p256dh), from_text(auth))
    if len(keys.point) != POINT or len(keys.secret) != SECRET:
        raise NotAKey("not as long as a key")
    try:
        keys.public  # noqa: B018  # read to see whether it lies on the curve
    except ValueError as wrong:
        raise NotAKey("not on the curve") from wrong
    return keys


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as it travels."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def derive(secret: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF with SHA-256."""
    return HKDF(SHA256(), length, salt, info).derive(secret)


def seal(
    words: bytes,
    keys: Keys,
    *,
    padded: int = 0,
    salt: bytes = b"",
    own: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """Encrypt for this browser. `padded`: as long as this at least, so that the length tells nothing.

    Salt and own key are new each time; only a test that holds us to published values gives them.
    """
    own = own or ec.generate_private_key(CURVE)
    point = point_of(own.public_key())
    info = b"WebPush: info\0" + keys.point + point
    shared = own.exchange(ec.ECDH(), keys.public)
    secret = derive(shared, salt=keys.secret, info=info, length=32)
    filled = words + LAST + bytes(max(0, padded - len(words)))
    return record(filled, secret, salt=salt or secrets.token_bytes(SALT), name=point)


def record(filled: bytes, secret: bytes, *, salt: bytes, name: bytes) -> bytes:
    """One record of aes128gcm with its header; `filled` carries the sign of the last record."""
    if len(filled) + TAG > RECORD:
        raise ValueError("too long for one record")
    key = derive(secret, salt=salt, info=b"Content-Encoding: aes128gcm\0", length=16)
    once = derive(secret, salt=salt, info=b"Content-Encoding: nonce\0", length=12)
    header = salt + RECORD.to_bytes(4) + len(name).to_bytes(1) + name
    return header + AESGCM(key).encrypt(once, filled, None)
