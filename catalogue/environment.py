"""Reads settings from the environment; a wrong one stops the start with a sentence that says how to mend it."""

import os
import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

THIS_MACHINE = "localhost,127.0.0.1,[::1]"
LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "testserver"}

SHORTEST_SECRET = 32  # characters

env = environ.Env()


def flag(name: str, default: bool) -> bool:
    """A yes-or-no setting.

    Raises ImproperlyConfigured for anything but 1/0, true/false, yes/no, on/off.
    """
    text = os.environ.get(name, "").strip().lower()
    if not text:
        return default
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is {text!r}. Write {name}=1 for yes or {name}=0 for no.")


def megabytes(name: str, default: int) -> int:
    """An amount of memory, in bytes.

    Raises ImproperlyConfigured for anything but a whole number.
    """
    text = os.environ.get(name, "").strip() or str(default)
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise ImproperlyConfigured(f"{name} is {text!r}. Write a number of megabytes, for example {name}={default}.")
    return int(text) * 1_000_000


def address(name: str, default: str) -> str:
    """A web or e-mail address setting, shown to readers as a link.

    Raises ImproperlyConfigured for anything that is neither: it would become a link.
    """
    text = (os.environ.get(name) or default).strip()
    if text and not text.startswith(("https://", "http://", "mailto:")):
        raise ImproperlyConfigured(f"{name} is {text!r}. Begin it with https:// or mailto:.")
    return text


def way_out(name: str, default: str, *, hosts: list[str]) -> str:
    """Where a reader who wants to leave at once is led: a page elsewhere, over https.

    Raises ImproperlyConfigured for any other address, and for one of this site: leaving would lead back.
    """
    text = (os.environ.get(name) or default).strip()
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host or parts.scheme != "https" or set(text) & set(" \"'<>"):
        raise ImproperlyConfigured(
            f"{name} is {text!r}. Give the address of a harmless page elsewhere, beginning with https://, "
            f"for example {name}={default}."
        )
    if validate_host(host, [ours for ours in hosts if ours != "*"]):
        raise ImproperlyConfigured(
            f"{name} is {text!r}, a page of this very site (see ALLOWED_HOSTS). Give one of a site that has nothing "
            f"to do with it, for example {name}={default}."
        )
    return text


def folder(name: str, default: Path, *, create: bool = False) -> Path:
    """A folder setting, made when ``create`` is set.

    Raises ImproperlyConfigured when it is not there or cannot be made.
    """
    path = Path(os.environ.get(name) or default).expanduser().resolve()
    try:
        if create:
            # Ours alone: it holds the database, with sessions and secrets of second factors.
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} is {str(path)!r}, which cannot be made ({error.strerror}). "
            f"Set {name} to a folder you may write to."
        ) from error
    if not path.is_dir():
        raise ImproperlyConfigured(f"{name} is {str(path)!r}, which is not a folder. Set {name} to one that exists.")
    return path


def path(name: str, default: str, *, taken: set[str]) -> str:
    """A part of our own addresses, ending in a slash.

    Raises ImproperlyConfigured when other pages live there.
    """
    text = (os.environ.get(name) or default).strip("/")
    if not re.fullmatch(r"[A-Za-z0-9_-]+", text) or text in taken:
        raise ImproperlyConfigured(
            f"{name} is {text!r}. Use letters, figures and hyphens, and none of: {', '.join(sorted(taken))}."
        )
    return f"{text}/"


def hosts(name: str) -> list[str]:
    """The host names that the site answers to, separated by commas; this machine alone by default."""
    return [host.strip() for host in (os.environ.get(name) or THIS_MACHINE).split(",") if host.strip()]


def database(data_dir: Path) -> dict:
    """The database from DATABASE_URL: SQLite in ``data_dir`` unless it names a PostgreSQL.

    Raises ImproperlyConfigured for an address that is neither.
    """
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'catalogue.sqlite3'}"
    if not url.startswith(("sqlite:", "postgres:", "postgresql:")):
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with sqlite:/// or postgresql://, for example "
            "DATABASE_URL=postgresql://name:password@localhost:5432/catalogue."
        )
    try:
        config = dict(environ.Env.db_url_config(url))
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(f"DATABASE_URL could not be understood: {error}.") from error
    if "sqlite" in config["ENGINE"]:
        # WAL lets readers go on while an editor writes; IMMEDIATE makes writers queue instead of failing half-way;
        # FULL and connections kept open: nothing acknowledged is lost, and a full disk does not take readers down.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
    config["CONN_MAX_AGE"] = None
    config["CONN_HEALTH_CHECKS"] = True
    return config


def earlier_secret_keys() -> list[str]:
    """SECRET_KEY_FALLBACKS: the keys that SECRET_KEY took the place of, so that what they sealed can still be opened.

    Raises ImproperlyConfigured for one under 32 characters.
    """
    keys = [key for part in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if (key := part.strip())]
    if any(len(key) < SHORTEST_SECRET for key in keys):
        raise ImproperlyConfigured(
            "SECRET_KEY_FALLBACKS holds a key that is too short. Give the earlier values of SECRET_KEY, "
            "separated by commas."
        )
    return keys


def secret_key(data_dir: Path, *, public: bool) -> str:
    """SECRET_KEY from the environment; on this machine alone, one kept in ``data_dir``.

    Raises ImproperlyConfigured for a public site without one, or with one under 32 characters.
    """
    key = os.environ.get("SECRET_KEY", "")
    if key and len(key) < SHORTEST_SECRET:
        raise ImproperlyConfigured("SECRET_KEY is too short. Use 32 random characters or more.")
    if key:
        return key
    if public:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing. ALLOWED_HOSTS names a public host, so set SECRET_KEY to 50 random characters, "
            'for example from: python3 -c "import secrets; print(secrets.token_urlsafe(50))".'
        )
    kept = data_dir / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return kept.read_text(encoding="ascii").strip()
