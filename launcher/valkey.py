"""The embedded Valkey server (Redis protocol): its data, its socket, its settings."""

import os
import shutil
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from launcher import process
from launcher.failure import Failure
from launcher.identity import Identity
from launcher.layout import Layout
from launcher.sockets import accepts
from launcher.texts import last_lines

START_SECONDS = 30.0
STOP_SECONDS = 20.0


@dataclass(frozen=True)
class Valkey:
    """One Valkey server and how it is run. `durable` is False only for tests."""

    layout: Layout
    program: Path
    identity: Identity
    durable: bool = True

    @property
    def url(self) -> str:
        """How redis-py and Django's cache reach it; Celery calls the same `redis+socket://`."""
        return f"unix://{quote(str(self.socket))}"

    @property
    def socket(self) -> Path:
        return self.layout.sockets / "valkey.sock"

    @property
    def log(self) -> Path:
        return self.layout.logs / "valkey.log"

    def command(self) -> list[str | Path]:
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.layout.valkey),
            # Sixteen are too few for the workers of a test run to have some each.
            "databases": "64",
            "maxmemory-policy": "noeviction",
            "save": "",
            "appendonly": "yes" if self.durable else "no",
            "appendfsync": "everysec",
        }
        command: list[str | Path] = [self.program]
        for name, value in settings.items():
            command += [f"--{name}", value]
        return command

    def start(self) -> process.Child:
        """Start it and return once it answers; raises Failure where it does not."""
        if not self.durable:
            shutil.rmtree(self.layout.valkey, ignore_errors=True)
        self.layout.valkey.mkdir(mode=0o700, exist_ok=True)
        self.identity.own(self.layout.valkey)
        self.socket.unlink(missing_ok=True)
        self.log.unlink(missing_ok=True)
        child = process.start("Valkey", self.command(), prefix=self.identity.prefix, log=self.log)
        deadline = time.monotonic() + START_SECONDS
        while not answers(self.socket):
            if child.has_ended() or time.monotonic() > deadline:
                process.stop([child], STOP_SECONDS)
                raise Failure(f"Valkey did not start ({child.ending()}): {last_lines(self.log)}")
            time.sleep(process.POLL_SECONDS)
        return child


def answers(path: Path) -> bool:
    """Whether the server has loaded its data: until then it answers PING with an error."""
    if not accepts(path):
        return False
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(START_SECONDS)
        try:
            client.connect(os.fspath(path))
            client.sendall(b"PING\r\n")
            return client.recv(64).startswith(b"+PONG")
        except OSError:
            return False
