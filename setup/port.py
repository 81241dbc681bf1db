"""Says which port to serve on, or in a sentence why not. Run before anything slow: waiting for bad news is no fun."""

import os
import socket
import sys

HOST = "127.0.0.1"
DEFAULT = 8000
LAST = 65535


class PortError(Exception):
    """The port cannot be used; the text says what to do."""


def try_to_listen(port):
    """Raises OSError when nobody can listen on the port just now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As servers do: a port whose last connections are still closing counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((HOST, port))


def is_free(port):
    try:
        try_to_listen(port)
    except OSError:
        return False
    return True


def chosen(environ=os.environ):
    """The port that PORT asks for. Raises PortError when that is no port number."""
    text = environ.get("PORT") or str(DEFAULT)
    try:
        port = int(text)
    except ValueError:
        port = 0
    if not 1 <= port <= LAST:
        raise PortError(f"PORT is {text!r}, which is not a number from 1 to {LAST}. Try: PORT={DEFAULT} make run")
    return port


def free(environ=os.environ):
    """The port that PORT asks for. Raises PortError when it is no port number, taken, or reserved for root."""
    port = chosen(environ)
    try:
        try_to_listen(port)
    except PermissionError:
        raise PortError(f"Port {port} is reserved for root. Try: PORT={DEFAULT} make run") from None
    except OSError:
        other = next((p for p in range(port + 1, LAST + 1) if is_free(p)), DEFAULT)
        raise PortError(f"Port {port} is in use. Try: PORT={other} make run") from None
    return port


if __name__ == "__main__":
    try:
        free()
    except PortError as error:
        sys.exit(str(error))
