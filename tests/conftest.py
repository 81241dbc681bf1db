"""What every test stands on."""

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import transaction

FAST_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"


@pytest.fixture(autouse=True)
def plain_static_files(settings, tmp_path):
    """Static files by their own names: the fingerprinted ones exist only after ``collectstatic``."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**django_settings.STORAGES, "staticfiles": plain}
    settings.STATIC_ROOT = tmp_path  # whitenoise warns of a missing folder, and warnings are errors here


@pytest.fixture(autouse=True)
def nothing_counted():
    """No test inherits wrong passwords, or tries of anything, from the one before."""
    cache.clear()


@pytest.fixture(autouse=True)
def passwords_cheap_to_keep(settings):
    """Argon2 is slow on purpose, and nearly every test has an editor. Tests of passwords ask for ``real_hashers``."""
    settings.PASSWORD_HASHERS = [FAST_HASHER, *django_settings.PASSWORD_HASHERS]


@pytest.fixture
def real_hashers(passwords_cheap_to_keep, settings):
    """Passwords are kept as the site keeps them."""
    settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[1:]


@pytest.fixture(scope="module")
def whole_catalogue(django_db_setup, django_db_blocker):
    """All the real content, loaded and indexed once for the tests of a module; what a test changes is taken back."""
    from catalogue.data.content import read  # needs Django to be ready
    from catalogue.data.load import load
    from catalogue.search.held import current

    with django_db_blocker.unblock(), transaction.atomic():
        content = read(django_settings.BASE_DIR / "content")
        load(content)
        current()
        yield content
        transaction.set_rollback(True)
