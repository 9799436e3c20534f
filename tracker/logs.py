"""How a line of the log is written."""

from __future__ import annotations

import logging
from typing import Any


class OneLine(logging.Formatter):
    """A message is one line, whatever somebody put into it: nobody writes a second one or colours
    the terminal. The lines of a traceback are marked, so that none looks like a message."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        return _readable(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:
        lines = super().formatException(ei).split("\n")
        return "\n".join(f"  | {_readable(line)}" for line in lines)


def _readable(text: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
