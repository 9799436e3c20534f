"""`make run`: servers, data, web pages, worker and clock on one machine, until it is stopped."""

import contextlib
import http.client
import ipaddress
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from launcher import chain, endpoints, machine, ports, process, settings, stopping
from launcher.failure import Failure
from launcher.layout import Layout
from launcher.lock import Lock
from launcher.mailbox import Mailbox
from launcher.progress import Progress
from launcher.servers import InUseError, Servers, end_leftovers
from launcher.steps import LINES_OF_A_FAILURE, carry_out
from launcher.texts import last_lines

POLL_SECONDS = 0.5
WEB_SECONDS = 90.0
STOP_SECONDS = 20.0


def already_running(clone: Path) -> Failure:
    """What a second `make run` in the same checkout is told."""
    found = endpoints.read(clone)
    where = f" at {found['page']}" if "page" in found else ""
    who = f" (process {found['pid']})" if "pid" in found else ""
    return Failure(
        f"The tracker of this directory is running already{where}{who}: use that one, or stop it "
        "with Ctrl-C in its terminal."
    )


def must_be_free(clone: Path) -> None:
    """Raise Failure where this checkout or the port is taken, before anything slow begins.

    What a killed launcher left behind does not count: it is ended here.
    """
    layout = Layout(clone / ".data")
    lock = Lock(layout.lock)
    if not lock.take():
        raise already_running(clone)
    end_leftovers(layout)
    lock.release()
    ports.must_be_free(settings.port())


def is_loopback(page: str) -> bool:
    """Whether an address of web pages is reachable from this machine only."""
    host = urlsplit(page).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass
