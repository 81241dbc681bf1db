"""What every test stands on."""

import pytest
from django.conf import settings as django_settings

FAST_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"


@pytest.fixture(autouse=True)
def plain_static_files(settings, tmp_path):
    """Static files by their own names: the fingerprinted ones exist only after ``collectstatic``."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**django_settings.STORAGES, "staticfiles": plain}
    settings.STATIC_ROOT = tmp_path  # whitenoise warns of a missing folder, and warnings are errors here


@pytest.fixture(autouse=True)
def passwords_cheap_to_keep(settings):
    """Argon2 is slow on purpose, and nearly every test has an editor. Tests of passwords ask for ``real_hashers``."""
    settings.PASSWORD_HASHERS = [FAST_HASHER, *django_settings.PASSWORD_HASHERS]


@pytest.fixture
def real_hashers(passwords_cheap_to_keep, settings):
    """Passwords are kept as the site keeps them."""
    settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[1:]
