import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from launcher import identity, process, servers
from launcher.failure import Failure
from launcher.identity import NOBODY
from launcher.layout import Layout
from launcher.servers import Servers
from tests.launcher.conftest import processes_below

NAMELESS = 12345
ANSWER = "SELECT current_user, rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user"
START_AND_WAIT = """
import sys
from pathlib import Path
from launcher.identity import NOBODY
from launcher.layout import Layout
from launcher.servers import Servers
clone = Path(sys.argv[1])
servers = Servers(clone, Layout(clone / ".data"), durable=sys.argv[2] == "durable")
servers.take()
print(servers.start()["DATABASE_URL"], flush=True)
sys.stdin.read()
"""


@pytest.fixture
def own(clone: Path) -> Iterator[Servers]:
    found = Servers(clone, Layout(clone / ".data"), durable=False)
    yield found
    found.stop()


def ask(url: str, question: str) -> tuple[object, ...]:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return row


def test_both_servers_answer_and_nothing_of_them_is_left(clone: Path) -> None:
    with servers.for_tests(clone, None) as urls:
        assert ask(urls["DATABASE_URL"], ANSWER) == ("tracker", False, True)
        assert ask(urls["DATABASE_URL"], "SHOW timezone") == ("UTC",)
        assert ask(urls["DATABASE_URL"], "SHOW listen_addresses") == ("",)
        assert ask(urls["DATABASE_URL"], "SHOW fsync") == ("off",)
        assert ask(urls["DATABASE_URL"], "SELECT lower('ÀŁΣ') COLLATE \"C.utf8\"") == ("àłσ",)
        with redis.from_url(urls["REDIS_URL"]) as broker:
            assert broker.config_get("maxmemory-policy")["maxmemory-policy"] == "noeviction"
            assert broker.config_get("port")["port"] == "0"
        assert processes_below(clone) != []

    assert processes_below(clone) == []
    sockets = Layout(clone / ".data" / "test" / "0").sockets
    assert list(sockets.glob("*")) == []


def test_two_runs_at_once_get_servers_and_data_of_their_own(clone: Path) -> None:
    with servers.for_tests(clone, None) as first, servers.for_tests(clone, None) as second:
        ask(first["DATABASE_URL"], "SELECT 1 FROM pg_class LIMIT 1")
        with psycopg.connect(first["DATABASE_URL"]) as connection:
            connection.execute("CREATE TABLE only_here (id int)")
        assert ask(second["DATABASE_URL"], "SELECT to_regclass('only_here')") == (None,)
        assert ask(first["DATABASE_URL"], "SELECT to_regclass('only_here')") == ("only_here",)


def test_data_directory_in_use_is_named_with_the_remedy(clone: Path, own: Servers) -> None:
    own.take()

    with pytest.raises(Failure, match="in use by another launcher: name another with --data"):  # noqa: SIM117
        with servers.for_tests(clone, own.layout.data):
            pytest.fail("two launchers at one data directory")


def test_data_outlive_a_stop_and_the_second_start_keeps_them(clone: Path) -> None:
    for expected in ("none", "kept"):
        durable = Servers(clone, Layout(clone / ".data"))
        durable.take()
        try:
            url = durable.start()["DATABASE_URL"]
            assert ask(url, "SHOW fsync") == ("on",)
            with psycopg.connect(url) as connection, redis.from_url(durable.urls["REDIS_URL"]) as r:
                connection.execute("CREATE TABLE IF NOT EXISTS note (text text)")
                found = connection.execute("SELECT text FROM note").fetchone()
                assert (found or ("none",))[0] == expected
                assert (r.get("note") or b"none").decode() == expected
                connection.execute("INSERT INTO note VALUES ('kept')")
                r.set("note", "kept")
        finally:
            durable.stop()


