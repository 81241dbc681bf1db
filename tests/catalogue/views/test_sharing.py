"""catalogue.views.sharing, the files behind it and the command that draws them all"""

from io import StringIO

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string

from catalogue.models import Status
from catalogue.page_cache.addresses import canonical
from catalogue.sharing import kept
from tests.factories import MAKERS, make_organisation, make_tactic

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n"


@pytest.fixture(autouse=True)
def cards_folder(settings, tmp_path):
    """Where the cards of this test are kept."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "cards"


@pytest.fixture
def drawings(monkeypatch):
    """The names on the cards that were drawn, in order; they are drawn quickly."""
    names = []
    monkeypatch.setattr(kept, "png", lambda card: names.append(card.name) or PNG + card.name.encode())
    return names


@pytest.mark.parametrize("type", MAKERS)
def test_card_of_every_type_is_a_picture_that_anyone_may_keep(client, type):
    entry = MAKERS[type]()

    response = client.get(f"{entry.get_absolute_url()}card.png")

    assert response.status_code == 200
    assert response.content.startswith(PNG)
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


def test_card_is_drawn_once_for_each_language(client, drawings, cards_folder):
    make_tactic(slug="patrols", name_en="Patrols", name_es="Patrullas")

    answers = [client.get(f"/{language}/tactics/patrols/card.png") for language in ("en", "es", "en", "es")]

    assert drawings == ["Patrols", "Patrullas"]
    assert [each.content for each in answers] == [PNG + b"Patrols", PNG + b"Patrullas"] * 2
    assert len(list(cards_folder.glob("tactic/patrols/*.png"))) == 2


def test_known_card_is_not_sent_again(client, drawings):
    make_tactic(slug="patrols")
    etag = client.get("/en/tactics/patrols/card.png").headers["ETag"]

    again = client.get("/en/tactics/patrols/card.png", headers={"If-None-Match": etag})

    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)


def test_changed_entry_has_another_card_and_the_old_one_goes(client, drawings, cards_folder):
    tactic = make_tactic(slug="patrols", name_en="Patrols")
    before = client.get("/en/tactics/patrols/card.png")
    client.get("/es/tactics/patrols/card.png")
    tactic.name_en = "Migra patrols"
    tactic.save()

    after = client.get("/en/tactics/patrols/card.png")

    assert after.content == PNG + b"Migra patrols"
    assert after.headers["ETag"] != before.headers["ETag"]
    languages = sorted(file.name.partition(".")[0] for file in cards_folder.glob("tactic/patrols/*"))
    assert languages == ["en", "es"]


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.DRAFT, Status.IN_REVIEW])
def test_entry_that_is_not_published_has_no_card_even_if_it_had_one(client, drawings, status):
    tactic = make_tactic(slug="patrols")
    assert client.get("/en/tactics/patrols/card.png").status_code == 200
    tactic.status = status
    tactic.save()

    assert client.get("/en/tactics/patrols/card.png").status_code == 404


@pytest.mark.parametrize("path", ["/en/tactics/nobody/card.png", "/en/organisations/patrols/card.png"])
def test_entry_that_is_not_there_has_no_card(client, path):
    make_tactic(slug="patrols")

    assert client.get(path).status_code == 404


def test_card_is_drawn_even_where_nothing_can_be_written(client, drawings, cards_folder):
    cards_folder.write_text("in the way")
    make_tactic(slug="patrols", name_en="Patrols")

    answers = [client.get("/en/tactics/patrols/card.png") for _ in range(2)]

    assert [each.content for each in answers] == [PNG + b"Patrols"] * 2


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(client, drawings, django_assert_num_queries, count):
    for number in range(count):
        make_tactic(slug=f"tactic-{number}")
    client.get("/en/tactics/")  # reads the index

    with django_assert_num_queries(1):
        client.get("/en/tactics/tactic-0/card.png")


def test_page_cache_leaves_cards_to_their_files():
    assert canonical("/en/tactics/patrols/card.png", "") is None


def test_command_draws_what_is_missing_and_removes_what_is_gone(client, drawings, cards_folder):
    make_tactic(slug="patrols")
    gone = make_organisation(slug="gone")
    client.get("/en/tactics/patrols/card.png")
    client.get("/en/organisations/gone/card.png")
    gone.status = Status.WITHDRAWN
    gone.save()
    out = StringIO()

    call_command("draw_cards", stdout=out)

    assert out.getvalue() == "2 cards; removed those of 1 entries that are not published any more.\n"
    assert drawings == ["Name of patrols", "Name of gone", "Nombre de patrols"]
    assert sorted(str(folder.relative_to(cards_folder)) for folder in cards_folder.glob("*/*")) == ["tactic/patrols"]


def test_page_says_where_its_card_is(rf):
    tactic = make_tactic(slug="patrols", name_en='Patrols "of" <night>')
    request = rf.get("/en/tactics/patrols/", secure=True)
    context = {"entry": tactic, "entry_type": tactic.entry_type, "site_name": "Catalogue"}

    html = render_to_string("catalogue/_sharing.html", context, request)

    assert '<meta property="og:title" content="Patrols &quot;of&quot; &lt;night&gt;">' in html
    assert '<meta property="og:url" content="https://testserver/en/tactics/patrols/">' in html
    assert '<meta property="og:image" content="https://testserver/en/tactics/patrols/card.png">' in html
    assert '<meta property="og:locale" content="en_US">' in html
    assert '<meta name="twitter:card" content="summary_large_image">' in html
