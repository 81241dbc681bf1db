"""catalogue.views.corrections: what readers say is wrong or missing."""

import re
from html import unescape
from urllib.parse import urlencode

import html5lib
import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.corrections.parts import label_of
from catalogue.models import Entry, Proposal
from catalogue.rate_limit import RateLimit
from catalogue.search import upkeep
from catalogue.search.held import current
from catalogue.views import corrections
from organisations.models import Organisation
from tests.content.reading_level import english_grade, spanish_ease
from tests.factories import MAKERS, make_citation, make_connection, make_editor, make_organisation

pytestmark = pytest.mark.django_db

PLAIN = {"part": "summary", "text": "It began in May.", "published_at": "The Daily, page 3", "website": ""}
QUERIES = 4  # which index, the entry, its evidence, its connections


@pytest.fixture(autouse=True)
def limit(monkeypatch):
    """A limit of one's own, wide enough."""
    fresh = RateLimit(each=1000, together=1000)
    monkeypatch.setattr(corrections, "LIMIT", fresh)
    return fresh


@pytest.fixture
def group():
    return make_organisation(slug="group", name_en="The group", name_es="El grupo")


PATH = "/en/organisations/group/correct/"


def send(client, fields: dict[str, str], **extra):
    """As a browser sends the form."""
    return client.post(PATH, urlencode(fields), content_type="application/x-www-form-urlencoded", **extra)


def text_of(response) -> str:
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", main).split()))


def form_of(response):
    page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    (form,) = (form for form in page.iter("form") if form.get("method") == "post")
    return form


def kept() -> list[tuple]:
    return list(Proposal.objects.order_by("pk").values_list("about", "note", "published_at"))


# --- the form ---


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("key", MAKERS)
def test_form_asks_the_same_at_any_size(client, django_assert_num_queries, key, count):
    entry = MAKERS[key](slug="it")
    for _number in range(count):
        make_citation(entry)
        make_connection(entry, "part-of", MAKERS[key]())
    current()

    with django_assert_num_queries(QUERIES):
        response = client.get(reverse(f"{key}-correct", args=["it"]))

    assert response.status_code == 200
    assert len(response.context["form"].fields["part"].choices) > 4


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("key", MAKERS)
def test_entry_leads_to_its_form_in_its_language(client, key, language):
    entry = MAKERS[key](slug="it")
    with translation.override(language):
        page, form = entry.get_absolute_url(), reverse(f"{key}-correct", args=["it"])

    html = client.get(page).content.decode()

    assert form == f"{page}correct/"
    assert html.count(f'href="{form}"') == 1
    assert client.get(form).status_code == 200


def test_form_has_three_questions_and_nothing_else_to_say_who_one_is(client, group):
    form = form_of(client.get(PATH))

    fields = {field.get("name"): field for tag in ("select", "textarea", "input") for field in form.iter(tag)}
    assert list(fields) == ["part", "text", "published_at", "website"]
    assert form.get("action") == PATH
    assert fields["text"].get("maxlength") is None  # browsers cut off what is pasted, without a word
    trap = fields["website"]
    assert (trap.get("tabindex"), trap.get("autocomplete"), trap.get("value")) == ("-1", "off", None)
    (around,) = (each for each in form.iter("div") if trap in list(each))
    assert (around.get("class"), around.get("aria-hidden")) == ("hidden", "true")


def test_form_begins_at_the_part_that_the_address_names(client, group):
    claim = group.citations.get()

    chosen = [
        [
            option.get("value")
            for option in form_of(client.get(PATH + query)).iter("option")
            if "selected" in option.attrib
        ]
        for query in (f"?part=citation-{claim.pk}", "?part=sector", "?part=<b>%00", "")
    ]

    assert chosen == [[f"citation-{claim.pk}"], ["sector"], [], []]


