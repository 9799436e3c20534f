"""An archive that is sent while it is written."""

from __future__ import annotations

import zipfile
from typing import IO

# Rows repeat themselves: the first levels pack them almost as small as the last, in half the time.
LEVEL = 2
# Each part is a call through every middleware and to the socket.
AT_ONCE = 1 << 16


class Archive:
    """A zip on its way out: what was written since is taken and sent. Its list of contents stands
    at the end, so that no program takes one that broke off for a whole one."""

    def __init__(self) -> None:
        self._held = _Held()
        self._zip = zipfile.ZipFile(self._held, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)

    def member(self, name: str) -> IO[bytes]:
        """A member to write to, until it is closed. Raises RuntimeError beyond 2 GiB: larger ones
        are told in a way that Excel does not read."""
        return self._zip.open(name, "w")

    def add(self, name: str, body: bytes) -> None:
        self._zip.writestr(name, body)

    def end(self) -> None:
        """Writes the list of contents."""
        self._zip.close()

    @property
    def is_enough(self) -> bool:
        """Is there so much to take that sending it is worth the while?"""
        return len(self._held.content) >= AT_ONCE

    def taken(self) -> bytes:
        """What was written since the last time."""
        part = bytes(self._held.content)
        self._held.content.clear()
        return part


class _Held:
    """What was written and not taken yet, as a file that nobody can go back in: sizes are written
    behind each member."""

    def __init__(self) -> None:
        self.content = bytearray()

    def write(self, part: bytes, /) -> int:
        self.content += part
        return len(part)

    def flush(self) -> None: ...

    def close(self) -> None: ...
