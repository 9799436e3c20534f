"""Asking clamd about a file: INSTREAM over TCP or a unix socket. Whatever is not a plain “OK” in
time is no answer, and a file without an answer is not taken."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from typing import IO
from urllib.parse import urlsplit

PIECE = 64 * 1024
CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 30.0
LONGEST_ANSWER = 4096


class NoAnswer(Exception):
    """The scanner is not there, too slow, or does not say what it found."""


def is_clean(address: str, content: IO[bytes]) -> bool:
    """Whether the scanner finds nothing in a file, read from its beginning. Raises NoAnswer."""
    deadline = time.monotonic() + ANSWER_SECONDS
    try:
        with _connected(address) as line:
            line.sendall(b"zINSTREAM\0")
            for piece in _pieces(content):
                line.settimeout(_left(deadline))
                line.sendall(len(piece).to_bytes(4, "big") + piece)
            line.sendall(bytes(4))
            said = _answer(line, deadline)
    except OSError as error:
        raise NoAnswer(str(error)) from error
    if said == b"stream: OK":
        return True
    if said.startswith(b"stream: ") and said.endswith(b" FOUND"):
        return False
    raise NoAnswer(said.decode("ascii", "replace")[:200])


def answers(address: str) -> bool:
    """Whether the scanner says that it is there."""
    try:
        with _connected(address) as line:
            line.sendall(b"zPING\0")
            return _answer(line, time.monotonic() + CONNECT_SECONDS) == b"PONG"
    except (OSError, NoAnswer):
        return False


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(CONNECT_SECONDS)
        try:
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((parts.hostname, parts.port or 3310), CONNECT_SECONDS)


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    content.seek(0)
    while piece := content.read(PIECE):
        yield piece


def _answer(line: socket.socket, deadline: float) -> bytes:
    said = b""
    while not said.endswith((b"\0", b"\n")) and len(said) < LONGEST_ANSWER:
        line.settimeout(_left(deadline))
        piece = line.recv(1024)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n ")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("no answer in time")
    return left
