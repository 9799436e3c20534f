"""As whom the database server runs: PostgreSQL refuses to run as root."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from launcher.failure import Failure

NOBODY = 65534


@dataclass(frozen=True)
class Identity:
    """A user for the servers: the words put before a command, and who must own its files.

    `owner` is (user id, group id) as this process sees them, or None where files need no change.
    """

    prefix: tuple[str, ...] = ()
    owner: tuple[int, int] | None = None

    def own(self, directory: Path) -> None:
        """Hand a directory tree to the server's user, where it is not his yet."""
        if self.owner is None or directory.stat().st_uid == self.owner[0]:
            return
        for folder, names, files in os.walk(directory):
            for name in (folder, *(os.path.join(folder, n) for n in names + files)):
                os.lchown(name, *self.owner)


def works(command: list[str]) -> bool:
    """Whether a short command can be started here and succeeds."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def as_user(user: int, group: int) -> tuple[str, ...]:
    """The words that run a command as another user."""
    return ("setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups")


# So that nobody passes directories closed to him, such as /root. access(2), with which initdb
# looks for its sister programs, heeds the capability only with this secure bit.
PASS_CLOSED_DIRECTORIES = (
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    "--securebits=+no_setuid_fixup",
)


def give_back(clone: Path, data: Path) -> None:
    """Where root worked in the checkout of somebody else, leave him the owner of the data."""
    found = clone.stat()
    if os.getuid() != 0 or found.st_uid == 0:
        return
    for folder, names, files in os.walk(data):
        for name in (folder, *(os.path.join(folder, n) for n in names + files)):
            if os.lstat(name).st_uid == 0:
                os.lchown(name, found.st_uid, found.st_gid)


def choose(clone: Path, binary: Path) -> Identity:
    """The user for a server binary, given the directory that holds clone and data.

    An ordinary user stays who he is. For root, in this order: the clone's owner; root seen
    through a user namespace as nobody (files stay root's, so even /root may hold the clone);
    nobody himself. Raises Failure where none of these works.
    """
    if os.getuid() != 0:
        return Identity()
    # Through a shell: setpriv itself may still pass where what it starts may not.
    probe = ["sh", "-c", 'exec "$0" --version', str(binary)]
    found = clone.stat()
    if found.st_uid != 0:
        owner = (found.st_uid, found.st_gid)
        candidates = [
            Identity(as_user(*owner), owner),
            Identity((*as_user(*owner), *PASS_CLOSED_DIRECTORIES), owner),
        ]
    else:
        # The files stay as they are in the namespace; a tree once given away comes back.
        namespace = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
        candidates = [
            Identity(namespace, (0, 0)),
            Identity((*as_user(NOBODY, NOBODY), *PASS_CLOSED_DIRECTORIES), (NOBODY, NOBODY)),
        ]
    for candidate in candidates:
        if shutil.which(candidate.prefix[0]) and works([*candidate.prefix, *probe]):
            return candidate
    raise Failure(
        "PostgreSQL does not run as root, and this machine lets root become nobody else. "
        "Run as an ordinary user, or set DATABASE_URL and REDIS_URL."
    )
