"""A real worker and a real clock, as processes of their own, on the test database."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection


def wait_until(what: Callable[[], object], seconds: float = 120) -> None:
    """Returns once the condition holds; fails the test where it does not in good time."""
    deadline = time.monotonic() + seconds
    pause = 0.02
    while not what():
        assert time.monotonic() < deadline, "It did not come to pass."
        time.sleep(pause)
        pause = min(pause * 1.5, 0.5)


def database_url() -> str:
    """The address of the database that this test writes to."""
    facts = connection.settings_dict
    options = {k: v for k, v in facts["OPTIONS"].items() if isinstance(v, str)}
    host, port = facts["HOST"], facts["PORT"]
    # libpq takes the folder of a socket as a host; an address does not.
    if host.startswith("/"):
        options, host = {"host": host, **options}, ""
    password = f":{quote(facts['PASSWORD'], safe='')}" if facts["PASSWORD"] else ""
    where = f"{host}:{port}" if port else host
    # libpq takes a plus sign for a plus sign.
    query = f"?{urlencode(options, quote_via=quote)}" if options else ""
    return f"postgresql://{quote(facts['USER'])}{password}@{where}/{facts['NAME']}{query}"


def redis_url(number: int) -> str:
    """The tests' Redis, at a numbered database that nobody else looks at."""
    address = str(settings.CACHES["default"]["LOCATION"]).partition("?")[0]
    if address.startswith("unix:"):
        return f"{address}?db={number}"
    base, _slash, last = address.rpartition("/")
    return f"{base if last.isdigit() else address}/{number}"


class Processes:
    """Starts and ends parts of the product; each in a group of its own, so that a kill takes its
    children along."""

    def __init__(self, folder: Path, **env: str) -> None:
        self.folder = folder
        self.env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tracker.settings", **env}
        self.running: list[subprocess.Popen[bytes]] = []
        self.started = 0

    def worker(self) -> subprocess.Popen[bytes]:
        return self._start("worker", "--pool", "prefork", "--concurrency", "2")

    def beat(self) -> subprocess.Popen[bytes]:
        return self._start("beat", "--schedule", str(self.folder / "schedule"), "--pidfile", "")

    def manage(self, *words: str) -> subprocess.Popen[bytes]:
        return self._run("manage.py", *words)

    def _start(self, part: str, *words: str) -> subprocess.Popen[bytes]:
        return self._run("-m", "celery", "-A", "tracker", part, *words)

    def _run(self, *words: str) -> subprocess.Popen[bytes]:
        self.started += 1
        with (self.folder / f"{self.started:04d}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, *words],
                cwd=settings.BASE_DIR,
                env=self.env,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.running.append(process)
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Ends a part and its children at once, as a power cut would."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        # Its number may be another process's soon.
        self.running.remove(process)

    def logs(self) -> str:
        return "\n".join(p.read_text(errors="replace") for p in sorted(self.folder.glob("*.log")))

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_error: object) -> None:
        for process in list(self.running):
            self.kill(process)


def own_number(worker_id: str, first: int) -> int:
    """A database number of Redis for each of several test processes at once."""
    return first + (int(worker_id.removeprefix("gw")) + 1 if worker_id != "master" else 0)
