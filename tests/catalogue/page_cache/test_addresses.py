"""catalogue.page_cache.addresses"""

import pytest

from catalogue.page_cache import addresses
from catalogue.page_cache.addresses import canonical


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("/en/organisations/", "", ""),
        ("/es/organisations/", "sector=legal&q=raid", "q=raid&sector=legal"),
        ("/en/organisations/", "utm_source=x&sector=legal&fbclid=1", "sector=legal"),
        ("/en/organisations/", "sector=b&place=c&sector=a", "place=c&sector=b&sector=a"),
        ("/en/organisations/", "q=a%20b&sort=", "q=a+b"),
        ("/en/organisations/", "q=" + "x" * 5000, None),
        ("/en/organisations/", "&".join(f"sector={n}" for n in range(200)), None),
        ("/en/search/", "q=%C3%B1", "q=%C3%B1"),
        ("/en/tactics/anything/", "q=1", ""),
        ("/en/matrix/", "of=events&x=1", "of=events"),
        ("/en/about/method/", "x=1", ""),
        ("/en/search/suggest/", "q=abc", None),  # what somebody is typing is kept nowhere
        ("/admin/", "", None),
        ("/api/v1/entries/", "", None),
        ("/en/nowhere/at/all/", "", None),
        ("/", "", None),
        ("/fr/", "", None),
    ],
)
def test_addresses_of_one_page_become_one(path, query, expected):
    assert canonical(path, query) == expected


def test_addresses_that_nobody_means_are_not_remembered():
    def remembered() -> list[int]:
        return [each.cache_info().currsize for each in (addresses._canonical, addresses._parameters)]

    before = remembered()

    found = [canonical("/en/" + "x" * 60_000, ""), canonical("/en/search/", "q=" + "x" * 60_000)]

    assert found == [None, None]
    assert remembered() == before