def test_servers_named_by_the_environment_are_used_and_none_is_started(
    clone: Path, own: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.take()
    urls = dict(own.start())
    for name, value in urls.items():
        monkeypatch.setenv(name, value)

    with servers.for_tests(clone, None) as found:
        assert found == urls
        assert not (clone / ".data" / "test" / "0" / "postgres").exists()

    assert ask(urls["DATABASE_URL"], "SELECT 1") == (1,)


def test_database_that_is_not_there_is_named_without_its_password(
    own: Servers, monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgres://me:geheim@127.0.0.1:{port}/x")
    own.take()

    with pytest.raises(Failure, match="DATABASE_URL does not lead to a database") as caught:
        own.start()

    assert "geheim" not in str(caught.value)


def test_broker_that_is_not_there_is_named_without_its_password(
    own: Servers, monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    monkeypatch.setenv("REDIS_URL", f"redis://:geheim@127.0.0.1:{port}/0")
    own.take()

    with pytest.raises(Failure, match="REDIS_URL does not lead to a server") as caught:
        own.start()

    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("durable", ["durable", "fast"])
def test_servers_a_killed_launcher_left_are_stopped_and_the_next_start_works(
    clone: Path,
    durable: str,
    own: Servers,
    launch: Callable[..., subprocess.Popen[str]],
    path_without_leash: str,
) -> None:
    killed = launch(
        START_AND_WAIT, clone, durable, stdin=subprocess.PIPE, env={"PATH": path_without_leash}
    )
    assert killed.stdout
    url = killed.stdout.readline().strip()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE note (text text)")
    killed.kill()
    killed.wait()
    left = json.loads((clone / ".data" / "processes.json").read_text())
    assert [process.started_at(int(pid)) for pid in left] == list(left.values())
    assert len(left) == 2

    own.durable = durable == "durable"
    own.take()
    assert [process.started_at(int(pid)) for pid in left] == [None, None]
    assert ask(own.start()["DATABASE_URL"], "SELECT to_regclass('note')") == ("note",)


def test_postgres_left_without_a_note_is_found_by_its_own_file(
    clone: Path,
    own: Servers,
    launch: Callable[..., subprocess.Popen[str]],
    path_without_leash: str,
) -> None:
    killed = launch(
        START_AND_WAIT, clone, "durable", stdin=subprocess.PIPE, env={"PATH": path_without_leash}
    )
    assert killed.stdout
    killed.stdout.readline()
    killed.kill()
    killed.wait()
    (clone / ".data" / "processes.json").unlink()
    pid = int((own.layout.postgres / "postmaster.pid").read_text().splitlines()[0])
    begun = process.started_at(pid)
    assert begun

    own.durable = True
    own.take()
    own.start()

    assert process.started_at(pid) != begun
    assert len(own.children) == 2


def test_process_that_took_over_a_number_is_left_alone(
    own: Servers, bystander: subprocess.Popen[bytes]
) -> None:
    own.layout.prepare()
    own.layout.processes.write_text(json.dumps({str(bystander.pid): "1"}))
    own.take()
    own.start()
    own.stop()
    # The same, where PostgreSQL's own file names the number.
    own.durable = True
    own.layout.postgres.joinpath("postmaster.pid").write_text(f"{bystander.pid}\n")
    own.take()
    own.start()

    assert bystander.poll() is None


def test_fast_data_are_made_anew_after_a_crash_of_the_machine(clone: Path, own: Servers) -> None:
    with (
        servers.for_tests(clone, own.layout.data) as urls,
        psycopg.connect(urls["DATABASE_URL"]) as connection,
    ):
        connection.execute("CREATE TABLE doubtful (id int)")
    (own.layout.postgres / "postmaster.pid").write_text("999999999\n")

    own.take()

    assert ask(own.start()["DATABASE_URL"], "SELECT to_regclass('doubtful')") == (None,)


def test_data_of_another_postgres_are_refused_and_kept(own: Servers) -> None:
    own.take()
    own.start()
    own.stop()
    (own.layout.postgres / "PG_VERSION").write_text("12\n")

    own.take()
    with pytest.raises(Failure, match="are of PostgreSQL 12"):
        own.start()

    assert (own.layout.postgres / "base").is_dir()


def test_path_too_long_for_a_socket_works_all_the_same(clone: Path) -> None:
    deep = clone / ("d" * 60) / ("é" * 40)
    deep.mkdir(parents=True)

    with servers.for_tests(deep, None) as urls:
        assert ask(urls["DATABASE_URL"], "SELECT 1") == (1,)
        with redis.from_url(urls["REDIS_URL"]) as broker:
            assert broker.ping()
        outside = Layout(deep / ".data" / "test" / "0").sockets
        assert outside.is_dir()

    assert not outside.exists()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
def test_ordinary_user_starts_and_stops_the_same_servers(
    clone: Path, launch: Callable[..., subprocess.Popen[str]]
) -> None:
    # He may pass closed directories, since those of the tests or of Python may be.
    prefix = [*identity.as_user(NOBODY, NOBODY), *identity.PASS_CLOSED_DIRECTORIES]
    os.chown(clone, NOBODY, NOBODY)
    run = launch(
        START_AND_WAIT + "servers.stop()\n", clone, "fast", stdin=subprocess.PIPE, prefix=prefix
    )

    output, errors = run.communicate("")

    assert (run.returncode, errors) == (0, "")
    assert output.startswith("postgresql://")
    assert (clone / ".data" / "postgres").stat().st_uid == NOBODY
    assert processes_below(clone) == []


@pytest.mark.skipif(os.getuid() != 0, reason="only root can work in the checkout of a user")
@pytest.mark.parametrize("user", [NOBODY, NAMELESS])
def test_root_in_the_checkout_of_a_user_leaves_him_the_owner_of_all_data(
    clone: Path, user: int
) -> None:
    os.chown(clone, user, user)

    with servers.for_tests(clone, clone / ".data") as urls:
        assert ask(urls["DATABASE_URL"], "SELECT 1") == (1,)

    owners = {path.stat().st_uid for path in [clone / ".data", *(clone / ".data").rglob("*")]}
    assert owners == {user}
