"""Where the launcher keeps its files below one data directory."""

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from launcher.failure import Failure

# sun_path holds 108 bytes on Linux, the last of them a NUL.
SOCKET_PATH_MAX_BYTES = 107
LONGEST_SOCKET_NAME = ".s.PGSQL.5432"


def fits_a_socket(directory: Path) -> bool:
    """Whether every socket of ours in this directory has a path short enough for the kernel."""
    return len(os.fsencode(directory / LONGEST_SOCKET_NAME)) <= SOCKET_PATH_MAX_BYTES


def short_directory(data: Path) -> Path:
    """A short directory of our own that stands for this data directory wherever it lies.

    Raises Failure where somebody else owns a directory of that name.
    """
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    parent = Path(runtime) if runtime and os.access(runtime, os.W_OK) else Path("/tmp")
    directory = parent / f"tracker-{digest}"
    if not fits_a_socket(directory):
        directory = Path(tempfile.gettempdir()) / f"tracker-{digest}"
    return directory


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
        for directory in (self.data, self.logs, self.sockets):
            self._must_be_ours(directory)
        self.sockets.chmod(0o700)

    def _must_be_ours(self, directory: Path) -> None:
        found = directory.lstat()
        if not stat.S_ISDIR(found.st_mode) or (os.getuid() and found.st_uid != os.getuid()):
            raise Failure(
                f"{directory} belongs to another user: run as that user, or remove it first."
            )
