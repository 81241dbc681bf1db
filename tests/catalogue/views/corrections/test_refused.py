"""What is refused: it comes back with its reason and all that was typed."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.models import Proposal
from tests.catalogue.views.corrections.forms import PATH, PLAIN, form_of, kept, send, text_of
from tests.factories import make_citation

pytestmark = pytest.mark.django_db

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