def test_form_says_what_becomes_of_it_in_both_languages(client, group):
    english, spanish = (text_of(client.get(PATH.replace("/en/", f"/{language}/"))) for language in ("en", "es"))

    for sentence in (
        "Nobody asks who you are.",
        "We do not keep your internet address.",
        "of private people, and of anyone at risk.",
        "Do not send what should stay private.",
        "An editor reads it.",
        "We cannot answer you.",
        "This is no way to get help now.",
    ):
        assert sentence in english
    for sentence in ("Nadie pregunta quién es usted.", "No podemos contestarle.", "El grupo"):
        assert sentence in spanish
    html = client.get(PATH).content.decode()
    assert 'href="/en/guides/"' in html.partition("<main")[2].partition("</main>")[0]
    assert 'href="/en/card/"' in html.partition("<main")[2].partition("</main>")[0]


def test_form_sets_no_cookie_and_keeps_the_strict_policy(client, group):
    for response in (client.get(PATH), send(client, PLAIN), client.get(PATH + "thanks/")):
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert "form-action 'self'" in response["Content-Security-Policy"]
        assert "script-src 'self'" in response["Content-Security-Policy"]


def test_form_is_kept_out_of_search_engines(client, group):
    for path in (PATH, PATH + "thanks/"):
        assert '<meta name="robots" content="noindex">' in client.get(path).content.decode()


@pytest.mark.parametrize("page", ["correct/", "correct/thanks/"])
@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_what_is_not_public_cannot_be_corrected(client, status, page):
    make_organisation(slug="group", status=status)

    assert client.get(f"/en/organisations/group/{page}").status_code == 404
    assert client.post(f"/en/organisations/group/{page}", PLAIN).status_code == 404
    assert kept() == []


def test_form_of_another_type_is_not_there(client, group):
    assert client.get("/en/tactics/group/correct/").status_code == 404


def test_old_address_leads_to_the_form_at_the_new_one_with_all_that_was_typed(client, group):
    group = Organisation.objects.get()
    group.slug = "renamed"
    group.save()

    asked, sent = client.get(PATH + "?part=sector"), send(client, PLAIN, follow=True)

    assert (asked.status_code, asked["Location"]) == (301, "/en/organisations/renamed/correct/?part=sector")
    assert sent.redirect_chain == [
        ("/en/organisations/renamed/correct/", 308),
        ("/en/organisations/renamed/correct/thanks/", 303),
    ]
    assert kept() == [("summary", "It began in May.", "The Daily, page 3")]


# --- what is sent ---


def test_correction_waits_for_the_editors_and_changes_nothing(client, group):
    before = Entry.objects.values().get(), Organisation.history.count(), upkeep.version()

    response = send(client, PLAIN)

    assert (response.status_code, response["Location"]) == (303, PATH + "thanks/")
    assert response["Cache-Control"] == "no-store"
    proposal = Proposal.objects.get()
    assert (proposal.entry_id, proposal.author, proposal.changes, proposal.status) == (group.pk, None, {}, "open")
    assert (proposal.about, proposal.note) == ("summary", "It began in May.")
    assert proposal.published_at == "The Daily, page 3"
    assert proposal.base_version == before[0]["version"]
    assert (Entry.objects.values().get(), Organisation.history.count(), upkeep.version()) == before


def test_only_the_words_are_needed(client, group):
    send(client, {"text": "Something."})

    assert kept() == [("other", "Something.", "")]


def test_lines_stay_lines_and_what_surrounds_them_goes(client, group):
    send(client, {"text": " One.\r\n\r\nTwo.\rThree. \r\n", "published_at": " a\tb\r\nc "})

    assert kept() == [("other", "One.\n\nTwo.\nThree.", "a b c")]


def test_length_is_counted_as_people_count(client, group):
    fits = "é🌹" * 999 + "\r\na"

    assert send(client, {"text": fits, "published_at": "x" * 500}).status_code == 303
    assert len(kept()[0][1]) == 2000
    assert len(kept()[0][2]) == 500


def test_same_words_sent_twice_are_kept_once(client, group):
    send(client, PLAIN)
    send(client, PLAIN)
    send(client, {**PLAIN, "part": "name"})

    assert [about for about, _note, _where in kept()] == ["summary", "name"]


