"""catalogue.admin_site: the frame in which editors work."""

import pytest
from django.urls import reverse

from catalogue.roles import Role
from tests.factories import make_editor

pytestmark = pytest.mark.django_db


def front_page(client, role: Role):
    """The admin's front page as somebody sees it."""
    client.force_login(make_editor(role=role))
    return client.get(reverse("admin:index"))


def test_entries_come_first_and_accounts_last(client):
    apps = front_page(client, Role.ADMINISTRATOR).context["app_list"]

    assert [app["name"] for app in apps] == [
        "Organisations",
        "Tactics, law, policies and events",
        "Catalogue",
        "Accounts",
    ]


def test_lists_are_called_what_their_pages_are_called(client):
    apps = front_page(client, Role.ADMINISTRATOR).context["app_list"]

    names = [str(model["name"]) for app in apps[2:] for model in app["models"]]
    assert names == [
        "Audit log",
        "Guides",
        "Merges",
        "Places",
        "Proposals",
        "Redirects",
        "Sources",
        "Terms",
        "Accounts",
    ]


@pytest.mark.parametrize(("role", "shown"), [(Role.CONTRIBUTOR, 0), (Role.EDITOR, 1)])
def test_way_to_what_to_check_is_there_even_when_nothing_is_overdue(client, role, shown):
    page = front_page(client, role).content.decode()

    assert page.count(f'<a href="{reverse("admin:check_next")}">Check these next</a>') == shown
