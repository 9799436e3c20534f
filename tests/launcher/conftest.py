"""A checkout of its own for every launcher test, and an environment that names no servers."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from launcher import process

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60
NAMES_OF_SERVERS = ("DATABASE_URL", "REDIS_URL", "DATABASE_URL_FILE", "REDIS_URL_FILE")


@pytest.fixture(autouse=True)
def _no_servers_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests run inside `make test`, which names its own servers."""
    for name in (*NAMES_OF_SERVERS, "PORT", "PUBLIC_BASE_URL", "DEBUG", "CHROMIUM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """An empty directory that stands for a checkout; its path fits a socket."""
    found = tmp_path / "c"
    found.mkdir()
    return found


@pytest.fixture
def port() -> int:
    """A free port outside the range the kernel hands out to clients."""
    for candidate in range(21000 + os.getpid() % 1000 * 8, 32000):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", candidate))
            except OSError:
                continue
        return candidate
    raise AssertionError("no free port")


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """A process, leader of a group, that has nothing to do with us and must survive."""
    sleeper = subprocess.Popen(["sleep", "300"], start_new_session=True)
    yield sleeper
    sleeper.kill()
    sleeper.wait()


@pytest.fixture
def launch() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts Python code in a process of its own that can import the launcher."""
    started: list[tuple[subprocess.Popen[str], threading.Timer]] = []

    def begin(code: str, *words: object, **options: object) -> subprocess.Popen[str]:
        prefix = options.pop("prefix", [])
        env = {**os.environ, "PYTHONPATH": str(REPOSITORY), **options.pop("env", {})}
        child = subprocess.Popen(
            [*prefix, sys.executable, "-c", code, *map(str, words)],
            env=env,
            cwd="/",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )
        # A test that waits for words that never come must fail, not hang.
        watchdog = threading.Timer(PATIENCE_SECONDS, child.kill)
        watchdog.daemon = True
        watchdog.start()
        started.append((child, watchdog))
        return child

    yield begin
    for child, watchdog in started:
        watchdog.cancel()
        child.kill()
        child.communicate()


@pytest.fixture
def path_without_leash(tmp_path: Path) -> str:
    """A PATH on which the kernel cannot be asked to end children with their parent."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "unshare"):
        (programs / name).symlink_to(str(shutil.which(name)))
    return str(programs)


def until(condition: Callable[[], bool]) -> None:
    """Return once the condition holds; fails the test where it never does."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < deadline, "what the test waits for never came"
        pause.wait(0.01)


def processes_below(directory: Path) -> list[str]:
    """The command lines of all processes that name the directory or work in it."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or process.started_at(int(entry.name)) is None:
            continue
        try:
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            folder = str((entry / "cwd").readlink())
        except OSError:
            continue
        if str(directory) in line or folder.startswith(str(directory)):
            found.append(f"{entry.name} {line}")
    return found
