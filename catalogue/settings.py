"""Settings of the catalogue, read from the environment (names and defaults: README, "Deploy")."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from catalogue import environment

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.folder("DATA_DIR", BASE_DIR / "var", create=True)
CONTENT_DIR = environment.folder("CONTENT_DIR", BASE_DIR / "content")

DEBUG = environment.flag("DEBUG", default=False)
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS")
# A site that others can reach: secure cookies, a second factor for editors, a secret of its own.
PUBLIC = not set(ALLOWED_HOSTS) <= environment.LOOPBACK
if DEBUG and PUBLIC:
    raise ImproperlyConfigured(
        "DEBUG=1 shows everything to everybody. Take it away, or the public names in ALLOWED_HOSTS."
    )
SECRET_KEY = environment.secret_key(DATA_DIR, public=PUBLIC)
SECRET_KEY_FALLBACKS = environment.earlier_secret_keys()

SITE_NAME = os.environ.get("SITE_NAME", "")  # empty: the name in the reader's language, see catalogue/site.py
ADMIN_PATH = environment.path("ADMIN_PATH", "admin", taken={"en", "es", "api", "accounts", "static", "media"})
# Where readers and finders of weaknesses write to: mailto:… or https://…
CONTACT = environment.address("CONTACT", "")
# Harmless, light, and the same for everybody: no account, no earlier searches, no suggestions to see.
LEAVE_URL = environment.way_out("LEAVE_URL", "https://www.wikipedia.org/", hosts=ALLOWED_HOSTS)

INSTALLED_APPS = [
    "catalogue",
    "catalogue.search",
    "organisations",
    "tactics",
    "catalogue.apps.EditingConfig",  # the admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",  # for allauth's list of passkeys
    "django_filters",
    "simple_history",
    "translated_fields",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "catalogue.middleware.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "catalogue.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "catalogue.urls"
WSGI_APPLICATION = "catalogue.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "catalogue.site.context",
            ],
        },
    }
]

# --- data ---
DATABASES = {"default": environment.database(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# Whole pages in memory, of each process. While templates change under one's hands, none.
PAGE_CACHE_BYTES = 0 if DEBUG else environment.megabytes("PAGE_CACHE_MB", 64)

# --- languages: the same addresses under /en/ and /es/ ---
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "catalogue.formats"
USE_TZ = True
TIME_ZONE = "America/Los_Angeles"

# --- files the browser fetches ---
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "catalogue.bundles.BundleFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Without DEBUG whitenoise serves what `collectstatic` gathered; a missing folder is only worth a word while testing.
WHITENOISE_USE_FINDERS = DEBUG

# --- accounts: editors only, no sign-up, no e-mail address needed ---
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
ACCOUNT_ADAPTER = "catalogue.accounts.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False  # editors share computers
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
# Counted in this process's memory, never in the database; networks are counted by a word made from them
# (catalogue/accounts.py). Strangers can shut the door for passwords, so passkeys have no such door: there is nothing
# to guess. Only their riddles, which wait in a session, are not handed out without end.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "passkey": "60/m/ip"}
MFA_RATE_LIMITS = {"webauthn_login": None}
# Room for many counts: 300, which is usual, could be pushed out by trying names that do not exist.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}}}
MFA_ADAPTER = "catalogue.accounts.SecondStepAdapter"
MFA_FORMS = {"add_webauthn": "catalogue.account_forms.PasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME or "LA Organising Catalogue"
# A browser lends passkeys to secure pages and to this machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PUBLIC
# In public, a password alone does not open the admin (catalogue/accounts.py).
SECOND_FACTOR_REQUIRED = PUBLIC

# --- safety: nothing from elsewhere, nothing inline, nothing that follows a reader ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
# `no-referrer` would break signing in: browsers then send Origin: null, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "catalogue.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Browsers that open yesterday's windows again keep such cookies. After a long day's work it is over all the same.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PUBLIC
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "catalogue.held_forms.refused_token"
CSRF_COOKIE_AGE = None  # like the session, until the browser closes
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if PUBLIC else 0
# These bind other hosts of the same domain and are hard to take back: the operator decides.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = environment.flag("HSTS_PRELOAD", default=False)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
BEHIND_PROXY = environment.flag("BEHIND_PROXY", default=False)
# Failed sign-ins are counted by the address that the proxy passes on, not by the proxy's own.
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 2  # no form has more than one
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
# A file larger than any form takes is dropped while it arrives; the other fields still come.
FILE_UPLOAD_HANDLERS = [
    "catalogue.images.upload_limit.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- interface for programs ---
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,  # `format` is a parameter of pages; here it is unknown, and ignored like any other
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": SITE_NAME or "LA Organising Catalogue",
    "VERSION": "1",
    "DESCRIPTION": "Who organises against raids in Los Angeles, how, with which law, and who says so. "
    "Read-only; no account, no key, no cookie.",
    "LICENSE": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [],  # the default gives enums names of its own and warns where `kind` means two things
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}

# --- logs: what broke, never who read what ---
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django would log to e-mail, and the path of every page not found.
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        # Anyone can cause these as often as they like: refused hosts, forms without a token, too many parameters.
        "django.security": {"handlers": ["nowhere"], "propagate": False},
    },
}
