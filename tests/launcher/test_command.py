import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.launcher.conftest import processes_below

COMMAND = """
import sys
from pathlib import Path
from launcher import command
sys.exit(command.run(Path(sys.argv[1]), None, sys.argv[2:]))
"""
Launch = Callable[..., "subprocess.Popen[str]"]


@pytest.mark.parametrize(("script", "status"), [("exit 0", 0), ("exit 7", 7), ("kill -9 $$", 137)])
def test_exit_status_of_the_command_is_passed_on(
    clone: Path, launch: Launch, script: str, status: int
) -> None:
    run = launch(COMMAND, clone, "sh", "-c", script)
    assert (*run.communicate(), run.returncode) == ("", "", status)
    assert processes_below(clone) == []


def test_command_finds_its_servers_and_a_browser_in_the_environment(
    clone: Path, launch: Launch
) -> None:
    run = launch(COMMAND, clone, "sh", "-c", 'echo "$DATABASE_URL $REDIS_URL $CHROMIUM"')
    words = run.communicate()[0].split()

    assert [word.split(":")[0] for word in words] == ["postgresql", "unix", "chromium"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_request_to_stop_reaches_the_command_and_servers_go_with_it(
    clone: Path, launch: Launch, number: signal.Signals
) -> None:
    script = "trap 'echo asked; exit 5' TERM HUP; echo up; while :; do sleep 0.01; done"
    run = launch(COMMAND, clone, "sh", "-c", script)
    assert run.stdout
    assert run.stdout.readline() == "up\n"

    run.send_signal(number)

    assert run.communicate() == ("asked\n", "")
    assert run.returncode == 5
    assert processes_below(clone) == []


def test_interrupt_at_the_terminal_is_left_to_the_command(clone: Path, launch: Launch) -> None:
    script = "trap 'echo interrupted; exit 6' INT; echo up; while :; do sleep 0.01; done"
    run = launch(COMMAND, clone, "sh", "-c", script, start_new_session=True)
    assert run.stdout
    assert run.stdout.readline() == "up\n"

    # What a terminal does on Ctrl-C.
    import os

    os.killpg(run.pid, signal.SIGINT)

    assert run.communicate() == ("interrupted\n", "")
    assert run.returncode == 6
    assert processes_below(clone) == []


def test_what_the_command_leaves_behind_is_ended(clone: Path, launch: Launch) -> None:
    script = f"cd {clone}; setsid sleep 300 >/dev/null 2>&1 & echo $!"
    run = launch(COMMAND, clone, "sh", "-c", script)

    assert run.communicate()[0].strip().isdigit()
    assert processes_below(clone) == []
