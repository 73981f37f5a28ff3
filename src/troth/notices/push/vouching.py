"""Who sends: a token that a push service can check against the key a browser subscribed with (VAPID, RFC 8292)."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from troth.notices.push.sealing import CURVE, from_text, point_of, to_text

# A service refuses tokens that hold for longer than a day.
HOLDS: Final = timedelta(hours=12)


def private_key(kept: str) -> ec.EllipticCurvePrivateKey:
    """The server's key, as it is kept: its number in base64."""
    return ec.derive_private_key(int.from_bytes(from_text(kept)), CURVE)


def public_text(kept: str) -> str:
    """What a browser subscribes with."""
    return to_text(point_of(private_key(kept).public_key()))


def voucher(endpoint: str, *, kept: str, contact: str, now: datetime) -> str:
    """The `Authorization` of one message to this endpoint."""
    place = urlsplit(endpoint)
    claims = {
        "aud": f"{place.scheme}://{place.netloc}",
        "exp": int((now + HOLDS).timestamp()),
        "sub": contact,
    }
    said = f"{packed({'typ': 'JWT', 'alg': 'ES256'})}.{packed(claims)}"
    signed = private_key(kept).sign(said.encode(), ec.ECDSA(SHA256()))
    r, s = decode_dss_signature(signed)
    token = f"{said}.{to_text(r.to_bytes(32) + s.to_bytes(32))}"
    return f"vapid t={token}, k={public_text(kept)}"


def packed(part: Mapping[str, object]) -> str:
    """One part of a token."""
    return to_text(json.dumps(part, separators=(",", ":")).encode())
