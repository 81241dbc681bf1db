"""What every test stands on."""

import pytest
from django.conf import settings as django_settings


@pytest.fixture(autouse=True)
def plain_static_files(settings, tmp_path):
    """Static files by their own names: the fingerprinted ones exist only after ``collectstatic``."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**django_settings.STORAGES, "staticfiles": plain}
    settings.STATIC_ROOT = tmp_path  # whitenoise warns of a missing folder, and warnings are errors here
