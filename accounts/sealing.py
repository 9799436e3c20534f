"""Secrets that lie sealed in the database, under a key of their own made from SECRET_KEY."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_SALT = b"nap-tracker sealed secrets 1"


def seal(text: str) -> str:
    return _box().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """The text again, also where an older SECRET_KEY of the fallbacks sealed it. Raises
    `cryptography.fernet.InvalidToken` where none of them did."""
    return _box().decrypt(sealed.encode("ascii")).decode()


def _box() -> MultiFernet:
    return MultiFernet(
        [Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _key(secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=_SALT, info=b"").derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
