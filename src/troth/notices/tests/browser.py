"""A browser in software: subscribes with keys of its own, and reads what was encrypted for it."""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from troth.notices.push.sealing import CURVE, Keys, derive, point_of, to_text

SERVICE = "https://push.example.net/wake/"


@dataclass(frozen=True)
class Browser:
    """One subscription, from the inside."""

    private: ec.EllipticCurvePrivateKey
    secret: bytes
    name: str = "abc"

    @classmethod
    def new(cls, name: str = "abc") -> "Browser":
        """With keys of its own."""
        return cls(ec.generate_private_key(CURVE), secrets.token_bytes(16), name)

    @property
    def keys(self) -> Keys:
        """What it gives away."""
        return Keys(point_of(self.private.public_key()), self.secret)

    @property
    def form(self) -> dict[str, str]:
        """What it posts when its person says yes."""
        return {
            "endpoint": SERVICE + self.name,
            "p256dh": to_text(self.keys.point),
            "auth": to_text(self.secret),
        }

    def read(self, body: bytes) -> bytes:
        """What it was sent, in clear (RFC 8291, section 3)."""
        point = body[21 : 21 + body[20]]
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        shared = self.private.exchange(ec.ECDH(), theirs)
        info = b"WebPush: info\0" + self.keys.point + point
        return opened(body, derive(shared, salt=self.secret, info=info, length=32))

    def message(self, body: bytes) -> dict[str, Any]:
        """The same as its script gets it."""
        found: dict[str, Any] = json.loads(self.read(body))
        return found


def opened(body: bytes, secret: bytes) -> bytes:
    """The single record of aes128gcm, opened and without its padding (RFC 8188, section 2)."""
    salt, rest = body[:16], body[21 + body[20] :]
    key = derive(secret, salt=salt, info=b"Content-Encoding: aes128gcm\0", length=16)
    once = derive(secret, salt=salt, info=b"Content-Encoding: nonce\0", length=12)
    words = AESGCM(key).decrypt(once, rest, None).rstrip(b"\0")
    assert words.endswith(b"\x02")
    return words[:-1]
