"""The servers under test: gunicorn as `make run` starts it, two workers each."""

from __future__ import annotations

import os
import random
import socket
import sys
import time
from pathlib import Path

from launcher import process

from .door import Ask, HttpDoor

CLONE = Path(__file__).resolve().parents[1]
UP_SECONDS = 60.0
# Nobody is held up; that requests are counted stays part of what is measured.
OPEN = {f"THROTTLE_{name}": "100000000/min" for name in ("ANONYMOUS", "ACTOR", "EXPORTS")}


class Web:
    """An application behind gunicorn."""

    def __init__(self, application: str, log: Path, workers: int = 2, **env: str) -> None:
        self.port = _free_port()
        self.door = HttpDoor(self.port, self.workers)
        words = ["-m", "gunicorn", application, "--bind", f"127.0.0.1:{self.port}"]
        words += ["--workers", str(workers), "--threads", "4", "--graceful-timeout", "5"]
        told = {**os.environ, "PORT": str(self.port), **OPEN, **env}
        log.unlink(missing_ok=True)
        self.child = process.start(
            application,
            [sys.executable, *words, "--no-control-socket", "--timeout", "300"],
            env=told,
            cwd=CLONE,
            log=log,
        )
        self.log = log

    def wait(self, path: str) -> None:
        """Returns once this path answers."""
        deadline = time.monotonic() + UP_SECONDS
        while True:
            try:
                if self.door.ask(Ask(path)).status == 200:
                    return
            except OSError:
                pass
            if self.child.has_ended() or time.monotonic() > deadline:
                raise RuntimeError(self.log.read_text()[-3000:])
            time.sleep(0.2)

    def workers(self) -> list[int]:
        return process.children_of(self.child.pid)

    def stop(self) -> None:
        process.stop([self.child], 10)


class Memory:
    """How far the memory of some processes grew, at its peak, in megabytes."""

    def __init__(self, pids: list[int]) -> None:
        self.pids = pids
        self.before = {}
        for pid in pids:
            # From now on the kernel's high-water mark counts anew.
            Path(f"/proc/{pid}/clear_refs").write_text("5")
            self.before[pid] = _kilobytes(pid, "VmRSS")

    def growth(self) -> float:
        return max((_kilobytes(p, "VmHWM") - self.before[p] for p in self.pids), default=0) / 1024


def _kilobytes(pid: int, name: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    return 0


def _free_port() -> int:
    """Below the range from which clients take their own."""
    while True:
        port = random.randint(20000, 32000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
