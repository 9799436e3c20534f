"""One command of somebody else's, run with servers that live as long as it does."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
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
            return attend(command, env)
    except stopping.Stopped as stopped:
        return stopped.exit_status
    finally:
        stopping.ignore()
        process.end_orphans()


def attend(command: Sequence[str], env: Mapping[str, str]) -> int:
    """Run a command in the foreground, passing on what asks it to stop."""
    started: list[subprocess.Popen[bytes]] = []
    asked: list[int] = []

    def forward(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        for child in started:
            child.send_signal(number)

    def leave(_number: int, _frame: FrameType | None) -> None:
        """Ctrl-C reaches the command itself, since it shares our terminal."""

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, forward)
    # Not SIG_IGN: the command would inherit that.
    signal.signal(signal.SIGINT, leave)
    child = subprocess.Popen(command, env=env)
    started.append(child)
    # Who asked while it was being started has asked for it too.
    for early in asked:
        child.send_signal(early)
    code = child.wait()
    return code if code >= 0 else 128 - code
