"""The servers the product needs: a database and a broker, ours or those of the environment."""

import contextlib
import json
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from launcher import binaries, identity, process, reach, settings
from launcher.failure import Failure
from launcher.layout import Layout
from launcher.lock import Lock
from launcher.postgres import Postgres
from launcher.valkey import Valkey

STOP_SECONDS = 20.0
# More sets of servers than this at once on one checkout are a mistake, not a need.
MOST_SLOTS = 32


class InUseError(Exception):
    """Another launcher holds this data directory."""


@dataclass
class Servers:
    """The servers of one data directory, for as long as it is locked by this process.

    `clone` is the checkout the data belong to; `durable` is False only for tests.
    """

    clone: Path
    layout: Layout
    durable: bool = True
    children: list[process.Child] = field(default_factory=list)
    urls: dict[str, str] = field(default_factory=dict)
    # Of the servers that are ours: the address and the socket behind it.
    served: dict[str, tuple[str, Path]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._lock = Lock(self.layout.lock)

    def take(self) -> None:
        """Make the data directory ours; raises InUseError where another launcher has it."""
        self.layout.prepare()
        if not self._lock.take():
            raise InUseError
        end_leftovers(self.layout)

    def start(self) -> dict[str, str]:
        """Start what the environment does not name; returns DATABASE_URL and REDIS_URL."""
        database, broker = settings.database_url(), settings.redis_url()
        if database:
            reach.database(database)
        if broker:
            reach.redis(broker)
        self.urls["DATABASE_URL"] = database or self._start_postgres()
        self.urls["REDIS_URL"] = broker or self._start_valkey()
        return self.urls

    def _start_postgres(self) -> str:
        programs = binaries.postgres(binaries.postgres_directories(binaries.site_packages()))
        who = identity.choose(self.clone, programs.initdb)
        who.own(self.layout.data)
        server = Postgres(self.layout, programs, who, self.durable)
        self._add(server.start())
        self.served["DATABASE_URL"] = (server.url, server.socket)
        return server.url

    def _start_valkey(self) -> str:
        program = binaries.valkey(binaries.valkey_programs(binaries.site_packages()))
        who = identity.choose(self.clone, program)
        who.own(self.layout.data)
        who.own(self.layout.sockets)
        server = Valkey(self.layout, program, who, self.durable)
        self._add(server.start())
        self.served["REDIS_URL"] = (server.url, server.socket)
        return server.url

    def _add(self, child: process.Child) -> None:
        self.children.append(child)
        self.note([])

    def note(self, others: list[process.Child]) -> None:
        """Write down who is ours where the next launcher finds it, should this one be killed."""
        remember(self.layout, [*others, *self.children])

    def stop(self) -> None:
        """Stop the servers and give the data directory back; harmless to repeat."""
        process.stop(self.children, STOP_SECONDS)
        self.children.clear()
        self.layout.processes.unlink(missing_ok=True)
        self.layout.clear_sockets()
        identity.give_back(self.clone, self.layout.data)
        self._lock.release()


def remember(layout: Layout, children: list[process.Child]) -> None:
    """Write down which processes are ours: id and the moment the kernel started it."""
    noted = {str(child.pid): process.started_at(child.pid) for child in children}
    layout.processes.write_text(json.dumps(noted))


def end_leftovers(layout: Layout) -> list[int]:
    """End the processes a killed launcher left behind; returns their ids.

    A process id that has passed to somebody else has another start, and is left alone.
    """
    try:
        noted: dict[str, str | None] = json.loads(layout.processes.read_text())
    except (OSError, ValueError):
        return []
    alive = {int(pid): start for pid, start in noted.items() if start}
    alive = {pid: start for pid, start in alive.items() if process.started_at(pid) == start}
    for pid in alive:
        process.signal_group(pid, signal.SIGTERM)
    for pid, start in alive.items():
        if not process.wait_until_gone(pid, start, STOP_SECONDS):
            process.signal_group(pid, signal.SIGKILL)
            process.wait_until_gone(pid, start, STOP_SECONDS)
    layout.processes.unlink(missing_ok=True)
    return sorted(alive)


@contextlib.contextmanager
def for_tests(clone: Path, data: Path | None) -> Iterator[dict[str, str]]:
    """Fast servers for one command; without `data`, the first free place below .data/test/."""
    places = [data] if data else [clone / ".data" / "test" / str(n) for n in range(MOST_SLOTS)]
    for place in places:
        servers = Servers(clone, Layout(Path(os.path.abspath(place))), durable=False)
        try:
            servers.take()
        except InUseError:
            continue
        try:
            yield servers.start()
        finally:
            servers.stop()
        return
    raise Failure(f"{places[0]} is in use by another launcher: name another with --data.")
