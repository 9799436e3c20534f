"""Commands the launcher itself needs done, one after the other."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from launcher.failure import Failure
from launcher.progress import Progress
from launcher.texts import last_lines

LINES_OF_A_FAILURE = 20


def nothing() -> str:
    """No detail to show beside a step's title."""
    return ""


def carry_out(
    title: str,
    command: Sequence[str],
    log: Path,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    detail: Callable[[], str] = nothing,
) -> str:
    """Run a command while its title is shown; returns what it printed, kept in `log`.

    Raises Failure with the end of that where the exit status is not 0. Whatever interrupts the
    waiting ends the command as well.
    """
    with Progress(title) as step:
        # Another user's log can be replaced where it cannot be written to.
        log.unlink(missing_ok=True)
        with log.open("wb") as output:
            child = subprocess.Popen(
                command,
                env=env,
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            while child.poll() is None:
                try:
                    child.wait(1)
                except subprocess.TimeoutExpired:
                    step.update(detail())
        finally:
            child.kill()
            child.wait()
    if child.returncode != 0:
        raise Failure(
            f"{title} {detail()}".rstrip() + f" failed:\n{last_lines(log, LINES_OF_A_FAILURE)}"
        )
    return log.read_text(errors="replace").strip()
