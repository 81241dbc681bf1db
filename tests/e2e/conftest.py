"""The site as ``make run`` serves it, with its real content, and a browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# Without these Chromium looks for updates and for its maker's services at every start.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60  # seconds for the site to start
ELSEWHERE = "https://elsewhere.invalid/"  # where "Leave this site" leads; no such place can exist


class Site:
    """A running site: where it is, and how to run its commands."""

    def __init__(self, folder: Path):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        plain = {name: value for name, value in os.environ.items() if name not in ("DEBUG", "ALLOWED_HOSTS")}
        self.environ = {**plain, "PORT": port, "DATA_DIR": str(folder), "DATABASE_URL": "", "LEAVE_URL": ELSEWHERE}
        self.url = f"http://127.0.0.1:{port}"
        self.log = folder / "log"
        with self.log.open("w") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "setup.serve"], cwd=ROOT, env=self.environ, stdout=log, stderr=log
            )
        self.wait()

    def wait(self) -> None:
        """Until the site answers; raises RuntimeError with what it printed when it does not."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.server.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=2).close()  # noqa: S310 - our own address
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"The site did not start: {self.log.read_text()}")

    def manage(self, *arguments: str, stdin: str = "") -> str:
        """Run a management command on the site's data; what it prints."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environ, input=stdin, capture_output=True, text=True, check=True
        )
        return done.stdout


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The running site."""
    started = Site(tmp_path_factory.mktemp("site"))
    yield started
    started.server.terminate()
    started.server.wait(10)


@pytest.fixture(scope="session")
def browser():
    """A real Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


class Watched:
    """A page whose complaints and requests are kept."""

    def __init__(self, browser: Browser, base: str, **options):
        self.context = browser.new_context(base_url=base, **options)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))


@pytest.fixture
def open_page(browser, site):
    """Opens a window: ``open_page(width=390, dark=True)``."""
    opened = []

    def open_window(*, width: int = 1280, dark: bool = False, **options) -> Watched:
        window = Watched(
            browser,
            site.url,
            viewport={"width": width, "height": 844},
            color_scheme="dark" if dark else "light",
            **options,
        )
        opened.append(window)
        return window

    yield open_window
    for window in opened:
        window.context.close()