def test_signed_in_editor_is_a_reader_here(client, group):
    client.force_login(make_editor())

    response = send(client, PLAIN)

    assert response.status_code == 303
    proposal = Proposal.objects.get()
    assert get_user(client).is_authenticated
    assert (proposal.author, proposal.history.get().history_user) == (None, None)


def test_no_token_is_asked_because_no_cookie_is_set(group):
    assert send(Client(enforce_csrf_checks=True), PLAIN).status_code == 303


def test_who_fills_in_what_people_do_not_see_is_thanked_and_forgotten(client, group):
    for bait in ("https://spam.example", "\0"):
        response = send(client, {**PLAIN, "website": bait})

        assert (response.status_code, response["Location"]) == (303, PATH + "thanks/")
    assert kept() == []


def test_thanks_are_the_same_for_everybody_and_lead_on(client, group):
    response = client.get("/es/organisations/group/correct/thanks/")

    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    assert response["Cache-Control"] == "no-store"
    assert "Gracias. Ya llegó." in text_of(response)
    assert re.findall(r'<a (?:rel="nofollow" )?href="([^"]+)"', main) == [
        "/es/organisations/group/",
        "/es/organisations/group/changes/",
        "/es/organisations/group/correct/",
        "/es/",
        "/es/about/safety/",
    ]


def test_editors_can_read_what_was_pointed_at(client, group):
    send(client, {**PLAIN, "part": f"citation-{group.citations.get().pk}"})

    assert label_of(group, Proposal.objects.get().about) == "1: The essay says so."


# --- what is refused ---

TYPED = {
    "nothing": ({"text": "  \r\n "}, "Write what is wrong or what is missing."),
    "too long": (
        {"text": "a" * 2001},
        "You wrote 2001 characters. There is room for 2000. Please make it shorter, or send the rest as another "
        "correction.",
    ),
    "long title": (
        {"published_at": "b" * 501},
        "You wrote 501 characters. There is room for 500. The title or the link is enough.",
    ),
    "control": (
        {"text": "It be\x00gan\x1b in\x85 May."},
        "There were signs in it that nobody can see. We took them out. Look it over and send it again.",
    ),
    "turned round": (
        {"published_at": "The \u202eyliaD"},
        "There were signs in it that nobody can see. We took them out. Look it over and send it again.",
    ),
    "unknown part": ({"part": "nonsense\0"}, "This part is no longer on the page. Please choose again."),
}


@pytest.mark.parametrize("case", TYPED)
def test_refused_form_says_why_and_has_what_was_typed(client, group, case):
    sent, sentence = TYPED[case]
    sent = {**PLAIN, **sent}

    response = send(client, sent)

    form = form_of(response)
    assert (response.status_code, response["Cache-Control"]) == (400, "no-store")
    assert text_of(response).count(sentence) == 2  # in the summary, and beside the field
    assert "What you wrote is still here." in text_of(response)
    seen = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]")
    (area,) = form.iter("textarea")
    assert area.text.strip() == seen.sub("", sent["text"]).strip()
    (where,) = (field for field in form.iter("input") if field.get("name") == "published_at")
    assert where.get("value") == seen.sub("", sent["published_at"])
    assert kept() == []


def test_field_that_was_refused_says_so_to_screen_readers(client, group):
    response = send(client, {"text": ""})

    (area,) = form_of(response).iter("textarea")
    assert area.get("aria-invalid") == "true"
    assert area.get("aria-describedby") == "id_text_helptext id_text_error"
    html = response.content.decode()
    assert 'role="alert"' in html
    assert 'href="#id_text"' in html
    assert 'id="id_text_error"' in html


def test_part_that_went_meanwhile_can_be_chosen_again(client, group):
    claim = make_citation(group)
    key = f"citation-{claim.pk}"
    claim.delete()

    response = send(client, {**PLAIN, "part": key})

    assert response.status_code == 400
    assert "This part is no longer on the page." in text_of(response)


