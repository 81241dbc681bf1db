"""Makes .venv from the locks: what the site needs, or with ``--dev`` also what checks it.

Standard library only, and no syntax newer than Python 3.6: an old Python must read far enough to say that it is old.
"""

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEEDED = (3, 11)
RUNTIME = "requirements.txt"
DEV = "requirements-dev.txt"


def complaint(version=sys.version_info, find_spec=importlib.util.find_spec):
    """The sentence that says why this Python will not do, or None."""
    if tuple(version[:2]) < NEEDED:
        return (
            f"This needs Python {NEEDED[0]}.{NEEDED[1]} or newer, and this one is {version[0]}.{version[1]}. "
            "Install a newer one and name it, for example: make run PYTHON=python3.13"
        )
    if not (find_spec("venv") and find_spec("ensurepip")):
        return "This Python cannot make virtual environments: install python3-venv: apt-get install python3-venv"
    return None


def digest(lock):
    return hashlib.sha256(lock.read_bytes()).hexdigest()


class Environment:
    """A virtual environment that remembers which locks it was filled from."""

    def __init__(self, root=ROOT):
        self.root = root
        self.folder = root / ".venv"
        self.python = self.folder / "bin" / "python"

    def usable(self):
        """False as well when it was made by another Python version, for example before an upgrade of the system."""
        packages = self.folder / "lib" / "python{}.{}".format(*sys.version_info[:2])
        return self.python.exists() and packages.is_dir()

    def stamp(self, lock):
        return self.folder / (lock + ".sha256")

    def is_fresh(self, lock):
        stamp = self.stamp(lock)
        return self.usable() and stamp.exists() and stamp.read_text() == digest(self.root / lock)

    def mark_fresh(self, lock):
        self.stamp(lock).write_text(digest(self.root / lock))

    def fill(self, lock):
        """Installs a lock. Raises CalledProcessError when that fails; nothing is marked fresh then."""
        if not self.usable():
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(self.folder)], check=True)
        pip = [str(self.python), "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
        # Bytecode is written when a module is first used; compiling all of it here would take twice as long.
        subprocess.run([*pip, "--no-compile", "--require-hashes", "-r", str(self.root / lock)], check=True)
        self.mark_fresh(lock)
        if lock == DEV:  # which holds all of the other one, at the same versions
            self.mark_fresh(RUNTIME)


def main(arguments):
    reason = complaint()
    if reason:
        return reason
    lock = DEV if "--dev" in arguments else RUNTIME
    environment = Environment()
    if environment.is_fresh(lock):
        return None
    print(f"Installing what {lock} lists into .venv (once, under a minute) ...", flush=True)
    try:
        environment.fill(lock)
    except subprocess.CalledProcessError:
        return "The installation stopped (the reason is above). Is this machine online? Run the same command again."
    except KeyboardInterrupt:
        return 130
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
