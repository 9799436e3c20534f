"""A clamd of a few lines, over a real socket: it finds the test string that every scanner knows,
and can be told to be slow or to talk nonsense."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# The harmless string that scanners agreed on, cut so that this file is not taken for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Talk(socketserver.StreamRequestHandler):
    server: Scanner

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command == b"zPING\0":
            self.wfile.write(b"PONG\0")
            return
        content = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(length)
        self.server.seen.append(content)
        if self.server.is_silent:
            self.server.released.wait(10)
        elif self.server.nonsense:
            self.wfile.write(self.server.nonsense)
        elif EICAR in content:
            self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0")
        else:
            self.wfile.write(b"stream: OK\0")


class Scanner(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, nonsense: bytes = b"", is_silent: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.nonsense, self.is_silent = nonsense, is_silent
        self.seen: list[bytes] = []
        self.released = threading.Event()

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.server_address[1]}"


@contextmanager
def scanner(nonsense: bytes = b"", is_silent: bool = False) -> Iterator[Scanner]:
    with Scanner(nonsense, is_silent) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()
