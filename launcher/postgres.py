"""The embedded PostgreSQL server: its data directory, its socket, its settings."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from launcher import process
from launcher.binaries import PostgresPrograms
from launcher.failure import Failure
from launcher.identity import Identity
from launcher.layout import Layout
from launcher.sockets import accepts
from launcher.texts import last_lines

# The product's role owns its database but is no superuser, as in production: row security and
# trusted extensions behave here as they do there.
BOOTSTRAP_SQL = """\
CREATE ROLE tracker LOGIN CREATEDB;
CREATE DATABASE tracker OWNER tracker;
"""
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
}
# For tests only: a crash of the machine loses the data, nothing else does.
UNSAFE_AND_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
START_SECONDS = 60.0
STOP_SECONDS = 20.0


@dataclass(frozen=True)
class Postgres:
    """One PostgreSQL cluster and how it is run. `durable` is False only for tests."""

    layout: Layout
    programs: PostgresPrograms
    identity: Identity
    durable: bool = True

    @property
    def url(self) -> str:
        """How a client reaches it: understood by libpq and by django-environ alike."""
        return f"postgresql://tracker@/tracker?host={quote(str(self.layout.sockets), safe='')}"

    @property
    def socket(self) -> Path:
        return self.layout.sockets / ".s.PGSQL.5432"

    @property
    def log(self) -> Path:
        return self.layout.logs / "postgres.log"

    def is_initialised(self) -> bool:
        return (self.layout.postgres / "PG_VERSION").is_file()

    def initialise(self) -> None:
        """Create the cluster, the role and the database `tracker`; all of it or nothing."""
        fresh = self.layout.data / "postgres.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self.identity.own(fresh)
        self._initdb(fresh)
        single: list[str | Path] = [self.programs.postgres, "--single", "-F", "-D", fresh]
        self._run([*single, "postgres"], BOOTSTRAP_SQL)
        fresh.rename(self.layout.postgres)

    def _initdb(self, directory: Path) -> None:
        command: list[str | Path] = [self.programs.initdb, "-D", directory]
        command += ["-U", "postgres", "--auth=trust"]
        command += ["--encoding=UTF8", "--no-instructions"]
        if not self.durable:
            command.append("--no-sync")
        if self.programs.version >= 17:
            # Character classes from PostgreSQL's own tables: the same on every system.
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        try:
            self._run([*command, "--locale=C.UTF-8"])
        except Failure:
            self._run([*command, "--locale=C"])

    def _run(self, command: list[str | Path], text: str = "") -> None:
        done = subprocess.run(
            [*self.identity.prefix, *command],
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise Failure(f"PostgreSQL could not be set up: {done.stderr.strip()}")

    def must_match(self) -> None:
        """Raise Failure where another major version wrote the data."""
        written_by = (self.layout.postgres / "PG_VERSION").read_text().strip()
        if written_by != str(self.programs.version):
            raise Failure(
                f"The data in {self.layout.postgres} are of PostgreSQL {written_by}, this is "
                f"{self.programs.version}: remove them (make reset), or set DATABASE_URL."
            )

    def forget_the_dead(self) -> None:
        """Stop a server that outlived its launcher here, and remove what a killed one left.

        PostgreSQL itself refuses to start while the process id in its file belongs to anybody.
        """
        pid_file = self.layout.postgres / "postmaster.pid"
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
            pid = int(pid_file.read_text().splitlines()[0])
            start = process.started_at(pid)
            if start is not None and serves(pid, self.layout.postgres):
                os.kill(pid, signal.SIGINT)
                if not process.wait_until_gone(pid, start, STOP_SECONDS):
                    os.kill(pid, signal.SIGQUIT)
                    process.wait_until_gone(pid, start, STOP_SECONDS)
        if pid_file.exists() and not self.durable:
            # Without fsync, what a crash of the machine left cannot be trusted.
            shutil.rmtree(self.layout.postgres)
        for left in (pid_file, self.socket, Path(f"{self.socket}.lock")):
            left.unlink(missing_ok=True)

    def start(self) -> process.Child:
        """Start it and return once it accepts connections; raises Failure where it does not."""
        self.forget_the_dead()
        if not self.is_initialised():
            self.initialise()
        self.must_match()
        self.identity.own(self.layout.postgres)
        self.identity.own(self.layout.sockets)
        settings = SETTINGS | {"unix_socket_directories": str(self.layout.sockets)}
        if not self.durable:
            settings |= UNSAFE_AND_FAST
        command: list[str | Path] = [self.programs.postgres, "-D", self.layout.postgres]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        self.log.unlink(missing_ok=True)
        child = process.start(
            "PostgreSQL",
            command,
            stop_signal=signal.SIGINT,
            prefix=self.identity.prefix,
            log=self.log,
        )
        self._wait(child)
        return child

    def _wait(self, child: process.Child) -> None:
        deadline = time.monotonic() + START_SECONDS
        status = self.layout.postgres / "postmaster.pid"
        # The eighth line of the file turns to "ready" when connections are accepted.
        while not (ready(status) and accepts(self.socket)):
            if child.has_ended() or time.monotonic() > deadline:
                process.stop([child], STOP_SECONDS)
                raise Failure(
                    f"PostgreSQL did not start ({child.ending()}): {last_lines(self.log)}"
                )
            time.sleep(process.POLL_SECONDS)


def serves(pid: int, data: Path) -> bool:
    """Whether a process is a server of this very data directory."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == data.resolve()
    except OSError:
        return False


def ready(pid_file: Path) -> bool:
    """Whether PostgreSQL says in its process file that it accepts connections."""
    try:
        return pid_file.read_text().splitlines()[7].strip() == "ready"
    except (OSError, IndexError):
        return False
