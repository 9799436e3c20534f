"""One command of somebody else's, run with servers that live as long as it does."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from launcher import process, servers, stopping


def run(clone: Path, data: Path | None, command: Sequence[str]) -> int:
    """Run a command with DATABASE_URL and REDIS_URL of fast servers; returns its exit status.

    It stays in the terminal's foreground. Nothing it started is left when this returns.
    """
    process.adopt_orphans()
    stopping.listen()
    try:
        with servers.for_tests(clone, data) as urls:
            env = os.environ | urls
            env.setdefault("CHROMIUM", "chromium")
            return attend(subprocess.Popen(command, env=env))
    except stopping.Stopped as stopped:
        return stopped.exit_status
    finally:
        stopping.ignore()
        process.end_orphans()


def attend(child: subprocess.Popen[bytes]) -> int:
    """Wait for a command, passing on what asks it to stop."""

    def forward(number: int, _frame: FrameType | None) -> None:
        child.send_signal(number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, forward)
    # Ctrl-C reaches the command itself, since it shares our terminal.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    code = child.wait()
    with contextlib.suppress(ProcessLookupError):
        child.kill()
    return code if code >= 0 else 128 - code