def test_markup_is_shown_as_it_was_typed(client, group):
    response = send(client, {"text": "</textarea><script>x</script>" + "a" * 2000, "published_at": '"><b>'})

    html = response.content.decode()
    assert html.count("<script") == 1  # our own
    assert "&lt;/textarea&gt;&lt;script&gt;" in html
    assert 'value="&quot;&gt;&lt;b&gt;"' in html


def test_letters_that_did_not_arrive_are_asked_for_again(client, group):
    response = client.generic("POST", PATH, b"text=Mar%EDa", content_type="application/x-www-form-urlencoded")

    assert response.status_code == 400
    assert "Some letters did not arrive. They are shown as �." in text_of(response)
    (area,) = form_of(response).iter("textarea")
    assert area.text.strip() == "Mar�a"
    assert kept() == []


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"text=Mar\xeda", "application/x-www-form-urlencoded; charset=iso-8859-1"),
        (b"text=x", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"text=x", "application/x-www-form-urlencoded; charset=rot13"),
        (b'{"text": "x"}', "application/json"),
        (b"text=x", "text/plain"),
        (b"text=x", ""),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"text=x", "multipart/form-data"),
        (b"text=" + b"x" * 5_100_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"a%d=" % number for number in range(3000)), "application/x-www-form-urlencoded"),
    ],
    ids=["latin", "utf-16", "no charset", "json", "plain", "none", "files", "no boundary", "huge", "many fields"],
)
def test_what_no_browser_sends_is_answered_with_the_form(client, group, body, content_type):
    response = client.generic("POST", PATH, body, content_type=content_type)

    assert response.status_code == 400
    assert "We could not read what was sent. Please write it in this form." in text_of(response)
    assert kept() == []


typed = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=st.characters(exclude_categories=()), max_size=60).map(
        lambda text: text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    ),
    st.sampled_from(["a" * 2001, "b" * 501, "\0", "\r\n", "\u202e", "�", "<script>", "{{ x }}", "%00", "citation-1"]),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=st.dictionaries(st.sampled_from(["part", "text", "published_at", "website", "x"]), typed))
def test_whatever_is_typed_is_kept_or_answered(client, group, sent):
    count = Proposal.objects.count()

    response = send(client, sent)

    assert response.status_code in (303, 400)
    assert Proposal.objects.count() <= count + (response.status_code == 303)
    if response.status_code == 400:
        assert response.content.decode().count("<script") == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=300).map(lambda raw: b"text=" + raw),
    content_type=st.sampled_from(
        [
            "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded; charset=utf-8",
            "application/x-www-form-urlencoded; charset=x",
            "multipart/form-data; boundary=b",
            "text/html",
        ]
    ),
)
def test_whatever_bytes_come_are_kept_or_answered(client, group, body, content_type):
    assert client.generic("POST", PATH, body, content_type=content_type).status_code in (303, 400)


# --- too many, and a database that cannot ---


def test_too_many_are_asked_to_come_later_and_keep_their_words(client, group, monkeypatch):
    monkeypatch.setattr(corrections, "LIMIT", RateLimit(each=1, together=100, clock=lambda: 0.0))
    send(client, PLAIN)

    response = send(client, {**PLAIN, "text": "Another thing."})
    from_elsewhere = send(client, {**PLAIN, "text": "Third."}, REMOTE_ADDR="192.0.2.7")

    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "Please send yours in 60 minutes. What you wrote is still here." in text_of(response)
    (area,) = form_of(response).iter("textarea")
    assert area.text.strip() == "Another thing."
    assert from_elsewhere.status_code == 303
    assert [note for _about, note, _where in kept()] == ["It began in May.", "Third."]


def test_flood_from_many_addresses_is_held_back(client, group, monkeypatch):
    monkeypatch.setattr(corrections, "LIMIT", RateLimit(each=5, together=3, clock=lambda: 0.0))

    answers = [
        send(client, {"text": f"Spam {number}"}, REMOTE_ADDR=f"192.0.2.{number}").status_code for number in range(5)
    ]

    assert answers == [303, 303, 303, 429, 429]
    assert len(kept()) == 3


