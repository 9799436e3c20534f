"""Where the launcher keeps its files below one data directory."""

import contextlib
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from launcher.failure import Failure
from launcher.identity import NOBODY

# sun_path holds 108 bytes on Linux, the last of them a NUL.
SOCKET_PATH_MAX_BYTES = 107
LONGEST_SOCKET_NAME = ".s.PGSQL.5432"


def fits_a_socket(directory: Path) -> bool:
    """Whether every socket of ours in this directory has a path short enough for the kernel."""
    return len(os.fsencode(directory / LONGEST_SOCKET_NAME)) <= SOCKET_PATH_MAX_BYTES


def short_directory(data: Path) -> Path:
    """A short path that stands for this data directory, wherever that lies."""
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    wanted = Path(runtime) / f"tracker-{digest}"
    if runtime and os.access(runtime, os.W_OK) and fits_a_socket(wanted):
        return wanted
    return Path("/tmp") / f"tracker-{digest}"


@dataclass(frozen=True)
class Layout:
    """The directories of one set of servers; all are below `data`, save perhaps the sockets."""

    data: Path

    @property
    def postgres(self) -> Path:
        return self.data / "postgres"

    @property
    def valkey(self) -> Path:
        return self.data / "valkey"

    @property
    def logs(self) -> Path:
        return self.data / "log"

    @property
    def mail(self) -> Path:
        return self.data / "mail"

    @property
    def lock(self) -> Path:
        return self.data / "launcher.lock"

    @property
    def processes(self) -> Path:
        return self.data / "processes.json"

    @property
    def endpoints(self) -> Path:
        return self.data / "endpoints.json"

    @property
    def sockets(self) -> Path:
        """Where the servers listen: below `data`, or a short path where that one is too long."""
        inside = self.data / "sockets"
        return inside if fits_a_socket(inside) else short_directory(self.data)

    def prepare(self) -> None:
        """Create what is missing. Raises Failure where the directories belong to somebody else."""
        for directory in (self.data, self.logs, self.sockets):
            try:
                directory.mkdir(parents=True, exist_ok=True, mode=0o700)
            except OSError as error:
                raise Failure(f"Cannot create {directory}: {error.strerror}.") from error
        # Root takes over whatever it finds; of a directory in /tmp it must know the owner.
        owners = {os.getuid()} if os.getuid() else {0, NOBODY, self.data.lstat().st_uid}
        for directory in (self.data, self.logs, self.sockets):
            self._must_be_ours(directory, owners)
        for directory in (self.data, self.sockets):
            directory.chmod(0o700)

    def clear_sockets(self) -> None:
        """Remove a directory for the sockets that lies outside `data`, once nobody listens."""
        if self.sockets.parent != self.data:
            with contextlib.suppress(OSError):
                self.sockets.rmdir()

    def _must_be_ours(self, directory: Path, owners: set[int]) -> None:
        found = directory.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners:
            raise Failure(
                f"{directory} belongs to another user: run as that user, or remove it first."
            )
