from pathlib import Path

import pytest

from launcher import binaries
from launcher.failure import Failure


def program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def installation(directory: Path, says: str) -> Path:
    program(directory / "postgres", f"#!/bin/sh\necho '{says}'\n")
    program(directory / "initdb", "#!/bin/sh\n")
    return directory


def test_wheel_comes_before_what_the_system_has() -> None:
    site = binaries.site_packages()

    assert next(iter(binaries.postgres_directories(site))) == site / binaries.POSTGRES_WHEEL
    assert binaries.postgres(binaries.postgres_directories(site)).version == 18


def test_programs_built_for_another_machine_are_passed_over(tmp_path: Path) -> None:
    foreign = installation(tmp_path / "foreign", "")
    (foreign / "postgres").write_bytes(b"\x7fELF of another kind")
    good = installation(tmp_path / "good", "postgres (PostgreSQL) 16.4 (Debian 16.4-1)")

    found = binaries.postgres([tmp_path / "missing", foreign, good])

    assert (found.postgres, found.version) == (good / "postgres", 16)


def test_postgres_too_old_for_the_product_is_passed_over(tmp_path: Path) -> None:
    old = installation(tmp_path / "old", "postgres (PostgreSQL) 9.6.24")

    with pytest.raises(Failure):
        binaries.postgres([old])


def test_machine_without_postgres_is_told_both_settings(tmp_path: Path) -> None:
    with pytest.raises(Failure, match=r"No PostgreSQL runs.*DATABASE_URL and REDIS_URL"):
        binaries.postgres([tmp_path])


def test_machine_without_a_broker_is_told_both_settings(tmp_path: Path) -> None:
    foreign = program(tmp_path / "valkey-server", "#!/bin/sh\nexit 1\n")

    with pytest.raises(Failure, match=r"No Valkey or Redis runs.*DATABASE_URL and REDIS_URL"):
        binaries.valkey([foreign, tmp_path / "missing"])


def test_first_broker_that_runs_is_taken(tmp_path: Path) -> None:
    good = program(tmp_path / "redis-server", "#!/bin/sh\necho 'Redis server v=7'\n")

    assert binaries.valkey([tmp_path / "missing", good]) == good
