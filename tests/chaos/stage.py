"""The parts of the product as processes of their own, and what can be done to them."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from launcher import binaries, identity
from launcher.failure import Failure
from launcher.layout import Layout
from launcher.postgres import Postgres
from launcher.process import Child
from launcher.valkey import Valkey
from tests.mailsink import free_port
from tests.workers import Processes

CLONE = Path(__file__).resolve().parents[2]
# Five minutes would make every crash cost five minutes; the logic is the product's own. The lease
# outlasts the mail timeout and any outage of the database that is made here, as in production.
SHORTENED = {
    "REMINDER_TICK_SECONDS": "1",
    "MAIL_LEASE_SECONDS": "12",
    "MAIL_TRY_AGAIN_SECONDS": "1",
    "EMAIL_TIMEOUT": "3",
    "WORKER_SILENCE_SECONDS": "20",
}
WORKERS = ("worker 1", "worker 2")
UP_SECONDS = 90.0
GROWN_SECONDS = 7.0


class Stage(Processes):
    """All parts by name. A part that ends by itself is started again, as a supervisor would.

    With `database`, that address is used and there is no PostgreSQL to kill.
    """

    def __init__(self, folder: Path, database: str = "", **env: str) -> None:
        self.port = free_port()
        self.layout = Layout(folder)
        self.layout.prepare()
        self.parts: dict[str, subprocess.Popen[bytes]] = {}
        self.servers: dict[str, Child] = {}
        self.wanted: set[str] = set()
        self.restarts = 0
        self.born: dict[str, float] = {}
        self.lock = threading.RLock()
        places = binaries.postgres_directories(binaries.site_packages())
        found = binaries.postgres(places)
        self.postgres = Postgres(self.layout, found, identity.choose(CLONE, found.initdb))
        program = binaries.valkey(binaries.valkey_programs(binaries.site_packages()))
        self.valkey = Valkey(self.layout, program, identity.choose(CLONE, program))
        self.postgres.identity.own(self.layout.data)
        self.valkey.identity.own(self.layout.data)
        self.valkey.identity.own(self.layout.sockets)
        told = {
            "DATABASE_URL": database or self.postgres.url,
            "REDIS_URL": self.valkey.url,
            "DATA_DIR": str(folder),
            "PORT": str(self.port),
            "LOG_LEVEL": "WARNING",
            "THROTTLE_ACTOR": "1000000/min",
        }
        super().__init__(folder, **{**told, **SHORTENED, **env})

    # --- servers --------------------------------------------------------------------------------

    def start_postgres(self) -> None:
        """Backends of a killed server may live on for a moment; until then it refuses."""
        self._insist("postgres", self.postgres.start)

    def start_redis(self) -> None:
        self._insist("redis", self.valkey.start)

    def _insist(self, name: str, start: Callable[[], Child]) -> None:
        deadline = time.monotonic() + UP_SECONDS
        while True:
            try:
                self.servers[name] = start()
                return
            except (Failure, OSError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.3)

    def start_locked_redis(self) -> None:
        """Redis with a password that nobody was told."""
        command = [str(word) for word in self.valkey.command()]
        self.servers["redis"] = Child(
            "redis",
            subprocess.Popen(
                [*self.valkey.identity.prefix, *command, "--requirepass", "another"],
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            ),
            signal.SIGTERM,
        )

    def wipe_redis(self) -> None:
        shutil.rmtree(self.layout.valkey, ignore_errors=True)

    def end_server(self, name: str, number: signal.Signals = signal.SIGKILL) -> None:
        child = self.servers.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, number)
        child.popen.wait()

    # --- parts ----------------------------------------------------------------------------------

    def start(self, name: str, **env: str) -> None:
        """Starts a part, and keeps it running until `end`."""
        with self.lock:
            self.wanted.add(name)
            self.born[name] = time.monotonic()
            before, self.env = self.env, {**self.env, **env}
            try:
                self.parts[name] = self._launch(name)
            finally:
                self.env = before

    def _launch(self, name: str) -> subprocess.Popen[bytes]:
        if name == "web":
            words = ["--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--threads", "4"]
            return self._run("-m", "gunicorn", "tracker.wsgi", *words, "--no-control-socket")
        if name == "loop":
            return self.manage("remind", "--loop")
        if name.startswith("beat"):
            schedule = self.folder / f"schedule-{name.replace(' ', '-')}"
            return self._start("beat", "--schedule", str(schedule), "--pidfile", "")
        host = f"{name.replace(' ', '')}@chaos"
        return self._start("worker", "--pool", "prefork", "--concurrency", "2", "-n", host)

    def end(self, name: str) -> None:
        """Kills a part and lets it lie."""
        with self.lock:
            self.wanted.discard(name)
            self.kill(self.parts.pop(name))

    def hit(self, name: str) -> None:
        """Kills a part or a server and starts it again at once."""
        if name in ("postgres", "redis"):
            kill = signal.SIGKILL
            if name == "postgres" and self.started % 2:
                # "Immediate stop": what a power cut is to PostgreSQL.
                kill = signal.SIGQUIT
            self.end_server(name, kill)
            (self.start_postgres if name == "postgres" else self.start_redis)()
            self.born[name] = time.monotonic()
            return
        with self.lock:
            self.kill(self.parts[name])
            self.start(name)

    def is_grown(self, name: str) -> bool:
        """Whether a part has had the time to do something: one that is killed while it begins,
        again and again, proves nothing."""
        return time.monotonic() - self.born.get(name, 0.0) > GROWN_SECONDS

    def tend(self) -> None:
        """Starts again what ended by itself."""
        with self.lock:
            for name in self.wanted:
                if self.parts[name].poll() is not None:
                    self.kill(self.parts[name])
                    self.restarts += 1
                    self.start(name)

    def pause(self, name: str) -> None:
        os.killpg(self.parts[name].pid, signal.SIGSTOP)

    def wake(self, name: str) -> None:
        os.killpg(self.parts[name].pid, signal.SIGCONT)

    def manage_now(self, *words: str) -> None:
        process = self.manage(*words)
        if process.wait(300):
            raise RuntimeError(self.logs()[-3000:])

    def __exit__(self, *error: object) -> None:
        with self.lock:
            self.wanted.clear()
            super().__exit__(*error)
            for name in list(self.servers):
                self.end_server(name)
        self.layout.clear_sockets()


class Wire:
    """A way to PostgreSQL that can be cut: a socket in a folder of its own, passed on byte by
    byte to the real one."""

    def __init__(self, stage: Stage) -> None:
        self.real = str(stage.postgres.socket)
        self.folder = Path(f"{stage.layout.sockets}w")
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.path = self.folder / ".s.PGSQL.5432"
        self.path.unlink(missing_ok=True)
        self.is_cut = False
        self.ends: list[socket.socket] = []
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(str(self.path))
        self.server.listen(64)
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"postgresql://tracker@/tracker?host={quote(str(self.folder), safe='')}"

    def cut(self) -> None:
        """Breaks what is open and refuses what comes."""
        self.is_cut = True
        for end in self.ends:
            _close(end)
        self.ends.clear()

    def close(self) -> None:
        self.cut()
        _close(self.server)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _serve(self) -> None:
        while True:
            try:
                near, _who = self.server.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            try:
                if self.is_cut:
                    raise OSError
                far.connect(self.real)
            except OSError:
                _close(near)
                continue
            self.ends += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    _close(source)
    _close(target)


def _close(end: Any) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
