"""Processes the launcher starts: how they are told apart, started, and ended for good."""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

POLL_SECONDS = 0.02
PR_SET_CHILD_SUBREAPER = 36


def started_at(pid: int) -> str | None:
    """When the kernel says a process began (clock ticks since boot); None where there is none.

    Together with the process id it names one process for as long as the machine is up. A zombie
    counts as gone.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (OSError, IndexError):
        return None
    return None if fields[0] in "ZX" else fields[19]


def children_of(pid: int) -> list[int]:
    """The direct children of a process, zombies included."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(fields[1]) == pid:
                    found.append(int(entry.name))
    return found


def adopt_orphans() -> None:
    """Make grandchildren whose parent dies ours, so that none can slip away at the end."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_orphans(mine: Iterable[int] = ()) -> None:
    """End and reap every child of this process that is not among `mine`."""
    keep = set(mine)
    while strays := [pid for pid in children_of(os.getpid()) if pid not in keep]:
        for pid in strays:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


@dataclass
class Child:
    """A process of ours with a name for the person at the terminal, leader of its own group."""

    name: str
    popen: subprocess.Popen[bytes]
    stop_signal: signal.Signals
    log: Path | None = None

    @property
    def pid(self) -> int:
        return self.popen.pid

    def has_ended(self) -> bool:
        return self.popen.poll() is not None

    def ending(self) -> str:
        """How it ended, in words."""
        code = self.popen.returncode
        return f"killed by signal {-code}" if code < 0 else f"exit status {code}"


def start(
    name: str,
    command: Sequence[str | Path],
    *,
    stop_signal: signal.Signals = signal.SIGTERM,
    prefix: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    log: Path | None = None,
) -> Child:
    """Start a process in a session of its own, so that Ctrl-C reaches only the launcher.

    The kernel sends it `stop_signal` should the launcher itself be killed without warning.
    """
    leash: list[str] = []
    if shutil.which("setpriv"):
        leash = ["setpriv", "--pdeathsig", stop_signal.name.removeprefix("SIG")]
    output: IO[bytes] | int = subprocess.DEVNULL
    if log is not None:
        output = log.open("ab")
    try:
        popen = subprocess.Popen(
            [*prefix, *leash, *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=cwd,
            start_new_session=True,
        )
    finally:
        if not isinstance(output, int):
            output.close()
    return Child(name, popen, stop_signal, log)


def signal_group(pid: int, number: signal.Signals) -> None:
    """Signal a process group; nothing happens where it is gone."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def stop(children: Sequence[Child], seconds: float) -> None:
    """Ask all to stop at once, wait, and kill the groups of those that did not."""
    for child in children:
        if not child.has_ended():
            with contextlib.suppress(ProcessLookupError):
                child.popen.send_signal(child.stop_signal)
    deadline = time.monotonic() + seconds
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.popen.wait(max(0.0, deadline - time.monotonic()))
    for child in children:
        # Also where the leader went in peace: its workers may not have.
        signal_group(child.pid, signal.SIGKILL)
        child.popen.wait()


def wait_until_gone(pid: int, start: str, seconds: float) -> bool:
    """Whether a process that need not be our child ends within the time."""
    deadline = time.monotonic() + seconds
    while started_at(pid) == start:
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True
