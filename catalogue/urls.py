"""Every address. Pages are the same under /en/ and /es/; slugs do not change with the language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path

from catalogue import sitemaps
from catalogue.admin import undo
from catalogue.images.sizes import NAME as PICTURE
from catalogue.views import (
    about,
    compare,
    errors,
    glossary,
    guides,
    health,
    home,
    media,
    places,
    pocket_card,
    search,
    sheet,
    sources,
    style,
    suggest,
    well_known,
)

urlpatterns = [
    path("", home.to_language, name="root"),
    path(f"{settings.ADMIN_PATH}undo/<int:pk>/", admin.site.admin_view(undo.undo), name="undo-account"),
    path(settings.ADMIN_PATH, admin.site.urls),
    path("accounts/", include("catalogue.account_urls")),
    path("api/v1/", include("catalogue.api.urls")),
    re_path(f"^{settings.MEDIA_URL.lstrip('/')}{PICTURE.pattern}$", media.picture, name="picture"),
    # for machines
    path("healthz", health.healthz, name="healthz"),
    path("robots.txt", well_known.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": sitemaps.SITEMAPS}, name="sitemap"),
    path(".well-known/security.txt", well_known.security, name="security"),
    path("opensearch-<slug:language>.xml", well_known.opensearch, name="opensearch"),
]

urlpatterns += i18n_patterns(
    path("", home.home, name="home"),
    path("search/", search.Search.as_view(), name="search"),
    path("search/suggest/", suggest.suggest, name="suggest"),
    path("", include("organisations.urls")),
    path("", include("tactics.urls")),
    path("places/", places.PlaceList.as_view(), name="places"),
    path("places/<slug:slug>/", places.PlaceDetail.as_view(), name="place"),
    path("sources/", sources.SourceList.as_view(), name="sources"),
    path("sources/<slug:slug>/", sources.SourceDetail.as_view(), name="source"),
    path("guides/", guides.GuideList.as_view(), name="guides"),
    path("guides/<slug:slug>/", guides.GuideDetail.as_view(), name="guide"),
    path("glossary/", glossary.glossary, name="glossary"),
    # to take away
    path("card/", pocket_card.PocketCard.as_view(), name="pocket-card"),
    path("sheet/", sheet.Sheet.as_view(), name="sheet"),
    path("compare/", compare.Compare.as_view(), name="compare"),
    path("style/", style.style, name="style"),
    path("about/<slug:page>/", about.about, name="about"),
)

handler400 = errors.bad_request
handler403 = errors.not_allowed
handler404 = errors.not_found
handler500 = errors.broken
