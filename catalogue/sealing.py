"""Secrets of second steps as the database holds them: of no use to whoever takes the database without SECRET_KEY."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "catalogue.second-step"
SEALED = "gAAAA"  # what every token of Fernet begins with, and neither a secret in Base32 nor a seed in hexadecimal


class UnreadableError(ValueError):
    """It was sealed with a key that is neither SECRET_KEY nor one of SECRET_KEY_FALLBACKS."""


def seal(text: str) -> str:
    """A secret as it may be stored."""
    return _keys().encrypt(text.encode()).decode()


def unseal(stored: str) -> str:
    """The secret again; one that was stored before secrets were sealed stays as it is. Raises UnreadableError."""
    if not stored.startswith(SEALED):
        return stored
    try:
        return _keys().decrypt(stored).decode()
    except InvalidToken as error:
        raise UnreadableError from error


def _keys() -> MultiFernet:
    """The first one seals, all of them open."""
    return MultiFernet([Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(salted_hmac(SALT, "", secret=secret, algorithm="sha256").digest())
