"""The catalogue's own settings with other addresses, and no more middleware than a list needs."""

from catalogue.settings import *  # noqa: F403

EDITING = "catalogue.apps.EditingConfig"
ROOT_URLCONF = "benchmarks.plain.urls"
# Nobody edits here; and allauth insists on middleware of its own.
INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith("allauth") and app != EDITING]  # noqa: F405
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "benchmarks" / "plain" / "templates"],  # noqa: F405
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
