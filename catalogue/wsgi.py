"""The application that the web server (granian) calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catalogue.settings")

django_application = get_wsgi_application()

# From here on there are settings and models.
from django.conf import settings  # noqa: E402

from catalogue.page_cache.wsgi import PageCache  # noqa: E402
from catalogue.warm import warm_up  # noqa: E402

warm_up()
application = PageCache(django_application, settings.PAGE_CACHE_BYTES)
