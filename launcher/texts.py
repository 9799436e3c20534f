"""Pieces of text for messages."""

from pathlib import Path


def last_lines(log: Path, count: int = 5) -> str:
    """The end of a log file, or that there is none."""
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-count:])
    except OSError:
        return "no log was written"
