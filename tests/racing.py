"""Several people write into one answer at once, and nothing that was acknowledged is undone
(reliability D1, R7): two to eight writers, each in a field of their own, through gunicorn, some by
the API with If-Match, some by the record page with its version.

    python -m tests.racing [WRITES]     2,400 unless told otherwise

The last line is the figure; the exit status is 0 only where nothing was lost. Runs inside
`launcher exec`, which brings the servers.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.formnames import filled
from tests.mailsink import free_port
from tests.workers import Processes, database_url, redis_url, wait_until

WRITES = 2400
CROWDS = range(2, 9)
CODE = "2022-08"
# By which door, into which field; an element's reason is a part of one column.
PLACES = (
    ("api", "narrative"),
    ("page", "obstacles"),
    ("api", "next_steps"),
    ("page", "status_reason"),
    ("api", f"element {CODE}-e1"),
    ("api", f"element {CODE}-e2"),
    ("page", f"reason-{CODE}-e3"),
    ("api", f"element {CODE}-e4"),
)
FORM = "application/x-www-form-urlencoded"


class Web(Processes):
    """gunicorn as `make run` starts it, on a port of its own."""

    def __init__(self, folder: Path, **env: str) -> None:
        self.port = free_port()
        super().__init__(folder, PORT=str(self.port), **env)

    def start(self) -> subprocess.Popen[bytes]:
        words = ["--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--threads", "4"]
        process = self._run("-m", "gunicorn", "tracker.wsgi", *words, "--no-control-socket")
        wait_until(self.is_up)
        return process

    def is_up(self) -> bool:
        caller = Caller(self.port)
        try:
            return caller.ask("GET", "/healthz").status == 200
        except OSError:
            return False
        finally:
            caller.door.close()


@dataclass
class Answered:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Caller:
    """One connection that stays open, and the headers that say who calls."""

    def __init__(self, port: int, **headers: str) -> None:
        self.door = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Answered:
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        for again in (True, False):
            try:
                self.door.request(method, path, body, {**self.headers, **said})
                answer = self.door.getresponse()
                return Answered(answer.status, answer.headers, answer.read())
            except (http.client.RemoteDisconnected, BrokenPipeError):
                # The server closed a connection that lay idle.
                self.door.close()
                if not again or method not in ("GET", "HEAD"):
                    raise
        raise AssertionError


@contextmanager
def web(folder: Path, redis: int, **env: str) -> Iterator[Web]:
    """The web server on the database of this process."""
    server = Web(
        folder,
        DATABASE_URL=database_url(),
        REDIS_URL=redis_url(redis),
        DATA_DIR=str(folder),
        THROTTLE_ACTOR="1000000/min",
        **env,
    )
    with server:
        server.start()
        yield server


def by_token(port: int, actor: Any) -> Caller:
    from accounts.domain import tokens

    _token, key = tokens.issue(actor.seat, "write")
    return Caller(port, Authorization=f"Token {key}", Content_Type="application/json")


def by_session(port: int, actor: Any) -> Caller:
    from django.test import Client

    client = Client()
    client.force_login(actor.user)
    cookie = "; ".join(f"{morsel.key}={morsel.value}" for morsel in client.cookies.values())
    return Caller(port, Cookie=cookie, Content_Type=FORM, Origin=f"http://127.0.0.1:{port}")


@dataclass
class Writer:
    """Somebody with a field of their own: reads, writes a new text, and writes again what was
    refused because others were faster."""

    caller: Caller
    door: str
    place: str
    entry: str
    cycle: str
    said: str = ""
    refused: int = 0
    lost: list[str] = field(default_factory=list)

    def write(self, text: str) -> None:
        once = self.by_api if self.door == "api" else self.by_page
        while not once(text):
            self.refused += 1
        self.said = text

    def by_api(self, text: str) -> bool:
        entry = self.read()
        self.look(entry)
        if self.place.startswith("element "):
            code = self.place.removeprefix("element ")
            said = {"elements": [{"code": code, "state": "not_applicable", "reason": text}]}
        else:
            said = {self.place: text}
        tag = f'"{entry["version"]}"'
        path = f"/api/v1/entries/{self.entry}/"
        answered = self.caller.ask("PATCH", path, json.dumps(said), If_Match=tag)
        assert answered.status in (200, 412), (answered.status, answered.body[:500])
        return answered.status == 200

    def by_page(self, text: str) -> bool:
        path = f"/en/report/{self.cycle}/{CODE}/"
        page = self.caller.ask("GET", path)
        assert page.status == 200, page.body[:500]
        controls = filled(page.body.decode(), "record")
        if controls.get(self.place, "") != self.said:
            self.lost.append(f"{self.place}: {self.said}")
        if self.place.startswith("reason-"):
            controls[self.place.replace("reason-", "state-")] = "not_applicable"
        for cookie in page.headers.get_all("Set-Cookie") or []:
            self.keep(cookie.partition(";")[0])
        sent = urlencode({**controls, self.place: text, "then": "save"})
        answered = self.caller.ask("POST", path, sent)
        assert answered.status in (302, 409), (answered.status, answered.body[:500])
        return answered.status == 302

    def keep(self, cookie: str) -> None:
        name = cookie.partition("=")[0]
        others = [
            c for c in self.caller.headers["Cookie"].split("; ") if c.partition("=")[0] != name
        ]
        self.caller.headers["Cookie"] = "; ".join([*others, cookie])

    def read(self) -> Any:
        answered = self.caller.ask("GET", f"/api/v1/entries/{self.entry}/")
        assert answered.status == 200, answered.body[:500]
        return answered.json()

    def look(self, entry: Any) -> None:
        """What was acknowledged last stands there still: nobody else writes here."""
        code = self.place.replace("element ", "reason-").removeprefix("reason-")
        found = {e["code"]: e["reason"] for e in entry["elements"]}.get(code, entry.get(self.place))
        if found != self.said:
            self.lost.append(f"{self.place}: {self.said}")


@dataclass
class Figure:
    """What a race came to."""

    written: int = 0
    refused: int = 0
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{len(self.lost)} of {self.written} acknowledged writes lost "
            f"({self.refused} refused and written again)"
        )


def race(writes: int, server: Web, report: Any, people: Any, tell: Callable[[str], None]) -> Figure:
    """So many writes in all, by crowds of two to eight."""
    from tests import factories

    figure = Figure()
    entry = factories.entry_of(report, CODE)
    for place, crowd in enumerate(CROWDS):
        share = writes * (place + 1) // len(CROWDS) - writes * place // len(CROWDS)
        empty(entry)
        writers = [
            Writer(
                (by_token if door == "api" else by_session)(server.port, people[n % len(people)]),
                door,
                name,
                str(entry.public_id),
                report.cycle.code,
            )
            for n, (door, name) in enumerate(PLACES[:crowd])
        ]
        run(writers, share)
        reader = by_token(server.port, people[0])
        for writer in writers:
            writer.caller.door.close()
            writer.caller = reader
            writer.look(writer.read())
        reader.door.close()
        figure.written += share
        figure.refused += sum(writer.refused for writer in writers)
        figure.lost += [lost for writer in writers for lost in writer.lost]
        tell(f"{crowd} writers, {share} writes: {figure} so far")
    return figure


def empty(entry: Any) -> None:
    from tracker.models import ProgressEntry

    ProgressEntry.internal.filter(pk=entry.pk).update(
        narrative="", obstacles="", next_steps="", status_reason="", elements={}
    )


def run(writers: list[Writer], writes: int) -> None:
    """All begin at once; each takes the next number until none is left."""
    numbers, gate = iter(range(writes)), threading.Barrier(len(writers))
    lock, names = threading.Lock(), count(1)

    def work(writer: Writer) -> None:
        gate.wait()
        while True:
            with lock:
                if next(numbers, None) is None:
                    return
                text = f"{writer.place} {next(names)}"
            writer.write(text)

    with ThreadPoolExecutor(len(writers)) as pool:
        for done in [pool.submit(work, writer) for writer in writers]:
            done.result()


def people() -> list[Any]:
    """The focal point and a deputy of Kenya, each at several windows."""
    from accounts.enums import Role
    from tests import factories

    return [factories.amina(), factories.actor(factories.make_seat(Role.DEPUTY, "KEN"))]


@contextmanager
def own_database() -> Iterator[None]:
    """A database of its own with the agreed texts, gone again behind it."""
    from django.core.management import call_command
    from django.test.utils import setup_databases, teardown_databases

    made = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("seed", verbosity=0)
        yield
    finally:
        teardown_databases(made, verbosity=0)


def main(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django

    django.setup()
    from tests import factories

    writes = int(words[0]) if words else WRITES
    with own_database(), tempfile.TemporaryDirectory() as folder:
        report = factories.make_report("KEN")
        with web(Path(folder), 15) as server:
            figure = race(writes, server, report, people(), lambda said: print(said, flush=True))
    for lost in figure.lost[:20]:
        print(f"lost  {lost}")
    print(figure)
    return 1 if figure.lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