class Product:
    """Everything `make run` starts, with the environment all of it shares."""

    clone: Path
    servers: Servers
    port: int
    children: list[process.Child] = field(default_factory=list)

    @property
    def layout(self) -> Layout:
        return self.servers.layout

    @property
    def page(self) -> str:
        return settings.setting("PUBLIC_BASE_URL") or f"http://{ports.HOST}:{self.port}"

    @property
    def env(self) -> dict[str, str]:
        env = os.environ | self.servers.urls | {"PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        env["PUBLIC_BASE_URL"] = self.page
        env.setdefault("DEBUG", "true")
        return env

    def manage(self, steps: dict[str, list[str]]) -> list[str]:
        """Run management commands by their titles; returns what each printed.

        Raises Failure where one fails.
        """
        log = self.log("manage")
        titles = list(steps)

        def current() -> str:
            done = log.read_text(errors="replace").count(chain.BETWEEN_OUTPUTS)
            return f"({titles[min(done, len(titles) - 1)]})"

        command = [sys.executable, *chain.words(list(steps.values()))]
        said = carry_out(
            "Preparing the database", command, log, env=self.env, cwd=self.clone, detail=current
        )
        return [part.strip() for part in said.split(chain.BETWEEN_OUTPUTS)]

    def log(self, name: str) -> Path:
        """Where a part of the product writes what it has to say."""
        return self.layout.logs / f"{name}.log"

    def start(self, name: str, file: str, *words: str | Path) -> None:
        """Start a part of the product that writes to .data/log/<file>.log."""
        log = self.log(file)
        log.unlink(missing_ok=True)
        command = [sys.executable, "-m", *words]
        child = process.start(name, command, env=self.env, cwd=self.clone, log=log)
        self.children.append(child)
        self.servers.note(self.children)

    def start_all(self) -> None:
        """The web server, the worker and the clock, as processes of their own."""
        workers = settings.setting("WEB_CONCURRENCY") or "2"
        web = ["gunicorn", "tracker.wsgi", "--bind", f"{ports.HOST}:{self.port}"]
        web += ["--workers", workers, "--threads", "4", "--graceful-timeout", "5"]
        self.start("The web server", "web", *web, "--access-logfile", "-", "--no-control-socket")
        celery = ["celery", "-A", "tracker"]
        worker = [*celery, "worker", "--pool", "prefork", "--concurrency", "2"]
        self.start("The task worker", "worker", *worker, "--loglevel", "INFO")
        schedule = self.layout.data / "beat"
        schedule.mkdir(exist_ok=True)
        # A process of its own: one inside a killed worker would go on sending.
        beat = [*celery, "beat", "--schedule", str(schedule / "schedule"), "--pidfile", ""]
        self.start("The clock (Celery beat)", "beat", *beat, "--loglevel", "INFO")

    def wait_for_pages(self) -> None:
        """Return once the web server answers; raises Failure where it does not."""
        deadline = time.monotonic() + WEB_SECONDS
        with Progress("Starting the web server, the worker and the clock") as step:
            while not self._answers():
                self.must_be_whole()
                if time.monotonic() > deadline:
                    words = last_lines(self.log("web"), LINES_OF_A_FAILURE)
                    raise Failure(f"The web server does not answer:\n{words}")
                step.update()
                time.sleep(POLL_SECONDS / 5)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(ports.HOST, self.port, timeout=10)
        try:
            connection.request("GET", "/healthz", headers={"Host": urlsplit(self.page).netloc})
            return connection.getresponse().status == http.client.OK
        except OSError:
            return False
        finally:
            connection.close()

    def must_be_whole(self) -> None:
        """Raise Failure with the last words of a part that ended by itself."""
        for child in [*self.children, *self.servers.children]:
            if child.has_ended():
                words = last_lines(child.log, LINES_OF_A_FAILURE) if child.log else ""
                raise Failure(
                    f"{child.name} ended unexpectedly ({child.ending()}); all the rest was "
                    f"stopped. Its last words, from {child.log}:\n{words}"
                )

    def stop(self) -> None:
        """Stop everything, those who use the servers first."""
        process.stop(self.children, STOP_SECONDS)
        self.servers.stop()

    def prepare(self) -> str:
        """Bring servers and data up to date; returns what there is to know about the demo."""
        with Progress("Starting PostgreSQL and Valkey"):
            self.servers.start()
        endpoints.write(self.clone, self.page, self.servers.served)
        steps = {
            "bringing the database up to date": ["migrate", "--no-input"],
            "loading the communiqués": ["seed"],
        }
        if not is_loopback(self.page):
            self.manage(steps)
            return "No demonstration data: PUBLIC_BASE_URL is not an address of this machine alone."
        steps["loading the demonstration data"] = ["seed", "--demo"]
        return self.manage(steps)[-1]

    def watch(self) -> None:
        """Announce mails until a part ends (Failure) or somebody asks to stop (Stopped)."""
        mailbox = Mailbox(self.layout.mail)
        while True:
            self.must_be_whole()
            for line in mailbox.news():
                say(line)
            time.sleep(POLL_SECONDS)


def say(text: str) -> None:
    """A line for the person at the terminal, at once; a terminal that is gone stops nothing."""
    with contextlib.suppress(OSError):
        print(text, flush=True)


def run(clone: Path) -> int:
    """Run the product until it is asked to stop; returns the exit status."""
    machine.must_share_memory()
    servers = Servers(clone, Layout(clone / ".data"))
    try:
        servers.take()
    except InUseError as error:
        raise already_running(clone) from error
    product = Product(clone, servers, settings.port())
    process.adopt_orphans()
    stopping.listen()
    try:
        demo = product.prepare()
        product.start_all()
        product.wait_for_pages()
        say(f"\nThe tracker runs at {product.page} until you press Ctrl-C.")
        say(f"Mail is written to {product.layout.mail}, logs to {product.layout.logs}.\n")
        say(demo)
        product.watch()
    except stopping.Stopped:
        say("\nStopping …")
    finally:
        stopping.ignore()
        product.stop()
        process.end_orphans()
        endpoints.file(clone).unlink(missing_ok=True)
    return 0
