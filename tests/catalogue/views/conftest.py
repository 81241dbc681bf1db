"""Pages as the web server asks for them."""

from io import BytesIO

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from catalogue.page_cache.wsgi import PageCache


@pytest.fixture
def through_cache():
    """Asks Django behind the page cache: ``through_cache("POST", path, body)`` gives status, headers and body.

    Django closes connections between requests; the test's own transaction has to stay.
    """
    cache = PageCache(get_wsgi_application(), 10_000_000)

    def ask(method: str, path: str, body: bytes = b"") -> tuple[str, dict[str, str], bytes]:
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "HTTP_HOST": "testserver",
            "REMOTE_ADDR": "192.0.2.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": BytesIO(),
        }
        said: list = []
        answer = b"".join(cache(environ, lambda status, headers: said.extend((status, dict(headers)))))
        return said[0], said[1], answer

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield ask
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
