"""How requests reach a server: over HTTP on connections that stay open, as scripts and browsers
do, or straight into the application where a test only wants to see that it works."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

CONNECTIONS = 4


@dataclass(frozen=True)
class Ask:
    """A request."""

    path: str
    method: str = "GET"
    headers: Mapping[str, str] = ()  # type: ignore[assignment]
    body: bytes = b""

    def wire(self) -> bytes:
        lines = [f"{self.method} {self.path} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in dict(self.headers).items()]
        if self.body:
            lines += [f"Content-Length: {len(self.body)}", "Content-Type: application/json"]
        return "\r\n".join([*lines, "", ""]).encode() + self.body


@dataclass(frozen=True)
class Answer:
    """What came back; times are seconds after the request was sent."""

    status: int
    headers: Mapping[str, str]
    size: int
    first_byte: float
    seconds: float
    body: bytes = b""


class Rate(NamedTuple):
    """What a server did under load: requests per second, and the milliseconds of processor time
    that its web processes spent on each. The second says more on a busy machine."""

    per_second: float
    processor: float


class Refused(RuntimeError):
    """A server answered something else than it should: what would be measured is no work."""


class Door(Protocol):
    def ask(self, wanted: Ask, *, keep: bool = True) -> Answer: ...

    def rate(self, wanted: Ask, seconds: float) -> Rate:
        """The same again and again, over so many seconds and all connections."""
        ...


class HttpDoor:
    """A server on a port of this machine; `workers` names its processes."""

    def __init__(self, port: int, workers: Callable[[], list[int]] = list) -> None:
        self.port, self.workers = port, workers

    def ask(self, wanted: Ask, *, keep: bool = True) -> Answer:
        with self._line() as line:
            return line.ask(wanted, keep=keep)

    def rate(self, wanted: Ask, seconds: float) -> Rate:
        must_be_well(wanted, self.ask(wanted))
        spent = processor_time(self.workers())
        counts = [0] * CONNECTIONS
        until = time.perf_counter() + seconds

        def hammer(place: int) -> None:
            with self._line() as line:
                while time.perf_counter() < until:
                    must_be_well(wanted, line.ask(wanted, keep=False))
                    counts[place] += 1

        began = time.perf_counter()
        threads = [threading.Thread(target=hammer, args=(n,)) for n in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        passed, number = time.perf_counter() - began, sum(counts)
        spent = processor_time(self.workers()) - spent
        return Rate(number / passed, 1000 * spent / number)

    @contextmanager
    def _line(self) -> Iterator[Line]:
        with socket.create_connection(("127.0.0.1", self.port), timeout=300) as found:
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            yield Line(found)


class Line:
    """One open connection. Cheaper than a library's: the client shares the machine's cores with
    what it measures."""

    def __init__(self, found: socket.socket) -> None:
        self.socket = found
        self.rest = b""

    def ask(self, wanted: Ask, *, keep: bool) -> Answer:
        began = time.perf_counter()
        self.socket.sendall(wanted.wire())
        while b"\r\n\r\n" not in self.rest:
            self._more()
        head, _end, self.rest = self.rest.partition(b"\r\n\r\n")
        status, headers = _head(head)
        parts: list[bytes] = []
        first = size = 0
        for part in () if wanted.method == "HEAD" else self._body(headers):
            first = first or time.perf_counter()
            size += len(part)
            if keep:
                parts.append(part)
        now = time.perf_counter()
        return Answer(status, headers, size, (first or now) - began, now - began, b"".join(parts))

    def _more(self) -> None:
        got = self.socket.recv(1 << 18)
        if not got:
            raise Refused("The server closed the connection.")
        self.rest += got

    def _body(self, headers: Mapping[str, str]) -> Iterator[bytes]:
        if headers.get("transfer-encoding") == "chunked":
            yield from self._chunks()
            return
        left = int(headers.get("content-length", 0))
        while left:
            if not self.rest:
                self._more()
            part, self.rest = self.rest[:left], self.rest[left:]
            left -= len(part)
            yield part

    def _chunks(self) -> Iterator[bytes]:
        while True:
            while b"\r\n" not in self.rest:
                self._more()
            size, _end, self.rest = self.rest.partition(b"\r\n")
            wanted = int(size, 16) + 2
            while len(self.rest) < wanted:
                self._more()
            part, self.rest = self.rest[: wanted - 2], self.rest[wanted:]
            if not part:
                return
            yield part


def processor_time(pids: list[int]) -> float:
    """Seconds of processor time that some processes have spent so far."""
    fields = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids)
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


def must_be_well(wanted: Ask, answer: Answer) -> None:
    """Raise Refused for anything but a success."""
    if not 200 <= answer.status < 300:
        raise Refused(f"{wanted.method} {wanted.path}: {answer.status} {answer.body[:500]!r}")


def _head(head: bytes) -> tuple[int, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return int(first.split()[1]), {name.lower(): value.strip() for name, _c, value in pairs}
