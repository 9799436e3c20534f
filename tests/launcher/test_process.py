import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from launcher import process
from tests.launcher.conftest import until

STUBBORN = """
trap '' TERM
sleep 300 &
echo $! > "$0"
echo ready
wait
"""


def wait_for(path: Path) -> int:
    until(lambda: path.exists() and path.read_text().strip() != "")
    return int(path.read_text())


def test_process_is_told_from_a_later_one_of_the_same_number(
    bystander: subprocess.Popen[bytes],
) -> None:
    begun = process.started_at(bystander.pid)
    assert begun is not None
    assert begun == process.started_at(bystander.pid)
    bystander.kill()
    bystander.wait()
    assert process.started_at(bystander.pid) is None


def test_zombie_counts_as_gone(bystander: subprocess.Popen[bytes]) -> None:
    begun = process.started_at(bystander.pid)
    assert begun
    bystander.kill()
    assert process.wait_until_gone(bystander.pid, begun, 10)


def test_stop_kills_the_whole_group_of_who_does_not_listen(tmp_path: Path) -> None:
    note = tmp_path / "grandchild"
    child = process.start("stubborn", ["sh", "-c", STUBBORN, note])
    grandchild = wait_for(note)
    begun = process.started_at(grandchild)
    assert begun

    process.stop([child], 0.1)

    assert child.popen.returncode == -signal.SIGKILL
    assert process.wait_until_gone(grandchild, begun, 10)


def test_stop_ends_workers_of_a_leader_who_went_in_peace(tmp_path: Path) -> None:
    note = tmp_path / "grandchild"
    leader = 'sleep 300 & echo $! > "$0"; exit 0'
    child = process.start("leader", ["sh", "-c", leader, note])
    grandchild = wait_for(note)
    begun = process.started_at(grandchild)
    assert begun
    child.popen.wait()

    process.stop([child], 5)

    assert process.wait_until_gone(grandchild, begun, 10)


def test_stop_lets_a_child_clear_up(tmp_path: Path) -> None:
    log = tmp_path / "log"
    polite = "trap 'echo bye; exit 3' TERM; echo up; while :; do sleep 0.01; done"
    child = process.start("polite", ["sh", "-c", polite], log=log)
    until(lambda: "up" in log.read_text())

    process.stop([child], 30)

    assert (child.popen.returncode, log.read_text()) == (3, "up\nbye\n")
    assert child.ending() == "exit status 3"


def test_child_of_a_killed_launcher_is_ended_by_the_kernel(
    tmp_path: Path, launch: Callable[..., subprocess.Popen[str]]
) -> None:
    code = """
import sys
from launcher import process
print(process.start("sleeper", ["sleep", "300"]).pid, flush=True)
sys.stdin.read()
"""
    launcher = launch(code, stdin=subprocess.PIPE)
    assert launcher.stdout
    pid = int(launcher.stdout.readline())
    begun = process.started_at(pid)
    assert begun
    # The leash is on once setpriv has given way to the program itself.
    until(lambda: b"setpriv" not in Path(f"/proc/{pid}/cmdline").read_bytes())

    launcher.kill()

    assert process.wait_until_gone(pid, begun, 10)


def test_orphans_of_the_launcher_are_found_and_ended(
    launch: Callable[..., subprocess.Popen[str]],
) -> None:
    code = """
import subprocess
from launcher import process
process.adopt_orphans()
words = ["sh", "-c", "setsid sh -c 'echo $$; exec sleep 300' &"]
child = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
pid = int(child.stdout.readline())
child.wait()
print(process.started_at(pid) is not None)
process.end_orphans()
print(process.started_at(pid) is not None)
"""
    output, errors = launch(code).communicate()

    assert (output.split(), errors) == (["True", "False"], "")


def test_signal_to_a_group_that_is_gone_is_harmless(bystander: subprocess.Popen[bytes]) -> None:
    bystander.kill()
    bystander.wait()
    process.signal_group(bystander.pid, signal.SIGTERM)
    with pytest.raises(ProcessLookupError):
        os.kill(bystander.pid, 0)
