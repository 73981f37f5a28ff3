"""Secrets of second factors are kept encrypted, so that a copy of the database opens nothing."""

import base64
from functools import cache

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@cache
def box() -> Fernet:
    """The box that only this server's secret key opens."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"troth second factors")
    return Fernet(base64.urlsafe_b64encode(key.derive(settings.SECRET_KEY.encode())))


def seal(text: str) -> str:
    """The text, for the database."""
    return box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again. Raises `InvalidToken` under another secret key."""
    return box().decrypt(sealed.encode()).decode()
