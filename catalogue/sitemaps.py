"""Every page for search engines, each with the same page in the other language."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from catalogue import registry
from catalogue.models import Entry, Guide, Place, Source
from catalogue.views.about import PAGES


class BilingualSitemap(Sitemap):
    """Pages that exist in every language; a reader of any other is sent to the first."""

    i18n = True
    alternates = True

    def get_urls(self, page=1, site=None, protocol=None) -> list[dict]:
        """With x-default. Django's own would lead to an address without a language, which only the home page has."""
        urls = super().get_urls(page, site, protocol)
        for url in urls:
            first = next(other for other in url["alternates"] if other["lang_code"] == settings.LANGUAGE_CODE)
            url["alternates"].append({**first, "lang_code": "x-default"})
        return urls


class PageSitemap(BilingualSitemap):
    """The home page, the lists, the timeline, the phases, the matrix and the pages about the catalogue."""

    def items(self) -> list[tuple[str, list[str]]]:
        """Names of addresses with their arguments."""
        lists = [entry_type.folder for entry_type in registry.all_types()]
        names = ["home", *lists, "sources", "places", "timeline", "phases", "matrix", "guides", "glossary"]
        return [(name, []) for name in names] + [("about", [page]) for page in PAGES]

    def location(self, item: tuple[str, list[str]]) -> str:
        """In the active language."""
        name, arguments = item
        return reverse(name, args=arguments)


class EntrySitemap(BilingualSitemap):
    """Published entries of every type."""

    def items(self) -> QuerySet[Entry]:
        """As little of each as its address needs."""
        return Entry.objects.published().only("type", "slug", "updated").order_by("type", "slug")

    def lastmod(self, entry: Entry):
        """When it was last changed."""
        return entry.updated


class GuideSitemap(BilingualSitemap):
    """Guides that are listed."""

    def items(self) -> QuerySet[Guide]:
        """In their own order."""
        return Guide.objects.listed().only("slug").order_by("position", "slug")


class SourceSitemap(BilingualSitemap):
    """Every source."""

    def items(self) -> QuerySet[Source]:
        """By slug."""
        return Source.objects.only("slug").order_by("slug")


class PlaceSitemap(BilingualSitemap):
    """Every place."""

    def items(self) -> QuerySet[Place]:
        """By slug."""
        return Place.objects.only("slug").order_by("slug")


SITEMAPS: dict[str, type[Sitemap]] = {
    "pages": PageSitemap,
    "entries": EntrySitemap,
    "guides": GuideSitemap,
    "sources": SourceSitemap,
    "places": PlaceSitemap,
}
