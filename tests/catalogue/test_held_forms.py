"""What was typed into a form comes back, whatever stood in the way of saving it."""

import errno

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError, IntegrityError, InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import resolve

from catalogue import held_forms
from catalogue.admin.place import PlaceAdmin
from catalogue.models import Place
from catalogue.roles import Role
from catalogue.search import upkeep
from organisations.models import Organisation
from tests.catalogue.admin.pages import change_url, errors, sent_from
from tests.factories import make_citation, make_editor, make_organisation, make_tactic

ADD = "/admin/catalogue/place/add/"
TYPED = {"name_en": "Typed for long", "name_es": "Escrito con calma", "slug": "typed", "kind": "city"}
HERE = "http://testserver"
LONG = "A long text.\r\nWith <b>lines</b> & “quotes”.\r\n" * 20


@pytest.fixture
def editor(db):
    return make_editor()


@pytest.fixture
def signed_in(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def strict(editor):
    """A browser whose forms need a good token."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    return browser


def form_of(response) -> dict:
    """What "Save again" sends."""
    found: dict[str, list[str]] = {}
    for name, value in response.context["hidden"]:
        found.setdefault(name, []).append(value)
    return found


def token_of(browser, address=ADD) -> str:
    return str(browser.get(address).context["csrf_token"])


def heading(response) -> str:
    return str(response.context["reason"].heading)


# --- the sign-in ended ---


def test_form_of_somebody_signed_out_comes_back_whole(client, db):
    response = client.post(ADD, {**TYPED, "_continue": "Save"})

    page = response.content.decode()
    assert response.status_code == 403
    assert heading(response) == "Your sign-in has ended. Nothing is lost."
    assert form_of(response) == {**{name: [value] for name, value in TYPED.items()}, "_continue": ["Save"]}
    assert 'action="/admin/catalogue/place/add/"' in page
    assert 'href="/admin/login/?next=%2Fadmin%2F" target="_blank" rel="noopener"' in page
    assert not Place.objects.exists()


def test_page_that_holds_a_form_is_kept_by_nobody(client, db):
    response = client.post(ADD, TYPED)

    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_held_form_is_stored_once_its_editor_is_back(client, editor):
    held = client.post(f"{ADD}?_popup=0", TYPED)
    client.force_login(editor)

    response = client.post(held.context["address"], form_of(held))

    assert held.context["address"] == f"{ADD}?_popup=0"
    assert response.status_code == 302
    assert Place.objects.get().name_es == "Escrito con calma"


def test_whole_entry_is_held_and_stored_with_its_rows(client, editor):
    entry = make_organisation()
    make_citation(entry)
    client.force_login(editor)
    data = sent_from(client.get(change_url(entry)), summary_en=LONG, citations__1__claim_en="Mine.")
    client.logout()

    held = client.post(change_url(entry), data)
    client.force_login(editor)
    response = client.post(change_url(entry), form_of(held))

    labels = [group.label for group in held.context["groups"]]
    assert labels == ["", "Citation 1", "Citation 2"]
    assert response.status_code == 302
    assert Organisation.objects.get().summary_en == LONG.replace("\r\n", "\n").strip()
    assert entry.citations.last().claim_en == "Mine."


def test_what_was_typed_is_shown_as_text_with_the_names_of_the_form(client, db):
    page = client.post(ADD, {**TYPED, "name_en": "<script>alert(1)</script>", "part_of": "3"}).content.decode()

    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Name [es]:" in page
    assert "as you chose it" in page
    assert "City" in page


def test_lines_of_long_texts_stay(client, db):
    response = client.post("/admin/catalogue/term/add/", {"explanation_en": LONG})

    assert form_of(response)["explanation_en"] == [LONG]
    assert "\nA long text.\r\nWith &lt;b&gt;lines" in response.content.decode()


def test_files_cannot_be_held_and_have_to_be_chosen_again(client, db):
    picture = SimpleUploadedFile("picture.png", b"x")

    page = client.post("/admin/organisations/organisation/add/", {"name_en": "A", "picture": picture}).content.decode()

    assert 'type="file" name="picture"' in page
    assert 'enctype="multipart/form-data"' in page


def test_account_that_no_longer_edits_keeps_what_it_typed(client, editor):
    client.force_login(editor)
    User.objects.update(is_staff=False)

    response = client.post(ADD, TYPED)

    assert response.status_code == 403
    assert heading(response) == "Your account may not save this. Nothing is lost."
    assert form_of(response)["name_en"] == ["Typed for long"]


def test_account_that_lost_its_role_keeps_what_it_typed(client, editor):
    client.force_login(editor)
    editor.groups.clear()

    response = client.post(ADD, TYPED)

    assert response.status_code == 403
    assert heading(response) == "Your account may not save this. Nothing is lost."
    assert form_of(response)["name_en"] == ["Typed for long"]


def test_second_factor_that_is_missing_now_does_not_lose_the_form(signed_in, settings):
    settings.SECOND_FACTOR_REQUIRED = True

    response = signed_in.post(ADD, TYPED)

    assert heading(response) == "Your sign-in has ended. Nothing is lost."


def test_opening_a_form_still_leads_to_signing_in(client, db):
    assert client.get(ADD).status_code == 302


@pytest.mark.parametrize("address", ["/admin/auth/user/add/", "/accounts/login/", "/accounts/password/change/"])
def test_passwords_are_never_echoed(client, db, address):
    response = client.post(address, {"password": "secret-word", "new_password": "secret-word"}, follow=True)

    assert "secret-word" not in response.content.decode()


def test_password_in_a_record_is_not_echoed_either(client, db):
    assert "secret-word" not in client.post(ADD, {**TYPED, "password1": "secret-word"}).content.decode()


# --- the token ---


def test_form_with_an_old_token_comes_back_with_a_new_one(strict):
    old = token_of(strict)
    strict.cookies["csrftoken"] = "n" * 32  # as signing in does
    held = strict.post(ADD, {**TYPED, "csrfmiddlewaretoken": old}, headers={"origin": HERE})

    fresh = {**form_of(held), "csrfmiddlewaretoken": str(held.context["csrf_token"])}
    response = strict.post(ADD, fresh, headers={"origin": HERE})

    assert held.status_code == 403
    assert heading(held) == "One more step. Nothing is lost."
    assert response.status_code == 302
    assert Place.objects.get().name_en == "Typed for long"


def test_form_without_cookies_comes_back_with_a_new_token(db):
    browser = Client(enforce_csrf_checks=True)

    held = browser.post(ADD, TYPED, headers={"origin": HERE})

    assert heading(held) == "Your sign-in has ended. Nothing is lost."
    assert held.cookies["csrftoken"].value


def test_old_browser_that_only_sends_a_referer_is_believed(strict):
    assert "Typed for long" in strict.post(ADD, TYPED, headers={"referer": f"{HERE}{ADD}"}).content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"origin": "https://testserver"},
        {"origin": "http://testserver:81"},
        {"origin": "http://testserver.elsewhere.example"},
        {"origin": "http://[", "referer": f"{HERE}{ADD}"},
        {"origin": "https://elsewhere.example", "referer": f"{HERE}{ADD}"},
        {"referer": "https://elsewhere.example/"},
    ],
)
def test_nothing_is_echoed_to_other_sites(strict, headers):
    response = strict.post(ADD, TYPED, headers=headers)

    page = response.content.decode()
    assert response.status_code == 403
    assert "Typed for long" not in page
    assert "This page is not open to you" in page


def test_other_pages_with_a_wrong_token_say_so_plainly(db):
    browser = Client(enforce_csrf_checks=True)

    response = browser.post("/accounts/login/", {"login": "ana", "password": "secret"}, headers={"origin": HERE})

    assert response.status_code == 403
    assert "ana" not in response.content.decode()


# --- too much ---


@pytest.mark.parametrize("limit", ["DATA_UPLOAD_MAX_NUMBER_FIELDS", "DATA_UPLOAD_MAX_MEMORY_SIZE"])
def test_form_that_is_too_large_is_told_so(signed_in, settings, limit):
    setattr(settings, limit, 3)

    response = signed_in.post(ADD, TYPED)

    page = response.content.decode()
    assert response.status_code == 413
    assert "This form is too large to be saved at once" in page
    assert "Typed for long" not in page


def test_more_files_than_a_form_has_are_not_taken_in(signed_in):
    files = {f"file-{number}": SimpleUploadedFile(f"{number}.png", b"x") for number in range(3)}

    assert signed_in.post(ADD, {**TYPED, **files}).status_code == 413


def test_field_with_an_endless_number_in_its_name_is_no_accident(client, db):
    typed = f"name_en=Typed&citations-{'9' * 5000}-claim_en=x"
    address, kind = "/admin/organisations/organisation/add/", "application/x-www-form-urlencoded"

    response = client.post(address, typed, content_type=kind, headers={"origin": HERE})

    assert response.status_code == 403


def test_other_requests_that_are_too_large_are_not_ours(rf):
    request = rf.post("/accounts/login/")
    request.resolver_match = resolve("/accounts/login/")

    assert held_forms.too_much(request, RequestDataTooBig()) is None


# --- the database and the disk ---


def broken_by(monkeypatch, error):
    """Saving a place raises it."""

    def save(*args, **kwargs):
        raise error

    monkeypatch.setattr(Place, "save", save)


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (OperationalError("database or disk is full"), 507, "The disk is full."),
        (OSError(errno.ENOSPC, "No space left on device"), 507, "The disk is full."),
        (OperationalError("database is locked"), 503, "The database is busy."),
        (OperationalError("server closed the connection unexpectedly"), 503, "The database does not answer."),
        (InterfaceError("connection already closed"), 503, "The database does not answer."),
        (DataError("value out of range"), 503, "The database does not answer."),
        (IntegrityError("UNIQUE constraint failed"), 409, "Somebody was quicker."),
        (ValidationError("no longer true"), 409, "Somebody was quicker."),
        (PermissionDenied("Publishers do this."), 403, "Publishers do this."),
    ],
)
def test_what_was_typed_comes_back_when_it_cannot_be_stored(signed_in, monkeypatch, error, status, said):
    broken_by(monkeypatch, error)

    response = signed_in.post(ADD, TYPED)

    page = response.content.decode()
    assert response.status_code == status
    assert said in page
    assert form_of(response)["name_en"] == ["Typed for long"]
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("state", "status"), [("53100", 507), ("40P01", 503), ("55P03", 503), ("40001", 503), ("57P01", 503)]
)
def test_failures_of_postgresql_are_told_apart_by_their_state(signed_in, monkeypatch, state, status):
    cause = Exception("whatever it says in whatever language")
    cause.sqlstate = state
    error = OperationalError("…")
    error.__cause__ = cause
    broken_by(monkeypatch, error)

    assert signed_in.post(ADD, TYPED).status_code == status


def test_mistake_of_ours_gives_the_form_back(signed_in, monkeypatch):
    broken_by(monkeypatch, ZeroDivisionError())
    signed_in.raise_request_exception = False

    response = signed_in.post(ADD, TYPED)

    assert response.status_code == 500
    assert form_of(response)["name_en"] == ["Typed for long"]


def test_failed_save_leaves_no_message_that_it_succeeded(signed_in, monkeypatch):
    def answer(self, request, obj, *args):
        self.message_user(request, "It was stored.")
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(PlaceAdmin, "response_add", answer)
    signed_in.post(ADD, TYPED)

    page = signed_in.get("/admin/").content.decode()

    assert "It was stored." not in page


def test_race_that_the_check_did_not_see_comes_back_as_a_form_that_says_what_to_change(signed_in, monkeypatch):
    stored, start_over = Place.save, held_forms._start_over

    def save(self, *args, **kwargs):
        if not Place.objects.exists():
            raise IntegrityError("UNIQUE constraint failed")
        stored(self, *args, **kwargs)

    def quicker(request, sent):  # what the database noticed is seen by everybody once the transaction is over
        Place.objects.bulk_create([Place(slug="typed", name_en="A", name_es="B", kind="city")])
        start_over(request, sent)

    monkeypatch.setattr(Place, "save", save)
    monkeypatch.setattr(held_forms, "_start_over", quicker)

    response = signed_in.post(ADD, TYPED)

    assert response.status_code == 200
    assert errors(response) == ["Place with this Address already exists."]
    assert response.context["adminform"].form["name_es"].value() == "Escrito con calma"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="fills a SQLite file")
def test_full_database_gives_the_form_back_and_takes_it_once_there_is_room(client):
    client.force_login(make_editor())
    entry = make_organisation()
    data = sent_from(client.get(change_url(entry)), body_en="Many words. " * 20_000)
    with connection.cursor() as cursor:
        most = cursor.execute("PRAGMA max_page_count").fetchone()[0]
        used = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {used}")
        try:
            full = client.post(change_url(entry), data)
            readable = client.get(change_url(entry))
        finally:
            cursor.execute(f"PRAGMA max_page_count = {most}")

    stored = client.post(change_url(entry), form_of(full))

    assert (full.status_code, readable.status_code, stored.status_code) == (507, 200, 302)
    assert heading(full) == "The disk is full. Nothing you typed is lost."
    assert Organisation.objects.get().body_en.startswith("Many words. Many")
    assert Organisation.objects.get().version == 2


@pytest.mark.django_db(transaction=True)
def test_index_that_cannot_be_kept_does_not_turn_a_stored_save_into_an_error(client, monkeypatch):
    client.force_login(make_editor())
    tactic = make_tactic()
    data = sent_from(client.get(change_url(tactic)), name_en="Stored")

    def full():
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(upkeep, "_locked", full)

    response = client.post(change_url(tactic), data)

    tactic.refresh_from_db()
    assert response.status_code == 302
    assert tactic.name_en == "Stored"


def test_contributor_gets_the_form_back_like_everybody(client, db):
    contributor = make_editor("carla", role=Role.CONTRIBUTOR)
    client.force_login(contributor)

    response = client.post(ADD, TYPED)

    assert response.status_code == 403
    assert form_of(response)["slug"] == ["typed"]
