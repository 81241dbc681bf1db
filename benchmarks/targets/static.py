"""nginx with the very bytes of cached pages as files: what serving them costs at least."""

import gzip
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from benchmarks.questions import Question
from benchmarks.targets.base import HOST, WORKERS, Answer, Target, TargetError

CONFIGURATION = """\
daemon off;
worker_processes {workers};
pid {folder}/pid;
error_log {folder}/error.log crit;
{user}
events {{ worker_connections 256; }}
http {{
    access_log off;
    types {{ text/html html; }}
    charset utf-8;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 100000000;
    open_file_cache max=1000 inactive=600s;
    gzip_static on;
    gzip_vary on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen {host}:{port};
        root {folder}/pages;
        {headers}
    }}
}}
"""


# What nginx writes by itself.
OWN = {"date", "server", "content-length", "content-encoding", "content-type", "last-modified", "etag", "vary"}


class Static(Target):
    """One file for each cached page, compressed once by whoever answered it first, sent with the same headers."""

    name = "nginx"
    kinds = ("cached",)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.numbers: dict[Question, int] = {}
        self.headers: dict[str, str] = {}

    def hold(self, question: Question, answer: Answer) -> None:
        """Keep a page as its server sent it."""
        number = self.numbers.setdefault(question, len(self.numbers))
        self.headers = {name: value for name, value in answer.headers.items() if name not in OWN}
        pages = self.folder / "pages"
        pages.mkdir(exist_ok=True)
        (pages / f"{number}.html").write_text(answer.text, encoding="utf-8")
        packed = answer.headers.get("content-encoding") == "gzip"
        (pages / f"{number}.html.gz").write_bytes(answer.body if packed else gzip.compress(answer.body))

    def prepare(self) -> None:
        """Write its configuration."""
        headers = " ".join(f"add_header {name} {json.dumps(value)};" for name, value in self.headers.items())
        facts = {"folder": self.folder, "host": HOST, "port": self.port, "workers": WORKERS, "headers": headers}
        # Started by root, nginx would serve as another user, who may not read the files; else it stays who it is.
        user = "user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(CONFIGURATION.format(**facts, user=user), encoding="utf-8")

    def command(self) -> list[str]:
        """Unprivileged, with its own configuration only."""
        return [program(), "-c", str(self.folder / "nginx.conf"), "-e", str(self.folder / "error.log")]

    def path(self, kind: str, question: Question) -> str:
        """The file's name."""
        return f"/{self.numbers[question]}.html"

    def problem(self, kind: str, question: Question, answer: Answer, expected: int | None) -> str | None:
        """Byte for byte what the catalogue sent."""
        held = (self.folder / "pages" / f"{self.numbers[question]}.html.gz").read_bytes()
        return None if answer.body == held else "These are not the bytes of the cached page."


def program() -> str:
    """The path of nginx. Raises TargetError with how to install it."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if not found:
        raise TargetError("The benchmarks compare with nginx, which is not installed: apt-get install nginx-light")
    return found


def version() -> str:
    """As it names itself: "1.22.1"."""
    said = subprocess.run([program(), "-v"], capture_output=True, text=True, check=True).stderr
    found = re.search(r"nginx/([\d.]+)", said)
    return found[1] if found else said.strip()
