"""Places and sources that are part of others"""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tests.factories import make_place, make_source

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [make_place, make_source])
def test_nothing_is_part_of_itself(make):
    outer = make(slug="outer")
    inner = make(slug="inner", part_of=outer)
    outer.part_of = inner

    with translation.override("en"), pytest.raises(ValidationError) as caught:
        outer.full_clean()

    assert caught.value.message_dict == {"part_of": ["Nothing can be a part of itself."]}


@pytest.mark.parametrize("make", [make_place, make_source])
def test_a_chain_is_fine(make):
    inner = make(part_of=make(part_of=make()))

    assert inner.full_clean() is None