def test_refused_forms_do_not_count(client, group, monkeypatch):
    monkeypatch.setattr(corrections, "LIMIT", RateLimit(each=1, together=1))

    answers = [send(client, {"text": text}).status_code for text in ("", "", "Something.")]

    assert answers == [400, 400, 303]


def test_broken_database_is_told_and_the_words_stay(client, group, monkeypatch, caplog):
    monkeypatch.setattr(corrections, "LIMIT", RateLimit(each=1, together=1))

    def full(*_args, **_kwargs):
        raise OperationalError("database or disk is full: It began in May.")

    with monkeypatch.context() as broken:
        broken.setattr(Proposal, "save", full)
        response = send(client, PLAIN, REMOTE_ADDR="192.0.2.77")

    assert response.status_code == 503
    assert "Something is not working on our side. Please send it again in a few minutes." in text_of(response)
    (area,) = form_of(response).iter("textarea")
    assert area.text.strip() == "It began in May."
    assert [record.getMessage() for record in caplog.records if record.name == corrections.__name__] == [
        "A reader's correction could not be stored: OperationalError"
    ]
    assert "192.0.2.77" not in caplog.text
    # It did not count: when the disk has room again, the same reader comes through.
    assert send(client, PLAIN, REMOTE_ADDR="192.0.2.77").status_code == 303


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="a disk that is full, as SQLite can play it")
def test_full_disk_is_told_and_the_words_stay(client, group):
    text = "x" * 2000
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # pages that other tests left empty would be room
        cursor.execute("PRAGMA max_page_count")
        (room,) = cursor.fetchone()
        cursor.execute("PRAGMA page_count")
        (used,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {used}")
        try:
            answers = [send(client, {"text": f"{number} {text}"[:2000]}) for number in range(30)]
        finally:
            cursor.execute(f"PRAGMA max_page_count = {room}")

    assert answers[-1].status_code == 503
    assert "What you wrote is still here." in text_of(answers[-1])
    assert Proposal.objects.count() == sum(answer.status_code == 303 for answer in answers)
    assert send(client, PLAIN).status_code == 303


# --- the page cache ---


def test_what_one_reader_typed_is_shown_to_no_other(group, through_cache):
    empty = through_cache("GET", PATH)
    refused = through_cache("POST", PATH, b"text=private+words" + b"+x" * 2000)
    sent = through_cache("POST", PATH, b"text=private+words")
    thanks = [through_cache("GET", PATH + "thanks/") for _ in range(2)]

    assert refused[0].startswith("400")
    assert b"private words" in refused[2]
    assert sent[0].startswith("303")
    assert through_cache("GET", PATH) == empty
    assert b"private words" not in empty[2]
    assert thanks[0][1]["Cache-Control"] == "no-store"
    assert b"private words" not in thanks[1][2]


def test_kept_form_is_made_anew_when_the_evidence_changes(group, through_cache):
    through_cache("GET", PATH)

    make_citation(group, claim_en="A new claim.")

    assert b"2: A new claim." in through_cache("GET", PATH)[2]


# --- words ---

ABOUT = django_settings.BASE_DIR / "templates" / "catalogue" / "about"


def prose(html: str) -> str:
    """What a page says, a full stop after each heading."""
    return unescape(re.sub(r"{%.*?%}|{{.*?}}|<[^>]+>", " ", html.replace("</h2>", ".</h2>")))


def test_page_on_corrections_is_easy_to_read():
    english, spanish = (
        (ABOUT / f"corrections_{language}.html").read_text(encoding="utf-8").partition("{% block prose %}")[2]
        for language in ("en", "es")
    )

    assert english_grade(prose(english)) <= 7
    assert spanish_ease(prose(spanish)) >= 65


def test_form_is_easy_to_read(client, group):
    english, spanish = (
        client.get(PATH.replace("/en/", f"/{language}/")).content.decode().partition('<section class="before"')[2]
        for language in ("en", "es")
    )

    assert english_grade(prose(english.partition("</section>")[0].partition(">")[2])) <= 6
    assert spanish_ease(prose(spanish.partition("</section>")[0].partition(">")[2])) >= 65
