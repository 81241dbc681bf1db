"""catalogue.environment"""

import pytest
from django.core.exceptions import ImproperlyConfigured

from catalogue import environment


@pytest.mark.parametrize(("text", "value"), [("1", True), ("Yes", True), ("off", False), ("0", False), ("", True)])
def test_flag_reads_yes_and_no(monkeypatch, text, value):
    monkeypatch.setenv("DEBUG", text)

    assert environment.flag("DEBUG", default=True) is value


WRONG = {
    "flag": (
        "DEBUG",
        "maybe",
        lambda path: environment.flag("DEBUG", default=False),
        "DEBUG is 'maybe'. Write DEBUG=1 for yes or DEBUG=0 for no.",
    ),
    "database": (
        "DATABASE_URL",
        "mysql://x",
        lambda path: environment.database(path),
        "DATABASE_URL must begin with sqlite:/// or postgresql://, for example "
        "DATABASE_URL=postgresql://name:password@localhost:5432/catalogue.",
    ),
    "address": (
        "CONTACT",
        "javascript:x",
        lambda path: environment.address("CONTACT", ""),
        "CONTACT is 'javascript:x'. Begin it with https:// or mailto:.",
    ),
    "way out without https": (
        "LEAVE_URL",
        "http://example.org/",
        lambda path: environment.way_out("LEAVE_URL", "https://default.example/", hosts=["catalogue.example"]),
        "LEAVE_URL is 'http://example.org/'. Give the address of a harmless page elsewhere, beginning with https://, "
        "for example LEAVE_URL=https://default.example/.",
    ),
    "way out to ourselves": (
        "LEAVE_URL",
        "https://www.Catalogue.example/en/",
        lambda path: environment.way_out("LEAVE_URL", "https://default.example/", hosts=[".catalogue.example"]),
        "LEAVE_URL is 'https://www.Catalogue.example/en/', a page of this very site (see ALLOWED_HOSTS). "
        "Give one of a site that has nothing to do with it, for example LEAVE_URL=https://default.example/.",
    ),
    "short secret": (
        "SECRET_KEY",
        "short",
        lambda path: environment.secret_key(path, public=False),
        "SECRET_KEY is too short. Use 32 random characters or more.",
    ),
    "short earlier secret": (
        "SECRET_KEY_FALLBACKS",
        f"{'x' * 50},short",
        lambda path: environment.earlier_secret_keys(),
        "SECRET_KEY_FALLBACKS holds a key that is too short. Give the earlier values of SECRET_KEY, "
        "separated by commas.",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_value_stops_the_start_with_a_sentence(monkeypatch, tmp_path, case):
    name, value, read, sentence = WRONG[case]
    monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured) as caught:
        read(tmp_path)

    assert str(caught.value) == sentence


@pytest.mark.parametrize(("text", "expected"), [("", "admin/"), ("/desk/", "desk/")])
def test_path_is_one_part_of_an_address(monkeypatch, text, expected):
    monkeypatch.setenv("ADMIN_PATH", text)

    assert environment.path("ADMIN_PATH", "admin", taken={"en"}) == expected


@pytest.mark.parametrize("text", ["en", "a/b", "x y", "?"])
def test_path_where_other_pages_live_is_refused(monkeypatch, text):
    monkeypatch.setenv("ADMIN_PATH", text)

    with pytest.raises(ImproperlyConfigured, match=r"Use letters, figures and hyphens, and none of: en\."):
        environment.path("ADMIN_PATH", "admin", taken={"en"})


@pytest.mark.parametrize(
    "text", ["elsewhere", "https://", "https://[", "javascript:x", 'https://a.example/"x', "mailto:a@b"]
)
def test_way_out_that_is_no_address_is_refused(monkeypatch, text):
    monkeypatch.setenv("LEAVE_URL", text)

    with pytest.raises(ImproperlyConfigured, match=r"beginning with https://"):
        environment.way_out("LEAVE_URL", "https://default.example/", hosts=[])


@pytest.mark.parametrize("hosts", [["catalogue.example"], ["*"], [".not-elsewhere.example"], []])
def test_way_out_leads_to_any_other_site(monkeypatch, hosts):
    monkeypatch.setenv("LEAVE_URL", " https://elsewhere.example/weather?in=la ")

    read = environment.way_out("LEAVE_URL", "https://default.example/", hosts=hosts)

    assert read == "https://elsewhere.example/weather?in=la"


def test_empty_values_are_like_none(monkeypatch):
    for name in ("CONTACT", "LEAVE_URL", "ALLOWED_HOSTS"):
        monkeypatch.setenv(name, "")

    assert environment.address("CONTACT", "https://example.org/") == "https://example.org/"
    assert environment.way_out("LEAVE_URL", "https://example.org/", hosts=[]) == "https://example.org/"
    assert "localhost" in environment.hosts("ALLOWED_HOSTS")


def test_data_folder_is_ours_alone(monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "new"))

    made = environment.folder("DATA_DIR", tmp_path, create=True)

    assert made.stat().st_mode & 0o777 == 0o700


def test_public_site_without_a_secret_does_not_start(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is missing"):
        environment.secret_key(tmp_path, public=True)


def test_secret_of_this_machine_is_made_once_and_kept_private(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    first, second = (environment.secret_key(tmp_path, public=False) for _time in range(2))

    assert first == second
    assert len(first) > 60
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_earlier_secrets_are_those_between_commas(monkeypatch):
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", f"{'a' * 40}, {'b' * 40},")

    assert environment.earlier_secret_keys() == ["a" * 40, "b" * 40]


def test_folder_that_is_a_file_is_refused(monkeypatch, tmp_path):
    taken = tmp_path / "file"
    taken.touch()
    monkeypatch.setenv("DATA_DIR", str(taken))

    with pytest.raises(ImproperlyConfigured, match="which cannot be made"):
        environment.folder("DATA_DIR", tmp_path, create=True)
    with pytest.raises(ImproperlyConfigured, match="which is not a folder"):
        environment.folder("DATA_DIR", tmp_path)


def test_database_is_sqlite_in_the_data_folder_unless_told(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    config = environment.database(tmp_path)

    assert config["NAME"] == str(tmp_path / "catalogue.sqlite3")
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]


def test_hosts_are_this_machine_alone_unless_told(monkeypatch):
    monkeypatch.delenv("ALLOWED_HOSTS", raising=False)
    assert set(environment.hosts("ALLOWED_HOSTS")) <= environment.LOOPBACK

    monkeypatch.setenv("ALLOWED_HOSTS", "example.org, www.example.org,")
    assert environment.hosts("ALLOWED_HOSTS") == ["example.org", "www.example.org"]
