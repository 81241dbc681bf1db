"""catalogue.search.migrations"""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from catalogue.search.held import current
from catalogue.search.models import Mark
from tests.factories import make_organisation, make_tactic

pytestmark = pytest.mark.django_db


def test_after_a_change_of_stems_every_entry_is_read_again():
    entries = {make_organisation().pk, make_tactic().pk}
    before = current().version
    assert not Mark.objects.exists()

    import_module("catalogue.search.migrations.0002_read_again").mark_all(apps, connection.schema_editor())

    assert set(Mark.objects.values_list("entry", flat=True)) == entries
    assert current().version != before
