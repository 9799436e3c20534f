import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

CLI = """
import sys
from pathlib import Path
from launcher import cli
cli.CLONE = Path(sys.argv[1])
sys.exit(cli.main(sys.argv[2:]))
"""
WAIT = """
import signal
from launcher import stopping
stopping.listen()
try:
    print("up", flush=True)
    signal.pause()
except stopping.Stopped as stopped:
    signal.raise_signal(stopped.number)
    print("cleared up", stopped.exit_status)
"""
Launch = Callable[..., "subprocess.Popen[str]"]


@pytest.mark.parametrize(
    ("env", "named"),
    [
        ({"PORT": "http"}, "PORT is 'http'"),
        ({"DATABASE_URL": "sqlite:///tracker.db"}, "DATABASE_URL must begin with"),
        ({"REDIS_URL": "localhost"}, "REDIS_URL must begin with"),
        ({"REDIS_URL_FILE": "/nowhere"}, "REDIS_URL_FILE names /nowhere"),
    ],
)
def test_wrong_setting_is_one_sentence_before_anything_is_created(
    clone: Path, launch: Launch, env: dict[str, str], named: str
) -> None:
    run = launch(CLI, clone, "run", env=env)
    output, errors = run.communicate()

    assert (run.returncode, output) == (1, "")
    assert errors.startswith(named)
    assert errors.count("\n") == 1
    assert not (clone / ".venv").exists()


def test_port_in_use_is_told_before_anything_is_installed(
    clone: Path, launch: Launch, port: int
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        run = launch(CLI, clone, "run", env={"PORT": str(port)})
        _, errors = run.communicate()

    assert run.returncode == 1
    assert f"Port {port} of 127.0.0.1 is in use: choose another with PORT=" in errors
    assert not (clone / ".venv").exists()


def test_command_without_an_environment_is_told_what_makes_one(clone: Path, launch: Launch) -> None:
    run = launch(CLI, clone, "exec", "--", "true")

    assert "run `make run` or `make test` first" in run.communicate()[1]
    assert run.returncode == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_second_request_to_stop_does_not_disturb_the_clearing_up(
    launch: Launch, number: signal.Signals
) -> None:
    run = launch(WAIT)
    assert run.stdout
    assert run.stdout.readline() == "up\n"

    run.send_signal(number)

    assert run.communicate() == (f"cleared up {128 + number}\n", "")
    assert run.returncode == 0
