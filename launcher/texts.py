"""Pieces of text for messages."""

from pathlib import Path


def last_lines(log: Path, count: int = 5) -> str:
    """The last lines of a log file that are not empty, or that there is no log."""
    try:
        lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    except OSError:
        return "no log was written"
    return "\n".join(lines[-count:])
