"""A passkey in software: makes keys and signs as a browser with its device would."""

import json
import secrets
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG
CHECKED = FLAG.UP | FLAG.UV
ORIGIN = "http://testserver"
# fido2 leaves this one method without types.
PUBLIC: Callable[..., ES256] = ES256.from_cryptography_key


class SoftKey:
    """One passkey, on one device."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.handle = b""

    def create(self, options: dict[str, Any], *, flags: FLAG = CHECKED) -> str:
        """Answer the question for a new key."""
        asked = options["publicKey"]
        self.handle = websafe_decode(asked["user"]["id"])
        public = PUBLIC(self.private.public_key())
        data = AuthenticatorData.create(
            sha256(asked["rp"]["id"].encode()).digest(),
            flags | FLAG.AT,
            counter=0,
            credential_data=AttestedCredentialData.create(Aaguid.NONE, self.id, public),
        )
        said = {
            "attestationObject": websafe_encode(bytes(AttestationObject.create("none", data, {})))
        }
        return self.answer("webauthn.create", asked["challenge"], said, {"credProps": {"rk": True}})

    def get(self, options: dict[str, Any], *, flags: FLAG = CHECKED, origin: str = ORIGIN) -> str:
        """Answer the question who is there."""
        asked = options["publicKey"]
        data = AuthenticatorData.create(sha256(asked["rpId"].encode()).digest(), flags, counter=1)
        client = self.client("webauthn.get", asked["challenge"], origin)
        signed = self.private.sign(bytes(data) + client.hash, ec.ECDSA(hashes.SHA256()))
        said = {
            "authenticatorData": websafe_encode(bytes(data)),
            "signature": websafe_encode(signed),
            "userHandle": websafe_encode(self.handle),
        }
        return self.answer("webauthn.get", asked["challenge"], said, {}, origin=origin)

    def client(self, kind: str, challenge: str, origin: str) -> CollectedClientData:
        """What the browser says about the page."""
        return CollectedClientData.create(kind, challenge, origin)

    def answer(
        self,
        kind: str,
        challenge: str,
        said: dict[str, str],
        more: dict[str, Any],
        *,
        origin: str = ORIGIN,
    ) -> str:
        """The whole answer, as the browser hands it to the page."""
        client = websafe_encode(bytes(self.client(kind, challenge, origin)))
        return json.dumps(
            {
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "type": "public-key",
                "response": {"clientDataJSON": client, **said},
                "clientExtensionResults": more,
            }
        )
