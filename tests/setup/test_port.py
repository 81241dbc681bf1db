import socket

import pytest

from setup import port


@pytest.fixture
def taken():
    """A port of this machine that another program listens on."""
    with socket.create_server((port.HOST, 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize(("environ", "expected"), [({}, 8000), ({"PORT": ""}, 8000), ({"PORT": "8123"}, 8123)])
def test_chosen(environ, expected):
    assert port.chosen(environ) == expected


@pytest.mark.parametrize("text", ["http", "0", "-1", "65536", "80.5", "8000;ls"])
def test_chosen_is_no_port_number(text):
    with pytest.raises(port.PortError) as refusal:
        port.chosen({"PORT": text})

    assert str(refusal.value) == f"PORT is {text!r}, which is not a number from 1 to 65535. Try: PORT=8000 make run"


def test_free(taken, monkeypatch):
    monkeypatch.setattr(port, "try_to_listen", lambda number: None)

    assert port.free({"PORT": str(taken)}) == taken


def test_free_taken_suggests_the_next_free_one(taken, monkeypatch):
    monkeypatch.setattr(port, "is_free", lambda number: number == taken + 2)

    with pytest.raises(port.PortError) as refusal:
        port.free({"PORT": str(taken)})

    assert str(refusal.value) == f"Port {taken} is in use. Try: PORT={taken + 2} make run"


def test_free_taken_last_port_suggests_the_default(monkeypatch):
    def refuse(number):
        raise OSError

    monkeypatch.setattr(port, "try_to_listen", refuse)

    with pytest.raises(port.PortError, match=r"Port 65535 is in use\. Try: PORT=8000 make run"):
        port.free({"PORT": "65535"})


def test_free_reserved_for_root(monkeypatch):
    def refuse(number):
        raise PermissionError

    monkeypatch.setattr(port, "try_to_listen", refuse)

    with pytest.raises(port.PortError, match=r"Port 80 is reserved for root\. Try: PORT=8000 make run"):
        port.free({"PORT": "80"})
