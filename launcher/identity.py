"""As whom the database server runs: PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from collections.abc import Iterator
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
        hand_over(directory, *self.owner)


def works(command: list[str]) -> bool:
    """Whether a short command can be started here and succeeds."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def as_user(user: int, group: int) -> tuple[str, ...]:
    """The words that run a command as another user."""
    return ("setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups")


# In a namespace of its own a process is nobody, and the files of whoever started it are his: so
# even /root may hold the clone.
SEEN_AS_NOBODY = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")

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
    if os.getuid() == 0 and found.st_uid != 0:
        hand_over(data, found.st_uid, found.st_gid)


def hand_over(directory: Path, user: int, group: int) -> None:
    """Change the owner of a whole directory tree."""
    for folder, names, files in os.walk(directory):
        for name in (folder, *(os.path.join(folder, n) for n in names + files)):
            os.lchown(name, user, group)


def has_a_name(user: int) -> bool:
    """Whether the system knows a user by name, as initdb insists; in containers some have none."""
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True


def candidates(clone: Path) -> Iterator[Identity]:
    """Who may run the servers, best first, given the directory that holds clone and data."""
    if os.getuid() != 0:
        if has_a_name(os.getuid()):
            yield Identity()
        yield Identity(SEEN_AS_NOBODY)
        return
    found = clone.stat()
    owner = (found.st_uid, found.st_gid)
    if found.st_uid != 0 and has_a_name(found.st_uid):
        yield Identity(as_user(*owner), owner)
        yield Identity((*as_user(*owner), *PASS_CLOSED_DIRECTORIES), owner)
    yield Identity(SEEN_AS_NOBODY, (0, 0))
    yield Identity((*as_user(NOBODY, NOBODY), *PASS_CLOSED_DIRECTORIES), (NOBODY, NOBODY))


def choose(clone: Path, binary: Path) -> Identity:
    """The user for a server binary: the first candidate who reaches the clone and can start it.

    An ordinary user stays who he is. Raises Failure where nobody can start it.
    """
    for candidate in candidates(clone):
        # Through a shell: setpriv itself may still pass where what it starts may not.
        probe = ["sh", "-c", 'cd "$1" && exec "$0" --version', str(binary), str(clone)]
        if works([*candidate.prefix, *probe]):
            return candidate
    raise Failure(
        "PostgreSQL runs neither as root nor as a user without a name, and this machine lets "
        "nobody else run it. Run as an ordinary user, or set DATABASE_URL and REDIS_URL."
    )
